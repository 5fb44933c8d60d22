//! Attributes a tenant declares beyond the RFC's: what an app's own mapping names.

use super::attribute::{Attribute, Kind, Mutability, Returned, boolean, complex, string};
use super::{Model, Schema};
use serde_json::Value;

use crate::scim::filter::{CompareOp, Filter};
use crate::scim::path::Path;
use crate::scim::urn;

impl Model {
    /// Declares the attribute of the path, unless it is declared already. A path with a value filter declares
    /// a multi-valued attribute.
    pub fn declare(&mut self, path: &Path, kind: Kind) {
        let schema = self.schema_of(path);
        let known = schema.attributes.iter().position(|a| a.name.eq_ignore_ascii_case(&path.name));
        let at = known.unwrap_or(schema.attributes.len());
        if known.is_none() {
            schema.attributes.push(outline(path, kind));
        }
        let attribute = &mut schema.attributes[at];
        if let Some(sub) = &path.sub
            && attribute.sub(sub).is_none()
        {
            attribute.sub_attributes.push(Attribute::new(sub, kind, "Declared by the app's mapping"));
        }
    }

    /// Declares a value of `type` that the path asks for, where the attribute has a list of them.
    pub fn declare_type(&mut self, path: &Path) {
        let Some(Filter::Compare(part, CompareOp::Eq, Value::String(kind))) = path.filter.as_deref() else {
            return;
        };
        if !part.is_attribute("type") {
            return;
        }
        let schema = self.schema_of(path);
        let named = schema.attributes.iter_mut().find(|a| a.name.eq_ignore_ascii_case(&path.name));
        let types = named.and_then(|a| a.sub_attributes.iter_mut().find(|sub| sub.name == "type"));
        if let Some(types) = types
            && !types.canonical_values.iter().any(|known| known.eq_ignore_ascii_case(kind))
        {
            types.canonical_values.push(kind.clone());
        }
    }

    /// Declares who may write an attribute that is declared already.
    pub fn declare_mutability(&mut self, path: &Path, mutability: Mutability) {
        let schema = self.schema_of(path);
        let named = schema.attributes.iter_mut().find(|a| a.name.eq_ignore_ascii_case(&path.name));
        if let Some(attribute) = named {
            attribute.mutability = mutability;
        }
    }

    /// Takes an attribute out of the core schema.
    pub fn withdraw(&mut self, name: &str) {
        self.core.attributes.retain(|attribute| !attribute.name.eq_ignore_ascii_case(name));
    }

    fn schema_of(&mut self, path: &Path) -> &mut Schema {
        let unknown = matches!(self.find(&Path { sub: None, ..path.clone() }), Ok(None));
        if let (true, Some(id)) = (unknown, &path.urn) {
            self.extensions.push(Schema::new(
                id,
                extension_name(id),
                "Declared by the app's mapping",
                Vec::new(),
            ));
        }
        match self.home(path) {
            Some(at) => &mut self.extensions[at],
            None => &mut self.core,
        }
    }

    /// Position of the extension a path belongs to.
    fn home(&self, path: &Path) -> Option<usize> {
        if let Some(id) = path.urn.as_ref().filter(|id| !urn::is_core(id)) {
            return self.extensions.iter().position(|extension| urn::same(&extension.id, id));
        }
        let found = self.find(&Path { sub: None, ..path.clone() }).ok().flatten()?;
        self.extensions.iter().position(|extension| Some(extension.id.as_str()) == found.extension)
    }
}

/// The part of an extension URN that names the app (`…:extension:Tern:2.0:User`).
fn extension_name(id: &str) -> &str {
    id.split(':').skip_while(|part| *part != "extension").nth(1).unwrap_or(id)
}

fn outline(path: &Path, kind: Kind) -> Attribute {
    let description = "Declared by the app's mapping";
    match (&path.filter, &path.sub) {
        (None, None) if path.is_attribute("password") => Attribute {
            mutability: Mutability::WriteOnly,
            returned: Returned::Never,
            ..Attribute::new(&path.name, kind, description)
        },
        // Of whose parts nothing is known, has at least the usual one (RFC 7643 §2.4).
        (None, None) if kind == Kind::Complex => {
            complex(&path.name, description, vec![string("value", "The value")])
        }
        (None, None) => Attribute::new(&path.name, kind, description),
        (None, Some(_)) => complex(&path.name, description, Vec::new()),
        (Some(filter), _) => {
            let mut subs = vec![string("value", "The value")];
            subs.push(string("type", "What the value is used for"));
            subs.push(boolean("primary", "Whether this is the preferred value; at most one is"));
            let mut attribute = complex(&path.name, description, subs).many();
            add_filter_names(filter, &mut attribute);
            attribute
        }
    }
}

fn add_filter_names(filter: &Filter, attribute: &mut Attribute) {
    match filter {
        Filter::Compare(path, ..) if attribute.sub(&path.name).is_none() => {
            attribute.sub_attributes.push(string(&path.name, "Declared by the app's mapping"));
        }
        Filter::And(left, right) | Filter::Or(left, right) => {
            add_filter_names(left, attribute);
            add_filter_names(right, attribute);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_declares_what_the_rfc_does_not() {
        let mut model = Model::user();
        for path in [
            "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:badgeTier",
            "suspended",
            "organizations[location eq \"x\"].name",
            "name.displayName",
            "title",
        ] {
            let path: Path = path.parse().unwrap();
            model.declare(&path, Kind::String);
            assert!(model.qualify(&path).is_ok(), "{path}");
        }
        assert_eq!(model.extensions[1].name, "Tern");
        assert_eq!(model.core.attributes.len(), Model::user().core.attributes.len() + 2);
        let whole: Path = "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:bills".parse().unwrap();
        model.declare(&whole, Kind::Complex);
        let found = model.find(&whole).unwrap().unwrap();
        assert!(found.attribute.sub("value").is_some(), "a structure has parts");
    }
}
