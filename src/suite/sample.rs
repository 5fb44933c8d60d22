//! Sample values: realistic, unique and reproducible from the run id.
//!
//! Every name the run creates carries the run id, which is the marker by which the run knows its own
//! resources again.

use serde_json::{Value, json};

use super::{Attribute, AttributePath, AttributeType};
use crate::scim::Path;
use crate::scim::filter::{CompareOp, Filter};

/// Given name, family name, and both in letters every mail system takes. Several are not ASCII: names are.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("Zoë", "Brontë", "Zoe.Bronte"),
    ("Mira", "Solberg", "Mira.Solberg"),
    ("Łukasz", "Żak", "Lukasz.Zak"),
    ("Aiko", "Mori", "Aiko.Mori"),
    ("José", "Núñez", "Jose.Nunez"),
    ("Søren", "Ågård", "Soren.Agard"),
    ("Priya", "Nair", "Priya.Nair"),
    ("Jürgen", "Weiß", "Jurgen.Weiss"),
];

/// Which of the two values of an attribute is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The value a resource is created with.
    Created,
    /// The value an update changes it to.
    Changed,
}

/// Makes the values of a run.
#[derive(Debug, Clone)]
pub struct Sampler {
    /// The run id.
    pub run: String,
    /// Domain of every userName and e-mail address.
    pub domain: String,
    /// Values for single attributes, over the suite's.
    pub overrides: Vec<(AttributePath, String)>,
}

impl Sampler {
    /// The value of an attribute for the person of that number.
    pub fn value(&self, attribute: &Attribute, person: usize, version: Version) -> Value {
        if let Some(text) = self.constant(attribute) {
            return typed(text, attribute.kind);
        }
        match attribute.kind {
            AttributeType::Boolean => json!(version == Version::Created),
            AttributeType::Integer => json!(1000 + 2 * person + usize::from(version == Version::Changed)),
            AttributeType::DateTime => json!(pick(version, "2026-01-09T08:15:00Z", "2026-02-10T09:30:00Z")),
            AttributeType::Binary => json!(pick(version, "c2NpbQ==", "cHJvb2Y=")),
            AttributeType::Complex => json!([]),
            AttributeType::String | AttributeType::Reference => {
                json!(self.text(attribute.target().path(), person, version))
            }
        }
    }

    /// Whether an update would write the same value again, because only one accepted value is known.
    pub fn is_constant(&self, attribute: &Attribute) -> bool {
        self.constant(attribute).is_some()
    }

    fn constant<'a>(&'a self, attribute: &'a Attribute) -> Option<&'a str> {
        let own = self.overrides.iter().find(|(path, _)| path.same(attribute.target().as_str()));
        own.map(|(_, value)| value.as_str()).or(attribute.sample.as_deref())
    }

    /// The `userName` of the person of that number.
    pub fn user_name(&self, person: usize, version: Version) -> String {
        let (_, _, plain) = PEOPLE[person % PEOPLE.len()];
        let prefix = pick(version, "", "Renamed.");
        format!("{prefix}{plain}.{}.{person}@{}", self.run, self.domain)
    }

    /// The name of the group of that number; the parentheses and the hyphen are what Microsoft's gallery
    /// validation puts into its group names.
    pub fn group_name(&self, group: usize, version: Version) -> String {
        format!("Harbour crew-({} {group}){}", self.run, pick(version, "", " renamed"))
    }

    fn text(&self, path: &Path, person: usize, version: Version) -> String {
        let (given, family, plain) = PEOPLE[person % PEOPLE.len()];
        let given = pick(version, given, "Ingrid");
        let family = if version == Version::Changed { format!("{family}-Lind") } else { family.to_owned() };
        let attribute = path.name.to_lowercase();
        let sub = path.sub.as_deref().unwrap_or_default().to_lowercase();
        match (attribute.as_str(), sub.as_str()) {
            ("username", _) => self.user_name(person, version),
            ("externalid", _) => format!("{}{plain}.{}.{person}", pick(version, "", "x."), self.run),
            ("name", "givenname") => given.to_owned(),
            ("name", "familyname") => family,
            ("name", "formatted") | ("displayname" | "nickname", _) => format!("{given} {family}"),
            ("emails", _) => {
                let (kind, new) = (element_type(path), pick(version, "", ".new"));
                format!("{plain}.{kind}{new}.{}.{person}@{}", self.run, self.domain)
            }
            ("phonenumbers", _) => self.phone(path, person, version),
            ("addresses", _) => address(&sub, version).to_owned(),
            ("employeenumber", _) => format!("{:07}", self.number(person * 2 + pick(version, 0, 1))),
            _ => plain_text(&attribute, person, version),
        }
    }

    /// Digits that differ from run to run and, within a run, from number to number.
    fn number(&self, offset: usize) -> usize {
        let seed = self.run.bytes().fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 90_000);
        1_000_000 + seed * 100 + offset
    }

    /// A number in E.164 form; every type has its own exchange.
    fn phone(&self, path: &Path, person: usize, version: Version) -> String {
        let area = match element_type(path).as_str() {
            "work" => 425,
            "mobile" => 206,
            "fax" => 360,
            _ => 509,
        };
        format!("+1{area}{:07}", 2_000_000 + self.number(person * 2 + pick(version, 0, 1)) % 8_000_000)
    }
}

fn pick<T>(version: Version, created: T, changed: T) -> T {
    match version {
        Version::Created => created,
        Version::Changed => changed,
    }
}

/// A constant of the suite or the command line as a value of the attribute's type.
fn typed(text: &str, kind: AttributeType) -> Value {
    match kind {
        AttributeType::Complex => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        AttributeType::Boolean | AttributeType::Integer => serde_json::from_str(&text.to_lowercase())
            .or_else(|_| serde_json::from_str(text))
            .unwrap_or_else(|_| json!(text)),
        _ => json!(text),
    }
}

/// The `type` a value filter asks for, `work` when it asks for none.
fn element_type(path: &Path) -> String {
    match path.filter.as_deref() {
        Some(Filter::Compare(_, CompareOp::Eq, Value::String(kind))) => kind.to_lowercase(),
        _ => "work".to_owned(),
    }
}

fn address(sub: &str, version: Version) -> &'static str {
    match sub {
        "streetaddress" => pick(version, "Strandkaien 4", "Quai Ouest 9"),
        "locality" => pick(version, "Bergen", "Genève"),
        "region" => pick(version, "Vestland", "GE"),
        "postalcode" => pick(version, "5013", "1201"),
        "country" => pick(version, "NO", "CH"),
        _ => pick(version, "Strandkaien 4, 5013 Bergen", "Quai Ouest 9, 1201 Genève"),
    }
}

fn plain_text(attribute: &str, person: usize, version: Version) -> String {
    let (created, changed) = match attribute {
        "title" => ("Tide analyst", "Harbour pilot"),
        "preferredlanguage" | "locale" => ("nb-NO", "fr-CH"),
        "timezone" => ("Europe/Oslo", "Europe/Zurich"),
        "usertype" => ("Employee", "Contractor"),
        "department" => ("Hydrography", "Søkart"),
        "division" => ("North", "South"),
        "organization" => ("Tern Hydrographic", "Tern Marine"),
        "costcenter" => ("4130", "4140"),
        "profileurl" => return format!("https://example.com/people/{person}{}", pick(version, "", "/new")),
        _ => return format!("{attribute} {person}{}", pick(version, "", " changed")),
    };
    pick(version, created, changed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_unique_and_carry_the_run() {
        let sampler = Sampler { run: "spabc".into(), domain: "example.com".into(), overrides: Vec::new() };
        let names: std::collections::HashSet<_> =
            (0..40).map(|n| sampler.user_name(n, Version::Created)).collect();
        assert_eq!(names.len(), 40);
        assert!(names.iter().all(|name| name.contains("spabc") && name.is_ascii()));
    }

    #[test]
    fn every_listed_attribute_changes() {
        let sampler = Sampler { run: "spabc".into(), domain: "example.com".into(), overrides: Vec::new() };
        let suite = super::super::load::by_name("entra", &[]).unwrap();
        for attribute in suite.user.attributes.iter().filter(|a| !sampler.is_constant(a)) {
            let created = sampler.value(attribute, 3, Version::Created);
            assert_ne!(created, sampler.value(attribute, 3, Version::Changed), "{}", attribute.target());
        }
    }

    #[test]
    fn complex_constants_keep_their_letters() {
        let text = r#"[{"value":"MIIBdz","display":"Night Watch"}]"#;
        assert_eq!(
            typed(text, AttributeType::Complex).to_string(),
            r#"[{"value":"MIIBdz","display":"Night Watch"}]"#
        );
    }

    #[test]
    fn constants_take_the_type() {
        let path: AttributePath = "active".parse().unwrap();
        let sampler = Sampler {
            run: "spabc".into(),
            domain: "example.com".into(),
            overrides: vec![(path.clone(), "True".into())],
        };
        let attribute = Attribute::new(path, AttributeType::Boolean);
        assert_eq!(sampler.value(&attribute, 0, Version::Changed), json!(true));
    }
}
