//! Creates that are wrong. Each carries the run's marker, so that what a lenient tenant makes of it can be found and
//! removed.

use serde_json::{Value, json};

use super::super::Teller;
use super::{WORK_EMAIL, create, create_as, minimal};
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::{access, urn};

/// Without a `userName`, and with an empty one.
pub(super) fn required(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let carrier = ["externalId", "displayName", "name.familyName"];
    let Some(carrier) = carrier.into_iter().find(|path| teller.planner.suite.lists(path)) else {
        let reason = "the suite lists no other attribute that could carry the run's marker";
        for id in ["create/no-user-name", "create/empty-user-name"] {
            story.omit(id, reason);
            story.omit(&format!("{id}/read"), reason);
        }
        return story;
    };
    for (id, capture, name) in
        [("create/no-user-name", "nameless", None), ("create/empty-user-name", "empty", Some(json!("")))]
    {
        let person = teller.planner.person();
        let marker = format!("Lund {} {person}", teller.planner.sampler.run);
        let mut body = teller.user(person, &[(carrier, json!(marker))]);
        if let Some(body) = body.as_object_mut() {
            body.shift_remove("userName");
            body.extend(name.map(|name| ("userName".to_owned(), name)));
        }
        create_as(&mut story, id, &marker, capture, body);
    }
    story
}

/// Without `schemas`, and with a schema nobody knows.
pub(super) fn schemas(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    if let Some(body) = body.as_object_mut() {
        body.shift_remove("schemas");
    }
    create(&mut story, teller, "create/no-schemas", person, "bare", body);
    let person = teller.planner.person();
    let mut body = minimal(teller.user(person, &[]));
    if let Some(schemas) = body["schemas"].as_array_mut() {
        schemas.push(json!("urn:example:params:scim:schemas:extension:moorings:2.0:User"));
    }
    create(&mut story, teller, "create/unknown-schema", person, "foreign", body);
    story
}

/// A text where a list of objects is declared.
pub(super) fn types(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    body["emails"] = json!(teller.planner.user_name(person));
    create(&mut story, teller, "create/wrong-type", person, "mistyped", body);
    match teller.unlisted(&[WORK_EMAIL]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// A group among the users, and a user among the groups.
pub(super) fn kinds(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let name = format!("Pilots-({} {})", planner.sampler.run, planner.person());
    if let Some(reason) = teller.unlisted(&["displayName"]) {
        story.omit("create/wrong-kind", reason);
    } else {
        let body = json!({ "schemas": [urn::GROUP], "displayName": name });
        story.step(Step::create("create/wrong-kind", User, &name, body).success(Success::Answered));
    }
    if let Some(reason) = teller.no_groups() {
        story.omit("create/wrong-kind-group", reason);
        return story;
    }
    let person = planner.person();
    let name = planner.user_name(person);
    let mut body = minimal(teller.user(person, &[]));
    if let Some(body) = body.as_object_mut() {
        body.shift_remove("displayName");
    }
    story.step(Step::create("create/wrong-kind-group", Group, &name, body).success(Success::Answered));
    story
}

/// A POST to the address of a user instead of the endpoint.
pub(super) fn address(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let Some(text) = planner.plain_texts().into_iter().next() else {
        let reason = "the suite lists no text beside userName that could be overwritten";
        story.omit("create/post-to-id", reason);
        story.omit("create/post-to-id/read", reason);
        return story;
    };
    let person = planner.person();
    let of = |value: Value| {
        let mut body = teller.user(person, &[]);
        access::put(&mut body, text.target().path(), value);
        body
    };
    let first = of(planner.created(text, person));
    create_user(
        &mut story,
        planner,
        person,
        ("create/addressed", "create/addressed/read"),
        "addressed",
        first,
    );
    let name = planner.user_name(person);
    let post = Step::create("create/post-to-id", User, &name, of(planner.changed(text, person)));
    let post = Step { path: "/Users/{{addressed}}".to_owned(), changes: Some("addressed".into()), ..post };
    story.step(post.success(Success::Answered).needs("create/addressed/read"));
    let read =
        read_user("create/post-to-id/read", "create/post-to-id", "addressed").success(Success::Answered);
    story.step(read.shows(Shown::Status(200)));
    story
}
