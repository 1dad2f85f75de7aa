//! What is known of single characters: their Simplified form, and the scripts they belong to.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::variant::Script;

/// Forms of Taiwan that Hong Kong accepts beside those of OpenCC's table.
pub const ACCEPTED_IN_HONG_KONG: [char; 6] = ['群', '床', '峰', '啟', '麵', '秘'];

const CHARACTER: u32 = (1 << 24) - 1;
const SIMPLIFIED_ONLY: u32 = 1 << 24;
const TRADITIONAL_ONLY: u32 = 1 << 25;

/// The tables of single characters.
pub struct Characters {
    /// By code point below 2^16: Simplified form in the low 24 bits, scripts above.
    wide: Box<[u32]>,
    astral: HashMap<char, u32>,
}

impl Characters {
    /// The tables, made at the first call.
    pub fn get() -> &'static Self {
        static CHARACTERS: OnceLock<Characters> = OnceLock::new();
        CHARACTERS.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut all = Self { wide: (0..1 << 16).collect(), astral: HashMap::new() };
        for row in include_str!(concat!(env!("OUT_DIR"), "/characters.txt")).lines() {
            let mut row = row.chars();
            let (Some(c), Some(simplified)) = (row.next(), row.next()) else { continue };
            let script = match row.next() {
                Some('S') => SIMPLIFIED_ONLY,
                Some('T') => TRADITIONAL_ONLY,
                _ => 0,
            };
            all.set(c, simplified as u32 | script);
        }
        all
    }

    fn set(&mut self, c: char, entry: u32) {
        match self.wide.get_mut(c as usize) {
            Some(place) => *place = entry,
            None => {
                self.astral.insert(c, entry);
            }
        }
    }

    #[inline]
    fn entry(&self, c: char) -> u32 {
        match self.wide.get(c as usize) {
            Some(&entry) => entry,
            None => self.astral.get(&c).copied().unwrap_or(c as u32),
        }
    }

    /// The Simplified form of a character, or the character itself. The same for every form that a
    /// Simplified character has, so that text in any mixture of scripts can be looked up by it.
    #[inline]
    pub fn simplified(&self, c: char) -> char {
        char::from_u32(self.entry(c) & CHARACTER).unwrap_or(c)
    }

    /// The script that a character belongs to, if it belongs to one only.
    #[inline]
    pub fn script(&self, c: char) -> Option<Script> {
        match self.entry(c) & !CHARACTER {
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
            ('霉', '霉', None),
            ('吓', '吓', None),
            ('説', '说', Some(Script::Traditional)),
            ('爲', '为', Some(Script::Traditional)),
            ('一', '一', None),
            ('群', '群', None),
            ('著', '著', None),
            ('a', 'a', None),
        ] {
            assert_eq!((characters.simplified(c), characters.script(c)), (simplified, script), "{c}");
        }
    }
}
