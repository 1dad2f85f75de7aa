//! Columns on a terminal.

use std::fmt::Write;

/// Blocks whose characters take two columns: East Asian Width W and F of Unicode 17, rounded to blocks.
const WIDE: &[(u32, u32)] = &[
    (0x1100, 0x115f),
    (0x2e80, 0x303e),
    (0x3041, 0xa4cf),
    (0xa960, 0xa97f),
    (0xac00, 0xd7a3),
    (0xf900, 0xfaff),
    (0xfe10, 0xfe19),
    (0xfe30, 0xfe6f),
    (0xff00, 0xff60),
    (0xffe0, 0xffe6),
    (0x16fe0, 0x18cff),
    (0x1b000, 0x1b2ff),
    (0x1f300, 0x1f64f),
    (0x1f680, 0x1f6ff),
    (0x1f900, 0x1f9ff),
    (0x20000, 0x3fffd),
];

/// Marks that join the character before them.
const COMBINING: &[(u32, u32)] = &[
    (0x0300, 0x036f),
    (0x0483, 0x0489),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x20d0, 0x20ff),
    (0x302a, 0x302f),
    (0x3099, 0x309a),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
    (0xe0100, 0xe01ef),
];

/// Columns that `c` takes: 0, 1 or 2.
pub(super) fn of_char(c: char) -> usize {
    let within = |blocks: &[(u32, u32)]| {
        let after = blocks.partition_point(|&(first, _)| first <= u32::from(c));
        after > 0 && u32::from(c) <= blocks[after - 1].1
    };
    match c {
        ..'\u{300}' => 1,
        _ if within(COMBINING) => 0,
        _ if within(WIDE) => 2,
        _ => 1,
    }
}

/// Columns that `text` takes.
pub(crate) fn of(text: &str) -> usize {
    text.chars().map(of_char).sum()
}

/// `text` with what cannot be seen, or would steer the terminal, written as `<U+200B>`.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            _ if c.is_control() || is_invisible(c) => {
                // Writing to a String does not fail.
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_wide_and_marks_are_not() {
        assert_eq!(of("漢𠮷a，e\u{301}"), 8);
        assert_eq!(visible("漢\u{200b}\x1b[1m"), "漢<U+200B><U+001B>[1m");
    }
}
