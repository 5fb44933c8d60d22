//! Target attributes that the schema itself does not list: what SCIM has, and what the suite declares.

use crate::provision::object::Kind;
use crate::scim::schema::Model;
use crate::scim::schema::attribute::Attribute;
use crate::scim::urn;
use crate::suite::{AttributePath, Suite};
use crate::text::nearest;

/// What is known of a kind's target attributes.
pub(super) struct Targets<'a> {
    model: Model,
    suite: Option<&'a Suite>,
    kind: Kind,
    /// Names that the schema's target directory has for any kind of object.
    declared: Vec<&'a str>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(kind: Kind, suite: Option<&'a Suite>, declared: Vec<&'a str>) -> Self {
        let model = match kind {
            Kind::User => Model::user(),
            Kind::Group => Model::group(),
        };
        Self { model, suite, kind, declared }
    }

    /// Whether there can be such an attribute: in RFC 7643, in the suite, or in an extension that anybody declares.
    pub(super) fn has(&self, target: &AttributePath) -> bool {
        if self.suite().any(|listed| listed.same(target.as_str())) {
            return true;
        }
        match self.model.find(target.path()) {
            Ok(Some(_)) => true,
            Ok(None) => target.path().urn.as_deref().is_some_and(|urn| self.declares(urn)),
            Err(_) => false,
        }
    }

    /// The name most like it.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        let all = self.names();
        nearest(name, all.iter().map(String::as_str)).map(str::to_owned)
    }

    fn declares(&self, extension: &str) -> bool {
        let belongs = |name: &str| {
            let start = name.get(..extension.len());
            start.is_some_and(|start| urn::same(start, extension)) && name[extension.len()..].starts_with(':')
        };
        self.declared.iter().any(|name| belongs(name)) || self.suite().any(|listed| belongs(listed.as_str()))
    }

    fn suite(&self) -> impl Iterator<Item = &'a AttributePath> {
        let kind = self.kind;
        let rows = self.suite.into_iter().flat_map(move |suite| match kind {
            Kind::User => &suite.user.attributes,
            Kind::Group => &suite.group.attributes,
        });
        rows.map(|row| row.target())
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.suite().map(ToString::to_string).collect();
        names.extend(self.declared.iter().map(|name| (*name).to_owned()));
        names.extend(self.model.core.attributes.iter().flat_map(|attribute| paths("", attribute)));
        for extension in &self.model.extensions {
            let start = format!("{}:", extension.id);
            names.extend(extension.attributes.iter().flat_map(|attribute| paths(&start, attribute)));
        }
        names
    }
}

/// An attribute and its sub-attributes as paths.
fn paths(start: &str, attribute: &Attribute) -> Vec<String> {
    let name = format!("{start}{}", attribute.name);
    let subs = attribute.sub_attributes.iter().map(|sub| format!("{name}.{}", sub.name));
    subs.chain(std::iter::once(name.clone())).collect()
}
