//! Attribute paths as cells of a table hold them.
//!
//! What is a misprint is for [`misprint`] to say. Here stands what only a copied page does to a path: marks behind it,
//! spaces around its joints, quotes and brackets that are missing altogether.

use crate::scim::Path;
use crate::suite::{AttributePath, misprint};

/// How a cell reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// It is a path, and nothing speaks against it.
    AsPrinted,
    /// Probably a misprint of this path.
    Likely(AttributePath),
    /// No path, and none that it could be meant for.
    Unreadable,
}

/// Longest text that is read as a path, in bytes; that of an extension has some hundred.
const LONGEST: usize = 1000;

/// Reads a cell of a table of groups or of users.
pub(super) fn read(printed: &str, of_group: bool) -> Reading {
    if printed.len() > LONGEST {
        return Reading::Unreadable;
    }
    let meant = |text: &str| -> Option<AttributePath> {
        let text = misprint::likely(text, of_group).unwrap_or_else(|| text.to_owned());
        text.parse().ok()
    };
    let tidy = tidied(printed);
    let joined = || joined_by_dot(&tidy).and_then(|path| meant(&path));
    let found = joined().or_else(|| meant(&tidy)).or_else(|| meant(&rebuilt(&tidy)?));
    match found {
        None => Reading::Unreadable,
        Some(path) if printed.parse::<Path>().is_ok_and(|plain| plain == *path.path()) => Reading::AsPrinted,
        Some(path) => Reading::Likely(path),
    }
}

/// The text with the quotes and brackets of a keyboard, without spaces around its joints and marks behind it.
fn tidied(text: &str) -> String {
    let text: String = text.chars().map(plain).collect();
    let text = text.split(" (").next().unwrap_or_default();
    let text = text.trim_matches(|c: char| c.is_whitespace() || "*,;.".contains(c));
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if ".:[]".contains(c) {
            result.truncate(result.trim_end().len());
        }
        if !(c.is_whitespace() && result.ends_with(['.', ':', '['])) {
            result.push(c);
        }
    }
    result
}

/// Quotes, brackets and joints as East Asian pages have them, or other countries.
fn plain(c: char) -> char {
    match c {
        '‟' | '«' | '»' | '‛' | '′' | '″' | '´' | '＂' | '„' => '"',
        '［' => '[',
        '］' => ']',
        '：' => ':',
        '．' => '.',
        '\u{a0}' | '\u{3000}' => ' ',
        c => c,
    }
}

/// A path with one value filter whose quotes or brackets are missing or stand in the wrong place.
fn rebuilt(text: &str) -> Option<String> {
    let text: String = text.chars().map(|c| if "“”‘’‚'`".contains(c) { '"' } else { c }).collect();
    let (name, rest) = text.split_once('[')?;
    let (attribute, rest) = rest.split_once(' ')?;
    let operator = rest.get(..3).filter(|word| word.eq_ignore_ascii_case("eq "))?;
    let rest = rest[operator.len()..].trim_start().trim_start_matches('"');
    let end = rest.find(['"', ']', '.']).unwrap_or(rest.len());
    let (value, behind) = (rest[..end].trim(), rest[end..].replace(['"', ']', ' '], ""));
    let sub = behind.strip_prefix('.').unwrap_or(&behind);
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "_-$".contains(c));
    if value.is_empty() || !is_word(sub) || !is_word(attribute) {
        return None;
    }
    let dot = if sub.is_empty() { "" } else { "." };
    Some(format!("{name}[{attribute} eq \"{value}\"]{dot}{sub}"))
}

/// `urn:…:2.0:User.department`: the last joint of a URN is a colon.
fn joined_by_dot(text: &str) -> Option<String> {
    let path: Path = text.parse().ok()?;
    let (id, sub) = (path.urn.as_ref()?, path.sub.as_ref()?);
    let is_type = ["User", "Group"].iter().any(|name| path.name.eq_ignore_ascii_case(name));
    let is_joined = is_type && path.filter.is_none() && id.ends_with(|c: char| c.is_ascii_digit());
    is_joined.then(|| format!("{id}:{}:{sub}", path.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::urn;

    fn shown(printed: &str, of_group: bool) -> String {
        match read(printed, of_group) {
            Reading::AsPrinted => "as printed".to_owned(),
            Reading::Likely(path) => path.to_string(),
            Reading::Unreadable => "unreadable".to_owned(),
        }
    }

    #[test]
    fn what_may_be_meant_so_stays() {
        for printed in [
            "userName",
            "emails[type eq \"work\"].value",
            "roles[primary eq \"True\"].value",
            "company",
            "phoneNumbers[type eq \"work2\"].value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "urn:scim:schemas:extension:enterprise:1.0.department",
            "urn:ietf:params:scim:schemas:extension:Litmos:2.0:User:CustomField:CustomField1",
            "urn:ietf:params:scim:schemas:extension:tern:2.0:User:departments",
        ] {
            assert_eq!(shown(printed, false), "as printed", "{printed}");
        }
    }

    #[test]
    fn small_steps_are_taken() {
        for (printed, meant) in [
            ("pphoneNumbers[type eq \"fax\"].value", "phoneNumbers[type eq \"fax\"].value"),
            ("roles[primary eq \"True\".value]", "roles[primary eq \"True\"].value"),
            ("emails[type eq \"work\"]", "emails[type eq \"work\"].value"),
            ("emails[type eq \"work\"", "emails[type eq \"work\"].value"),
            ("emails[type eq “work”].value", "emails[type eq \"work\"].value"),
            ("emails[type eq «work»].value", "emails[type eq \"work\"].value"),
            ("emails[type eq work].value", "emails[type eq \"work\"].value"),
            ("emails[type eq ‘work].value", "emails[type eq \"work\"].value"),
            ("emails[type eq \"work\"]. value", "emails[type eq \"work\"].value"),
            ("externalID", "externalId"),
            ("userName*", "userName"),
            ("userName (unique)", "userName"),
            ("addresses［type eq \"work\"］.locality", "addresses[type eq \"work\"].locality"),
        ] {
            assert_eq!(shown(printed, false), meant, "{printed}");
        }
        for printed in ["department".to_owned(), format!("{}.department", urn::ENTERPRISE_USER)] {
            assert_eq!(shown(&printed, false), format!("{}:department", urn::ENTERPRISE_USER));
        }
        assert_eq!(shown("externalID", true), "externalId");
    }

    #[test]
    fn the_rest_is_unreadable() {
        for printed in
            ["", "[", "see below", "emails[", "emails[type", "✓", "urn:x:", "..", "[type eq \"a\"]"]
        {
            assert_eq!(shown(printed, false), "unreadable", "{printed}");
        }
    }
}
