//! Lists of edits, most of which have one.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::Edit;

/// A list of edits that mostly has one.
#[derive(Clone, PartialEq, Eq)]
pub struct Edits(List);

#[derive(Clone, PartialEq, Eq)]
enum List {
    One(Edit),
    Other(Box<[Edit]>),
}

impl From<Edit> for Edits {
    fn from(edit: Edit) -> Self {
        Self(List::One(edit))
    }
}

impl From<Vec<Edit>> for Edits {
    fn from(mut edits: Vec<Edit>) -> Self {
        match edits.pop() {
            Some(edit) if edits.is_empty() => Self(List::One(edit)),
            last => {
                edits.extend(last);
                Self(List::Other(edits.into()))
            }
        }
    }
}

impl FromIterator<Edit> for Edits {
    fn from_iter<I: IntoIterator<Item = Edit>>(edits: I) -> Self {
        let mut edits = edits.into_iter();
        match (edits.next(), edits.next()) {
            (Some(edit), None) => edit.into(),
            (first, second) => Self(List::Other(first.into_iter().chain(second).chain(edits).collect())),
        }
    }
}

impl Deref for Edits {
    type Target = [Edit];

    fn deref(&self) -> &[Edit] {
        match &self.0 {
            List::One(edit) => std::slice::from_ref(edit),
            List::Other(edits) => edits,
        }
    }
}

impl DerefMut for Edits {
    fn deref_mut(&mut self) -> &mut [Edit] {
        match &mut self.0 {
            List::One(edit) => std::slice::from_mut(edit),
            List::Other(edits) => edits,
        }
    }
}

impl<'a> IntoIterator for &'a Edits {
    type Item = &'a Edit;
    type IntoIter = std::slice::Iter<'a, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Edits {
    type Item = &'a mut Edit;
    type IntoIter = std::slice::IterMut<'a, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl IntoIterator for Edits {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {
            List::One(edit) => vec![edit],
            List::Other(edits) => edits.into_vec(),
        }
        .into_iter()
    }
}

impl fmt::Debug for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl serde::Serialize for Edits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn lists_are_their_edits() {
        let edit = |at| Edit::replace(Span::new(at, at), "x");
        for len in 0..4 {
            let all: Vec<Edit> = (0..len).map(edit).collect();
            let edits = Edits::from(all.clone());
            assert_eq!(edits, all.iter().cloned().collect());
            assert_eq!(*edits, all[..]);
            assert_eq!(edits.into_iter().collect::<Vec<_>>(), all);
        }
    }
}
