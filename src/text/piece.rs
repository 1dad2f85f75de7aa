//! Short texts, of which there can be millions: most need no memory of their own.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// Bytes that a piece holds itself.
const SHORT: usize = 14;

/// A text that is mostly short: 16 bytes, and no other memory for up to 14 bytes of text.
#[derive(Clone, PartialEq, Eq)]
pub struct Piece(Text);

#[derive(Clone, PartialEq, Eq)]
enum Text {
    /// The bytes behind the text are 0.
    Short { len: u8, bytes: [u8; SHORT] },
    /// In two steps, so that it takes no more room than a short one.
    Long(Box<Box<str>>),
}

impl Piece {
    /// The text.
    #[inline(never)]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // They were copied from a text.
            Text::Short { len, bytes } => {
                std::str::from_utf8(&bytes[..usize::from(*len)]).unwrap_or_default()
            }
            Text::Long(text) => text,
        }
    }
}

impl From<&str> for Piece {
    #[inline(never)]
    fn from(text: &str) -> Self {
        if text.len() > SHORT {
            return Self(Text::Long(Box::new(text.into())));
        }
        let mut bytes = [0; SHORT];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Self(Text::Short { len: text.len() as u8, bytes })
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        if text.len() > SHORT { Self(Text::Long(Box::new(text.into()))) } else { Self::from(&*text) }
    }
}

impl From<&String> for Piece {
    fn from(text: &String) -> Self {
        Self::from(&**text)
    }
}

impl From<Cow<'_, str>> for Piece {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<char> for Piece {
    fn from(c: char) -> Self {
        Self::from(&*c.encode_utf8(&mut [0; 4]))
    }
}

impl From<Piece> for String {
    fn from(piece: Piece) -> Self {
        piece.as_str().to_owned()
    }
}

impl Default for Piece {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Piece {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Piece {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Piece> for str {
    fn eq(&self, other: &Piece) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Piece> for &str {
    fn eq(&self, other: &Piece) -> bool {
        *self == other.as_str()
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl serde::Serialize for Piece {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_their_texts() {
        for text in ["", "字", "十四字节以", "0123456789abcd", "0123456789abcde", "十五字节以上的"]
        {
            let piece = Piece::from(text);
            assert_eq!(&*piece, text);
            assert_eq!(piece, Piece::from(text.to_owned()));
            assert_eq!(matches!(piece.0, Text::Short { .. }), text.len() <= SHORT);
            assert_eq!(format!("{piece:?}"), format!("{text:?}"));
        }
    }
}
