//! Forms of one character that mean the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use super::places::after;
use super::rivals::region;
use super::survey::Counts;
use crate::convert::{Change, ChangeKind};
use crate::lexicon::{Characters, builtin};
use crate::variant::{Script, Variant};

/// Whether `c` is a Traditional character in Taiwan or Hong Kong, though it is a Simplified one for those
/// who keep to older forms: 群 besides 羣.
pub(super) fn is_regional(c: char) -> bool {
    /// One bit for each code point of the block that these characters are in.
    static REGIONAL: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let older = builtin::opencc("STCharacters");
        let tables = ["TWVariants", "HKVariants"].into_iter().filter_map(builtin::opencc);
        let rows = tables.flat_map(|table| table.entries());
        let mut bits = vec![0; 1 << 10];
        for (_, to) in rows.filter(|(from, to)| older.as_ref().and_then(|older| older.get(to)) == Some(from))
        {
            if let Some(code) = to.chars().next().map(|c| c as usize).filter(|code| *code < 1 << 16) {
                bits[code / 64] |= 1 << (code % 64);
            }
        }
        bits
    });
    let code = c as usize;
    REGIONAL.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
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

/// The forms that a text has three times and more, and no other form of the same character: 户 in Traditional
/// text as mainland China prints it.
pub(super) fn orthography(text: &str, places: &[usize]) -> Vec<char> {
    const FEWEST: usize = 3;
    let groups = groups();
    let mut seen = HashMap::<usize, (char, usize)>::new();
    for &at in places {
        let c = after(text, at);
        let Some(&group) = groups.of.get(&c) else { continue };
        let (form, count) = seen.entry(group).or_insert((c, 0));
        // Another form: none of them is all that the text has.
        *count = if *form == c { count.saturating_add(1) } else { 0 };
        if *form != c {
            *form = '\0';
        }
    }
    seen.into_values().filter(|&(_, count)| count >= FEWEST).map(|(form, _)| form).collect()
}

/// The characters of which there are other forms.
pub(super) fn all_forms() -> impl Iterator<Item = char> {
    groups().of.keys().copied()
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
    let groups = groups();
    let form = groups.all[*groups.of.get(&c)?].preferred[index].filter(|&form| form != c)?;
    let accepted =
        builtin::standards().get(c.encode_utf8(&mut [0; 4])).is_some_and(|lists| lists.contains(list));
    (!accepted).then_some(form)
}

/// The form of Hong Kong for one that Taiwan prefers: 裏 for 裡. Hong Kong's list has both, as names do.
pub(super) fn of_hong_kong(c: char, region: Variant) -> Option<char> {
    if region != Variant::HantHk {
        return None;
    }
    let groups = groups();
    let [_, taiwan, hong_kong] = groups.all[*groups.of.get(&c)?].preferred;
    hong_kong.filter(|&form| taiwan == Some(c) && form != c)
}

/// Write what a conversion changes in `text` in the forms of `region`; forms that stand in it stay as they are.
pub(super) fn write_in(changes: &mut Vec<Change>, text: &str, region: Variant) {
    changes.retain_mut(|change| {
        let converted =
            matches!(change.kind, ChangeKind::Script | ChangeKind::Leftover | ChangeKind::OverConverted);
        let mut made = change.edit.text.chars();
        if let (true, Some(c), None) = (converted, made.next(), made.next())
            && let Some(form) = preferred(c, region).or_else(|| of_hong_kong(c, region))
        {
            change.edit.text = form.into();
        }
        change.edit.span.of(text) != change.edit.text
    });
}

/// The forms that `text` has at `places` when the characters of the other script are converted, by group.
pub(super) fn counts(text: &str, places: &[usize], changes: &[Change]) -> BTreeMap<usize, Counts<char>> {
    let groups = groups();
    let mut counts = BTreeMap::<usize, Counts<char>>::new();
    let mut count = |c: char| {
        let Some(&group) = (!c.is_ascii()).then(|| groups.of.get(&c)).flatten() else { return };
        counts.entry(group).or_default().count(c, 1);
    };
    // In the order of the text: of two forms that are as frequent, the first one wins.
    let mut script = changes.iter().filter(|change| change.kind == ChangeKind::Script).peekable();
    for &at in places {
        while let Some(change) = script.next_if(|change| change.edit.span.end <= at) {
            change.edit.text.chars().for_each(&mut count);
        }
        if script.peek().is_none_or(|change| at < change.edit.span.start) {
            count(after(text, at));
        }
    }
    script.flat_map(|change| change.edit.text.chars()).for_each(&mut count);
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
    /// Compare the forms that were counted, in texts of one script; `declared` if the region is not only what the
    /// text looks like.
    pub fn new<'a>(
        counted: impl Iterator<Item = (usize, &'a Counts<char>)>,
        locale: Option<Variant>,
        declared: bool,
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
            let Some(winner) = counts.winner(preferred, declared) else { continue };
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
