//! Reads of addresses under which there is nothing, or something else.

use serde_json::json;

use super::super::Teller;
use crate::entra::step::ResourceType::Group;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;

/// Ids that no server made.
pub(super) fn storyline(_: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    for (id, path) in [
        ("read/blank-id", "/Users/%20%20".to_owned()),
        ("read/slash-id", "/Users/tide%2Ftable".to_owned()),
        ("read/long-id", format!("/Users/{}", "0123456789".repeat(30))),
    ] {
        story.step(Step::get(id, path).success(Success::Answered));
    }
    story
}

/// A group asked for among the users.
pub(super) fn other_kind(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let name = format!("Lighthouse keepers-({} {})", planner.sampler.run, planner.person());
    let body = json!({ "schemas": [urn::GROUP], "displayName": name });
    story.step(Step::create("read/group", Group, &name, body).capture("keepers"));
    let own = Step::get("read/group/read", "/Groups/{{keepers}}").needs("read/group");
    story.step(own.shows(Shown::Named("displayName".into(), name)));
    let other = Step::get("read/group-among-users", "/Users/{{keepers}}").needs("read/group/read");
    story.step(other.success(Success::Answered));
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}
