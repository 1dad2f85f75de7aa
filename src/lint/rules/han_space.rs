use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lexicon::{Characters, Lexicon, builtin};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};
use std::sync::LazyLock;

/// Spaces between all characters of a Chinese sentence, as OCR and PDF leave them.
#[derive(Debug)]
pub(super) struct HanSpace;

/// Fewest single characters in a row that are no heading such as `目 录`.
const FEWEST: usize = 5;

/// Characters that sentences have and lists of characters have not.
const FUNCTION: &str = "的了是在和不我有这這就也都们們很要会會为為你他她它与與及被把让讓从從到着著过過";

impl Rule for HanSpace {
    fn name(&self) -> &'static str {
        "han-space"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        // Most spaces have ASCII on one side.
        let wide = |at: usize| text.as_bytes().get(at).is_some_and(|&byte| byte >= 0x80);
        let gap = |at: usize| {
            at > 0 && wide(at - 1) && wide(at + 1) && is_han(before(text, at)) && is_han(after(text, at + 1))
        };
        let mut gaps = cx.places(Class::Space).iter().copied().filter(|&at| gap(at)).peekable();
        while let Some(first) = gaps.next() {
            // Gaps with single characters between them; a pair of characters may be among them.
            let mut run = vec![first];
            let mut singles = 0;
            while let Some(&next) = gaps.peek() {
                let token = &text[run[run.len() - 1] + 1..next];
                if token.len() > 2 * '中'.len_utf8() || !token.chars().all(is_han) {
                    break;
                }
                singles += usize::from(token.chars().nth(1).is_none());
                run.push(next);
                gaps.next();
            }
            let (start, end) = (first, run[run.len() - 1] + 1);
            let left = text[..start].chars().rev().take_while(|&c| is_han(c)).take(3).count();
            let right = text[end..].chars().take_while(|&c| is_han(c)).take(3).count();
            singles += usize::from(left == 1) + usize::from(right == 1);
            let tokens = run.len() + 1;
            if singles < FEWEST || singles * 3 < tokens * 2 {
                continue;
            }
            let from = start - text[..start].chars().next_back().map_or(0, char::len_utf8);
            let to = end + after(text, end).len_utf8();
            let joined: String = text[from..to].chars().filter(|&c| c != ' ').collect();
            if !joined.contains(|c| FUNCTION.contains(c)) && !is_words(&joined) {
                continue;
            }
            for at in run {
                let message = message!("a space between the characters of a sentence");
                let edit = Edit::delete(Span::at(at, 1));
                found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
            }
        }
    }
}

/// Whether at least half of the characters are in words of the dictionary.
fn is_words(text: &str) -> bool {
    static WORDS: LazyLock<Option<Lexicon>> = LazyLock::new(|| builtin::opencc("STPhrases"));
    let Some(words) = &*WORDS else { return false };
    let simplified: String = text.chars().map(|c| Characters::get().simplified(c)).collect();
    let (mut at, mut covered) = (0, 0);
    while at < simplified.len() {
        let len = words.longest(&simplified[at..]).map_or(0, |(len, _)| len);
        covered += len;
        at += if len > 0 { len } else { after(&simplified, at).len_utf8() };
    }
    covered * 2 >= simplified.len()
}
