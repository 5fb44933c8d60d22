//! Requests about one user that must be refused without a trace, and reads that must leave none.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::Teller;
use crate::entra::body::{operation, patch_op};
use crate::entra::query;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Body, Creation, SCIM_JSON, Shown, Step, Storyline, Success};
use crate::http::Method;
use crate::http::client::Authorization;

/// The storyline's user.
const USER: &str = "carrier";

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let body = teller.user(person, &[]);
    create_user(&mut story, planner, person, ("transport/create", "transport/get"), USER, body.clone());
    reads(&mut story, &planner.user_name(person));
    bad_puts(&mut story, &body);
    let ids = ("transport/post-on-resource", "transport/get");
    let post = Step::post(ids.0, format!("/Users/{{{{{USER}}}}}"), body.clone());
    // A server that takes it for a create makes a second user of that name, which is to be removed as well.
    let creates = Some(Creation::named(User, &planner.user_name(person)));
    let post = Step { changes: Some(USER.into()), creates, ..post };
    story.step(post.needs(ids.1).success(Success::Answered));
    bad_tokens(&mut story, teller, &renamed(&body));
    story
}

/// Two reads with a query between them.
fn reads(story: &mut Storyline, name: &str) {
    let found = query::filter("userName", name);
    let look = Step::query("transport/unknown-parameter", User, format!("{found}&shift=early"));
    story.step(look.needs("transport/get").success(Success::Answered));
    let plain = Step::query("transport/known-parameter", User, found);
    story.step(plain.needs("transport/get").shows(Shown::Found(USER)));
    story.step(read_user("transport/read-first", "transport/get", USER));
    let again = read_user("transport/read-again", "transport/read-first", USER);
    story.step(again.after(Duration::from_millis(25)));
}

/// Replacements that are no JSON objects, and the read that shows that they replaced nothing.
fn bad_puts(story: &mut Storyline, body: &Value) {
    let whole = renamed(body).to_string();
    let half: String = whole.chars().take(whole.chars().count() - 12).collect();
    for (word, text) in [("malformed", half), ("empty", String::new()), ("array", format!("[{whole}]"))] {
        let id = format!("transport/{word}-put");
        let put = Step::put(&id, User, USER, json!(null)).body(Body::Text(text));
        story.step(put.needs("transport/get").success(Success::Answered));
        story.step(read_user(&format!("{id}/read"), &id, USER).success(Success::Answered));
    }
}

/// What an intruder would send: an empty token on every verb, and PUT with any bad one.
fn bad_tokens(story: &mut Storyline, teller: &Teller, body: &Value) {
    let planner = teller.planner;
    let bad = |step: Step, authorization| {
        step.authorization(authorization).success(Success::Answered).needs("transport/get")
    };
    let empty = |step| bad(step, Authorization::Empty);
    story.step(empty(Step::query(
        "transport/empty-token-get",
        User,
        query::filter("userName", planner.guid),
    )));
    let person = planner.person();
    let name = planner.user_name(person);
    story.step(empty(Step::create("transport/empty-token-post", User, &name, teller.user(person, &[]))));
    let rename = patch_op(&[operation("replace", "userName", body["userName"].clone())]);
    story.step(empty(Step::patch("transport/empty-token-patch", User, USER, rename)));
    for (word, authorization) in [
        ("empty", Authorization::Empty),
        ("missing", Authorization::Missing),
        ("wrong", Authorization::Wrong),
    ] {
        let id = format!("transport/{word}-token-put");
        story.step(bad(Step::put(&id, User, USER, body.clone()), authorization));
    }
    story.step(read_user("transport/bad-token/read", "transport/get", USER).success(Success::Answered));
}

/// The body with a name that the user does not have.
fn renamed(body: &Value) -> Value {
    let mut other = body.clone();
    let name = other["userName"].as_str().unwrap_or_default();
    other["userName"] = json!(format!("not.{name}"));
    other
}

/// A request on the collection whose method the collection does not have.
pub(super) fn on_collection(id: &str, method: Method, body: Value) -> Step {
    let step =
        Step { content_type: Some(SCIM_JSON), body: Body::Json(body), ..Step::new(id, method, "/Users") };
    step.success(Success::Answered)
}
