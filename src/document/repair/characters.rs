//! Characters that are not what they look like, and characters that cannot be seen.

use super::{Damage, DamageKind};
use crate::document::han::{is_han, is_invisible, is_mark, is_radical};
use crate::text::Span;

/// Damaged characters at `places`, the sorted starts of those that may be damaged.
///
/// Linear in the length of `text`: a run of invisible characters is looked at as one.
pub(super) fn damage(text: &str, places: &[usize], found: &mut Vec<Damage>) {
    let chars: Vec<(usize, char)> =
        places.iter().filter_map(|&at| Some((at, text[at..].chars().next()?))).collect();
    let listed = listed(&chars);
    let mut seen = 0;
    for (&(at, c), listed) in chars.iter().zip(listed) {
        if at < seen {
            continue;
        }
        if is_invisible(c) {
            let span = run(text, at);
            seen = span.end;
            if stands_in_chinese(text, span) {
                found.push(Damage {
                    kind: DamageKind::ZeroWidth,
                    span,
                    replacement: String::new(),
                    repaired: true,
                    of: c,
                });
            }
            continue;
        }
        let kind = match c {
            '\u{2E80}'..='\u{2EFF}' => DamageKind::CjkRadical,
            '\u{2F00}'..='\u{2FDF}' => DamageKind::KangxiRadical,
            '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => DamageKind::CompatIdeograph,
            _ => continue,
        };
        let unified = super::residue::unified(c);
        let span = Span::at(at, c.len_utf8());
        if unified == c || is_radical(c) && (listed || !has_neighbour(text, span)) {
            continue;
        }
        found.push(Damage { kind, span, replacement: unified.to_string(), repaired: true, of: c });
    }
}

/// Which of `chars` are part of a table of radicals: three or more in the order of the code points.
fn listed(chars: &[(usize, char)]) -> Vec<bool> {
    let mut listed = vec![false; chars.len()];
    let mut start = 0;
    for index in 1..=chars.len() {
        let follows = chars.get(index).is_some_and(|&(at, c)| {
            let (before, previous) = chars[index - 1];
            is_radical(c) && at == before + previous.len_utf8() && u32::from(c) == u32::from(previous) + 1
        });
        if !follows {
            if index - start >= 3 {
                listed[start..index].fill(true);
            }
            start = index;
        }
    }
    listed
}

/// The run of invisible characters that begins at `at`.
fn run(text: &str, at: usize) -> Span {
    let rest = &text[at..];
    Span::at(at, rest.len() - rest.trim_start_matches(is_invisible).len())
}

fn stands_in_chinese(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return false };
    // Half-width punctuation and spaces too: what will become of them must not make a difference.
    let punctuation =
        |c: char| is_mark(c) || matches!(c, ' ' | ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')');
    is_han(before) && (is_han(after) || punctuation(after)) || punctuation(before) && is_han(after)
}

fn has_neighbour(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(is_invisible).chars().next_back();
    let after = text[span.end..].trim_start_matches(is_invisible).chars().next();
    before.is_some_and(is_han) || after.is_some_and(is_han)
}
