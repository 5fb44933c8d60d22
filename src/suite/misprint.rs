//! Attribute paths as documentation prints them: which ones are misprints, and what is probably meant.
//!
//! A guess is only made where it is a small step: other quotes, a bracket in the wrong place, one letter too many. What
//! an app may well have under that name stays as it is printed.

use strsim::damerau_levenshtein;

use super::AttributePath;
use crate::scim::schema::{Attribute, Kind, Model};
use crate::scim::{Path, urn};

/// How a printed path reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// It is a path, and nothing speaks against it.
    AsPrinted,
    /// Probably a misprint of this path.
    Likely(AttributePath),
    /// No path, and none that it could be meant for.
    Unreadable,
}

/// Reads a printed path of a resource of that model.
pub fn read(printed: &str, model: &Model) -> Reading {
    let plain: Option<Path> = printed.parse().ok();
    let Some(likely) = likely(printed, model) else { return Reading::Unreadable };
    if plain.as_ref() == Some(&likely) {
        return Reading::AsPrinted;
    }
    likely.to_string().parse().map_or(Reading::Unreadable, Reading::Likely)
}

fn likely(printed: &str, model: &Model) -> Option<Path> {
    let text = tidied(printed);
    let path: Path = text.parse().ok().or_else(|| rebuilt(&text)?.parse().ok())?;
    Some(meant(path, model))
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

fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '′' | '″' | '´' | '`' | '\'' | '＂' => {
            '"'
        }
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

/// The path with the names it is probably meant to have.
fn meant(mut path: Path, model: &Model) -> Path {
    if let Some(joined) = joined_by_dot(&path) {
        path = joined;
    }
    let extension = path.urn.as_deref().and_then(|id| extension(id, model)).cloned();
    let attribute = match (&path.urn, extension) {
        (None, _) => unqualified(&mut path, model),
        (Some(id), _) if urn::is_core(id) => unqualified(&mut path, model),
        (Some(_), Some(schema)) => {
            path.urn = Some(same_letters(path.urn.as_deref(), &schema.id));
            named(&schema.attributes, &path.name).cloned()
        }
        _ => None,
    };
    if let Some(attribute) = attribute {
        path.name.clone_from(&attribute.name);
        complete(&mut path, &attribute);
    }
    path
}

/// `urn:…:2.0:User.department`: the last joint of the URN is a colon.
fn joined_by_dot(path: &Path) -> Option<Path> {
    let (id, sub) = (path.urn.as_ref()?, path.sub.as_ref()?);
    let is_type = ["User", "Group"].iter().any(|name| path.name.eq_ignore_ascii_case(name));
    let attribute = is_type && path.filter.is_none() && id.ends_with(|c: char| c.is_ascii_digit());
    attribute.then(|| Path { urn: Some(format!("{id}:{}", path.name)), ..Path::attribute(sub) })
}

/// The declared extension of that URN, or of one that is hardly different.
fn extension<'a>(id: &str, model: &'a Model) -> Option<&'a crate::scim::schema::Schema> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let close = |known: &str| {
        id.len().abs_diff(known.len()) <= 2
            && digits(id) == digits(known)
            && damerau_levenshtein(&id.to_ascii_lowercase(), &known.to_ascii_lowercase()) <= 2
    };
    model.extensions.iter().find(|schema| close(&schema.id))
}

/// Letter case of a URN means nothing; where only that differs, it stays.
fn same_letters(printed: Option<&str>, known: &str) -> String {
    printed.filter(|printed| urn::same(printed, known)).unwrap_or(known).to_owned()
}

/// An attribute of the core schema, or one of a declared extension that lacks its URN.
fn unqualified(path: &mut Path, model: &Model) -> Option<Attribute> {
    if let Some(found) = exactly(&model.core.attributes, &path.name) {
        return Some(found.clone());
    }
    let name = Path { urn: None, ..Path::attribute(&path.name) };
    if let Ok(Some(found)) = model.find(&name) {
        path.urn = found.extension.map(str::to_owned);
        return Some(found.attribute.clone());
    }
    let common = ["externalId", "id", "meta", "schemas"];
    if let Some(known) = common.iter().find(|known| is_slip(&path.name, known)) {
        (*known).clone_into(&mut path.name);
        return None;
    }
    named(&model.core.attributes, &path.name).cloned()
}

fn exactly<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// The attribute of that name, or the one whose name it is a slip of.
fn named<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    let slip = || attributes.iter().find(|attribute| is_slip(name, &attribute.name));
    exactly(attributes, name).or_else(slip)
}

/// One letter too many, too few or wrong, or two of them swapped.
fn is_slip(name: &str, known: &str) -> bool {
    name.len() <= 64 && known.len() >= 5 && damerau_levenshtein(name, known) == 1
}

/// The sub-attribute as it is called; an element of a list of texts is written through its `value`.
fn complete(path: &mut Path, attribute: &Attribute) {
    let sub = path.sub.as_deref().and_then(|name| named(&attribute.sub_attributes, name));
    if let Some(sub) = sub {
        path.sub = Some(sub.name.clone());
    }
    let is_list = attribute.multi_valued && attribute.kind == Kind::Complex && attribute.name != "members";
    if is_list && path.filter.is_some() && path.sub.is_none() && attribute.sub("value").is_some() {
        path.sub = Some("value".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(printed: &str) -> String {
        shown(printed, &Model::user())
    }

    fn shown(printed: &str, model: &Model) -> String {
        match read(printed, model) {
            Reading::AsPrinted => "as printed".to_owned(),
            Reading::Likely(path) => path.to_string(),
            Reading::Unreadable => "unreadable".to_owned(),
        }
    }

    #[test]
    fn what_may_be_meant_so_stays() {
        for printed in [
            "userName",
            "name.givenName",
            "emails[type eq \"work\"].value",
            "roles[primary eq \"True\"].value",
            "roles",
            "company",
            "sendMail",
            "name.displayName",
            "addresses[type eq \"work\"].formatted",
            "phoneNumbers[type eq \"work2\"].value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "urn:scim:schemas:extension:enterprise:1.0.department",
            "urn:ietf:params:scim:schemas:extension:Litmos:2.0:User:CustomField:CustomField1",
            "urn:ietf:params:scim:schemas:extension:lucid:2.0:User:productLicenses.Lucidchart",
            "urn:ietf:params:scim:schemas:extension:tern:2.0:User:departments",
        ] {
            assert_eq!(user(printed), "as printed", "{printed}");
        }
    }

    #[test]
    fn small_steps_are_taken() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for (printed, meant) in [
            ("pphoneNumbers[type eq \"fax\"].value", "phoneNumbers[type eq \"fax\"].value"),
            ("name.giveName", "name.givenName"),
            ("roles[primary eq \"True\".value]", "roles[primary eq \"True\"].value"),
            ("emails[type eq \"work\"]", "emails[type eq \"work\"].value"),
            ("emails[type eq \"work\"", "emails[type eq \"work\"].value"),
            ("emails[type eq “work”].value", "emails[type eq \"work\"].value"),
            ("emails[type eq work].value", "emails[type eq \"work\"].value"),
            ("emails[type eq ‘work].value", "emails[type eq \"work\"].value"),
            ("emails[type eq \"work\"]. value", "emails[type eq \"work\"].value"),
            ("externalID", "externalId"),
            ("username", "userName"),
            ("userName*", "userName"),
            ("userName (unique)", "userName"),
            ("addresses［type eq \"work\"］.locality", "addresses[type eq \"work\"].locality"),
            (
                "urn:tern:User:externalIds[authority eq ‘sonar].value",
                "urn:tern:User:externalIds[authority eq \"sonar\"].value",
            ),
        ] {
            assert_eq!(user(printed), meant, "{printed}");
        }
        for (printed, name) in [
            ("department".to_owned(), "department"),
            (format!("{enterprise}.department"), "department"),
            (format!("{enterprise}: manager"), "manager"),
            (format!("{}:costCenter", enterprise.replace("schemas", "schema")), "costCenter"),
        ] {
            assert_eq!(user(&printed), format!("{enterprise}:{name}"), "{printed}");
        }
        assert_eq!(shown("externalID", &Model::group()), "externalId");
    }

    #[test]
    fn the_rest_is_unreadable() {
        for printed in
            ["", "[", "see below", "emails[", "emails[type", "✓", "urn:x:", "..", "[type eq \"a\"]"]
        {
            assert_eq!(user(printed), "unreadable", "{printed}");
        }
    }
}
