//! References by bulkId to resources that the same request creates (RFC 7644 §3.7.1, §3.7.2).

use serde_json::{Value, json};

use super::{Person, bulk};
use crate::entra::body;
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::probe::Teller;
use crate::suite::sample::Version;

/// Users that refer to each other as managers.
pub(super) fn manager(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let path = crate::suite::enterprise("manager");
    let managed = |person: &Person, bulk_id: &str, by: &str| {
        person.post_with(bulk_id, &[(&path, json!({ "value": format!("bulkId:{by}") }))])
    };
    let [chief, report, one, two, lost] = [(); 5].map(|()| Person::new(teller));
    let plain = [chief.post("chief"), managed(&report, "report", "chief")];
    step(&mut story, "bulk/manager", &plain, &[(&chief, "chief"), (&report, "report")]);
    let managed_by = |name: &str| Shown::Value(path.clone(), json!(format!("{{{{{name}}}}}")));
    story.step(read_user("bulk/manager/read", "bulk/manager", "report").shows(managed_by("chief")));
    let circle = [managed(&one, "one", "two"), managed(&two, "two", "one")];
    step(&mut story, "bulk/circle", &circle, &[(&one, "one"), (&two, "two")]);
    for (name, by) in [("one", "two"), ("two", "one")] {
        let read = read_user(&format!("bulk/circle/{name}"), "bulk/circle", name);
        story.step(read.shows(managed_by(by)));
    }
    step(&mut story, "bulk/unresolved", &[managed(&lost, "lost", "nobody")], &[(&lost, "lost")]);
    story.step(read_user("bulk/unresolved/read", "bulk/unresolved", "lost"));
    match teller.unlisted(&[&path]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn step(story: &mut Storyline, id: &str, operations: &[Value], people: &[(&Person, &'static str)]) {
    let step = bulk(id, operations).success(Success::Answered);
    let creates =
        |step: Step, (person, name): &(&Person, &'static str)| step.also_creates(User, &person.name, name);
    story.step(people.iter().fold(step, creates));
}

/// Groups whose members are created in front of them, and behind them.
pub(super) fn members(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let [member, later] = [Person::new(teller), Person::new(teller)];
    let (name, crew) = group(&member, "member");
    let both = [member.post("member"), crew];
    let resolved = bulk("bulk/group", &both).also_creates(User, &member.name, "member");
    story.step(resolved.also_creates(Group, &name, "crew").success(Success::Answered));
    let read = Step::get("bulk/group/read", "/Groups/{{crew}}").needs("bulk/group");
    story.step(read.shows(Shown::Member("member")));
    let (name, fleet) = group(&later, "later");
    let both = [fleet, later.post("later")];
    let resolved = bulk("bulk/forward", &both).also_creates(User, &later.name, "later");
    story.step(resolved.also_creates(Group, &name, "fleet").success(Success::Answered));
    let read = Step::get("bulk/forward/read", "/Groups/{{fleet}}").needs("bulk/forward");
    story.step(read.shows(Shown::Member("later")));
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The operation that creates a group with a member that has that name in the request.
fn group(person: &Person, member: &str) -> (String, Value) {
    let planner = person.teller.planner;
    let name = planner.sampler.group_name(person.number, Version::Created);
    let external_id = format!("{}-{}-{}", planner.sampler.run, person.number, planner.guid);
    let mut data = body::group(planner.suite, planner.sampler, person.number, (&name, &external_id), false);
    data["members"] = json!([{ "value": format!("bulkId:{member}") }]);
    (name, json!({ "method": "POST", "bulkId": "group", "path": "/Groups", "data": data }))
}
