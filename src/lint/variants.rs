//! Forms of one character that mean the same.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::rivals::region;
use super::survey::Counts;
use crate::convert::{Change, ChangeKind};
use crate::lexicon::{Characters, builtin};
use crate::variant::{Script, Variant};

/// Whether `c` is a Traditional character in Taiwan or Hong Kong, though it is a Simplified one for those
/// who keep to older forms: 群 besides 羣.
pub(super) fn is_regional(c: char) -> bool {
    static REGIONAL: OnceLock<HashSet<char>> = OnceLock::new();
    let regional = REGIONAL.get_or_init(|| {
        let older = builtin::opencc("STCharacters");
        let tables = ["TWVariants", "HKVariants"].into_iter().filter_map(builtin::opencc);
        let rows = tables.flat_map(|table| table.entries());
        rows.filter(|(from, to)| older.as_ref().and_then(|older| older.get(to)) == Some(from))
            .filter_map(|(_, to)| to.chars().next())
            .collect()
    });
    regional.contains(&c)
}

/// One row of `dicts/zhfix/variants.tsv`.
#[derive(Debug)]
struct Group {
    forms: Vec<char>,
    /// As mainland China, Taiwan and Hong Kong write; nothing where they have no preference.
    preferred: [Option<char>; 3],
}

/// The groups, and the group of each form.
struct Groups {
    all: Vec<Group>,
    of: HashMap<char, usize>,
}

fn groups() -> &'static Groups {
    static GROUPS: OnceLock<Groups> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let rows = include_str!("../../dicts/zhfix/variants.tsv").lines();
        let rows = rows.filter(|row| !row.is_empty() && !row.starts_with('#'));
        let all: Vec<Group> = rows
            .map(|row| {
                let mut fields = row.split('\t');
                let forms = fields.next().unwrap_or_default().chars().collect();
                let mut preferred = || fields.next().and_then(|field| field.chars().next());
                Group { forms, preferred: [preferred(), preferred(), preferred()] }
            })
            .collect();
        let forms = |(index, group): (usize, &Group)| -> Vec<_> {
            group.forms.iter().map(|&form| (form, index)).collect()
        };
        let of = all.iter().enumerate().flat_map(forms).collect();
        Groups { all, of }
    })
}

/// Whether there are other forms of `c`.
pub(super) fn is_form(c: char) -> bool {
    groups().of.contains_key(&c)
}

/// The form that `region` prefers to `c`; nothing where it has no preference, or has `c` in its list as well:
/// names keep such a form.
pub(super) fn preferred(c: char, region: Variant) -> Option<char> {
    let (index, list) = match region {
        Variant::HansCn => (0, 'G'),
        Variant::HantTw => (1, 'B'),
        Variant::HantHk => (2, 'H'),
        Variant::Hans | Variant::Hant => return None,
    };
    if builtin::standards().get(c.encode_utf8(&mut [0; 4])).is_some_and(|lists| lists.contains(list)) {
        return None;
    }
    let groups = groups();
    groups.all[*groups.of.get(&c)?].preferred[index].filter(|&form| form != c)
}

/// The forms that `text` has when the characters of the other script are converted, by group.
pub(super) fn counts(text: &str, changes: &[Change]) -> BTreeMap<usize, Counts<char>> {
    let groups = groups();
    let mut counts = BTreeMap::<usize, Counts<char>>::new();
    let mut count = |c: char| {
        let Some(&group) = (!c.is_ascii()).then(|| groups.of.get(&c)).flatten() else { return };
        counts.entry(group).or_default().count(c, 1);
    };
    let mut done = 0;
    for change in changes.iter().filter(|change| change.kind == ChangeKind::Script) {
        text[done..change.edit.span.start].chars().for_each(&mut count);
        change.edit.text.chars().for_each(&mut count);
        done = change.edit.span.end;
    }
    text[done..].chars().for_each(&mut count);
    counts
}

/// What to write for a form that is not the one to keep to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instead {
    pub form: char,
    /// Whether it always means the same.
    pub sure: bool,
    /// How often the texts have `form`, and the other one.
    pub numbers: [usize; 2],
}

/// Forms that texts have besides others, and what to write for them.
#[derive(Debug, Default)]
pub(super) struct Forms {
    instead: HashMap<char, Instead>,
}

impl Forms {
    /// Compare the forms that were counted, in texts of one script.
    pub fn new<'a>(
        counted: impl Iterator<Item = (usize, &'a Counts<char>)>,
        locale: Option<Variant>,
    ) -> Self {
        let groups = groups();
        let script = locale.map(Variant::script);
        let mut instead = HashMap::new();
        for (group, counts) in counted {
            let (group, mut counts) = (&groups.all[group], counts.clone());
            let foreign = |c| {
                Characters::get().script(c).zip(script).is_some_and(|(a, b)| a != b)
                    && !(script == Some(Script::Traditional) && is_regional(c))
            };
            counts.retain(|form| !foreign(form));
            if counts.forms().count() < 2 {
                continue;
            }
            let preferred = region(locale)
                .and_then(|region| group.preferred[region])
                .filter(|&form| group.forms.contains(&form) && !foreign(form));
            let Some(winner) = preferred.or_else(|| counts.most()) else { continue };
            let sure = group.preferred.iter().any(Option::is_some);
            for form in counts.forms().filter(|&form| form != winner) {
                let numbers = [counts.of(winner), counts.of(form)];
                instead.insert(form, Instead { form: winner, sure, numbers });
            }
        }
        Self { instead }
    }

    /// Whether no character has two forms.
    pub fn is_empty(&self) -> bool {
        self.instead.is_empty()
    }

    /// What to write instead of `c`.
    pub fn instead(&self, c: char) -> Option<Instead> {
        self.instead.get(&c).copied()
    }

    /// `text` with all forms as they should be.
    pub fn unified(&self, text: &str) -> String {
        let unified = |c| self.instead(c).filter(|instead| instead.sure).map_or(c, |instead| instead.form);
        text.chars().map(unified).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_stands_in_two_rows_and_every_preference_is_a_form() {
        let forms: usize = groups().all.iter().map(|group| group.forms.len()).sum();
        assert_eq!(forms, groups().of.len());
        for group in &groups().all {
            assert!(group.forms.len() > 1, "{group:?}");
            assert!(group.preferred.iter().flatten().all(|form| group.forms.contains(form)), "{group:?}");
        }
    }
}
