//! A user from the first look-up to the re-creation after a delete.

use serde_json::{Value, json};

use super::{Planner, create_user, read_user};
use crate::entra::Dialect;
use crate::entra::body;
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::suite::sample::Version;

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    let person = planner.person();
    let name = planner.user_name(person);
    let standard = planner.user(person);
    look_before(&mut story, planner, &standard);
    create_user(&mut story, planner, person, ("users/create", "users/get"), "user", standard.clone());
    second_opinions(&mut story, &standard);
    decoy(&mut story, planner, &standard);
    find(&mut story, planner, &name, &standard);
    duplicate(&mut story, &name, &standard);
    charset(&mut story, planner);
    plus(&mut story, planner);
    story.step(Step::get("users/unknown-id", format!("/Users/{}", planner.guid)).success(Success::Answered));
    delete(&mut story, planner, &name, &standard);
    story
}

/// One query per matching attribute, in order of precedence, as long as nothing is found.
fn look_before(story: &mut Storyline, planner: &Planner, standard: &Value) {
    for path in planner.suite.user_matching() {
        let Some(value) = text_at(standard, path.path()) else { continue };
        let id = format!("users/match-before/{path}");
        story.step(Step::query(&id, User, query::filter(path.as_str(), &value)).success(Success::Answered));
    }
}

fn text_at(body: &Value, path: &crate::scim::Path) -> Option<String> {
    crate::scim::access::first(body, path).and_then(Value::as_str).map(str::to_owned)
}

/// When the create request is refused: would it be taken without `meta` and the empty list, or under
/// another media type?
fn second_opinions(story: &mut Storyline, standard: &Value) {
    let mut bare = standard.clone();
    if let Some(members) = bare.as_object_mut() {
        members.shift_remove("meta");
        members.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
    }
    for (id, body, media_type) in [
        ("users/create-without-meta", bare, "application/scim+json"),
        ("users/create-as-json", standard.clone(), "application/json"),
    ] {
        let name = standard["userName"].as_str().unwrap_or_default();
        story.step(Step::create(id, User, name, body).content_type(media_type).if_refused("users/create"));
    }
}

/// A second user whose names contain those of the first, so that a filter that is ignored, or that matches
/// too much, is noticed.
fn decoy(story: &mut Storyline, planner: &Planner, standard: &Value) {
    let person = planner.person();
    let mut body = body::user(planner.suite, planner.sampler, person, Version::Changed, &|_| true);
    let name = format!("a.{}", standard["userName"].as_str().unwrap_or_default());
    body["userName"] = json!(name);
    if let Some(external_id) = standard["externalId"].as_str() {
        body["externalId"] = json!(format!("{external_id}9"));
    }
    let create = Step::create("users/create-decoy", User, &name, body).capture("decoy");
    story.step(create.needs("users/get"));
}

fn find(story: &mut Storyline, planner: &Planner, name: &str, standard: &Value) {
    let mut look = |id: &str, query: String| {
        story.step(Step::query(id, User, query).needs("users/create-decoy").shows(Shown::Found("user")));
    };
    look("users/match", query::filter("userName", name));
    look("users/match-percent", query::filter_percent("userName", name));
    look("users/match-case", query::filter("userName", &name.to_uppercase()));
    look("users/match-id", "filter=id+eq+%22{{user}}%22".to_owned());
    let nobody = Step::query("users/match-nobody", User, query::filter("userName", planner.guid));
    story.step(nobody.needs("users/create-decoy"));
    let part = &name[..name.len() - 1];
    let prefix = Step::query("users/match-prefix", User, query::filter("userName", part));
    story.step(prefix.needs("users/create-decoy"));
    find_by(story, planner, standard, "externalId", "users/match-external-id");
    find_by(story, planner, standard, WORK_EMAIL, "users/match-work-email");
    let mut known = vec!["externalId", WORK_EMAIL];
    known.extend(planner.suite.looks_by_user_name().then_some("userName"));
    for attribute in &planner.suite.user.attributes {
        let path = attribute.target().as_str();
        if !known.iter().any(|known| attribute.target().same(known)) {
            find_by(story, planner, standard, path, &format!("users/match/{path}"));
        }
    }
}

/// The usual e-mail address of a mapping.
const WORK_EMAIL: &str = "emails[type eq \"work\"].value";

fn find_by(story: &mut Storyline, planner: &Planner, standard: &Value, path: &str, id: &str) {
    if !planner.suite.finds_users_by(path) {
        return story.omit(id, format!("the suite does not list {path} as filterable or matching"));
    }
    let parsed: Option<crate::scim::Path> = path.parse().ok();
    let query = match parsed.and_then(|path| crate::scim::access::first(standard, &path)) {
        Some(Value::String(value)) => query::filter(path, value),
        // Half of all people share it, so it is asked together with the name.
        Some(value @ (Value::Bool(_) | Value::Number(_))) => {
            let name = standard["userName"].as_str().unwrap_or_default();
            format!("{}+and+{}", query::filter("userName", name), query::literal(path, value))
        }
        _ => return story.omit(id, format!("{path} has no plain value in the create request")),
    };
    let step = Step::query(id, User, query).needs("users/create-decoy");
    story.step(step.shows(Shown::Found("user")));
}

fn duplicate(story: &mut Storyline, name: &str, standard: &Value) {
    let create = Step::create("users/duplicate", User, name, standard.clone()).success(Success::Answered);
    story.step(create.needs("users/get"));
    let count = Step::query("users/count-after-duplicate", User, query::filter("userName", name));
    story.step(count.needs("users/duplicate"));
}

/// Microsoft's validator names a character set behind the media type, on create and on PATCH.
fn charset(story: &mut Storyline, planner: &Planner) {
    const TYPED: &str = "application/scim+json; charset=utf-8";
    let person = planner.person();
    let create = Step::create("users/create-charset", User, &planner.user_name(person), planner.user(person));
    story.step(create.content_type(TYPED).capture("typed").needs("users/create"));
    let (path, value) = match planner.plain_texts().first() {
        Some(attribute) => (attribute.target().to_string(), planner.changed(attribute, person)),
        None => ("userName".to_owned(), json!(planner.sampler.user_name(person, Version::Changed))),
    };
    let operation = body::operation(&body::op(Dialect::Default, "replace"), &path, value.clone());
    let patch = Step::patch("users/patch-charset", User, "typed", body::patch_op(&[operation]));
    story.step(patch.content_type(TYPED).needs("users/create-charset"));
    let read = read_user("users/patch-charset/read", "users/patch-charset", "typed");
    story.step(read.shows(Shown::Value(path, value)));
}

/// A `+` in a value is sent as `%2b` and must not become a space.
fn plus(story: &mut Storyline, planner: &Planner) {
    let person = planner.person();
    let name = planner.user_name(person).replacen('.', "+", 1);
    let mut body = planner.user(person);
    body["userName"] = json!(name);
    let key = planner.suite.key();
    if let (false, Some(value)) = (planner.suite.looks_by_user_name(), text_at(&body, key.path())) {
        crate::scim::access::put(&mut body, key.path(), json!(value.replacen('.', "+", 1)));
    }
    story.step(Step::create("users/create-plus", User, &name, body).capture("plus").needs("users/create"));
    let look = Step::query("users/match-plus", User, query::filter("userName", &name));
    story.step(look.needs("users/create-plus").shows(Shown::Found("plus")));
}

fn delete(story: &mut Storyline, planner: &Planner, name: &str, standard: &Value) {
    if !planner.suite.deletes_users() {
        for id in ["users/delete", "users/get-deleted", "users/match-deleted", "users/recreate"] {
            story.omit(id, "the suite says that users are disabled, never deleted");
        }
        return;
    }
    story.step(Step::delete("users/delete", User, "user").needs("users/get"));
    let typed = Step::delete("users/delete-with-content-type", User, "user");
    story.step(typed.content_type("application/scim+json").if_refused("users/delete").needs("users/get"));
    let gone = read_user("users/get-deleted", "users/delete", "user").success(Success::Answered);
    story.step(gone.shows(Shown::Status(404)));
    let look = Step::query("users/match-deleted", User, query::filter("userName", name));
    story.step(look.needs("users/delete").shows(Shown::NotFound("user")));
    let again = Step::create("users/recreate", User, name, standard.clone()).capture("again");
    story.step(again.needs("users/delete"));
}
