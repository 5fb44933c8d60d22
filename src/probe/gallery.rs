//! The direct tests of Microsoft's validation of gallery apps, as far as no request of Entra's own shows the same.

use serde_json::{Value, json};

use super::Teller;
use crate::entra::body::{self, operation, patch_op};
use crate::entra::step::ResourceType::Group;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::sample::Version;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let story = group_update(teller);
    vec![match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }]
}

/// One PATCH with a `Replace` for each attribute of a group, and the read behind it (`SCIM_Group_Update_Test`).
fn group_update(teller: &Teller) -> Storyline {
    let sampler = teller.planner.sampler;
    let number = teller.planner.person();
    let name = sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{number}-{}", sampler.run, teller.planner.guid);
    let mut story = Storyline::new(None);
    let create = body::group(teller.planner.suite, sampler, number, (&name, &external_id), false);
    let create = Step::create("gallery/create-group", Group, &name, create).capture("listed");
    story.step(create.needs("connection/test-groups"));
    let named = Shown::Named("displayName".into(), name);
    story.step(read("gallery/get-group").needs("gallery/create-group").shows(named));
    let new_name = sampler.group_name(number, Version::Changed);
    let mut changes = vec![("displayName", json!(new_name))];
    if body::group_lists(teller.planner.suite, "externalId") {
        changes.push(("externalId", json!(format!("{external_id}-2"))));
    }
    let further = teller.planner.suite.further_of_groups().filter(|a| a.is_updated());
    changes.extend(further.map(|a| (a.target().as_str(), sampler.group_value(a, number, Version::Changed))));
    let replace = |(path, value): &(&str, Value)| operation("Replace", path, value.clone());
    let operations: Vec<Value> = changes.iter().map(replace).collect();
    let patch = Step::patch("gallery/update-group", Group, "listed", patch_op(&operations));
    story.step(patch.needs("gallery/get-group"));
    let read = read("gallery/update-group/read").needs("gallery/update-group");
    let shows = |read: Step, (path, value): (&str, Value)| read.shows(Shown::Value(path.to_owned(), value));
    story.step(changes.into_iter().fold(read, shows));
    story
}

fn read(id: &str) -> Step {
    Step::get(id, "/Groups/{{listed}}?excludedAttributes=members")
}
