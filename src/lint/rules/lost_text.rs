use crate::diagnostic::{Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// What stands where text was lost for good.
#[derive(Debug)]
pub(super) struct LostText;

/// What lost text looks like: U+FFFD twice in UTF-8 read as GBK; memory that a compiler filled.
const FILLERS: [&str; 3] = ["锟斤拷", "烫烫", "屯屯"];

/// Fewest places with question marks for characters.
const FEWEST: usize = 3;

impl Rule for LostText {
    fn name(&self) -> &'static str {
        "lost-text"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::Filler) {
            if at < done {
                continue;
            }
            let rest = &text[at..];
            let end = match FILLERS.iter().find(|filler| rest.starts_with(**filler)) {
                Some(&"锟斤拷") => rest.trim_start_matches(|c| "锟斤拷".contains(c)),
                Some(filler) => {
                    let same = rest.trim_start_matches(|c| filler.starts_with(c));
                    // 烫烫 is a word; three of them are not.
                    if rest.len() - same.len() < 9 {
                        continue;
                    }
                    same
                }
                None => continue,
            };
            let span = Span::new(at, text.len() - end.len());
            done = span.end;
            let is = span.of(text);
            let message = message!("`{is}` stands where text was lost", is);
            found.push(cx.report(self.name(), span, message));
        }
        // A character set without these characters left `?` for each of them.
        let marks = questions(cx);
        if marks.len() >= FEWEST && !cx.places(Class::Stop).iter().any(|&at| text[at..].starts_with('？')) {
            for span in marks {
                let n = span.len();
                let message = message!("{n} question marks may stand for lost characters", n);
                found.push(cx.report(self.name(), span, message));
            }
        }
    }
}

/// Runs of question marks inside of Chinese sentences.
fn questions(cx: &Context<'_>) -> Vec<Span> {
    let text = cx.text();
    let mut runs = Vec::new();
    let mut done = 0;
    for &at in cx.places(Class::AsciiStop) {
        if at < done || after(text, at) != '?' {
            continue;
        }
        let end = text.len() - text[at..].trim_start_matches('?').len();
        done = end;
        if end - at >= 2 && is_han(before(text, at)) && is_han(after(text, end)) {
            runs.push(Span::new(at, end));
        }
    }
    runs
}
