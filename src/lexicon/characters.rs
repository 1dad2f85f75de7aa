//! What is known of single characters: their Simplified form, and the scripts they belong to.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::builtin;
use crate::variant::Script;

const SIMPLIFIED_ONLY: u8 = 1;
const TRADITIONAL_ONLY: u8 = 2;

/// The tables of single characters.
pub struct Characters {
    /// By code point below 2^16: Simplified form and scripts.
    wide: Box<[(u16, u8)]>,
    astral: HashMap<char, (char, u8)>,
}

impl Characters {
    /// The tables, made at the first call (about a millisecond).
    pub fn get() -> &'static Self {
        static CHARACTERS: OnceLock<Characters> = OnceLock::new();
        CHARACTERS.get_or_init(Self::new)
    }

    fn new() -> Self {
        let simplify = builtin::simplify().entries();
        let traditional = builtin::traditional_forms().entries();
        let mut all = Self {
            wide: (0..=u16::MAX).map(|c| (c, 0)).collect(),
            astral: HashMap::new(),
        };
        let only = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8());
        for (from, to) in &simplify {
            if let (Some(from), Some(to)) = (only(from), only(to)) {
                all.set(from, |entry| entry.0 = to);
            }
        }
        for (from, forms) in &traditional {
            if let Some(c) = only(from) {
                if !forms.split(' ').any(|form| form == from) {
                    all.set(c, |entry| entry.1 |= SIMPLIFIED_ONLY);
                }
            }
        }
        let both = builtin::both_scripts();
        for (from, to) in &simplify {
            if let Some(c) = only(from).filter(|_| from != to) {
                if both.get(from).is_none() && !traditional.contains_key(from) {
                    all.set(c, |entry| entry.1 |= TRADITIONAL_ONLY);
                }
            }
        }
        all
    }

    fn set(&mut self, c: char, change: impl Fn(&mut (char, u8))) {
        let mut entry = (self.simplified(c), self.flags(c));
        change(&mut entry);
        if let (Some(place), Ok(to)) = (self.wide.get_mut(c as usize), u16::try_from(entry.0 as u32)) {
            *place = (to, entry.1);
        } else {
            self.astral.insert(c, entry);
        }
    }

    fn flags(&self, c: char) -> u8 {
        match self.astral.get(&c) {
            Some(entry) if self.is_astral(c) => entry.1,
            _ => self.wide.get(c as usize).map_or(0, |entry| entry.1),
        }
    }

    fn is_astral(&self, c: char) -> bool {
        !self.astral.is_empty() && (c as u32 > 0xFFFF || self.astral.contains_key(&c))
    }

    /// The Simplified form of a character, or the character itself. The same for every form that a
    /// Simplified character has, so that text in any mixture of scripts can be looked up by it.
    #[inline]
    pub fn simplified(&self, c: char) -> char {
        if self.is_astral(c) {
            if let Some(entry) = self.astral.get(&c) {
                return entry.0;
            }
        }
        let to = self.wide.get(c as usize).map(|entry| u32::from(entry.0));
        to.and_then(char::from_u32).unwrap_or(c)
    }

    /// The script that a character belongs to, if it belongs to one only.
    #[inline]
    pub fn script(&self, c: char) -> Option<Script> {
        match self.flags(c) {
            SIMPLIFIED_ONLY => Some(Script::Simplified),
            TRADITIONAL_ONLY => Some(Script::Traditional),
            _ => None,
        }
    }
}

/// Whether a character is a Chinese ideograph, `〇` included.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{323AF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_know_their_scripts() {
        let characters = Characters::get();
        for (c, simplified, script) in [
            ('發', '发', Some(Script::Traditional)),
            ('髮', '发', Some(Script::Traditional)),
            ('发', '发', Some(Script::Simplified)),
            ('后', '后', None),
            ('後', '后', Some(Script::Traditional)),
            ('乾', '干', None),
            ('干', '干', None),
            ('裡', '里', Some(Script::Traditional)),
            ('裏', '里', Some(Script::Traditional)),
            ('説', '说', Some(Script::Traditional)),
            ('爲', '为', Some(Script::Traditional)),
            ('一', '一', None),
            ('著', '著', None),
            ('a', 'a', None),
        ] {
            assert_eq!((characters.simplified(c), characters.script(c)), (simplified, script), "{c}");
        }
    }
}
