//! Schema extensions: containers named by a URN, declared or not.

mod filter_by_urn;
mod manager_on_create;
mod own_container;
mod required_enforced;
mod undeclared_urn;
mod unknown_manager;
mod unlisted_urn;
mod urn_without_values;

use super::create::{
    accepted, attribute, made, must_accept, needs, needs_equality, refused, server_error, told,
};
use super::prelude::*;
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &own_container::CHECK,
    &urn_without_values::CHECK,
    &unlisted_urn::CHECK,
    &undeclared_urn::CHECK,
    &filter_by_urn::CHECK,
    &manager_on_create::CHECK,
    &unknown_manager::CHECK,
    &required_enforced::CHECK,
];

/// The manager shown by an answer.
fn manager<'a>(seen: &Seen<'a>) -> Option<&'a Value> {
    attribute(seen, urn::ENTERPRISE_USER).and_then(|container| access::member(container, "manager"))
}
