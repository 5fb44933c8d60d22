//! Which attributes an answer shows: `attributes` and `excludedAttributes` (RFC 7644 §3.9).

use serde_json::{Map, Value};

use super::fault::{Fault, FaultSet};
use super::request::Query;
use crate::scim::Path;
use crate::scim::schema::Model;
use crate::scim::urn;

/// Attributes with `returned: always`.
const ALWAYS: [&str; 2] = ["schemas", "id"];

/// Where an attribute stands in a resource, from the outermost member inwards.
type Steps = Vec<String>;

/// The attributes a request asks for and those it does not want. Entra sends both at once.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    only: Option<Vec<Steps>>,
    except: Vec<Steps>,
    always: Vec<&'static str>,
    /// Whether a faulty server shows the hash of the password.
    hash: bool,
}

impl Default for Projection {
    fn default() -> Self {
        Self { only: None, except: Vec::new(), always: ALWAYS.to_vec(), hash: false }
    }
}

impl Projection {
    /// Reads both parameters. Names the model does not know select nothing.
    pub(super) fn parse(query: &Query, model: &Model, faults: &FaultSet) -> Self {
        let list = |name| query.get(name).map(|names| listed(names, model, faults));
        let mut except: Vec<Steps> = list("excludedAttributes").unwrap_or_default();
        if faults.has(Fault::ExcludedMembersIgnored) {
            except.retain(|steps| steps[0] != "members");
        }
        if faults.has(Fault::ExcludedAttributesIgnored) && model.name == "User" {
            except.clear();
        }
        if faults.has(Fault::ExcludedPartDropsWhole) {
            except
                .iter_mut()
                .filter(|steps| model.core.attribute(&steps[0]).is_some())
                .for_each(|s| s.truncate(1));
        }
        let only = list("attributes").map(|names| bent(names, model, faults));
        let unknown =
            query.get("attributes").is_some_and(|names| names.split(',').any(|n| steps(n, model).is_none()));
        let only = only.filter(|_| !(unknown && faults.has(Fault::UnknownNameWhole)));
        let mut always = ALWAYS.to_vec();
        let narrowed = only.is_some();
        always.retain(|name| match *name {
            "id" if narrowed => !faults.has(Fault::AttributesDropId),
            "id" => !faults.has(Fault::ExcludedIdDropped),
            _ => !(narrowed && faults.has(Fault::AttributesDropSchemas)),
        });
        let named =
            query.get("attributes").is_some_and(|names| names.split(',').any(|name| name == "password"));
        Self { only, except, always, hash: named && faults.has(Fault::PasswordWhenNamed) }
    }

    /// A projection to these attributes.
    pub(super) fn only(names: &[&str]) -> Self {
        let only = names.iter().map(|name| vec![(*name).to_owned()]).collect();
        Self { only: Some(only), ..Self::default() }
    }

    /// The same, with nothing left out by name.
    pub(super) fn without_exceptions(self) -> Self {
        Self { except: Vec::new(), ..self }
    }

    /// Whether the answer shows a part of this attribute at all; what it does not show need not be looked up.
    pub(super) fn wants(&self, name: &str) -> bool {
        let whole = |steps: &Steps| steps.len() == 1 && steps[0] == name;
        let asked = self.only.as_ref().is_none_or(|only| only.iter().any(|steps| steps[0] == name));
        asked && !self.except.iter().any(whole)
    }

    /// Whether the request named attributes to return.
    pub(super) fn is_narrowed(&self) -> bool {
        self.only.is_some()
    }

    /// Takes out of a resource what the request does not ask for.
    pub(super) fn apply(&self, resource: Value) -> Value {
        let mut kept = match &self.only {
            None => resource,
            Some(only) => {
                let always = self.always.iter().map(|name| vec![(*name).to_owned()]);
                let items: Vec<Steps> = only.iter().cloned().chain(always).collect();
                keep(resource, &items.iter().map(Vec::as_slice).collect::<Vec<_>>())
            }
        };
        if self.hash {
            kept["password"] = "c2FsdGVkIGhhc2g=".into();
        }
        let except = self.except.iter().filter(|steps| !self.always.contains(&steps[0].as_str()));
        drop_from(kept, &except.map(Vec::as_slice).collect::<Vec<_>>())
    }
}

/// Reads a list of names.
fn listed(names: &str, model: &Model, faults: &FaultSet) -> Vec<Steps> {
    let exact = |name: &&str| {
        let path = name.parse::<Path>().ok();
        let own = path.as_ref().and_then(|path| model.qualify(path).ok());
        own.is_none() || path.map(|path| path.name) == own.map(|own| own.name)
    };
    let known = names.split(',').filter(|name| !faults.has(Fault::AttributeNamesExact) || exact(name));
    known.filter_map(|name| steps(name, model)).collect()
}

/// What a faulty server makes of the attributes that are asked for.
fn bent(mut only: Vec<Steps>, model: &Model, faults: &FaultSet) -> Vec<Steps> {
    if faults.has(Fault::OnlyFirstAttribute) {
        only.truncate(1);
    }
    if faults.has(Fault::ExtensionAttributeDropped) {
        only.retain(|steps| steps.len() == 1 || !urn::is_extension(&steps[0]));
    }
    for steps in &mut only {
        let Some(attribute) = model.core.attribute(&steps[0]) else { continue };
        let fault =
            if attribute.multi_valued { Fault::ElementSubAttributeWhole } else { Fault::SubAttributeWhole };
        if faults.has(fault) {
            steps.truncate(1);
        }
    }
    only
}

/// Reads one name of a list: an attribute, a sub-attribute, or the URN of a whole schema.
fn steps(text: &str, model: &Model) -> Option<Steps> {
    if let Some(extension) = model.extension(text.trim()) {
        return Some(vec![extension.id.clone()]);
    }
    let path: Path = text.parse().ok()?;
    let path = model.qualify(&path).ok()?;
    let urn = path.urn.filter(|id| !urn::is_core(id));
    Some(urn.into_iter().chain([path.name]).chain(path.sub).collect())
}

/// What follows `name` in the items that start with it.
fn tails<'a>(items: &[&'a [String]], name: &str) -> Vec<&'a [String]> {
    let starts = |item: &&&'a [String]| item.first().is_some_and(|step| step.eq_ignore_ascii_case(name));
    items.iter().filter(starts).map(|item| &item[1..]).collect()
}

fn keep(value: Value, items: &[&[String]]) -> Value {
    walk(value, items, &keep, |tails| tails.is_empty(), |tails| tails.iter().any(|t| t.is_empty()))
}

fn drop_from(value: Value, items: &[&[String]]) -> Value {
    walk(value, items, &drop_from, |tails| tails.iter().any(|t| t.is_empty()), |tails| tails.is_empty())
}

/// Walks an object (or each object of an array): a member is left out, kept whole, or walked in turn.
fn walk(
    value: Value,
    items: &[&[String]],
    deeper: &dyn Fn(Value, &[&[String]]) -> Value,
    leave_out: fn(&[&[String]]) -> bool,
    keep_whole: fn(&[&[String]]) -> bool,
) -> Value {
    match value {
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, member) in members {
                let tails = tails(items, &name);
                if keep_whole(&tails) {
                    out.insert(name, member);
                } else if !leave_out(&tails) {
                    let part = deeper(member, &tails);
                    if !is_empty(&part) {
                        out.insert(name, part);
                    }
                }
            }
            Value::Object(out)
        }
        Value::Array(list) => {
            list.into_iter().map(|item| deeper(item, items)).filter(|v| !is_empty(v)).collect()
        }
        simple => simple,
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn projected(query: &str) -> Value {
        let faults = FaultSet::default();
        let query = Query::parse(query, &faults);
        Projection::parse(&query, &Model::user(), &faults).apply(json!({
            "schemas": ["s"], "id": "1", "userName": "x",
            "name": {"givenName": "A", "familyName": "B"},
            "emails": [{"value": "x", "type": "work"}, {"type": "home"}],
            (urn::ENTERPRISE_USER): {"department": "D", "manager": {"value": "2"}},
        }))
    }

    #[test]
    fn attributes_select() {
        let enterprise = urn::ENTERPRISE_USER;
        for (query, expected) in [
            ("attributes=id", json!({"schemas": ["s"], "id": "1"})),
            ("attributes=USERNAME,nonsense", json!({"schemas": ["s"], "id": "1", "userName": "x"})),
            ("attributes=name.givenName", json!({"schemas": ["s"], "id": "1", "name": {"givenName": "A"}})),
            ("attributes=emails.value", json!({"schemas": ["s"], "id": "1", "emails": [{"value": "x"}]})),
            (
                &format!("attributes={enterprise}"),
                json!({"schemas": ["s"], "id": "1", (enterprise): {"department": "D", "manager": {"value": "2"}}}),
            ),
            (
                &format!("attributes={enterprise}:department"),
                json!({"schemas": ["s"], "id": "1", (enterprise): {"department": "D"}}),
            ),
            (
                "attributes=manager",
                json!({"schemas": ["s"], "id": "1", (enterprise): {"manager": {"value": "2"}}}),
            ),
            ("attributes=id,userName&excludedAttributes=userName", json!({"schemas": ["s"], "id": "1"})),
        ] {
            assert_eq!(projected(query), expected, "{query}");
        }
    }

    #[test]
    fn excluded_attributes_leave_the_rest() {
        let left = projected("excludedAttributes=id,userName,name.givenName,emails.type,department");
        assert_eq!(
            left,
            json!({
                "schemas": ["s"], "id": "1", "name": {"familyName": "B"}, "emails": [{"value": "x"}],
                (urn::ENTERPRISE_USER): {"manager": {"value": "2"}},
            })
        );
    }
}
