//! Attribute paths (RFC 7644 §3.10 and the `PATH` rule of §3.5.2): `name.familyName`,
//! `urn:…:User:department`, `emails[type eq "work"].value`.

use std::fmt;
use std::str::FromStr;

use super::cursor::Cursor;
pub use super::cursor::SyntaxError;
use super::filter::{self, Filter};

/// A path to an attribute, to the elements of a multi-valued attribute that a filter selects, or to one
/// sub-attribute of either.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Schema URN in front of the attribute name, as written.
    pub urn: Option<String>,
    /// Attribute name, as written; names compare without regard to case (RFC 7643 §2.1).
    pub name: String,
    /// Value filter in brackets.
    pub filter: Option<Box<Filter>>,
    /// Sub-attribute behind the dot.
    pub sub: Option<String>,
}

impl Path {
    /// A path to a top-level attribute of the core schema.
    pub fn attribute(name: &str) -> Self {
        Self { urn: None, name: name.to_owned(), filter: None, sub: None }
    }

    /// Whether the path names the attribute `name` of the core schema, with or without filter or
    /// sub-attribute.
    pub fn is_attribute(&self, name: &str) -> bool {
        self.urn.is_none() && self.name.eq_ignore_ascii_case(name)
    }

    /// Whether both paths address the same place, letter case aside.
    pub fn same(&self, other: &Self) -> bool {
        self.to_string().eq_ignore_ascii_case(&other.to_string())
    }

    pub(super) fn read(cursor: &mut Cursor) -> Result<Self, SyntaxError> {
        let (urn, name) = read_name(cursor)?;
        let filter = read_value_filter(cursor)?;
        let sub = read_sub(cursor)?;
        Ok(Self { urn, name, filter, sub })
    }
}

/// Reads `[URI ":"] ATTRNAME`. A URN holds dots (`2.0`), so the attribute starts behind the *last* colon.
fn read_name(cursor: &mut Cursor) -> Result<(Option<String>, String), SyntaxError> {
    let rest = cursor.rest();
    let end = rest.find(|c: char| !is_name_char(c) && !":./".contains(c)).unwrap_or(rest.len());
    let urn = rest[..end].rfind(':').map(|colon| rest[..colon + scim1_version(&rest[colon..end])].to_owned());
    if let Some(urn) = &urn {
        cursor.advance(urn.len() + 1);
    }
    let name = cursor.take_while(is_name_char);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$') {
        return cursor.error(format!("expected an attribute name, found {}", cursor.found()));
    }
    Ok((urn, name.to_owned()))
}

/// SCIM 1.1 joins its URNs, which end in a version, to the attribute by a dot: `urn:…:enterprise:1.0.department`.
/// `rest` begins with the last colon; the answer is how much of it still belongs to the URN. No attribute name begins
/// with a digit, so that no path of SCIM 2.0 is read differently.
fn scim1_version(rest: &str) -> usize {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let major = digits(&rest[1..]);
    let Some(behind) = rest[1 + major..].strip_prefix('.').filter(|_| major > 0) else { return 0 };
    let minor = digits(behind);
    if minor > 0 && behind[minor..].starts_with('.') { 2 + major + minor } else { 0 }
}

fn read_value_filter(cursor: &mut Cursor) -> Result<Option<Box<Filter>>, SyntaxError> {
    if !cursor.eat('[') {
        return Ok(None);
    }
    cursor.enter()?;
    let filter = filter::read_or(cursor)?;
    cursor.leave();
    cursor.skip_spaces();
    cursor.expect(']')?;
    Ok(Some(Box::new(filter)))
}

fn read_sub(cursor: &mut Cursor) -> Result<Option<String>, SyntaxError> {
    if !cursor.eat('.') {
        return Ok(None);
    }
    let sub = cursor.take_while(is_name_char);
    if sub.is_empty() {
        return cursor.error(format!("expected a sub-attribute name, found {}", cursor.found()));
    }
    Ok(Some(sub.to_owned()))
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-$".contains(c)
}

impl FromStr for Path {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text.trim());
        let path = Self::read(&mut cursor)?;
        if !cursor.at_end() {
            return cursor.error(format!("expected the end of the path, found {}", cursor.found()));
        }
        Ok(path)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            write!(f, "{urn}:")?;
        }
        f.write_str(&self.name)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        match &self.sub {
            Some(sub) => write!(f, ".{sub}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, String, bool, Option<String>) {
        let path: Path = text.parse().unwrap();
        (path.urn, path.name, path.filter.is_some(), path.sub)
    }

    #[test]
    fn every_form_of_the_gallery_parses() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(parts("userName"), (None, "userName".into(), false, None));
        assert_eq!(parts("name.familyName"), (None, "name".into(), false, some("familyName")));
        assert_eq!(parts("emails[type eq \"work\"].value"), (None, "emails".into(), true, some("value")));
        assert_eq!(parts("roles[primary eq \"True\"].value"), (None, "roles".into(), true, some("value")));
        assert_eq!(parts("members[value eq \"u-1\"]"), (None, "members".into(), true, None));
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(parts(&format!("{urn}:department")), (some(urn), "department".into(), false, None));
        assert_eq!(
            parts(&format!("{urn}:manager.value")),
            (some(urn), "manager".into(), false, some("value"))
        );
    }

    #[test]
    fn every_urn_of_the_gallery_parses() {
        let split = |text: &str| {
            let (urn, name, filter, sub) = parts(text);
            (urn.unwrap_or_default(), name, filter, sub)
        };
        let plain = |urn: &str, name: &str| (urn.to_owned(), name.to_owned(), false, None);
        for (urn, joint, name) in [
            ("urn:scim:schemas:extension:enterprise:1.0", '.', "department"),
            ("urn:scim:schemas:extension:facebook:frontline:1.0", '.', "is_frontline"),
            ("urn:scim:schemas:extension:facebook:auth_method:1.0", ':', "auth_method"),
            ("urn:ietf:params:scim:schemas:extension:alertmedia:2.0:CustomAttribute:User", ':', "first_name"),
            ("urn:ietf:params:scim:schemas:extension:Litmos:2.0:User:CustomField", ':', "CustomField1"),
            ("urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User", ':', "customDate1"),
            ("urn:sap:cloud:scim:schemas:extension:custom:2.0:User:attributes", ':', "customAttribute1"),
            ("urn:ietf:params:scim:schemas:extension:real-links:2.0:User", ':', "countryCode"),
        ] {
            assert_eq!(split(&format!("{urn}{joint}{name}")), plain(urn, name));
        }
        let lucid = "urn:ietf:params:scim:schemas:extension:lucid:2.0:User";
        let licenses = (lucid.to_owned(), "productLicenses".to_owned(), false, Some("Lucidchart".to_owned()));
        assert_eq!(split(&format!("{lucid}:productLicenses.Lucidchart")), licenses);
        let genesys = "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User";
        let path = format!("{genesys}:externalIds[authority eq \"zoomphone\"].value");
        assert_eq!(split(&path), (genesys.into(), "externalIds".into(), true, Some("value".into())));
    }

    #[test]
    fn a_version_in_a_urn_is_no_attribute() {
        for text in ["urn:x:1.0", "urn:x:1.0.", "urn:x:1.0:", "urn:x:1.department", "urn:x:1..a"] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
    }

    #[test]
    fn errors_name_the_position() {
        let error = |text: &str| text.parse::<Path>().unwrap_err();
        assert_eq!(error("").position, 0);
        assert_eq!(error("name.").position, 5);
        assert_eq!(error("emails[type eq \"work\"").position, 21);
        assert_eq!(error("emails[type xx \"work\"]").position, 12);
        assert_eq!(error("a b").position, 1);
        assert_eq!(error("urn:x:").position, 6);
    }
}
