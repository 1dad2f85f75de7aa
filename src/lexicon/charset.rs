//! A set of characters below 2^16.

/// One bit a character.
#[derive(Clone, Debug)]
pub struct CharSet([u64; 1 << 10]);

impl CharSet {
    /// The set of the characters of `text`. Compile-time constants are made with it.
    ///
    /// # Panics
    ///
    /// If one is not below 2^16.
    pub const fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut bits = [0; 1 << 10];
        let mut at = 0;
        while at < bytes.len() {
            let (first, len) = match bytes[at] {
                lead @ 0..0x80 => (lead as usize, 1),
                lead @ 0x80..0xE0 => (lead as usize & 0x1F, 2),
                lead @ 0xE0..0xF0 => (lead as usize & 0xF, 3),
                _ => panic!("a character above U+FFFF"),
            };
            let mut code = first;
            let mut next = 1;
            while next < len {
                code = code << 6 | bytes[at + next] as usize & 0x3F;
                next += 1;
            }
            bits[code / 64] |= 1 << (code % 64);
            at += len;
        }
        Self(bits)
    }

    /// Whether `c` is in it.
    #[inline]
    pub const fn contains(&self, c: char) -> bool {
        let code = c as usize;
        code < 1 << 16 && self.0[code / 64] >> (code % 64) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_characters_and_no_others() {
        let set = CharSet::new("aé里￿");
        let held: String = ('\0'..=char::MAX).filter(|&c| set.contains(c)).collect();
        assert_eq!(held, "aé里￿");
    }
}
