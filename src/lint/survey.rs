//! What texts write, counted: what makes one form the minority.

use std::collections::BTreeMap;

use crate::variant::Script;

/// How often the texts of a run write each of several forms that say the same.
///
/// Its size is that of our tables of such forms at most, whatever the size of the texts. The counts of several texts
/// can be added in any grouping; where two forms are equally frequent, the one that was counted first counts more,
/// so add them in the order of the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// By script and row of `variants.tsv`.
    pub(super) forms: BTreeMap<(Option<Script>, usize), Counts<char>>,
    /// By script and group of rival words.
    pub(super) words: BTreeMap<(Option<Script>, usize), Counts<usize>>,
}

impl Survey {
    /// Add what another text writes.
    pub fn add(&mut self, other: Self) {
        for (key, counts) in other.forms {
            self.forms.entry(key).or_default().add(counts);
        }
        for (key, counts) in other.words {
            self.words.entry(key).or_default().add(counts);
        }
    }
}

/// Forms and their numbers, in the order of their first appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counts<T>(Vec<(T, usize)>);

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + PartialEq> Counts<T> {
    pub fn count(&mut self, form: T, number: usize) {
        match self.0.iter_mut().find(|(other, _)| *other == form) {
            Some((_, count)) => *count += number,
            None => self.0.push((form, number)),
        }
    }

    fn add(&mut self, other: Self) {
        for (form, number) in other.0 {
            self.count(form, number);
        }
    }

    pub fn of(&self, form: T) -> usize {
        self.0.iter().find(|(other, _)| *other == form).map_or(0, |&(_, count)| count)
    }

    /// The counted forms, the first one first.
    pub fn forms(&self) -> impl Iterator<Item = T> + '_ {
        self.0.iter().map(|&(form, _)| form)
    }

    /// The most frequent form; of several the first.
    pub fn most(&self) -> Option<T> {
        let most = self.0.iter().map(|&(_, count)| count).max()?;
        self.0.iter().find(|&&(_, count)| count == most).map(|&(form, _)| form)
    }

    /// The form to keep to: the one that the region prefers. A region that nobody has `declared` does not count
    /// against what the texts write more than twice as often.
    pub fn winner(&self, preferred: Option<T>, declared: bool) -> Option<T> {
        let most = self.most();
        let rare = |form| most.is_some_and(|most| self.of(form) * 2 < self.of(most));
        preferred.filter(|&form| declared || !rare(form)).or(most)
    }

    pub fn retain(&mut self, keep: impl Fn(T) -> bool) {
        self.0.retain(|&(form, _)| keep(form));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_do_not_depend_on_the_grouping() {
        let survey = |forms: &[(char, usize)]| {
            let mut counts = Counts::default();
            for &(form, number) in forms {
                counts.count(form, number);
            }
            Survey { forms: [((None, 0), counts)].into(), ..Survey::default() }
        };
        let (a, b, c) = (survey(&[('裡', 1)]), survey(&[('裏', 2)]), survey(&[('裡', 1), ('裏', 1)]));
        let mut left = a.clone();
        left.add(b.clone());
        left.add(c.clone());
        let mut right = b;
        right.add(c);
        let mut all = a;
        all.add(right);
        assert_eq!(left, all);
        let counts = &left.forms[&(None, 0)];
        assert_eq!((counts.of('裡'), counts.of('裏'), counts.most()), (2, 3, Some('裏')));
    }
}
