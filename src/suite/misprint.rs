//! Probable misprints in attribute paths of documentation pages, and what was probably meant.

use std::sync::LazyLock;

use crate::scim::schema::{Attribute, Kind, Model};
use crate::scim::{Path, urn};

/// The path that was probably meant, where the printed text is a probable misprint.
pub fn likely(printed: &str, of_group: bool) -> Option<String> {
    let repaired = repair(printed);
    let likely = match repaired.parse::<Path>() {
        Ok(path) => intended(&path, model(of_group)).unwrap_or(repaired),
        Err(_) => return None,
    };
    (likely != printed).then_some(likely)
}

/// What SCIM has; made once, as every row of every table asks for it.
pub(super) fn model(of_group: bool) -> &'static Model {
    static USER: LazyLock<Model> = LazyLock::new(Model::user);
    static GROUP: LazyLock<Model> = LazyLock::new(Model::group);
    if of_group { &GROUP } else { &USER }
}

/// Punctuation put right: curly quotes, a quote that is never closed, a bracket in the wrong place or missing.
fn repair(printed: &str) -> String {
    let mut text: String = printed.trim().chars().map(straight).collect();
    if let Some((open, inner, after)) = brackets(&text) {
        let (inner, moved) = sub_attribute_inside(inner);
        let quotes = inner.matches('"').count();
        let inner = if quotes % 2 == 1 { format!("{inner}\"") } else { inner };
        text = format!("{open}[{inner}]{moved}{after}");
    }
    text
}

/// Single quotes count as quotes, too: no path has an apostrophe.
fn straight(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\'' | '`' => '"',
        '\u{a0}' => ' ',
        other => other,
    }
}

/// What stands before, in and behind the brackets; one that is never closed ends with the text.
fn brackets(text: &str) -> Option<(&str, &str, &str)> {
    let (open, rest) = text.split_once('[')?;
    Some(match rest.rsplit_once(']') {
        Some((inner, after)) => (open, inner, after),
        None => (open, rest, ""),
    })
}

/// `primary eq "True".value` is a filter with the sub-attribute that belongs behind the bracket.
fn sub_attribute_inside(inner: &str) -> (String, String) {
    match inner.rsplit_once("\".") {
        Some((filter, sub)) if sub.chars().all(|c| c.is_ascii_alphanumeric()) && !sub.is_empty() => {
            (format!("{filter}\""), format!(".{sub}"))
        }
        _ => (inner.to_owned(), String::new()),
    }
}

/// What is meant by a path that names nothing of the schemas, where something similar is there.
fn intended(path: &Path, model: &Model) -> Option<String> {
    match &path.urn {
        Some(id) => extended(id, path, model),
        None => core(path, model),
    }
}

/// Of extensions only the standard one is known; the others are the apps' own.
fn extended(id: &str, path: &Path, model: &Model) -> Option<String> {
    let names = model.extension(id)?.attributes.iter().map(|attribute| attribute.name.as_str());
    let name = similar(&path.name, names)?;
    Some(Path { name: name.to_owned(), ..path.clone() }.to_string())
}

fn core(path: &Path, model: &Model) -> Option<String> {
    if path.is_attribute("name")
        && path.sub.as_deref().is_some_and(|sub| sub.eq_ignore_ascii_case("displayName"))
    {
        return Some("displayName".to_owned());
    }
    let enterprise = model.extension(urn::ENTERPRISE_USER).and_then(|schema| schema.attribute(&path.name));
    if let (Some(attribute), None) = (enterprise, model.core.attribute(&path.name)) {
        let (urn, name) = (Some(urn::ENTERPRISE_USER.to_owned()), attribute.name.clone());
        return Some(Path { urn, name, ..path.clone() }.to_string());
    }
    let names = model.core.attributes.iter().map(|a| a.name.as_str()).chain(["externalId", "id"]);
    let name = similar(&path.name, names)?;
    let sub = sub_attribute(path, model.core.attribute(name));
    Some(Path { name: name.to_owned(), sub, ..path.clone() }.to_string())
}

fn sub_attribute(path: &Path, attribute: Option<&Attribute>) -> Option<String> {
    let names = attribute.into_iter().flat_map(|a| &a.sub_attributes).map(|a| a.name.as_str());
    match &path.sub {
        Some(sub) => Some(similar(sub, names).unwrap_or(sub).to_owned()),
        // A value filter alone selects whole elements; Entra maps to one part of them.
        None if path.filter.is_some() && attribute.is_some_and(|a| a.kind == Kind::Complex) => {
            names.into_iter().find(|name| *name == "value").map(str::to_owned)
        }
        None => None,
    }
}

/// The name that differs by letter case or by one or two letters.
fn similar<'n>(word: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let exact = names.clone().find(|name| *name == word);
    let folded = || names.clone().find(|name| name.eq_ignore_ascii_case(word));
    let close = || {
        let most = if word.len() < 6 { 1 } else { 2 };
        names
            .clone()
            // So many letters differ at the least; to compare a long text letter by letter takes long.
            .filter(|name| name.len().abs_diff(word.len()) <= most)
            .map(|name| (strsim::damerau_levenshtein(name, word), name))
            .filter(|(d, _)| *d <= most)
            .min()
            .map(|(_, n)| n)
    };
    exact.or_else(folded).or_else(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_probably_meant() {
        let enterprise = |name: &str| format!("{}:{name}", urn::ENTERPRISE_USER);
        let genesys = "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User:externalIds";
        for (printed, meant) in [
            (
                "pphoneNumbers[type eq \"fax\"].value".to_owned(),
                "phoneNumbers[type eq \"fax\"].value".to_owned(),
            ),
            ("phonenumbers[type eq \"work\"].value".into(), "phoneNumbers[type eq \"work\"].value".into()),
            ("name.giveName".into(), "name.givenName".into()),
            ("name.displayName".into(), "displayName".into()),
            ("roles[primary eq \"True\".value]".into(), "roles[primary eq \"True\"].value".into()),
            ("roles[primary eq \"True\".type]".into(), "roles[primary eq \"True\"].type".into()),
            ("emails[type eq \"work\"]".into(), "emails[type eq \"work\"].value".into()),
            ("emails[type eq \"work\".value".into(), "emails[type eq \"work\"].value".into()),
            ("emails[type eq “work”].value".into(), "emails[type eq \"work\"].value".into()),
            ("externalID".into(), "externalId".into()),
            ("department".into(), enterprise("department")),
            (
                format!("{genesys}[authority eq ‘ringcentral’].value"),
                format!("{genesys}[authority eq \"ringcentral\"].value"),
            ),
            (
                format!("{genesys}[authority eq ‘zoomphone].value"),
                format!("{genesys}[authority eq \"zoomphone\"].value"),
            ),
        ] {
            assert_eq!(likely(&printed, false), Some(meant), "{printed}");
        }
        assert_eq!(likely("externalID", true).as_deref(), Some("externalId"));
    }

    #[test]
    fn what_is_right_or_the_apps_own_stays() {
        for printed in [
            "userName",
            "id",
            "externalId",
            "name.middleName",
            "roles",
            "roles[primary eq \"True\"].value",
            "addresses[type eq \"work\"].country",
            "emails[type eq \"alternate1\"].value",
            "photos[type eq \"photo\"].value",
            "company",
            "sendMail",
            "mailVerified",
            "urn:scim:schemas:extension:enterprise:1.0.department",
            "timezone",
            "emails",
            "profileUrl",
            "urn:ietf:params:scim:schemas:extension:lucid:2.0:User:productLicenses.Lucidchart",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        ] {
            assert_eq!(likely(printed, false), None, "{printed}");
        }
        for printed in ["displayName", "members", "externalId", "id"] {
            assert_eq!(likely(printed, true), None, "{printed}");
        }
        assert_eq!(likely("an essay about mappings", false), None);
    }
}
