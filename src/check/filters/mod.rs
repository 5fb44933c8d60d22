//! Filters (RFC 7644 §3.4.2.2), asked about a small cast of people whose values differ in one respect each.

mod and;
mod and_before_or;
mod any_value;
mod attribute_of_extension;
mod bare_multi_valued;
mod boolean;
mod case_follows_schema;
mod contains;
mod date_time;
mod ends_with;
mod equal;
mod escapes;
mod external_id_exact;
mod group_by_member;
mod id_and_meta;
mod long_filter;
mod malformed_refused;
mod manager_reference;
mod member_reference;
mod names_ignore_case;
mod not;
mod not_equal;
mod null;
mod operators_ignore_case;
mod operators_supported;
mod or;
mod order_of_booleans;
mod parentheses;
mod present;
mod projection_kept;
mod quoted_boolean;
mod schemas;
mod signs_and_letters;
mod starts_with;
mod sub_attribute;
mod text_order;
mod unknown_attribute;
mod unknown_operator;
mod unquoted_value;
mod urn_of_core;
mod value_path;
mod value_path_operators;
mod work_email;

use super::cast::{Cast, any, both, filter_of, is_refused, named, refused};
use super::prelude::*;
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &and::CHECK,
    &or::CHECK,
    &and_before_or::CHECK,
    &parentheses::CHECK,
    &not::CHECK,
    &equal::CHECK,
    &not_equal::CHECK,
    &contains::CHECK,
    &starts_with::CHECK,
    &ends_with::CHECK,
    &text_order::CHECK,
    &boolean::CHECK,
    &quoted_boolean::CHECK,
    &date_time::CHECK,
    &present::CHECK,
    &null::CHECK,
    &order_of_booleans::CHECK,
    &operators_ignore_case::CHECK,
    &names_ignore_case::CHECK,
    &urn_of_core::CHECK,
    &attribute_of_extension::CHECK,
    &sub_attribute::CHECK,
    &any_value::CHECK,
    &bare_multi_valued::CHECK,
    &work_email::CHECK,
    &value_path::CHECK,
    &value_path_operators::CHECK,
    &escapes::CHECK,
    &signs_and_letters::CHECK,
    &malformed_refused::CHECK,
    &unknown_operator::CHECK,
    &unknown_attribute::CHECK,
    &unquoted_value::CHECK,
    &long_filter::CHECK,
    &id_and_meta::CHECK,
    &schemas::CHECK,
    &external_id_exact::CHECK,
    &case_follows_schema::CHECK,
    &projection_kept::CHECK,
    &operators_supported::CHECK,
    &manager_reference::CHECK,
    &member_reference::CHECK,
    &group_by_member::CHECK,
];

/// An attribute of an extension.
const DEPARTMENT: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

/// Refuses a judgement where the tenant was asked for its schemas and the answer got lost.
pub(super) fn needs_schemas(e: &Evidence) -> Result<(), Unjudged> {
    match e.seen("discovery/schemas") {
        Err(lost @ Unjudged::Error(_)) => Err(lost),
        _ => Ok(()),
    }
}

/// What the tenant's User schema says of an attribute, if it shows one.
pub(super) fn declared<'a>(
    e: &Evidence<'a>,
    attribute: &str,
    sub: Option<&str>,
    characteristic: &str,
) -> Option<&'a Value> {
    let schemas = e.find("discovery/schemas").filter(Seen::succeeded)?;
    let is_user = |schema: &&Value| {
        access::member(schema, "id").and_then(Value::as_str).is_some_and(|id| urn::same(id, urn::USER))
    };
    let user = schemas.resources().iter().find(is_user)?;
    let attribute = definition(access::member(user, "attributes")?, attribute)?;
    let leaf = match sub {
        Some(sub) => definition(access::member(attribute, "subAttributes")?, sub)?,
        None => attribute,
    };
    access::member(leaf, characteristic)
}

fn definition<'a>(attributes: &'a Value, name: &str) -> Option<&'a Value> {
    let is = |attribute: &&Value| {
        access::member(attribute, "name")
            .and_then(Value::as_str)
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
    };
    attributes.as_array()?.iter().find(is)
}

/// Refuses a judgement where a filter that lacks its value is not refused either.
fn needs_grammar(e: &Evidence) -> Result<(), Unjudged> {
    match e.find("refusals/bad-filter") {
        Some(seen) if !is_4xx(&seen) => Err(named("a filter without a value is not refused")),
        _ => Ok(()),
    }
}

fn is_4xx(seen: &Seen) -> bool {
    (400..500).contains(&seen.status())
}

/// Findings unless a resource is found together with its reference and not with another, in both orders.
fn references(e: &Evidence, story: &str, resource: &Seen) -> Judged {
    let mut findings = Vec::new();
    for order in ["", "-turned"] {
        let asked = e.seen(&format!("{story}/match{order}"))?;
        if asked.resources().iter().any(|hit| access::id(hit).is_none()) {
            return Err(named("resources in a list have no id"));
        }
        let found = expect::only_hit(&asked, resource);
        let decoy = e.seen(&format!("{story}/decoy{order}"))?;
        // What is refused is named once; an empty list that is answered with 400 or 404 is another check's matter.
        if found.is_empty() && !matches!(decoy.status(), 400 | 404) {
            findings.extend(none(&decoy));
        }
        findings.extend(found);
    }
    Ok(findings)
}

fn none(seen: &Seen) -> Option<Finding> {
    if seen.status() == 200 && seen.resources().is_empty() {
        return None;
    }
    let message = format!("`{}` is not answered with an empty list", filter_of(seen));
    let actual = match seen.resources().len() {
        0 => expect::answer(seen.exchange),
        found => crate::text::count(found, "resource"),
    };
    Some(Finding::at(seen.exchange, message).expected("no resource", actual))
}

/// Refuses a judgement where users are not found by `id` alone. A suite in which that is not asked says nothing.
fn needs_id_filter(e: &Evidence) -> Result<(), Unjudged> {
    let (Some(asked), Some(created)) = (e.find("users/match-id"), e.find("users/create")) else {
        return Ok(());
    };
    if expect::only_hit(&asked, &created).is_empty() {
        return Ok(());
    }
    Err(named("a query by id does not find that user alone"))
}

/// Refuses a judgement unless that group shows its member.
fn needs_member(e: &Evidence, group: &str) -> Result<(), Unjudged> {
    if expect::member_ids(&e.seen(&format!("filters/member/set-{group}/read"))?).is_empty() {
        return Err(Unjudged::not_shown("the group shows no member to ask for"));
    }
    Ok(())
}
