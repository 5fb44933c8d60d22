//! Whom a user reports to and who is in a group, asked as Entra asks before it writes a reference: by `id` and the
//! reference together (Microsoft Learn, "Develop a SCIM endpoint", the provisioning service's requests).

use serde_json::{Value, json};

use crate::entra::Dialect;
use crate::entra::body::{self, op, operation, patch_op};
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{ResourceType, Shown, Step, Storyline, Success};
use crate::probe::Teller;
use crate::suite::enterprise;
use crate::suite::sample::Version;

pub(super) fn manager(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    user(&mut story, teller, "boss", "filters/manager/create-boss");
    user(&mut story, teller, "clerk", "filters/manager/create-clerk");
    story.step(read_user("filters/manager/get", "filters/manager/create-clerk", "clerk"));
    let path = enterprise("manager");
    let add = patch_op(&[operation(&op(dialect(teller), "add"), &path, json!("{{boss}}"))]);
    let set = Step::patch("filters/manager/set", User, "clerk", add);
    story.step(set.needs("filters/manager/get").needs("filters/manager/create-boss"));
    let read = read_user("filters/manager/set/read", "filters/manager/set", "clerk");
    story.step(read.shows(Shown::Value(path, json!("{{boss}}"))));
    for (id, filter) in clauses("clerk", "manager", "boss", "clerk") {
        let query = format!("attributes=id&filter={filter}");
        story.step(ask(User, &format!("filters/manager/{id}"), query, "filters/manager/set/read"));
    }
    match teller.unlisted(&["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

pub(super) fn members(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    user(&mut story, teller, "in", "filters/member/create-in");
    user(&mut story, teller, "out", "filters/member/create-out");
    group(&mut story, teller, "crew", "in");
    group(&mut story, teller, "shore", "out");
    for (id, filter) in clauses("crew", "members", "in", "out") {
        let query = format!("attributes=id&filter={filter}");
        let step = ask(Group, &format!("filters/member/{id}"), query, "filters/member/set-crew/read");
        story.step(step.needs("filters/member/create-out"));
    }
    let by_member = "filter=members.value+eq+%22{{in}}%22".to_owned();
    let step = ask(Group, "filters/member-value/match", by_member, "filters/member/set-shore/read");
    story.step(step.needs("filters/member/set-crew/read"));
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
    let name = teller.planner.user_name(person);
    story.step(Step::create(id, User, &name, teller.user(person, &[])).capture(who));
}

/// A group with one member.
fn group(story: &mut Storyline, teller: &Teller, who: &'static str, member: &'static str) {
    let planner = teller.planner;
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let external_id = format!("{}-{number}-{}", planner.sampler.run, planner.guid);
    let create = format!("filters/member/create-{who}");
    let body = body::group(planner.suite, planner.sampler, number, (&name, &external_id), false);
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
fn clauses(of: &str, attribute: &str, right: &str, wrong: &str) -> [(&'static str, String); 4] {
    let id = format!("id+eq+%22{{{{{of}}}}}%22");
    let refers = |to: &str| format!("{attribute}+eq+%22{{{{{to}}}}}%22");
    [
        ("match", format!("{id}+and+{}", refers(right))),
        ("match-turned", format!("{}+and+{id}", refers(right))),
        ("decoy", format!("{id}+and+{}", refers(wrong))),
        ("decoy-turned", format!("{}+and+{id}", refers(wrong))),
    ]
}

fn ask(kind: ResourceType, id: &str, query: String, needs: &str) -> Step {
    Step::query(id, kind, query).success(Success::Answered).needs(needs)
}
