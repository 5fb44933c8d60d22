//! Attribute selection: `attributes` and `excludedAttributes` (RFC 7644 §3.4.2.5, §3.9).
//!
//! That something is absent means something only where a whole read shows it.

mod both_parameters;
mod element_sub_attribute;
mod excluded_attribute;
mod excluded_sub_attribute;
mod extension_attribute;
mod extension_urn;
mod id_not_excludable;
mod id_with_attributes;
mod list_attributes;
mod named_attribute;
mod names_ignore_case;
mod never_returned;
mod nothing_else;
mod on_writes;
mod patch_with_attributes;
mod schemas_stay;
mod several_attributes;
mod sub_attribute;
mod unknown_name;

use super::paging::{another, ids, listed, same_members, server_error, set, unless};
use super::prelude::*;
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &named_attribute::CHECK,
    &nothing_else::CHECK,
    &id_with_attributes::CHECK,
    &schemas_stay::CHECK,
    &sub_attribute::CHECK,
    &extension_attribute::CHECK,
    &extension_urn::CHECK,
    &excluded_attribute::CHECK,
    &id_not_excludable::CHECK,
    &both_parameters::CHECK,
    &on_writes::CHECK,
    &patch_with_attributes::CHECK,
    &unknown_name::CHECK,
    &names_ignore_case::CHECK,
    &list_attributes::CHECK,
    &several_attributes::CHECK,
    &element_sub_attribute::CHECK,
    &excluded_sub_attribute::CHECK,
    &never_returned::CHECK,
];

/// What every answer may hold, whatever was asked for. `meta` is not asked for, but harmless.
const EXEMPT: [&str; 3] = ["id", "schemas", "meta"];

/// The resource as a read without parameters shows it.
fn whole<'a>(e: &Evidence<'a>) -> Result<&'a Value, Unjudged> {
    let read = e.seen("paging/read")?;
    let body = read.body().filter(|body| read.succeeded() && access::id(body).is_some());
    body.ok_or_else(|| another("the read by id does not show the resource"))
}

/// Refuses a judgement where not even `attributes=userName` works.
fn narrowed(e: &Evidence) -> Result<(), Unjudged> {
    unless(&named_attribute::CHECK, e)?;
    unless(&nothing_else::CHECK, e)
}

/// A value of the resource at a path of one or two names.
fn at<'a>(resource: &'a Value, path: &str) -> Option<&'a Value> {
    let value = path.split('/').try_fold(resource, access::member)?;
    (!expect::is_empty(value)).then_some(value)
}

/// Why a part of the resource is to be there, or not to be there.
const ASKED: &str = "though it was asked for";
const NOT_ASKED: &str = "though it was not asked for";
const EXCLUDED: &str = "though it was excluded";
const NOT_EXCLUDED: &str = "though it was not excluded";
const ALWAYS: &str = "though it is always returned";

/// A finding unless the answer shows that part of the resource.
fn shows(seen: &Seen, path: &str, why: &str) -> Option<Finding> {
    let shown = seen.body().and_then(|body| at(body, path));
    shown.is_none().then(|| {
        let finding = Finding::at(seen.exchange, format!("{} is missing, {why}", dotted(path)));
        finding.expected(dotted(path), "nothing").pointer(format!("/{path}"))
    })
}

/// A finding where the answer shows that part of the resource all the same.
fn hides(seen: &Seen, path: &str, why: &str) -> Option<Finding> {
    let value = seen.body().and_then(|body| at(body, path))?;
    let finding = Finding::at(seen.exchange, format!("{} is shown, {why}", dotted(path)));
    Some(finding.expected("nothing", expect::quote(value)).pointer(format!("/{path}")))
}

/// A path in standard notation (RFC 7644 §3.10).
fn dotted(path: &str) -> String {
    path.replace('/', if path.starts_with("urn:") { ":" } else { "." })
}

/// Names in a resource beyond the ones asked for and those that every answer may hold.
pub(super) fn further<'a>(e: &Evidence, resource: &'a Value, asked: &[&str]) -> Vec<&'a str> {
    let always = always_returned(e);
    let expected = |name: &str| {
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        EXEMPT.iter().any(is) || asked.iter().any(is) || always.iter().any(|o| is(&o.as_str()))
    };
    let members = resource.as_object().into_iter().flatten();
    let shown = members.filter(|(_, value)| !expect::is_empty(value));
    shown.map(|(name, _)| name.as_str()).filter(|name| !expected(name)).collect()
}

/// The attributes that the tenant's own schemas declare as always returned, and the URNs of extensions that have
/// such attributes.
fn always_returned(e: &Evidence) -> Vec<String> {
    let Some(schemas) = e.find("discovery/schemas") else { return Vec::new() };
    let word = |object: &Value, name: &str| Some(access::member(object, name)?.as_str()?.to_owned());
    let mut names = Vec::new();
    for schema in schemas.resources() {
        let schema_id = word(schema, "id").unwrap_or_default();
        // What groups and the documents of discovery always show says nothing about users.
        let others = [urn::GROUP, urn::SERVICE_PROVIDER_CONFIG, urn::RESOURCE_TYPE, urn::SCHEMA];
        if others.iter().any(|other| urn::same(&schema_id, other)) {
            continue;
        }
        let attributes = access::member(schema, "attributes").and_then(Value::as_array).into_iter().flatten();
        let always = attributes.filter(|attribute| {
            word(attribute, "returned").is_some_and(|word| word.eq_ignore_ascii_case("always"))
        });
        let before = names.len();
        names.extend(always.filter_map(|attribute| word(attribute, "name")));
        if names.len() > before {
            names.push(schema_id);
        }
    }
    names
}

/// Whether the tenant's own schemas declare that attribute as always returned.
fn is_always_returned(e: &Evidence, name: &str) -> bool {
    always_returned(e).iter().any(|always| always.eq_ignore_ascii_case(name))
}

/// A finding where an answer holds more than what was asked for.
fn too_much(e: &Evidence, seen: &Seen, asked: &[&str]) -> Option<Finding> {
    let further = further(e, seen.body()?, asked);
    let first = *further.first()?;
    let finding = Finding::at(seen.exchange, "the answer holds attributes that were not asked for");
    Some(finding.expected(asked.join(", "), further.join(", ")).pointer(expect::pointer("", first)))
}

/// Findings on a list that was asked for with these attributes: the first resource that holds more.
fn list_too_much(e: &Evidence, seen: &Seen, asked: &[&str]) -> Option<Finding> {
    let (number, further) = seen.resources().iter().enumerate().find_map(|(number, resource)| {
        Some((number, further(e, resource, asked))).filter(|(_, further)| !further.is_empty())
    })?;
    let finding = Finding::at(seen.exchange, "resources of the list hold attributes that were not asked for");
    Some(finding.expected(asked.join(", "), further.join(", ")).pointer(format!("/Resources/{number}")))
}

/// A finding on a list of the set in part, the first: it is refused, is not the list it is when whole, lacks what
/// was asked for, or holds more.
pub(super) fn list_in_part(e: &Evidence, seen: &Seen, asked: &[&str]) -> Result<Option<Finding>, Unjudged> {
    let whole = set(e)?;
    // Another 2xx is the matter of other checks.
    if !seen.succeeded() {
        let message = "a query for certain attributes is not answered with 200";
        return Ok(expect::status(seen, &[200], message).pop());
    }
    if !same_members(&ids(&whole), &ids(&listed(*seen)?)) {
        let finding = Finding::at(seen.exchange, "the list in part holds other users than the whole list");
        let actual = crate::text::count(seen.resources().len(), "resource");
        let expected = format!("the same {} users", whole.resources().len());
        return Ok(Some(finding.expected(expected, actual).pointer("/Resources")));
    }
    let shown = |name: &str, list: &Seen| list.resources().iter().position(|hit| at(hit, name).is_none());
    let mut lacking = asked.iter().filter(|name| shown(name, &whole).is_none());
    let lacking = lacking.find_map(|name| Some((*name, shown(name, seen)?)));
    let missing = lacking.map(|(name, number)| {
        let finding = Finding::at(seen.exchange, format!("{name} is missing in a list, {ASKED}"));
        finding.expected(name, "nothing").pointer(format!("/Resources/{number}/{name}"))
    });
    Ok(missing.or_else(|| list_too_much(e, seen, asked)))
}

/// A read in part that was answered with 200.
fn part<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Vec<Finding>> {
    match e.seen(step) {
        Ok(seen) if seen.status() == 200 => Ok(seen),
        Ok(seen) => {
            Err(expect::status(&seen, &[200], "a read of certain attributes is not answered with 200"))
        }
        Err(_) => Err(Vec::new()),
    }
}

/// Refuses a judgement where `attributes` does not work in lists.
pub(super) fn narrows_lists(e: &Evidence) -> Result<(), Unjudged> {
    unless(&list_attributes::CHECK, e)
}

/// Whether `excludedAttributes` is seen to work.
pub(super) fn excludes(e: &Evidence) -> bool {
    (excluded_attribute::CHECK.run)(e).is_ok_and(|findings| findings.is_empty())
}
