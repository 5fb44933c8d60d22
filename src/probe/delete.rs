//! What comes after a DELETE, and what a disable leaves open.

use serde_json::{Value, json};

use super::Teller;
use crate::entra::body::{operation, patch_op};
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Body, SCIM_JSON, Shown, Step, Storyline, Success};
use crate::http::Method;
use crate::scim::urn;
use crate::suite::enterprise;
use crate::suite::sample::Version;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let deletes = teller.planner.suite.deletes_users();
    let unless_kept = |story: Storyline| {
        if deletes { story } else { story.left_out("the suite says that users are disabled, never deleted") }
    };
    vec![
        unless_kept(again(teller)),
        unless_kept(headers(teller)),
        unless_kept(report(teller)),
        unless_kept(member(teller)),
        group(teller),
        disabled(teller),
    ]
}

/// Changes and a second DELETE of a user that is gone, and a DELETE of one that never was.
fn again(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let body = teller.user(person, &[]);
    create_user(&mut story, planner, person, ("delete/create", "delete/get"), "gone", body.clone());
    let unknown = Step::new("delete/unknown-id", Method::Delete, format!("/Users/{}", planner.guid));
    story.step(unknown.success(Success::Answered).needs("delete/get"));
    story.step(Step::delete("delete/first", User, "gone").needs("delete/get"));
    let read = read_user("delete/first/read", "delete/first", "gone").success(Success::Answered);
    story.step(read.shows(Shown::Status(404)));
    let late = |step: Step| step.success(Success::Answered).needs("delete/first/read");
    let rename = planner.sampler.user_name(person, Version::Changed);
    let patch = patch_op(&[operation("replace", "userName", json!(rename))]);
    // The PUT comes last: what it might bring back would blur the rest.
    story.step(late(Step::delete("delete/second", User, "gone")));
    story.step(late(Step::patch("delete/patch-deleted", User, "gone", patch)));
    story.step(late(Step::put("delete/put-deleted", User, "gone", body)));
    story
}

/// A DELETE with fewer and with more headers than usual, each of a user of its own.
fn headers(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let delete = |id: &str, target| Step::delete(id, User, target).success(Success::Answered);
    let typed = |id: &str, target| delete(id, target).content_type(SCIM_JSON);
    let bare = delete("delete/any-type", "bare").header("accept", "*/*");
    let empty = typed("delete/with-content-type", "typed");
    let filled = typed("delete/with-body", "filled").body(Body::Json(json!({ "reason": "left the crew" })));
    for (capture, step) in [("bare", bare), ("typed", empty), ("filled", filled)] {
        let person = planner.person();
        let create = format!("delete/create-{capture}");
        let get = format!("delete/get-{capture}");
        create_user(&mut story, planner, person, (&create, &get), capture, teller.user(person, &[]));
        story.step(step.needs(&get));
    }
    story
}

/// A manager is deleted; the user it managed stays.
fn report(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let path = enterprise("manager");
    let (boss, person) = (planner.person(), planner.person());
    let ids = ("delete/create-manager", "delete/get-manager");
    create_user(&mut story, planner, boss, ids, "boss", teller.user(boss, &[]));
    let manager = json!({ "value": "{{boss}}" });
    let mut body = teller.user(person, &[(&path, manager)]);
    body["schemas"] = json!([urn::USER, urn::ENTERPRISE_USER]);
    create_user(&mut story, planner, person, ("delete/create-report", "delete/get-report"), "report", body);
    story.steps.iter_mut().filter(|step| step.id == "delete/create-report").for_each(|step| {
        step.needs.push(ids.1.to_owned());
    });
    story.step(Step::delete("delete/manager", User, "boss").needs("delete/get-report"));
    let read = read_user("delete/manager/report", "delete/manager", "report");
    story.step(read.success(Success::Answered).shows(Shown::Status(200)));
    match teller.unlisted(&[&path]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// A user in two groups is deleted; the groups stay.
fn member(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let ids = ("delete/create-member", "delete/get-member");
    create_user(&mut story, planner, person, ids, "leaver", teller.user(person, &[]));
    let crews = [("delete/create-crew", "crew"), ("delete/create-second-crew", "second-crew")];
    for (id, capture) in crews {
        let name = planner.sampler.group_name(planner.person(), Version::Created);
        create_group(&mut story, (id, ids.1), capture, &name, json!([{ "value": "{{leaver}}" }]));
    }
    let delete = Step::delete("delete/member", User, "leaver");
    story.step(delete.needs("delete/create-crew/read").needs("delete/create-second-crew/read"));
    for (id, path) in
        [("delete/member/crew", "/Groups/{{crew}}"), ("delete/member/second-crew", "/Groups/{{second-crew}}")]
    {
        let read = Step::get(id, path).success(Success::Answered).needs("delete/member");
        story.step(read.shows(Shown::Status(200)));
    }
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// A group with a member is deleted; the member stays.
fn group(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let ids = ("delete/create-stayer", "delete/get-stayer");
    create_user(&mut story, planner, person, ids, "stayer", teller.user(person, &[]));
    let name = planner.sampler.group_name(person, Version::Created);
    let members = json!([{ "value": "{{stayer}}" }]);
    create_group(&mut story, ("delete/create-group", ids.1), "disbanded", &name, members);
    story.step(Step::delete("delete/group", Group, "disbanded").needs("delete/create-group/read"));
    let read = read_user("delete/group/member", "delete/group", "stayer").success(Success::Answered);
    story.step(read.shows(Shown::Status(200)));
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn create_group(
    story: &mut Storyline,
    (id, needs): (&str, &str),
    capture: &'static str,
    name: &str,
    members: Value,
) {
    let body = json!({ "schemas": [urn::GROUP], "displayName": name, "members": members });
    story.step(Step::create(id, Group, name, body).capture(capture).needs(needs));
    let read = Step::get(&format!("{id}/read"), format!("/Groups/{{{{{capture}}}}}")).needs(id);
    story.step(read.shows(Shown::Named("displayName".into(), name.to_owned())));
}

/// A disabled user: its name is taken, it can be disabled once more, and deleted.
fn disabled(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let body = teller.user(person, &[("active", json!(true))]);
    create_user(&mut story, planner, person, ("soft/create", "soft/get"), "sleeper", body.clone());
    for (id, needs) in [("soft/disable", "soft/get"), ("soft/disable-again", "soft/twin")] {
        let patch = patch_op(&[operation("replace", "active", json!(false))]);
        let step = Step::patch(id, User, "sleeper", patch).needs(needs);
        story.step(if id == "soft/disable" { step } else { step.success(Success::Answered) });
        let read = read_user(&format!("{id}/read"), id, "sleeper");
        story.step(read.shows(Shown::Value("active".into(), json!(false))));
        if id == "soft/disable" {
            let twin = Step::create("soft/twin", User, &planner.user_name(person), body.clone());
            story.step(twin.success(Success::Answered).needs("soft/disable/read"));
        }
    }
    if planner.suite.deletes_users() {
        story.step(
            Step::delete("soft/delete", User, "sleeper")
                .success(Success::Answered)
                .needs("soft/disable/read"),
        );
        let gone = read_user("soft/delete/read", "soft/delete", "sleeper").success(Success::Answered);
        story.step(gone.shows(Shown::After("soft/delete".into(), Box::new(Shown::Status(404)))));
    } else {
        story.omit("soft/delete", "the suite says that users are disabled, never deleted");
    }
    if planner.suite.disables_users() { story } else { story.left_out("the suite does not disable users") }
}
