//! The Simplified characters that have several Traditional forms, and how likely each form is.

use std::fmt;

/// Most forms that one character has here.
pub const MOST: usize = 6;

/// The kinds of text that have priors of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Register {
    /// Encyclopaedia, news and everything else.
    Common = 0,
    /// Written Cantonese.
    Cantonese = 1,
}

/// Every register, in the order of the columns of the table.
pub const REGISTERS: [Register; 2] = [Register::Common, Register::Cantonese];

/// A character and its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    /// The Simplified character.
    pub simplified: char,
    /// Each form: how `OpenCC`'s standard writes it, and behind that how else it is written.
    pub forms: Vec<String>,
    /// By form: what it has before anything else is known, by register, in sixteenths of a nat.
    pub priors: Vec<[i32; REGISTERS.len()]>,
    /// Every character of the forms, with the form that it writes.
    members: Vec<(char, usize)>,
}

/// A table that cannot be read.
#[derive(Debug)]
pub struct CandidatesError(String);

impl fmt::Display for CandidatesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CandidatesError {}

impl Candidates {
    /// The form as the standard writes it.
    pub fn standard(&self, form: usize) -> char {
        self.forms[form].chars().next().expect("no form is empty")
    }

    /// Which form `c` writes.
    #[inline]
    pub fn position(&self, c: char) -> Option<usize> {
        self.members.iter().find(|(member, _)| *member == c).map(|&(_, form)| form)
    }
}

/// Read the table: a row for each form, `character<TAB>form<TAB>prior...`, those of a character together.
///
/// # Errors
///
/// A row that is none, with its number.
pub fn parse(text: &str) -> Result<Vec<Candidates>, CandidatesError> {
    let mut all: Vec<Candidates> = Vec::new();
    for (index, row) in text.lines().enumerate() {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let error = || {
            let line = index + 1;
            CandidatesError(format!(
                "line {line}: expected `character<TAB>form<TAB>prior<TAB>prior`, found {row:?}"
            ))
        };
        let columns: Vec<&str> = row.split('\t').collect();
        let [simplified, form, common, cantonese] = columns[..] else { return Err(error()) };
        let simplified = simplified.chars().next().ok_or_else(error)?;
        let prior = |text: &str| text.parse().map_err(|_| error());
        if form.is_empty() {
            return Err(error());
        }
        if all.last().is_none_or(|last| last.simplified != simplified) {
            let (forms, priors, members) = (Vec::new(), Vec::new(), Vec::new());
            all.push(Candidates { simplified, forms, priors, members });
        }
        let last = all.last_mut().expect("pushed");
        last.members.extend(form.chars().map(|c| (c, last.forms.len())));
        last.forms.push(form.to_owned());
        last.priors.push([prior(common)?, prior(cantonese)?]);
        if last.forms.len() > MOST {
            return Err(error());
        }
    }
    Ok(all)
}
