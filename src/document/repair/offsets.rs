//! From places in a repaired text back to places in its source.

use crate::text::{Edit, Span};

/// Maps spans of a text that edits were applied to back to the text before them.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Per edit: what it replaced, and what stands there now.
    edits: Vec<(Span, Span)>,
}

impl OffsetMap {
    /// The map of `edits`, which are sorted and do not overlap.
    pub fn new(edits: &[Edit]) -> Self {
        let (mut source, mut text) = (0, 0);
        let edits = edits.iter().map(|edit| {
            let start = text + (edit.span.start - source);
            source = edit.span.end;
            text = start + edit.text.len();
            (edit.span, Span::new(start, text))
        });
        Self { edits: edits.collect() }
    }

    /// The place in the source that became `span`; logarithmic in the number of edits.
    ///
    /// A piece that was removed at an edge of `span` is left out, one in its middle is part of the result.
    /// An empty span becomes the empty span before what was removed there.
    pub fn source_span(&self, span: Span) -> Span {
        let end = self.end(span.end);
        Span::new(self.start(span.start).min(end), end)
    }

    fn start(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|(_, new)| new.end <= at);
        if let Some((old, new)) = self.edits.get(next)
            && new.start <= at
        {
            return old.start;
        }
        let done = next.checked_sub(1).map(|last| self.edits[last]);
        done.map_or(at, |(old, new)| old.end + (at - new.end))
    }

    fn end(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|(_, new)| new.start < at);
        let done = next.checked_sub(1).map(|last| self.edits[last]);
        done.map_or(at, |(old, new)| old.end + at.saturating_sub(new.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_removed_at_an_edge_is_left_out() {
        // `ab[cd]ef` with `f` replaced by `XYZ`: `abeXYZ`
        let edits = [Edit::delete(Span::new(2, 4)), Edit::replace(Span::new(5, 6), "XYZ".to_owned())];
        let map = OffsetMap::new(&edits);
        assert_eq!(map.source_span(Span::new(0, 2)), Span::new(0, 2));
        assert_eq!(map.source_span(Span::new(2, 3)), Span::new(4, 5));
        assert_eq!(map.source_span(Span::new(1, 3)), Span::new(1, 5));
        assert_eq!(map.source_span(Span::new(2, 2)), Span::new(2, 2));
        assert_eq!(map.source_span(Span::new(3, 6)), Span::new(5, 6));
        assert_eq!(map.source_span(Span::new(4, 5)), Span::new(5, 6));
        assert_eq!(map.source_span(Span::new(6, 6)), Span::new(6, 6));
    }
}
