//! Schema documents (RFC 7643 §7) and the model of a resource type they add up to.
//!
//! The documents are declared once, here; what `/Schemas` shows, how values are read and how filters compare
//! all follow from them.

pub mod attribute;
mod declare;
mod group;
mod model;
mod service;
mod user;

use serde_json::{Value, json};

pub use attribute::{Attribute, Kind, Mutability, Returned};
pub use group::group;
pub use model::{Found, Model};
pub use service::{resource_type, schema, service_provider_config};
pub use user::{enterprise_user, user};

use super::urn;

/// A schema document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// URN of the schema.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What the schema is for.
    pub description: String,
    /// The attributes it defines.
    pub attributes: Vec<Attribute>,
}

impl Schema {
    fn new(id: &str, name: &str, description: &str, attributes: Vec<Attribute>) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), description: description.to_owned(), attributes }
    }

    /// The attribute called `name`, letter case aside.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// The document as `/Schemas` shows it; `base` is the tenant's base URL.
    pub fn to_json(&self, base: &str) -> Value {
        json!({
            "schemas": [urn::SCHEMA],
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "attributes": self.attributes.iter().map(Attribute::to_json).collect::<Vec<_>>(),
            "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{}", self.id) },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Schema> {
        vec![user(), enterprise_user(), group(), service_provider_config(), resource_type(), schema()]
    }

    /// Visits every attribute definition of a document, sub-attributes included.
    fn definitions(attributes: &Value) -> Vec<&Value> {
        let list = attributes.as_array().unwrap();
        let subs = list.iter().filter_map(|a| a.get("subAttributes")).flat_map(definitions);
        list.iter().chain(subs).collect()
    }

    #[test]
    fn documents_have_descriptions_and_no_nulls() {
        for schema in all() {
            let document = schema.to_json("http://localhost/scim/v2");
            assert!(!document.to_string().contains("null"), "{}", schema.id);
            for definition in definitions(&document["attributes"]) {
                assert!(!definition["description"].as_str().unwrap().is_empty(), "{definition}");
                assert_eq!(definition["type"] == "complex", definition.get("subAttributes").is_some());
            }
        }
    }

    #[test]
    fn the_types_entra_maps_are_canonical_values() {
        let user = user();
        let types = |name: &str| user.attribute(name).unwrap().sub("type").unwrap().canonical_values.clone();
        assert_eq!(types("emails"), ["work", "home", "other"]);
        assert_eq!(types("addresses"), ["work", "home", "other"]);
        assert!(types("phoneNumbers").contains(&"fax".to_owned()));
    }
}
