//! One page with the doubtful places of a conversion, for a translator.

use std::io::Write;

use super::{foot, head, lang_of, tools};
use crate::convert::{Candidate, Decision};
use crate::emit::Settings;
use crate::emit::doubts::{Place, around, per_cent, places, reason};
use crate::emit::xml::escaped;
use crate::message;

/// Characters of the line that are shown before a place, and behind it.
const SHOWN: usize = 60;

/// What a page holds, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Doubtful places.
    pub places: usize,
    /// Texts that were looked at.
    pub texts: usize,
}

/// Append what comes before the texts.
pub fn begin(settings: &Settings, out: &mut Vec<u8>) {
    let lang = settings.lang;
    head(settings, &escaped(lang.text("Doubtful places")), out);
    tools(lang, lang.text("Character"), lang.text("places shown"), out);
}

/// Append the doubtful ones among `decisions`, which are sorted: one line of context each, the forms with their
/// probabilities, and what decided. Nothing for a text without any.
///
/// # Panics
///
/// Panics if a span does not lie on character boundaries of `text`.
pub fn text(settings: &Settings, name: &str, text: &str, decisions: &[Decision], out: &mut Vec<u8>) {
    let doubtful: Vec<Place<'_>> = places(text, decisions).filter(|place| place.decision.doubtful).collect();
    if doubtful.is_empty() {
        return;
    }
    let forms: String = decisions.iter().map(|decision| decision.text.as_str()).collect();
    let langs = [lang_of(text), lang_of(&forms)];
    // Writing to a Vec does not fail.
    let _ = writeln!(out, "<section class=\"file\">\n<h2>{}</h2>", escaped(name));
    for place in &doubtful {
        row(settings, place, langs, out);
    }
    out.extend_from_slice(b"</section>\n");
}

/// Append what comes behind the texts.
pub fn end(settings: &Settings, count: Count, out: &mut Vec<u8>) {
    let Count { places, texts } = count;
    foot(&message!("{places} doubtful places in {texts} texts", places, texts).in_lang(settings.lang), out);
}

fn row(settings: &Settings, place: &Place<'_>, [here, there]: [&str; 2], out: &mut Vec<u8>) {
    let Place { line, column, source, decision, .. } = place;
    let (before, after) = around(place, SHOWN);
    let source = escaped(source);
    let _ = write!(
        out,
        "<div class=\"row\">\n<div class=\"sides one\"><div><span class=\"label\">{line}:{column}</span>\n\
         <p class=\"text\" lang=\"{here}\">{}<mark>{source}</mark>{}</p></div></div>\n\
         <ul>\n<li class=\"forms\" data-kind=\"{source}\">",
        escaped(&before),
        escaped(&after),
    );
    for candidate in &decision.candidates {
        form(candidate, candidate.text == decision.text, there, out);
    }
    let why = escaped(settings.lang.text(reason(decision.reason)));
    let _ = writeln!(out, "<span class=\"label\">{why}</span></li></ul>\n</div>");
}

/// A form with its probability, as a number and as a bar.
fn form(candidate: &Candidate, taken: bool, lang: &str, out: &mut Vec<u8>) {
    let tag = if taken { "ins" } else { "b" };
    let per_cent = per_cent(candidate);
    let _ = writeln!(
        out,
        "<span class=\"form\" style=\"--part:{}%\"><{tag} lang=\"{lang}\">{}</{tag}> {per_cent}</span>",
        f64::from(candidate.per_mille) / 10.0,
        escaped(&candidate.text),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Reason;
    use crate::text::Span;

    #[test]
    fn each_place_has_its_line_and_its_forms() {
        let candidate = |text: &str, per_mille| Candidate { text: text.to_owned(), per_mille };
        let decision = |start: usize, doubtful| Decision {
            span: Span::at(start, 3),
            text: "髮".to_owned(),
            candidates: vec![candidate("髮", 614), candidate("發", 386)],
            reason: Reason::Context,
            doubtful,
        };
        let (settings, mut out) = (Settings::default(), Vec::new());
        let source = format!("<发>发\n{}发", "长".repeat(100));
        text(
            &settings,
            "<x>",
            &source,
            &[decision(1, true), decision(5, false), decision(309, true)],
            &mut out,
        );
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains("<h2>&lt;x&gt;</h2>"), "{page}");
        assert!(page.contains("lang=\"zh-Hans\">&lt;<mark>发</mark>&gt;发</p>"), "{page}");
        assert!(page.contains(&format!(">…{}<mark>发</mark></p>", "长".repeat(60))), "{page}");
        assert!(page.contains("--part:61.4%\"><ins lang=\"zh-Hant\">髮</ins> 61.4 %</span>"), "{page}");
        assert!(page.contains("<b lang=\"zh-Hant\">發</b> 38.6 %</span>"), "{page}");
        assert_eq!(page.matches("data-kind=\"发\"").count(), 2);
        let mut out = Vec::new();
        text(&settings, "x", &source, &[decision(5, false)], &mut out);
        assert!(out.is_empty(), "nothing is doubtful there");
    }
}
