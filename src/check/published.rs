//! The published schemas as the checks read them.

use serde_json::Value;

use super::discovery::text;
use super::{Evidence, Unjudged, evidence::Seen, expect};
use crate::scim::{access, urn};
use crate::verdict::SkipKind;

/// What `/Schemas` shows.
pub(super) struct Published<'a> {
    /// The answer.
    pub(super) seen: Seen<'a>,
    list: &'static str,
}

/// The definition of an attribute or sub-attribute.
#[derive(Clone)]
pub(super) struct Definition<'a> {
    /// The schema it belongs to.
    pub(super) schema: &'a str,
    /// Its name in a sentence, with that of the attribute it is part of.
    pub(super) name: String,
    /// Where it stands in the answer.
    pub(super) pointer: String,
    /// The definition.
    pub(super) json: &'a Value,
    /// How deep it stands: 0 for an attribute, 1 for a sub-attribute.
    pub(super) depth: usize,
}

/// The skip of a check whose cause another one names.
fn elsewhere(reason: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{reason}, which another check names"))
}

/// Deeper than any lawful definition.
const DEEPEST: usize = 4;

impl<'a> Published<'a> {
    /// The schemas, where there are any; a list that is none is another check's matter.
    pub(super) fn read(e: &Evidence<'a>) -> Result<Self, Unjudged> {
        let seen = e.seen("discovery/schemas")?;
        if seen.status() != 200 || seen.resources().is_empty() {
            return Err(elsewhere("/Schemas is not answered with a list of schemas"));
        }
        let list = if seen.body().is_some() { "/Resources" } else { "" };
        Ok(Self { seen, list })
    }

    /// The documents, each with where it stands.
    pub(super) fn documents(&self) -> impl Iterator<Item = (String, &'a Value)> {
        let list = self.list;
        self.seen.resources().iter().enumerate().map(move |(at, document)| (format!("{list}/{at}"), document))
    }

    /// The schema of that URN, and where it stands.
    pub(super) fn find(&self, id: &str) -> Option<(String, &'a Value)> {
        self.documents().find(|(_, document)| text(document, "id").is_some_and(|own| urn::same(own, id)))
    }

    /// The schema of that URN; that it is missing is another check's matter.
    pub(super) fn need(&self, id: &str) -> Result<(String, &'a Value), Unjudged> {
        self.find(id).ok_or_else(|| elsewhere(&format!("/Schemas does not hold {id}")))
    }

    /// Every definition of every schema, sub-attributes behind their attribute. That there is none is another check's
    /// matter.
    pub(super) fn definitions(&self) -> Result<Vec<Definition<'a>>, Unjudged> {
        let all: Vec<_> = self.documents().flat_map(|(at, document)| of_schema(&at, document)).collect();
        if all.is_empty() { Err(elsewhere("no schema declares an attribute")) } else { Ok(all) }
    }

    /// The definitions of what users and groups hold: not those of the discovery documents.
    pub(super) fn of_resources(&self) -> Result<Vec<Definition<'a>>, Unjudged> {
        let own = [urn::SERVICE_PROVIDER_CONFIG, urn::RESOURCE_TYPE, urn::SCHEMA];
        let of_service = |definition: &Definition| own.iter().any(|id| urn::same(id, definition.schema));
        Ok(self.definitions()?.into_iter().filter(|definition| !of_service(definition)).collect())
    }

    /// The definition of an attribute or of a sub-attribute (`members.value`) of a schema.
    pub(super) fn definition(&self, schema: &str, name: &str) -> Option<Definition<'a>> {
        let (at, document) = self.find(schema)?;
        of_schema(&at, document).into_iter().find(|definition| definition.name.eq_ignore_ascii_case(name))
    }
}

fn of_schema<'a>(at: &str, document: &'a Value) -> Vec<Definition<'a>> {
    let mut found = Vec::new();
    let schema = text(document, "id").unwrap_or("a schema without id");
    collect(
        schema,
        "",
        &expect::pointer(at, "attributes"),
        access::member(document, "attributes"),
        0,
        &mut found,
    );
    found
}

fn collect<'a>(
    schema: &'a str,
    parent: &str,
    at: &str,
    list: Option<&'a Value>,
    depth: usize,
    found: &mut Vec<Definition<'a>>,
) {
    let list = list.and_then(Value::as_array).filter(|_| depth < DEEPEST);
    for (index, json) in list.into_iter().flatten().enumerate() {
        let own = text(json, "name").unwrap_or("(no name)");
        let name = if parent.is_empty() { own.to_owned() } else { format!("{parent}.{own}") };
        let pointer = format!("{at}/{index}");
        let below = expect::pointer(&pointer, "subAttributes");
        found.push(Definition { schema, name: name.clone(), pointer, json, depth });
        collect(schema, &name, &below, access::member(json, "subAttributes"), depth + 1, found);
    }
}
