//! A group and its members, in both dialects: add one, add several, remove one of several, and members that
//! survive a disable (Microsoft Learn, "Develop a SCIM endpoint", Update group; "Known issues and resolutions").

use serde_json::{Value, json};

use super::Planner;
use super::connection::NO_GROUPS;
use crate::entra::Dialect;
use crate::entra::body::{self, Change, op, operation, patch_op};
use crate::entra::query;
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::AttributePath;
use crate::suite::sample::Version;

/// The storyline's group.
const GROUP: &str = "team";
const PATH: &str = "/Groups/{{team}}";
const MEMBERS: [&str; 3] = ["one", "two", "three"];

pub(super) fn storyline(planner: &Planner, dialect: Dialect) -> Storyline {
    let mut story = Storyline::new(Some(dialect));
    if !planner.suite.sends_groups() {
        for id in IDS {
            story.omit(id, NO_GROUPS);
        }
        return story;
    }
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{number}-{}", planner.sampler.run, planner.guid);
    let create = body::group(planner.suite, planner.sampler, number, (&name, &external_id), false);
    let create = Step::create("members/create", Group, &name, create);
    story.step(create.capture(GROUP).needs("connection/test-groups"));
    story
        .step(Step::get("members/get", format!("{PATH}?excludedAttributes=members")).needs("members/create"));
    users(&mut story, planner);
    let ids = MEMBERS.map(|name| format!("{{{{{name}}}}}"));
    let [one, two, three] = [0, 1, 2].map(|at| ids[at].as_str());
    change(&mut story, "members/add", "members/get", add(dialect, &[one]), &[("one", true)]);
    change(
        &mut story,
        "members/add-several",
        "members/add",
        add(dialect, &[two, three]),
        &[("one", true), ("two", true), ("three", true)],
    );
    without_members(&mut story, &name);
    disable(&mut story, planner, dialect);
    let remove = patch_op(&[body::remove_member(dialect, two)]);
    change(
        &mut story,
        "members/remove",
        "members/add-several/read",
        remove,
        &[("one", true), ("two", false), ("three", true)],
    );
    rename(&mut story, planner, dialect, number);
    story
}

const IDS: [&str; 13] = [
    "members/create-user-one",
    "members/create-user-two",
    "members/create-user-three",
    "members/restore",
    "members/create",
    "members/get",
    "members/add",
    "members/add-several",
    "members/get-excluded",
    "members/match-excluded",
    "members/remove",
    "members/disable",
    "members/rename",
];

fn users(story: &mut Storyline, planner: &Planner) {
    for name in MEMBERS {
        let person = planner.person();
        let id = format!("members/create-user-{name}");
        let create = Step::create(&id, User, &planner.user_name(person), planner.user(person));
        story.step(create.capture(name).needs("members/get"));
    }
}

fn add(dialect: Dialect, ids: &[&str]) -> Value {
    patch_op(&[operation(&op(dialect, "add"), "members", body::members(dialect, ids))])
}

/// A PATCH of the group and the read, members included, that shows who is in it.
fn change(story: &mut Storyline, id: &str, needs: &str, body: Value, members: &[(&'static str, bool)]) {
    let mut step = Step::patch(id, Group, GROUP, body).needs(needs);
    for name in MEMBERS {
        step = step.needs(&format!("members/create-user-{name}"));
    }
    story.step(step);
    story.step(read(&format!("{id}/read"), id, members));
}

fn read(id: &str, needs: &str, members: &[(&'static str, bool)]) -> Step {
    let shown =
        |(name, is): &(&'static str, bool)| if *is { Shown::Member(name) } else { Shown::NoMember(name) };
    Step { shows: members.iter().map(shown).collect(), ..Step::get(id, PATH).needs(needs) }
}

/// The group has members now, so their absence means something.
fn without_members(story: &mut Storyline, name: &str) {
    let get = Step::get("members/get-excluded", format!("{PATH}?excludedAttributes=members"));
    story.step(get.needs("members/add-several"));
    let look = Step::query("members/match-excluded", Group, query::group_filter("displayName", name));
    story.step(look.needs("members/add-several"));
}

fn disable(story: &mut Storyline, planner: &Planner, dialect: Dialect) {
    if !planner.suite.disables_users() {
        return story.omit("members/disable", "the suite does not disable users");
    }
    for (id, needs, active) in
        [("members/disable", "members/add-several/read", false), ("members/restore", "members/disable", true)]
    {
        let value = body::in_dialect(dialect, &json!(active));
        let body = patch_op(&[operation(&op(dialect, "replace"), "active", value)]);
        story.step(Step::patch(id, User, "one", body).needs(needs));
        let user = Step::get(&format!("{id}/user"), "/Users/{{one}}").needs(id);
        story.step(user.shows(Shown::Value("active".into(), json!(active))));
        story.step(read(&format!("{id}/read"), id, &[("one", true)]));
    }
}

fn rename(story: &mut Storyline, planner: &Planner, dialect: Dialect, number: usize) {
    let name = planner.sampler.group_name(number, Version::Changed);
    let path = AttributePath::display_name();
    let body = body::patch(dialect, &[Change::replace(&path, json!(name))]);
    story.step(Step::patch("members/rename", Group, GROUP, body).needs("members/get"));
    let get = Step::get("members/rename/read", format!("{PATH}?excludedAttributes=members"));
    story.step(get.needs("members/rename").shows(Shown::Value("displayName".into(), json!(name))));
}
