//! Which characters are Chinese, as far as the neighbours of a place need to know.

/// Whether `c` is an ideograph, one in a compatibility block or a radical block included.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FD5}' | '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether `c` is a mark that Chinese text is set with; quotation marks that Latin shares are among them.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c,
        '、'..='〃' | '〈'..='】' | '〔'..='〟' | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='･'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether `c` takes no room and means nothing between ideographs.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'
            ..='\u{200D}' | '\u{2060}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
    )
}

/// Whether `c` is a radical that is not the ideograph that it looks like.
pub(crate) const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FD5}')
}
