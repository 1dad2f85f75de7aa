//! What a writer says to zhfix in a document: `zhfix-ignore` and `zhfix-lang`.
//!
//! A directive is a word of the text, in a comment of any kind or without one:
//!
//! ```text
//! zhfix-ignore              this line                 zhfix-lang[zh-Hans]
//! zhfix-ignore-next-line    the line below            zhfix-lang-next-line[zh-Hans]
//! zhfix-ignore-start, -end  what is between           zhfix-lang-start[zh-Hans], -end
//! zhfix-ignore-file         the document              zhfix-lang-file[zh-Hans]
//! ```
//!
//! `zhfix-ignore[rule,rule]` is about these rules only, `zhfix-ignore[convert]` about conversion; without
//! brackets it is about everything.
//! What `zhfix-lang` covers is in that variant on purpose: it is not converted to another script, and the
//! rules judge it as what it is.

use memchr::memmem;

use crate::text::Span;
use crate::variant::Variant;

/// What `zhfix-ignore` silences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The directive.
    pub directive: Span,
    /// What goes with it when it is removed: the comment that holds nothing else, the line that holds nothing
    /// else; and the same for the directive that ends it.
    pub removal: Vec<Span>,
    /// Where it counts.
    pub scope: Span,
    /// The rules that it names, and [`CONVERT`]; none if it means everything.
    pub rules: Vec<String>,
}

/// What stands for conversion among the names of rules.
pub const CONVERT: &str = "convert";

impl Suppression {
    /// Whether nothing is to be looked at here.
    pub fn is_of_everything(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether conversion leaves this alone.
    pub fn is_of_conversion(&self) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|rule| rule == CONVERT)
    }

    /// Whether it silences findings of `rule` at `span`.
    pub fn covers(&self, rule: &str, span: Span) -> bool {
        let within = span.start < self.scope.end && span.end > self.scope.start
            || span.is_empty() && self.scope.start <= span.start && span.start <= self.scope.end;
        within && (self.rules.is_empty() || self.rules.iter().any(|other| other == rule))
    }
}

/// A directive that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The directive.
    pub directive: Span,
    /// What goes with it when it is removed.
    pub removal: Span,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such directive.
    Unknown,
    /// It ends what did not begin.
    NothingToEnd,
    /// It names no variant of Chinese.
    NoVariant,
}

/// What is still open where a part of a text ends, for the part that follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    ignore: bool,
    variant: Option<Variant>,
}

/// All directives of a document.
#[derive(Clone, Debug, Default)]
pub struct Directives {
    /// In the order of the directives.
    pub suppressions: Vec<Suppression>,
    /// What is in another variant on purpose.
    pub(super) quotations: Vec<(Span, Variant)>,
    /// Directives that say nothing.
    pub misplaced: Vec<Misplaced>,
    /// The directives themselves.
    pub(super) places: Vec<Span>,
    pub(super) carry: Carry,
}

/// What all directives begin with.
const PREFIX: &str = "zhfix-";

enum Verb {
    Ignore,
    Lang,
}

/// Where a directive counts.
enum Reach {
    Line,
    NextLine,
    Start,
    End,
    File,
}

/// Something that began and did not end.
struct Open {
    directive: Span,
    removal: Span,
    from: usize,
    rules: Vec<String>,
}

/// Whether `text` may have directives.
pub(super) fn any(text: &str) -> bool {
    memmem::find(text.as_bytes(), PREFIX.as_bytes()).is_some()
}

/// Find the directives of `text` where `counts` says that they count. Linear but for `counts`, in texts with a
/// reasonable number of sections that are open at one time.
pub(super) fn directives(text: &str, carry: Carry, counts: impl Fn(usize) -> bool) -> Directives {
    let mut found = Directives::default();
    let mut places = memmem::find_iter(text.as_bytes(), PREFIX).peekable();
    if places.peek().is_none() && carry == Carry::default() {
        return found;
    }
    let whole = Span::new(0, text.len());
    let mut here = Span::new(0, 0);
    let mut ignored: Vec<Open> = Vec::new();
    let mut carried = carry.ignore.then_some(0);
    let mut quoted: Vec<(usize, Variant)> = carry.variant.map(|variant| (0, variant)).into_iter().collect();
    for at in places {
        let Some((verb, reach, content, directive)) = directive(text, at) else { continue };
        if !counts(at) {
            continue;
        }
        found.places.push(directive);
        if at >= here.end {
            here = line(text, at);
        }
        let removal = removal(text, here, directive);
        let misplaced = |problem| Misplaced { directive, removal, problem };
        let (Some(verb), Some(reach)) = (verb, reach) else {
            found.misplaced.push(misplaced(Problem::Unknown));
            continue;
        };
        let scope = match reach {
            Reach::Line => here,
            Reach::NextLine => line(text, here.end),
            _ => whole,
        };
        match (verb, reach) {
            (Verb::Ignore, Reach::Start) => {
                ignored.push(Open { directive, removal, from: directive.end, rules: content });
            }
            (Verb::Ignore, Reach::End) => {
                let last = ignored.iter().rposition(|open| open.rules == content || content.is_empty());
                if let Some(open) = last.map(|last| ignored.remove(last)) {
                    let scope = Span::new(open.from, at);
                    let removal = vec![open.removal, removal];
                    let (directive, rules) = (open.directive, open.rules);
                    found.suppressions.push(Suppression { directive, removal, scope, rules });
                } else if let Some(from) = carried.take() {
                    let scope = Span::new(from, at);
                    let removal = vec![removal];
                    found.suppressions.push(Suppression { directive, removal, scope, rules: Vec::new() });
                } else {
                    found.misplaced.push(misplaced(Problem::NothingToEnd));
                }
            }
            (Verb::Ignore, _) => {
                let removal = vec![removal];
                found.suppressions.push(Suppression { directive, removal, scope, rules: content });
            }
            (Verb::Lang, Reach::End) => match quoted.pop() {
                Some((from, variant)) => found.quotations.push((Span::new(from, at), variant)),
                None => found.misplaced.push(misplaced(Problem::NothingToEnd)),
            },
            (Verb::Lang, reach) => match content.first().and_then(|name| name.parse().ok()) {
                None => found.misplaced.push(misplaced(Problem::NoVariant)),
                Some(variant) => match reach {
                    Reach::Start => quoted.push((directive.end, variant)),
                    _ => found.quotations.push((scope, variant)),
                },
            },
        }
    }
    let binds = |rules: &[String]| rules.is_empty() || rules.iter().any(|rule| rule == CONVERT);
    found.carry.ignore = carried.is_some() || ignored.iter().any(|open| binds(&open.rules));
    found.carry.variant = quoted.last().map(|&(_, variant)| variant);
    if let Some(from) = carried {
        let (directive, scope) = (Span::new(0, 0), Span::new(from, text.len()));
        found.suppressions.push(Suppression { directive, removal: Vec::new(), scope, rules: Vec::new() });
    }
    for Open { directive, removal, from, rules } in ignored {
        let scope = Span::new(from, text.len());
        found.suppressions.push(Suppression { directive, removal: vec![removal], scope, rules });
    }
    found.quotations.extend(quoted.into_iter().map(|(from, variant)| (Span::new(from, text.len()), variant)));
    found.suppressions.sort_by_key(|suppression| suppression.directive);
    found
}

type Found = (Option<Verb>, Option<Reach>, Vec<String>, Span);

/// The directive at `at`, where the prefix stands; nothing if the prefix is part of another word.
fn directive(text: &str, at: usize) -> Option<Found> {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.');
    if text.as_bytes()[..at].last().is_some_and(word) {
        return None;
    }
    let rest = &text[at + PREFIX.len()..];
    let len = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'-').count();
    let name = rest[..len].trim_end_matches('-');
    let (verb, reach) = match name.split_once('-') {
        Some((verb, reach)) => (verb, reach),
        None => (name, ""),
    };
    let verb = match verb {
        "ignore" => Some(Verb::Ignore),
        "lang" => Some(Verb::Lang),
        _ => return None,
    };
    let reach = match reach {
        "" => Some(Reach::Line),
        "next-line" => Some(Reach::NextLine),
        "start" => Some(Reach::Start),
        "end" => Some(Reach::End),
        "file" => Some(Reach::File),
        _ => None,
    };
    let mut end = at + PREFIX.len() + name.len();
    let mut content = Vec::new();
    if let Some(list) = text[end..].strip_prefix('[')
        && let Some(close) = list.bytes().take(1024).position(|byte| matches!(byte, b']' | b'\n'))
        && list.as_bytes()[close] == b']'
    {
        let names = list[..close].split(',').map(str::trim).filter(|name| !name.is_empty());
        content = names.map(str::to_owned).collect();
        end += close + 2;
    } else if text.as_bytes().get(end).is_some_and(word) {
        return None;
    }
    Some((verb, reach, content, Span::new(at, end)))
}

/// The line that `at` is in, with its end.
fn line(text: &str, at: usize) -> Span {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
    Span::new(start, end)
}

/// What goes with a directive of `line`.
fn removal(text: &str, line: Span, directive: Span) -> Span {
    let (before, after) = (&text[line.start..directive.start], &text[directive.end..line.end]);
    let (head, tail) = (before.trim_end(), after.trim_start());
    let mut span = directive;
    let pairs = [("<!--", "-->"), ("/*", "*/"), ("{/*", "*/}"), ("{#", "#}"), ("(*", "*)")];
    let paired = pairs.iter().rev().find(|(open, close)| head.ends_with(open) && tail.starts_with(close));
    let opens = ["//", "#", "%", "--", ";", "\"", "'"].into_iter().find(|mark| head.ends_with(mark));
    if let Some((open, close)) = paired {
        span.start = line.start + head.len() - open.len();
        span.end = line.end - tail.len() + close.len();
    } else if let Some(mark) = opens.filter(|_| tail.is_empty()) {
        span.start = line.start + head.trim_end_matches(mark).len();
    }
    let (before, after) = (&text[line.start..span.start], &text[span.end..line.end]);
    if before.trim().is_empty() && after.trim().is_empty() {
        return line;
    }
    span.start = line.start + before.trim_end().len();
    span
}
