//! What the language takes over from .NET: letters, date formats, regular expressions (Microsoft Learn, .NET: "Custom date
//! and time format strings", "Regular expression language", `TextInfo.ToTitleCase`). The invariant culture throughout.
//! Knows nothing of expressions.

pub(super) mod dates;
pub(super) mod letters;
mod regex;
mod replacement;
mod translate;

pub(super) use regex::Pattern;
