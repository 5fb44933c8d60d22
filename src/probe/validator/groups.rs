//! Its tests of groups, which have a name and no externalId until a test gives them one.

use serde_json::{Value, json};

use super::{TYPED, delete_missing, patch};
use crate::entra::body::{self, operation};
use crate::entra::query;
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::probe::Teller;
use crate::scim::urn;
use crate::suite::sample::Version;

const PATH: &str = "/Groups/{{squad}}";

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let group = json!({ "schemas": [urn::GROUP], "displayName": name });
    let create = Step::create("validator/group/create", Group, &name, group.clone()).content_type(TYPED);
    story.step(create.capture("squad"));
    let own = Step::get("validator/group/own", PATH).needs("validator/group/create");
    story.step(own.shows(Shown::Named("displayName".into(), name.clone())));
    let get = Step::get("validator/group/get", format!("{PATH}?excludedAttributes=members"));
    story.step(get.success(Success::Answered).needs("validator/group/create"));
    let duplicate = Step::create("validator/group/duplicate", Group, &name, group).content_type(TYPED);
    story.step(duplicate.success(Success::Answered).needs("validator/group/own"));
    filters(&mut story, &name);
    members(&mut story, teller, &name);
    attributes(&mut story, teller, number);
    story.step(Step::delete("validator/group/delete", Group, "squad").needs("validator/group/own"));
    let gone = Step::get("validator/group/delete/read", PATH).success(Success::Answered);
    story.step(gone.needs("validator/group/delete").shows(Shown::Status(404)));
    left_out(story, teller)
}

fn left_out(story: Storyline, teller: &Teller) -> Storyline {
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn by_name(id: &str, value: &str) -> Step {
    Step::query(id, Group, query::filter_percent("displayName", value)).needs("validator/group/own")
}

fn filters(story: &mut Storyline, name: &str) {
    let lean = format!("excludedAttributes=members&{}", query::filter_percent("displayName", name));
    let lean = Step::query("validator/group/filter-lean", Group, lean).needs("validator/group/own");
    story.step(lean.success(Success::Answered).shows(Shown::Found("squad")));
    // The end of the name, which nobody has as a name.
    let end = name.rsplit('-').next().unwrap_or_default();
    story.step(by_name("validator/group/filter-nobody", end));
    story.step(by_name("validator/group/filter-case", &name.to_uppercase()));
}

/// Two users: one becomes the only member and is taken out, then both change places in one request.
fn members(story: &mut Storyline, teller: &Teller, name: &str) {
    for (id, capture) in [("validator/group/one", "one"), ("validator/group/two", "two")] {
        let person = teller.planner.person();
        let user = teller.user(person, &[]);
        let create = Step::create(id, User, &teller.planner.user_name(person), user).content_type(TYPED);
        story.step(create.capture(capture).needs("validator/group/own"));
    }
    let list = |id: &str| json!([{ "value": id }]);
    let away = |id: &str| json!({ "op": "remove", "path": format!("members[value eq \"{id}\"]") });
    let one = "{{one}}";
    change(
        story,
        "validator/group/member",
        &[operation("replace", "members", list(one))],
        Shown::Member("one"),
    );
    story.step(by_name("validator/group/filter", name).success(Success::Answered));
    change(story, "validator/group/no-member", &[away(one)], Shown::NoMember("one"));
    let first = [operation("add", "members", list(one))];
    change(story, "validator/group/again", &first, Shown::Member("one"));
    let swap = [operation("add", "members", list("{{two}}")), away(one)];
    change(story, "validator/group/swap", &swap, Shown::Member("two"));
}

fn change(story: &mut Storyline, id: &str, operations: &[Value], shown: Shown) {
    let step = patch(id, Group, "squad", operations).needs("validator/group/own");
    story.step(step.needs("validator/group/one").needs("validator/group/two"));
    story.step(Step::get(&format!("{id}/read"), PATH).needs(id).shows(shown));
}

fn attributes(story: &mut Storyline, teller: &Teller, number: usize) {
    let planner = teller.planner;
    let mut replace = |id: &str, name: &str, value: String| {
        let whole = json!({ "op": "replace", "value": { name: value } });
        let step = patch(id, Group, "squad", &[whole]).needs("validator/group/own");
        story.step(step);
        let read = Step::get(&format!("{id}/read"), PATH).needs(id);
        story.step(read.shows(Shown::Value(name.to_owned(), json!(value))));
    };
    let renamed = planner.sampler.group_name(number, Version::Changed);
    replace("validator/group/rename", "displayName", renamed);
    if body::group_lists(planner.suite, "externalId") {
        let external_id = format!("{}-{number}-{}", planner.sampler.run, planner.guid);
        replace("validator/group/replace", "externalId", external_id);
    } else {
        story.omit("validator/group/replace", "the suite lists no further attribute of groups");
    }
}

/// A group that is deleted twice, and one that never was.
pub(super) fn deletes(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{number}-{}", planner.sampler.run, planner.guid);
    let group = body::group(planner.suite, planner.sampler, number, (&name, &external_id), false);
    let create = Step::create("validator/twice/group", Group, &name, group);
    story.step(create.capture("crew"));
    let own = Step::get("validator/twice/group/read", "/Groups/{{crew}}").needs("validator/twice/group");
    story.step(own.shows(Shown::Named("displayName".into(), name)));
    let delete = Step::delete("validator/twice/group-delete", Group, "crew");
    story.step(delete.needs("validator/twice/group/read"));
    let again = delete_missing("validator/twice/group-again", "/Groups/{{crew}}".to_owned());
    story.step(again.needs("validator/twice/group-delete"));
    story.step(delete_missing("validator/unknown/group", format!("/Groups/{}", planner.guid)));
    left_out(story, teller)
}
