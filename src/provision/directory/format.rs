//! Which format a directory file has.

use std::path::Path;

/// How a directory is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object with `users`, `groups` and `appRoles`, or a delta's `value`.
    Json,
    /// One object a line.
    JsonLines,
    /// A header of property names and one object a row.
    Csv,
}

impl Format {
    /// What the file's name says.
    pub fn by_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// What the first bytes look like.
    pub(super) fn by_content(head: &[u8]) -> Self {
        match head.trim_ascii_start().split_first() {
            Some((b'{', rest)) if begins_line(rest) => Self::JsonLines,
            Some((b'{' | b'[', _)) | None => Self::Json,
            Some(_) => Self::Csv,
        }
    }
}

/// Whether what follows the first brace is one of many objects, each on a line of its own. Only a whole directory, or
/// a delta, begins with a line break or with one of their own names.
fn begins_line(rest: &[u8]) -> bool {
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut quoted = line.split(|byte| *byte == b'"');
    let name = quoted.nth(1).unwrap_or_default();
    !matches!(
        name,
        b"" | b"users"
            | b"groups"
            | b"appRoles"
            | b"value"
            | b"@odata.context"
            | b"@odata.deltaLink"
            | b"@odata.nextLink"
    )
}
