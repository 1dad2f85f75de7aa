//! Tells the kind of text by its characters.

use super::candidates::Register;

/// Characters that written Cantonese has in every sentence and other text hardly ever.
const CANTONESE: [char; 15] =
    ['嘅', '咗', '喺', '佢', '哋', '啲', '嗰', '冇', '嚟', '㗎', '嘢', '咩', '乜', '唔', '啱'];

/// One marker in so many characters makes a text Cantonese.
const RARITY: usize = 60;

/// The register of a piece of text in its Simplified form; nothing if it has no marker.
pub fn register(text: &[char]) -> Option<Register> {
    let markers = text.iter().filter(|c| CANTONESE.contains(c)).count();
    match markers {
        0 => None,
        _ if markers * RARITY >= text.len() => Some(Register::Cantonese),
        _ => Some(Register::Common),
    }
}
