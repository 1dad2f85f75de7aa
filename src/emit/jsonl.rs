//! Findings for programs: one JSON object on each line.

use serde::Serialize;

use super::place::Positions;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Span;

/// A finding as it is written.
#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    path: &'a str,
    span: Span,
    line: usize,
    column: usize,
    message: String,
    fix: Option<&'a Fix>,
}

/// Append the findings of one file, each as an object with the keys `rule`, `path`, `span` (bytes), `line`
/// and `column` (1-based, in code points), `message`, and `fix` or null.
///
/// # Errors
///
/// Fails only where memory does: every value can be written as JSON.
pub fn jsonl(path: &str, text: &str, found: &[Diagnostic], out: &mut Vec<u8>) -> serde_json::Result<()> {
    let mut positions = Positions::new(text);
    for Diagnostic { rule, span, message, fix } in found {
        let at = positions.at(span.start);
        let fix = fix.as_ref();
        let line = Finding {
            rule,
            path,
            span: *span,
            line: at.line,
            column: at.column,
            message: message.to_string(),
            fix,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.push(b'\n');
    }
    Ok(())
}
