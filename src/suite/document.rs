//! The TOML text of a suite with the places of its values, for messages that name line and column.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::lint::Problem;
use super::spans::Key;

/// A parsed text whose values know where they stand.
pub(super) struct Document<'a> {
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

/// One step into a document.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'k> {
    /// The value of that key.
    Key(&'k str),
    /// The entry of that number.
    At(usize),
}

impl<'a> Document<'a> {
    /// Reads the text; one that is not TOML is a problem.
    pub(super) fn parse(text: &'a str) -> Result<Self, Problem> {
        let root = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            Problem::error(text, at, error.message())
        })?;
        Ok(Self { text, root })
    }

    /// The outermost table.
    pub(super) fn root(&self) -> &DeTable<'a> {
        self.root.get_ref()
    }

    /// Where the value at the end of these steps begins; of a value that is not there, where its nearest holder does.
    pub(super) fn position(&self, steps: &[Step<'_>]) -> usize {
        let Some((Step::Key(first), rest)) = steps.split_first() else { return 0 };
        let Some(mut value) = self.root().get(*first) else { return 0 };
        for step in rest {
            match follow(value, *step) {
                Some(inner) => value = inner,
                None => break,
            }
        }
        value.span().start
    }

    /// Where the value stands that the keys lead to, or the last one on the way that is there.
    pub(super) fn locate(&self, keys: &[Key]) -> usize {
        self.position(&keys.iter().map(Key::step).collect::<Vec<_>>())
    }

    /// An error at the end of these steps.
    pub(super) fn error(&self, steps: &[Step<'_>], message: impl Into<String>) -> Problem {
        Problem::error(self.text, self.position(steps), message)
    }

    /// An error at that byte of the text.
    pub(super) fn error_at(&self, at: usize, message: impl Into<String>) -> Problem {
        Problem::error(self.text, at, message)
    }
}

fn follow<'v, 'a>(value: &'v Spanned<DeValue<'a>>, step: Step<'_>) -> Option<&'v Spanned<DeValue<'a>>> {
    match (value.get_ref(), step) {
        (DeValue::Table(table), Step::Key(key)) => table.get(key),
        (DeValue::Array(entries), Step::At(index)) => entries.get(index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::place;

    #[test]
    fn values_are_found_in_every_form_of_a_table() {
        let text = "a = 1\n[[case]]\nid = \"x\"\nrequest = { path = \"/Users\", set = { 'a.b' = 7 } }\n[[case]]\nid = \"y\"\n[case.expect]\nstatus = 5\n";
        let document = Document::parse(text).unwrap();
        let at = |keys: &[Key]| place(text, document.locate(keys));
        assert_eq!(at(&["case".into(), 0.into(), "id".into()]), (3, 6));
        let set = ["case".into(), 0.into(), "request".into(), "set".into(), "a.b".into()];
        assert_eq!(at(&set), (4, 46));
        assert_eq!(at(&["case".into(), 1.into(), "expect".into(), "status".into()]), (8, 10));
        assert_eq!(at(&["case".into(), 1.into(), "nothing".into()]), (5, 1), "the last one that is there");
    }
}
