//! A group without its members: match, create, refuse a duplicate, delete (Microsoft Learn, "Develop a SCIM
//! endpoint", Group operations).

use super::Planner;
use super::connection::NO_GROUPS;
use crate::entra::body;
use crate::entra::query;
use crate::entra::step::ResourceType::Group;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::suite::sample::Version;

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    if !planner.suite.sends_groups() {
        for id in IDS {
            story.omit(id, NO_GROUPS);
        }
        return story;
    }
    let (number, sampler) = (planner.person(), planner.sampler);
    let name = sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{}", planner.sampler.run, planner.guid);
    let look = Step::query("groups/match-before", Group, query::group_filter("displayName", &name));
    story.step(look.success(Success::Answered).needs("connection/test-groups"));
    let standard = body::group(planner.suite, sampler, number, (&name, &external_id), false);
    let create = Step::create("groups/create", Group, &name, standard.clone());
    story.step(create.capture("group").needs("connection/test-groups"));
    story.step(
        Step::get("groups/get", GROUP)
            .needs("groups/create")
            .shows(Shown::Named("displayName".into(), name.clone())),
    );
    let decoy = format!("{name} two");
    let adscim = body::group(planner.suite, sampler, number, (&decoy, &format!("{external_id}9")), true);
    story.step(
        Step::create("groups/create-adscim", Group, &decoy, adscim)
            .capture("adscim")
            .needs("connection/test-groups"),
    );
    find(&mut story, planner, &name, &external_id);
    let duplicate = Step::create("groups/duplicate", Group, &name, standard).success(Success::Answered);
    story.step(duplicate.needs("groups/get"));
    let count = Step::query("groups/count-after-duplicate", Group, query::group_filter("displayName", &name));
    story.step(count.needs("groups/duplicate"));
    delete(&mut story, &name);
    story
}

/// Read as Entra reads a group: without its members.
const GROUP: &str = "/Groups/{{group}}?excludedAttributes=members";

const IDS: [&str; 12] = [
    "groups/match-nobody",
    "groups/match-before",
    "groups/create",
    "groups/get",
    "groups/create-adscim",
    "groups/match",
    "groups/match-external-id",
    "groups/duplicate",
    "groups/count-after-duplicate",
    "groups/delete",
    "groups/get-deleted",
    "groups/match-deleted",
];

fn find(story: &mut Storyline, planner: &Planner, name: &str, external_id: &str) {
    let look = Step::query("groups/match", Group, query::group_filter("displayName", name));
    story.step(look.needs("groups/create").shows(Shown::Found("group")));
    let nobody = Step::query("groups/match-nobody", Group, query::group_filter("displayName", planner.guid));
    story.step(nobody.needs("groups/create"));
    if planner.suite.finds_groups_by("externalId") {
        let look =
            Step::query("groups/match-external-id", Group, query::group_filter("externalId", external_id));
        story.step(look.needs("groups/create").shows(Shown::Found("group")));
    } else {
        story.omit(
            "groups/match-external-id",
            "the suite does not list externalId of groups as filterable or matching",
        );
    }
}

fn delete(story: &mut Storyline, name: &str) {
    story.step(Step::delete("groups/delete", Group, "group").needs("groups/get"));
    let gone = Step::get("groups/get-deleted", GROUP).success(Success::Answered);
    story.step(gone.needs("groups/delete").shows(Shown::Status(404)));
    let look = Step::query("groups/match-deleted", Group, query::group_filter("displayName", name));
    story.step(look.needs("groups/delete").shows(Shown::NotFound("group")));
}
