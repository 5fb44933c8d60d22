//! The Group schema (RFC 7643 §4.2, §8.7.1). Erratum 5368 makes `displayName` required; Entra needs it unique.

use super::Schema;
use super::attribute::{complex, reference, string};
use crate::scim::urn;

/// The core schema of a group.
pub fn group() -> Schema {
    let members = vec![
        string("value", "Identifier of the member").case_exact().immutable(),
        reference("$ref", &["User", "Group"], "Address of the member").immutable(),
        string("type", "Whether the member is a user or a group").canonical(&["User", "Group"]).immutable(),
        string("display", "Name of the member").read_only(),
    ];
    let attributes = vec![
        string("displayName", "Name of the group").required().unique(),
        complex("members", "Users and groups that belong to the group", members).many(),
    ];
    Schema::new(urn::GROUP, "Group", "A set of users and groups", attributes)
}
