use super::rows::simplified;
use super::*;
use crate::lexicon::builtin;

fn terms(target: Variant) -> Terms {
    Terms::new(target, |c| c).expect("a region")
}

const TARGETS: [Variant; 3] = [Variant::Hans, Variant::HantTw, Variant::HantHk];

#[test]
fn what_a_row_writes_stays() {
    let mut wrong = Vec::new();
    for target in TARGETS {
        let terms = terms(target);
        for (word, row) in terms.rows.iter() {
            let Row::Becomes { value, .. } = row else { continue };
            let again = terms.rows.get(&simplified(value));
            if matches!(again, Some(Row::Becomes { value: other, when: None }) if other != value) {
                wrong.push(format!("{target}: {word:?} becomes {value}, which becomes {again:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_row_with_a_condition_works_in_the_other_script_only() {
    for target in TARGETS {
        for (word, row) in terms(target).rows.iter() {
            if let Row::Becomes { when: Some(when), .. } = row {
                assert_ne!(when.script, target.script(), "{target}: {word:?} would be changed again");
            }
        }
    }
}

#[test]
fn every_topic_of_a_row_has_words() {
    let known: Vec<String> = builtin::topics()
        .entries()
        .into_values()
        .flat_map(|names| names.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for target in TARGETS {
        for (word, row) in terms(target).rows.iter() {
            if let Row::Becomes { when: Some(when), .. } = row {
                for topic in when.any.iter().chain(&when.none) {
                    assert!(known.contains(topic), "{target}: {word:?} asks for {topic}");
                }
            }
        }
    }
}

#[test]
fn a_word_counts_where_the_line_is_read_so() {
    let terms = terms(Variant::HantTw);
    for (text, expected) in [
        ("少数组织", ""),
        ("声明了数组和变量", "宣告 陣列 變數"),
        ("电视频段", ""),
        ("他说的士兵", ""),
        ("发布软件", "軟體"),
        ("演算法", ""),
        ("国内存在", ""),
    ] {
        let text: Vec<char> = text.chars().collect();
        let found: Vec<String> = terms.find(&text, &text, []).into_iter().map(|(.., value)| value).collect();
        assert_eq!(found.join(" "), expected, "{text:?}");
    }
}
