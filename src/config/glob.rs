//! Patterns for paths, as `.gitignore` has them.

use std::fmt;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns as in a `.gitignore` file: one without `/` holds at any depth, `!` takes back, the last one that
/// matches counts, and what matches a folder matches everything in it.
#[derive(Clone)]
pub struct Globs {
    patterns: Vec<String>,
    matcher: Gitignore,
}

impl Default for Globs {
    fn default() -> Self {
        Self { patterns: Vec::new(), matcher: Gitignore::empty() }
    }
}

impl fmt::Debug for Globs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Globs").field(&self.patterns).finish()
    }
}

impl Globs {
    /// Compile the patterns.
    ///
    /// # Errors
    ///
    /// The number of the first pattern that is none, and what is wrong with it.
    pub fn new(patterns: Vec<String>) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (index, pattern) in patterns.iter().enumerate() {
            let wrong = |error: ignore::Error| {
                let reason = error.to_string();
                // The error repeats the pattern first.
                let reason =
                    reason.rsplit_once("': ").map_or(reason.as_str(), |(_, reason)| reason).to_owned();
                (index, format!("`{pattern}` is no pattern: {reason}"))
            };
            builder.add_line(None, pattern).map_err(wrong)?;
        }
        let matcher = builder.build().map_err(|error| (0, error.to_string()))?;
        Ok(Self { patterns, matcher })
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The patterns.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether they match a path, which is relative and has `/` between its parts, or a folder above it.
    pub fn matches(&self, path: &str, is_folder: bool) -> bool {
        let path = path.strip_prefix("./").unwrap_or(path);
        !self.is_empty()
            && !path.is_empty()
            && !path.starts_with('/')
            && self.matcher.matched_path_or_any_parents(path, is_folder).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        let globs = |patterns: &[&str]| Globs::new(patterns.iter().map(ToString::to_string).collect());
        for (patterns, path, expected) in [
            (&["**/zh-TW/**"][..], "docs/zh-TW/a/b.md", true),
            (&["**/zh-TW/**"], "zh-TW/b.md", true),
            (&["**/zh-TW/**"], "zh-TW.md", false),
            (&["vendor/"], "a/vendor/b/c.md", true),
            (&["/vendor/"], "a/vendor/b/c.md", false),
            (&["docs/*.md"], "docs/a.md", true),
            (&["docs/*.md"], "docs/a/b.md", false),
            (&["*.md", "!README.md"], "docs/README.md", false),
            (&["*.md", "!README.md"], "./docs/a.md", true),
            (&[], "a", false),
        ] {
            assert_eq!(globs(patterns).unwrap().matches(path, false), expected, "{patterns:?} {path}");
        }
        let (index, reason) = globs(&["a", "b[z-a]"]).unwrap_err();
        assert_eq!(index, 1);
        assert!(reason.starts_with("`b[z-a]` is no pattern: invalid range"), "{reason}");
    }
}
