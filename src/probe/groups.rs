//! Groups beyond what Entra does to them: members that come with the create request, several operations at once,
//! members that are there already or never were, and what groups look like when they are found.

use serde_json::{Value, json};

use super::Teller;
use crate::entra::body::{self, operation, patch_op};
use crate::entra::query;
use crate::entra::sequence::{Planner, create_user};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::sample::Version;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let mut story = Storyline::new(None);
    let number = teller.planner.person();
    let names = [Version::Created, Version::Changed].map(|v| teller.planner.sampler.group_name(number, v));
    let ids = ["a", "b", "c", "d"].map(|word| format!("{word}-{number}-{}", teller.planner.sampler.run));
    let texts = Texts { name: &names[0], new_name: &names[1], ids: &ids };
    set_up(&mut story, teller, &texts);
    look(&mut story, &texts);
    repeat(&mut story, teller.planner);
    swap(&mut story);
    describe(&mut story, teller, &texts);
    let remove = patch_op(&[json!({ "op": "remove", "path": "members" })]);
    change(&mut story, "membership/remove-all", remove, vec![Shown::NoMember("one"), Shown::NoMember("two")]);
    match teller.no_groups() {
        Some(reason) => vec![story.left_out(&reason)],
        None => vec![story],
    }
}

/// What the storyline's group is called, before and after.
struct Texts<'a> {
    name: &'a str,
    new_name: &'a str,
    ids: &'a [String; 4],
}

/// The storyline's group.
const CREW: &str = "crew";
const PATH: &str = "/Groups/{{crew}}";
const USERS: [&str; 4] = ["one", "two", "three", "four"];

/// Four users, a group that is created with two of them, and a second group with another one.
fn set_up(story: &mut Storyline, teller: &Teller, texts: &Texts) {
    let planner = teller.planner;
    for name in USERS {
        let person = planner.person();
        let (create, get) = (format!("membership/create-{name}"), format!("membership/get-{name}"));
        create_user(story, planner, person, (&create, &get), name, teller.user(person, &[]));
    }
    let mut group =
        body::group(planner.suite, planner.sampler, planner.person(), (texts.name, &texts.ids[0]), false);
    group["members"] = members(&["one", "two"]);
    let create = Step::create("membership/create", Group, texts.name, group).capture(CREW);
    story.step(USERS.iter().fold(create, |step, name| step.needs(&format!("membership/get-{name}"))));
    let found = Step::get("membership/found", PATH).needs("membership/create");
    story.step(found.shows(Shown::Named("displayName".into(), texts.name.to_owned())));
    let get = Step::get("membership/get", PATH).needs("membership/found");
    story.step(get.shows(Shown::Member("one")).shows(Shown::Member("two")));
    let name = planner.sampler.group_name(planner.person(), Version::Created);
    let decoy = json!({ "schemas": [urn::GROUP], "displayName": name, "members": members(&["three"]) });
    let create = Step::create("membership/create-decoy", Group, &name, decoy).capture("decoy");
    story.step(create.needs("membership/create"));
    let nameless = json!({ "schemas": [urn::GROUP], "externalId": texts.ids[3] });
    let step = Step::create("membership/create-nameless", Group, &texts.ids[3], nameless);
    story.step(step.success(Success::Answered).needs("membership/create"));
}

fn members(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "value": format!("{{{{{name}}}}}") })).collect()
}

/// The group as it is found: by its name in two spellings, by a member, and from a member's side.
fn look(story: &mut Storyline, texts: &Texts) {
    let ask = |id: &str, query: String| {
        Step::query(id, Group, query).success(Success::Answered).needs("membership/create")
    };
    let by_name = ask("membership/match", query::filter("displayName", texts.name));
    story.step(by_name.shows(Shown::Found(CREW)));
    let mut look = |id: &str, query: String| story.step(ask(id, query));
    look("membership/match-upper", query::filter("displayName", &texts.name.to_uppercase()));
    look("membership/by-member", "filter=members%5bvalue+eq+%22{{one}}%22%5d".to_owned());
    let user = Step::get("membership/user", "/Users/{{one}}").success(Success::Answered);
    story.step(user.needs("membership/found"));
}

/// Writes that must change nothing, or may be refused as a whole.
fn repeat(story: &mut Storyline, planner: &Planner) {
    let add = |value: Value| patch_op(&[operation("add", "members", value)]);
    change(story, "membership/add-again", add(members(&["one"])), vec![]);
    let absent = json!({ "op": "remove", "path": "members[value eq \"{{four}}\"]" });
    change(story, "membership/remove-absent", patch_op(&[absent]), vec![]);
    let half_known = json!([{ "value": "{{four}}" }, { "value": planner.guid }]);
    change(story, "membership/add-unknown", add(half_known), vec![]);
    // A membership is changed at the group; the user only shows it.
    let groups = patch_op(&[operation("add", "groups", json!([{ "value": "{{crew}}" }]))]);
    story.step(Step::patch("membership/write-groups", User, "three", groups).needs("membership/found"));
    story.step(read("membership/write-groups"));
}

/// Several operations in one request, and a new list of members.
fn swap(story: &mut Storyline) {
    let operations = patch_op(&[
        operation("add", "members", members(&["three"])),
        operation("add", "members", members(&["four"])),
        json!({ "op": "remove", "path": "members[value eq \"{{one}}\"]" }),
    ]);
    let shows = vec![Shown::Member("three"), Shown::Member("four"), Shown::NoMember("one")];
    change(story, "membership/operations", operations, shows);
    let replace = patch_op(&[operation("replace", "members", members(&["one", "two"]))]);
    change(story, "membership/replace", replace, vec![Shown::Member("one"), Shown::NoMember("three")]);
}

/// The group's own attributes, and a group as its member.
fn describe(story: &mut Storyline, teller: &Teller, texts: &Texts) {
    let rename = patch_op(&[operation("replace", "displayName", json!(texts.new_name))]);
    let named = |name: &str| Shown::Value("displayName".into(), json!(name));
    change(story, "membership/rename", rename, vec![named(texts.new_name)]);
    let id = "membership/path-less";
    let both = json!({ "displayName": texts.name, "externalId": texts.ids[1] });
    if body::group_lists(teller.planner.suite, "externalId") {
        let replace = patch_op(&[operation("replace", "externalId", json!(texts.ids[2]))]);
        let shown = Shown::Value("externalId".into(), json!(texts.ids[2]));
        change(story, "membership/external-id", replace, vec![shown]);
        change(story, id, patch_op(&[json!({ "op": "replace", "value": both })]), vec![named(texts.name)]);
    } else {
        for id in ["membership/external-id", id] {
            story.omit(id, "the suite does not list externalId of groups");
        }
    }
    let nested = patch_op(&[operation("add", "members", members(&["decoy"]))]);
    change(story, "membership/nest", nested, vec![Shown::Member("decoy")]);
    story.steps.iter_mut().filter(|step| step.id == "membership/nest").for_each(|step| {
        step.needs.push("membership/create-decoy".to_owned());
    });
}

/// A PATCH of the group and the read behind it, which is sent whatever the answer and shows the effect if the
/// PATCH was accepted.
fn change(story: &mut Storyline, id: &str, body: Value, shows: Vec<Shown>) {
    story.step(patch(id, body));
    let due = |shown| Shown::After(id.to_owned(), Box::new(shown));
    story.step(Step { shows: shows.into_iter().map(due).collect(), ..read(id) });
}

fn patch(id: &str, body: Value) -> Step {
    Step::patch(id, Group, CREW, body).needs("membership/found")
}

fn read(id: &str) -> Step {
    Step::get(&format!("{id}/read"), PATH).needs("membership/found")
}
