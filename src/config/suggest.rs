//! What a user meant who wrote a name that does not exist.

/// The name of `known` that is nearest to `name`, if any is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    let name = plain(name);
    let (mut best, mut least) = (None, usize::MAX);
    for known in known {
        let letters = plain(known);
        // Of a long name, the beginning is enough.
        let begun = name.len() >= 4 && letters.starts_with(&name);
        let distance = if begun { 0 } else { strsim::damerau_levenshtein(&name, &letters) };
        if distance < least {
            (best, least) = (Some(known), distance);
        }
    }
    // A third of the letters may be wrong.
    best.filter(|_| least <= 1.max(name.chars().count() / 3))
}

/// `; did you mean `x`?`, or nothing.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_meant() {
        let known = ["quote-style", "zero-width", "off", "exclude"];
        for (name, expected) in [
            ("qoute-style", Some("quote-style")),
            ("QUOTE_STYLE", Some("quote-style")),
            ("zero", Some("zero-width")),
            ("of", Some("off")),
            ("excludes", Some("exclude")),
            ("frobnicate", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
