//! The model of a resource type: its core schema, its extensions and the common attributes of RFC 7643 §3.1.
//!
//! It answers what a path means; it holds no resources.

use super::attribute::{Attribute, Kind, complex, reference, string};
use super::{Schema, enterprise_user, group, user};
use crate::scim::error::{Error, ScimType};
use crate::scim::eval::CaseRules;
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::path::Path;
use crate::scim::urn;

/// A resource type: User or Group.
#[derive(Debug, Clone)]
pub struct Model {
    /// Name of the resource type.
    pub name: &'static str,
    /// Where the resources are, relative to the base URL.
    pub endpoint: &'static str,
    /// The core schema.
    pub core: Schema,
    /// The extensions.
    pub extensions: Vec<Schema>,
    common: Vec<Attribute>,
}

/// What a path names.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// URN of the extension the attribute belongs to; none for the core schema.
    pub extension: Option<&'a str>,
    /// The attribute.
    pub attribute: &'a Attribute,
    /// The sub-attribute, when the path names one.
    pub sub: Option<&'a Attribute>,
}

impl<'a> Found<'a> {
    /// The definition of what the path names: the sub-attribute if there is one.
    pub fn leaf(self) -> &'a Attribute {
        self.sub.unwrap_or(self.attribute)
    }
}

impl Model {
    /// Users with the enterprise extension.
    pub fn user() -> Self {
        Self::new("User", "/Users", user(), vec![enterprise_user()])
    }

    /// Groups.
    pub fn group() -> Self {
        Self::new("Group", "/Groups", group(), Vec::new())
    }

    fn new(name: &'static str, endpoint: &'static str, core: Schema, extensions: Vec<Schema>) -> Self {
        Self { name, endpoint, core, extensions, common: common() }
    }

    /// The extension with this URN.
    pub fn extension(&self, id: &str) -> Option<&Schema> {
        self.extensions.iter().find(|extension| urn::same(&extension.id, id))
    }

    /// What the path names: `Ok(None)` stands for an attribute of an extension nobody declared. An attribute
    /// of the enterprise extension may be named without its URN, as RFC 7644 §3.10 allows and Entra does with
    /// `manager`.
    pub fn find(&self, path: &Path) -> Result<Option<Found<'_>>, Error> {
        let (extension, attribute) = match &path.urn {
            None => self.find_unqualified(path),
            Some(id) if urn::same(id, &self.core.id) => self.find_unqualified(path),
            Some(id) => match self.extension(id) {
                Some(schema) => (Some(schema.id.as_str()), schema.attribute(&path.name)),
                None if urn::is_extension(id) && !urn::is_core(&path.to_string()) => return Ok(None),
                None => (None, None),
            },
        };
        let attribute = attribute.ok_or_else(|| self.unknown(path))?;
        let sub = match &path.sub {
            None => None,
            Some(name) => Some(attribute.sub(name).ok_or_else(|| unknown_sub(attribute, name))?),
        };
        Ok(Some(Found { extension, attribute, sub }))
    }

    fn find_unqualified(&self, path: &Path) -> (Option<&str>, Option<&Attribute>) {
        let core = self.core.attribute(&path.name);
        if let Some(found) = core.or_else(|| named(&self.common, &path.name)) {
            return (None, Some(found));
        }
        let extension = self.extensions.iter().filter(|_| path.urn.is_none());
        let mut found =
            extension.filter_map(|e| e.attribute(&path.name).map(|a| (Some(e.id.as_str()), Some(a))));
        found.next().unwrap_or((None, None))
    }

    fn unknown(&self, path: &Path) -> Error {
        let known = self.core.attributes.iter().map(|a| a.name.as_str());
        let near = known.max_by(|a, b| likeness(a, &path.name).total_cmp(&likeness(b, &path.name)));
        let hint = near.filter(|n| likeness(n, &path.name) > 0.8).map(|n| format!("; did you mean '{n}'?"));
        let detail = format!("'{path}' is not an attribute of {}{}", self.name, hint.unwrap_or_default());
        Error::of(ScimType::InvalidPath, detail)
    }

    /// The path in the model's own spelling, with the extension's URN where it belongs to one.
    pub fn qualify(&self, path: &Path) -> Result<Path, Error> {
        let Some(found) = self.find(path)? else { return Ok(path.clone()) };
        let filter = path.filter.as_ref().map(|f| value_filter(found.attribute, f)).transpose()?;
        Ok(Path {
            urn: found.extension.map(str::to_owned),
            name: found.attribute.name.clone(),
            filter: filter.map(Box::new),
            sub: found.sub.map(|sub| sub.name.clone()),
        })
    }

    /// The filter with every path in the model's own spelling. Unknown attributes, and operators that the
    /// attribute's type does not have, are refused (RFC 7644 §3.4.2.2).
    pub fn qualify_filter(&self, filter: &Filter) -> Result<Filter, Error> {
        let inner = |f: &Filter| self.qualify_filter(f).map(Box::new);
        Ok(match filter {
            Filter::Compare(path, op, value) => {
                if let Some(found) = self.find(path).map_err(as_filter_error)? {
                    demand_operator(found.leaf(), *op)?;
                }
                Filter::Compare(self.qualify(path).map_err(as_filter_error)?, *op, value.clone())
            }
            Filter::Present(path) => Filter::Present(self.qualify(path).map_err(as_filter_error)?),
            Filter::Element(path) => Filter::Element(self.qualify(path).map_err(as_filter_error)?),
            Filter::And(left, right) => Filter::And(inner(left)?, inner(right)?),
            Filter::Or(left, right) => Filter::Or(inner(left)?, inner(right)?),
            Filter::Not(negated) => Filter::Not(inner(negated)?),
        })
    }
}

impl CaseRules for Model {
    fn case_exact(&self, path: &Path) -> bool {
        let Ok(Some(found)) = self.find(path) else { return false };
        let leaf = found.leaf();
        leaf.sub("value").unwrap_or(leaf).case_exact
    }
}

/// Qualifies a value filter, whose paths are sub-attributes of `attribute`.
fn value_filter(attribute: &Attribute, filter: &Filter) -> Result<Filter, Error> {
    let inner = |f: &Filter| value_filter(attribute, f).map(Box::new);
    let name = |path: &Path| {
        let sub =
            attribute.sub(&path.name).ok_or_else(|| as_filter_error(unknown_sub(attribute, &path.name)))?;
        Ok::<_, Error>((sub, Path { name: sub.name.clone(), ..path.clone() }))
    };
    Ok(match filter {
        Filter::Compare(path, op, value) => {
            let (sub, path) = name(path)?;
            demand_operator(sub, *op)?;
            Filter::Compare(path, *op, value.clone())
        }
        Filter::Present(path) => Filter::Present(name(path)?.1),
        Filter::Element(path) => Filter::Element(name(path)?.1),
        Filter::And(left, right) => Filter::And(inner(left)?, inner(right)?),
        Filter::Or(left, right) => Filter::Or(inner(left)?, inner(right)?),
        Filter::Not(negated) => Filter::Not(inner(negated)?),
    })
}

/// Booleans have no order and no substrings, binary values no order (RFC 7644 §3.4.2.2, table 3).
fn demand_operator(attribute: &Attribute, op: CompareOp) -> Result<(), Error> {
    let orders = matches!(op, CompareOp::Gt | CompareOp::Ge | CompareOp::Lt | CompareOp::Le);
    let fits = match attribute.kind {
        Kind::Boolean => matches!(op, CompareOp::Eq | CompareOp::Ne),
        Kind::Binary => !orders,
        _ => true,
    };
    if fits {
        return Ok(());
    }
    let kind = attribute.kind.keyword();
    let detail = format!("'{}' is a {kind}; it does not compare with {op}", attribute.name);
    Err(Error::of(ScimType::InvalidFilter, detail))
}

fn as_filter_error(error: Error) -> Error {
    Error { scim_type: Some(ScimType::InvalidFilter), ..error }
}

fn unknown_sub(attribute: &Attribute, name: &str) -> Error {
    let known: Vec<_> = attribute.sub_attributes.iter().map(|sub| sub.name.as_str()).collect();
    let detail = if known.is_empty() {
        format!("'{}' has no sub-attributes, so '{name}' cannot be one", attribute.name)
    } else {
        format!("'{name}' is not a sub-attribute of '{}' ({})", attribute.name, known.join(", "))
    };
    Error::of(ScimType::InvalidPath, detail)
}

fn named<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

fn likeness(left: &str, right: &str) -> f64 {
    strsim::jaro_winkler(&left.to_ascii_lowercase(), &right.to_ascii_lowercase())
}

fn common() -> Vec<Attribute> {
    let meta = vec![
        string("resourceType", "Name of the resource type").case_exact(),
        Attribute::new("created", Kind::DateTime, "When the resource was created"),
        Attribute::new("lastModified", Kind::DateTime, "When the resource last changed"),
        reference("location", &["uri"], "Address of the resource"),
        string("version", "Entity tag of the resource's state").case_exact(),
    ];
    vec![
        reference("schemas", &["uri"], "The schemas the resource uses").many().always(),
        string("id", "Identifier the tenant chose").case_exact().read_only().always(),
        string("externalId", "Identifier the client chose").case_exact(),
        complex("meta", "What the tenant knows about the resource", meta).read_only(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn qualified(path: &str) -> String {
        Model::user().qualify(&path.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn paths_get_the_models_spelling() {
        assert_eq!(qualified("USERNAME"), "userName");
        assert_eq!(qualified("Emails[TYPE eq \"work\"].VALUE"), "emails[type eq \"work\"].value");
        assert_eq!(qualified("urn:ietf:params:scim:schemas:core:2.0:User:name.givenname"), "name.givenName");
        assert_eq!(qualified("manager"), format!("{}:manager", urn::ENTERPRISE_USER));
        assert_eq!(qualified("urn:example:ext:2.0:User:badge"), "urn:example:ext:2.0:User:badge");
        for path in [&format!("{}:displayName", urn::GROUP), urn::USER, "example:badge"] {
            assert!(Model::user().qualify(&path.parse().unwrap()).is_err(), "{path}");
        }
    }

    #[test]
    fn unknown_names_get_a_hint() {
        let error = |path: &str| Model::user().qualify(&path.parse().unwrap()).unwrap_err().detail;
        assert!(error("usrName").ends_with("did you mean 'userName'?"));
        assert_eq!(error("favouriteColour"), "'favouriteColour' is not an attribute of User");
        assert!(error("name.first").contains("givenName"));
        assert!(error("userName.first").contains("no sub-attributes"));
    }

    #[test]
    fn booleans_have_no_order() {
        let refused = |text: &str| Model::user().qualify_filter(&text.parse().unwrap()).is_err();
        assert!(refused("active gt true"));
        assert!(refused("x509Certificates.value gt \"MIIB\""));
        assert!(refused("emails[primary co \"t\"]"));
        assert!(!refused("active eq \"True\" and emails[primary eq \"True\"].value pr"));
    }

    #[test]
    fn identifiers_compare_exactly() {
        let exact = |path: &str| Model::user().case_exact(&path.parse().unwrap());
        assert!(exact("id") && exact("externalId") && exact("manager"));
        assert!(!exact("userName") && !exact("emails") && !exact("emails.value"));
    }
}
