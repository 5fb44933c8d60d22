//! Where in the text of a suite something stands.

use super::document::Step;

/// One step into a document, as what judges a suite keeps it.
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

impl Key {
    /// The same step for [`super::document::Document`].
    pub(super) fn step(&self) -> Step<'_> {
        match self {
            Self::Name(name) => Step::Key(name),
            Self::Index(index) => Step::At(*index),
        }
    }
}
