//! Kinds of neighbours: characters that stand in like places, such as those of rivers, of months, of offices.
//!
//! Seldom has a text had just these two neighbours; often it has had two of their kinds.

use std::fmt;

use super::hash::neighbour;

/// An immutable table from characters to their classes.
#[derive(Clone, Debug)]
pub struct Classes(Box<[u16; 1 << 16]>);

/// A table that cannot be read.
#[derive(Debug)]
pub struct ClassesError(String);

impl fmt::Display for ClassesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ClassesError {}

impl Classes {
    /// Read the table: a row of characters for each class; rows that begin with `#` are comments.
    ///
    /// # Errors
    ///
    /// If a character stands in two rows, or above U+FFFF.
    pub fn parse(table: &str) -> Result<Self, ClassesError> {
        let mut classes = vec![0; 1 << 16];
        for (class, row) in table.lines().filter(|row| !row.starts_with('#')).enumerate() {
            for c in row.chars() {
                match classes.get_mut(c as usize) {
                    Some(place @ 0) => *place = class as u16 + 1,
                    Some(_) => return Err(ClassesError(format!("{c} stands in two rows; keep one"))),
                    None => return Err(ClassesError(format!("{c} is above U+FFFF; leave it out"))),
                }
            }
        }
        Ok(Self(classes.into_boxed_slice().try_into().expect("65536 items")))
    }

    /// The class of a character in its Simplified form; 0 if it has none.
    #[inline]
    pub fn of(&self, c: char) -> u16 {
        self.0.get(neighbour(c) as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_one_row_are_of_one_class() {
        let classes = Classes::parse("# rivers\n江河\n月年著\n").unwrap();
        assert_eq!("江河月年着。".chars().map(|c| classes.of(c)).collect::<Vec<_>>(), [1, 1, 2, 2, 2, 0]);
        assert!(Classes::parse("江河\n江\n").is_err());
        assert!(Classes::parse("𠀀\n").is_err());
    }
}
