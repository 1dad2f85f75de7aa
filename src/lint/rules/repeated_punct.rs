use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// The same mark twice, or marks that do not stand together.
#[derive(Debug)]
pub(super) struct RepeatedPunct;

/// GB/T 15834 has `？` and `！` at most three times.
const MOST: usize = 3;

impl Rule for RepeatedPunct {
    fn name(&self) -> &'static str {
        "repeated-punct"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::Stop) {
            if at < done {
                continue;
            }
            let rest = &text[at..];
            let span = Span::new(at, text.len() - rest.trim_start_matches(is_stop).len());
            done = span.end;
            let is = span.of(text);
            let n = is.chars().count();
            if n < 2 || is_ascii_stop(before(text, at)) || is_ascii_stop(after(text, span.end)) {
                continue;
            }
            let Some((should, sure)) = instead(is, n) else { continue };
            let message = message!("`{is}`: `{should}` is enough", is, should);
            let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
            found.push(cx.finding(self.name(), message, applicability, Edit::replace(span, should)));
        }
    }
}

const fn is_stop(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？')
}

const fn is_ascii_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?')
}

/// What to write for a run of `n` marks, and whether it is certain; nothing if the run is right.
fn instead(is: &str, n: usize) -> Option<(&str, bool)> {
    let first = is.chars().next()?;
    let one = &is[..first.len_utf8()];
    if is.chars().all(|c| c == first) {
        return match first {
            '！' | '？' => (n > MOST).then_some((one, true)),
            // Three and more are an ellipsis.
            '。' => (n == 2).then_some((one, true)),
            _ => Some((one, true)),
        };
    }
    if is.chars().all(|c| matches!(c, '！' | '？')) {
        return None;
    }
    match is {
        "，。" | "、。" | "；。" | "：。" => Some(("。", true)),
        "，、" | "、，" | "。，" => Some(("，", false)),
        "！。" => Some(("！", false)),
        "？。" => Some(("？", false)),
        "，；" | "；，" => Some(("；", false)),
        _ => None,
    }
}
