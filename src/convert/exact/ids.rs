//! Ideographic description sequences: `⿰氵去` describes a character, so its parts are not converted.

/// Longest sequence that is recognised, in code points, and deepest nesting; OpenCC's limits.
pub const LONGEST: usize = 64;
const DEEPEST: usize = 16;

/// Number of parts that an ideographic description character takes; none for other characters.
pub fn arity(c: char) -> usize {
    match c {
        '⿲' | '⿳' => 3,
        '\u{2FFE}' | '\u{2FFF}' => 1,
        '\u{2FF0}'..='\u{2FFD}' => 2,
        _ => 0,
    }
}

/// Length in bytes of the complete sequence that `text` begins with.
pub fn sequence(text: &str) -> Option<usize> {
    if arity(text.chars().next()?) == 0 {
        return None;
    }
    // Parts still to come, by depth.
    let mut open = Vec::with_capacity(DEEPEST);
    for (at, c) in text.char_indices().take(LONGEST) {
        let parts = arity(c);
        if parts > 0 {
            if open.len() == DEEPEST - 1 {
                return None;
            }
            open.push(parts);
            continue;
        }
        while let Some(parts) = open.last_mut() {
            *parts -= 1;
            if *parts > 0 {
                break;
            }
            open.pop();
        }
        if open.is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    None
}
