//! Whom a user reports to and who is in a group, asked as Entra asks before it writes a reference: by `id` and the
//! reference together (Microsoft Learn, "Develop a SCIM endpoint", the provisioning service's requests).

use serde_json::{Value, json};

use crate::entra::Dialect;
use crate::entra::body::{self, op, operation, patch_op};
use crate::entra::sequence::{create_user, patch_and_read};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{ResourceType, Shown, Step, Storyline, Success};
use crate::probe::Teller;
use crate::suite::enterprise;
use crate::suite::sample::Version;

pub(super) fn manager(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    for (who, id) in [("boss", "filters/manager/create-boss"), ("clerk", "filters/manager/create-clerk")] {
        user(&mut story, teller, who, id);
    }
    let path = enterprise("manager");
    let add = patch_op(&[operation(&op(dialect(teller), "add"), &path, json!("{{boss}}"))]);
    let shows = vec![Shown::Value(path, json!("{{boss}}"))];
    story.step(Step::get("filters/manager/get", "/Users/{{clerk}}").needs("filters/manager/create-clerk"));
    patch_and_read(&mut story, "filters/manager/set", "filters/manager/create-boss", "clerk", add, shows);
    for (id, one, two) in clauses("clerk", "manager", "boss", "clerk") {
        ask(&mut story, User, "manager", &id, &format!("{one}+and+{two}"));
    }
    match teller.unlisted(&["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

pub(super) fn members(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    for (who, id) in [("in", "filters/member/create-in"), ("out", "filters/member/create-out")] {
        user(&mut story, teller, who, id);
    }
    for (who, member) in [("crew", "in"), ("shore", "out")] {
        group(&mut story, teller, who, member);
    }
    for (id, one, two) in clauses("crew", "members", "in", "out") {
        ask(&mut story, Group, "member", &id, &format!("{one}+and+{two}"));
    }
    ask(&mut story, Group, "member", "value", "members.value+eq+%22{{in}}%22");
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn dialect(teller: &Teller) -> Dialect {
    teller.dialects.first().copied().unwrap_or(Dialect::Default)
}

fn user(story: &mut Storyline, teller: &Teller, who: &'static str, id: &str) {
    let person = teller.planner.person();
    let body = teller.user(person, &[]);
    create_user(story, teller.planner, person, (id, &format!("{id}/get")), who, body);
}

/// A group with one member.
fn group(story: &mut Storyline, teller: &Teller, who: &'static str, member: &'static str) {
    let planner = teller.planner;
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{number}-{}", planner.sampler.run, planner.guid);
    let create = format!("filters/member/create-{who}");
    let body = body::group(planner.suite, &name, &external_id, false);
    story.step(Step::create(&create, Group, &name, body).capture(who));
    let get = format!("filters/member/get-{who}");
    story.step(Step::get(&get, format!("/Groups/{{{{{who}}}}}")).needs(&create));
    let id = format!("{{{{{member}}}}}");
    let dialect = dialect(teller);
    let members: Value = body::members(dialect, &[&id]);
    let add = patch_op(&[operation(&op(dialect, "add"), "members", members)]);
    let set = format!("filters/member/set-{who}");
    let needed = format!("filters/member/create-{member}");
    story.step(Step::patch(&set, Group, who, add).needs(&get).needs(&needed));
    let read = Step::get(&format!("{set}/read"), format!("/Groups/{{{{{who}}}}}")).needs(&set);
    story.step(read.shows(Shown::Member(member)));
}

/// Both orders of the two clauses, with the right reference and with a wrong one.
fn clauses(of: &str, attribute: &str, right: &str, wrong: &str) -> [(String, String, String); 4] {
    let id = format!("id+eq+%22{{{{{of}}}}}%22");
    let refers = |to: &str| format!("{attribute}+eq+%22{{{{{to}}}}}%22");
    [
        ("match".to_owned(), id.clone(), refers(right)),
        ("match-turned".to_owned(), refers(right), id.clone()),
        ("decoy".to_owned(), id.clone(), refers(wrong)),
        ("decoy-turned".to_owned(), refers(wrong), id),
    ]
}

fn ask(story: &mut Storyline, kind: ResourceType, word: &str, id: &str, filter: &str) {
    let excluded = if kind == Group { "&excludedAttributes=members" } else { "" };
    let query = format!("attributes=id{excluded}&filter={filter}");
    let set = if kind == Group { "filters/member/set-crew/read" } else { "filters/manager/set/read" };
    let mut step = Step::query(&format!("filters/{word}/{id}"), kind, query).success(Success::Answered);
    if kind == Group {
        step = step.needs("filters/member/set-shore/read");
    }
    story.step(step.needs(set));
}
