//! From what a suite documents to the terms of the reference tenant that behaves so.

use crate::scim::schema::{Kind, Model};
use crate::scim::{Path, urn};
use crate::server::{Policy, Rule, Terms};
use crate::suite::{Attribute, AttributeType, Operation, Removal, Suite, Written};

/// The tenant that does what a suite documents.
pub(in crate::cli) fn policy(suite: &Suite) -> Policy {
    let (users, groups) = (&suite.user, &suite.group);
    Policy {
        required: required(&users.attributes),
        matching: users.matching.iter().map(|path| path.path().clone()).collect(),
        groups: suite.sends_groups(),
        delete: users.removal != Some(Removal::DisableOnly),
        disable: users.removal != Some(Removal::DeleteOnly),
        user_attributes: declared(&Model::user(), &users.attributes),
        group_attributes: declared(&Model::group(), &groups.attributes),
        users: Terms {
            unfilterable: suite.unfilterable_of_users().map(|a| a.target().path().clone()).collect(),
            ..terms(&users.not_offered, &users.attributes)
        },
        group_terms: Terms {
            unfilterable: suite.unfilterable_of_groups().map(|a| a.target().path().clone()).collect(),
            ..terms(&groups.not_offered, &groups.attributes)
        },
    }
}

fn required(attributes: &[Attribute]) -> Vec<Path> {
    let required = attributes.iter().filter(|attribute| attribute.required == Some(true));
    // Who is whose manager is written once there are both; no create can carry it.
    let mut required: Vec<Path> =
        required.filter(|a| !a.is_reference()).map(|attribute| attribute.target().path().clone()).collect();
    if !required.iter().any(|path| path.is_attribute("userName")) {
        required.insert(0, Path::attribute("userName"));
    }
    required
}

fn terms(not_offered: &[Operation], attributes: &[Attribute]) -> Terms {
    let fixed = attributes.iter().filter(|a| a.written == Some(Written::AtCreation));
    Terms {
        no_create: not_offered.contains(&Operation::Create),
        no_update: not_offered.contains(&Operation::Update),
        no_delete: not_offered.contains(&Operation::Delete),
        unfilterable: Vec::new(),
        fixed: fixed.map(|attribute| attribute.target().path().clone()).collect(),
        rules: attributes.iter().filter_map(rule).collect(),
    }
}

/// The form the documentation gives to the values of an attribute, if it gives one.
fn rule(attribute: &Attribute) -> Option<Rule> {
    attribute.has_form().then(|| Rule {
        path: attribute.target().path().clone(),
        values: attribute.values.clone(),
        pattern: attribute.whole_pattern(),
        max_length: attribute.max_length,
        equals: attribute.equals.as_ref().map(|other| other.path().clone()),
    })
}

/// What the table lists beyond the attributes of the RFC. A password is taken without being published: Microsoft's
/// validator trips over one.
fn declared(model: &Model, attributes: &[Attribute]) -> Vec<(Path, Kind)> {
    let unknown = |attribute: &&Attribute| {
        let path = attribute.target().path();
        if path.is_attribute("password") {
            return false;
        }
        let own = path
            .urn
            .as_deref()
            .is_some_and(|id| urn::is_extension(id) && !urn::same(id, urn::ENTERPRISE_USER));
        own || path.filter.is_some() || model.qualify(path).is_err()
    };
    attributes.iter().filter(unknown).map(|a| (a.target().path().clone(), kind(a))).collect()
}

fn kind(attribute: &Attribute) -> Kind {
    match attribute.kind {
        AttributeType::Boolean => Kind::Boolean,
        AttributeType::Integer => Kind::Integer,
        AttributeType::DateTime => Kind::DateTime,
        AttributeType::Binary => Kind::Binary,
        AttributeType::Complex => Kind::Complex,
        AttributeType::String | AttributeType::Reference => Kind::String,
    }
}
