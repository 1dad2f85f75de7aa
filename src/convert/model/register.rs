//! Tells the kind of text by its characters.

use super::candidates::Register;

/// Characters that written Cantonese has in every sentence and other text hardly ever.
const CANTONESE: [char; 15] =
    ['嘅', '咗', '喺', '佢', '哋', '啲', '嗰', '冇', '嚟', '㗎', '嘢', '咩', '乜', '唔', '啱'];

/// One marker in so many characters makes a text Cantonese.
const RARITY: usize = 60;

/// Whether a character in its Simplified form is one of them.
pub fn is_marker(c: char) -> bool {
    CANTONESE.contains(&c)
}

/// The register of a text with so many of them among its characters; nothing if it has none.
pub fn register_of(markers: usize, characters: usize) -> Option<Register> {
    match markers {
        0 => None,
        _ if markers * RARITY >= characters => Some(Register::Cantonese),
        _ => Some(Register::Common),
    }
}

/// The register of a piece of text in its Simplified form; nothing if it has no marker.
pub fn register(text: &[char]) -> Option<Register> {
    register_of(text.iter().filter(|&&c| is_marker(c)).count(), text.len())
}
