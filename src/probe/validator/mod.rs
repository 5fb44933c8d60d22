//! The tests of Microsoft's public SCIM Validator, with the requests it sends: media type with a charset, operations
//! in small letters, blanks of a filter as `%20`.
//!
//! What it is known to do wrong itself is not copied: it expects back what is never returned, and writes attributes
//! that no app lists.

mod groups;
mod users;

use serde_json::Value;

use super::Teller;
use crate::entra::body;
use crate::entra::step::{ResourceType, Step, Storyline};

/// The media type of its bodies.
const TYPED: &str = "application/scim+json; charset=utf-8";

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![users::storyline(teller), users::deletes(teller), groups::storyline(teller), groups::deletes(teller)]
}

/// A PATCH of these operations.
fn patch(id: &str, kind: ResourceType, target: &'static str, operations: &[Value]) -> Step {
    Step::patch(id, kind, target, body::patch_op(operations)).content_type(TYPED)
}

/// A DELETE of something that is not there: never created, or deleted already.
fn delete_missing(id: &str, path: String) -> Step {
    Step::new(id, crate::http::Method::Delete, path).success(crate::entra::step::Success::Answered)
}
