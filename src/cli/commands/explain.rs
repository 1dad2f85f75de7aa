use super::super::DONE;
use super::super::page;
use super::super::problem::Problem;
use super::super::terminal::{self, Color};
use crate::config::suggest::did_you_mean;
use crate::convert::{Converter, Explanation, Votes};
use crate::lexicon::builtin;
use crate::lint::rules;
use crate::variant::Variant;

const AFTER_HELP: &str = "\
Examples:
  zhfix explain quote-style
  zhfix rules                            all rules
  zhfix explain --text 头发 --to zh-Hant-TW

For each character of a text: the word of the dictionary that covers it, and for
one with several forms how likely each is and what speaks for it: how frequent
the form is, the characters beside it, the words around it (more is more, in
nats, against the form that has 0 everywhere).";

/// Show the page of a rule: what it finds, why, examples, when to turn it off; or why a text is converted as it is
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Name of a rule
    #[arg(value_name = "RULE", required_unless_present = "text")]
    rule: Option<String>,

    /// Say what decided about each character of a text
    #[arg(long, value_name = "TEXT", conflicts_with = "rule")]
    text: Option<String>,

    /// With --text: the variant to convert to [default: zh-Hant]
    #[arg(long, value_name = "VARIANT", requires = "text", value_parser = super::variant)]
    to: Option<Variant>,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    if let Some(text) = &args.text {
        terminal::print(explain(text, args.to.unwrap_or(Variant::Hant)).as_bytes())?;
        return Ok(DONE);
    }
    let rule = args.rule.as_deref().unwrap_or_default();
    let page = rules::page_in(rule, terminal::lang()).ok_or_else(|| {
        let hint = did_you_mean(rule, rules::ALL.iter().map(|rule| rule.name()));
        let hint = if hint.is_empty() { ";".to_owned() } else { hint };
        Problem::Message(format!("unknown rule `{rule}`{hint} `zhfix rules` lists all"))
    })?;
    let columns = terminal::columns().map_or(page::COLUMNS, |columns| columns.clamp(20, page::COLUMNS));
    terminal::print(page::render(page, columns, color.on_stdout()).as_bytes())?;
    Ok(DONE)
}

/// What decided about each character of `text`.
fn explain(text: &str, to: Variant) -> String {
    let converter = Converter::to(to);
    let mut lines = vec![format!("{text} → {} ({to})", converter.convert(text))];
    for Explanation { span, text: becomes, word, reason, doubtful, votes } in converter.explain(text) {
        lines.push(format!("\n{}  {becomes}", span.of(text)));
        if let Some((word, value)) = word {
            let word = word.of(text);
            lines.push(format!("    word {word} → {value}{}", dictionaries(word)));
        }
        for Votes { candidate, prior, context, words } in votes {
            let (form, share) = (candidate.text, f64::from(candidate.per_mille) / 10.0);
            let [prior, context, words] = [prior, context, words].map(|score| f64::from(score) / 16.0);
            lines.push(format!(
                "    {form}  {share:5.1} %   frequency {prior:+6.1}   neighbours {context:+6.1}   words {words:+6.1}"
            ));
        }
        if let Some(reason) = reason {
            lines.push(format!("    decided by: {reason}{}", if doubtful { ", doubtful" } else { "" }));
        }
    }
    lines.join("\n") + "\n"
}

/// Which dictionaries have a word, in brackets.
fn dictionaries(word: &str) -> String {
    let names: Vec<&str> = builtin::opencc_names()
        .filter(|name| builtin::opencc(name).is_some_and(|one| one.get(word).is_some()))
        .collect();
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}
