//! Where in the text of a suite something stands.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// The value of that name.
    Name(String),
    /// The element of that index.
    Index(usize),
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Key {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The byte at which the value stands that the keys lead to, or the last one on the way that is there.
pub(super) fn locate(document: &Spanned<DeTable<'_>>, keys: &[Key]) -> usize {
    let mut at = document.span().start;
    let mut table = Some(document.get_ref());
    let mut value: Option<&Spanned<DeValue>> = None;
    for key in keys {
        let next = match key {
            Key::Name(name) => table.and_then(|table| table.get(name.as_str())),
            Key::Index(index) => {
                value.and_then(|value| value.get_ref().as_array()).and_then(|items| items.get(*index))
            }
        };
        let Some(next) = next else { break };
        at = next.span().start;
        value = Some(next);
        table = next.get_ref().as_table();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::place;

    #[test]
    fn values_are_found_in_every_form_of_a_table() {
        let text = "a = 1\n[[case]]\nid = \"x\"\nrequest = { path = \"/Users\", set = { 'a.b' = 7 } }\n[[case]]\nid = \"y\"\n[case.expect]\nstatus = 5\n";
        let document = DeTable::parse(text).unwrap();
        let at = |keys: &[Key]| place(text, locate(&document, keys));
        assert_eq!(at(&["case".into(), 0.into(), "id".into()]), (3, 6));
        let set = ["case".into(), 0.into(), "request".into(), "set".into(), "a.b".into()];
        assert_eq!(at(&set), (4, 46));
        assert_eq!(at(&["case".into(), 1.into(), "expect".into(), "status".into()]), (8, 10));
        assert_eq!(at(&["case".into(), 1.into(), "nothing".into()]), (5, 1), "the last one that is there");
    }
}
