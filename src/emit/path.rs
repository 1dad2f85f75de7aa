//! File names as patches and URIs have them.

use std::fmt::Write;

/// The name after `prefix` (`a/` or `b/`), quoted where git would not read it back otherwise.
///
/// Chinese stays readable: only control characters, `"`, `\` and bytes that are no UTF-8 are quoted.
pub(super) fn quoted(prefix: &str, path: &[u8]) -> String {
    let plain = |c: char| !c.is_control() && c != '"' && c != '\\';
    match std::str::from_utf8(path) {
        Ok(name) if name.chars().all(plain) => format!("{prefix}{name}"),
        _ => escaped(prefix, path),
    }
}

fn escaped(prefix: &str, path: &[u8]) -> String {
    let mut out = format!("\"{prefix}");
    for chunk in path.utf8_chunks() {
        for c in chunk.valid().chars() {
            push(&mut out, c);
        }
        push_octal(&mut out, chunk.invalid());
    }
    out.push('"');
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '"' | '\\' => out.extend(['\\', c]),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        _ if c.is_control() => push_octal(out, c.encode_utf8(&mut [0; 4]).as_bytes()),
        _ => out.push(c),
    }
}

fn push_octal(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a String does not fail.
        let _ = write!(out, "\\{byte:03o}");
    }
}

/// A path as reports name it: without `./`.
pub(super) fn plain(path: &[u8]) -> &[u8] {
    let mut rest = path;
    while let Some(shorter) = rest.strip_prefix(b"./") {
        rest = shorter;
    }
    rest
}

/// A path as a patch names it: relative, without `./`.
pub(super) fn relative(path: &[u8]) -> &[u8] {
    let mut rest = path;
    while let Some(shorter) = rest.strip_prefix(b"./").or_else(|| rest.strip_prefix(b"/")) {
        rest = shorter;
    }
    rest
}

/// A path as URIs have it: what is not plain ASCII is written in hexadecimal.
pub(super) fn uri(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                // Writing to a String does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_git_needs_it() {
        assert_eq!(quoted("a/", "書 一.txt".as_bytes()), "a/書 一.txt");
        assert_eq!(quoted("a/", b"x\"\xff\n"), "\"a/x\\\"\\377\\n\"");
        assert_eq!(uri(b"a b/\xe6\xbc\xa2:.txt"), "a%20b/%E6%BC%A2%3A.txt");
        assert_eq!(relative(b"././x"), b"x");
    }
}
