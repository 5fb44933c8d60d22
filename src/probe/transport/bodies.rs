//! Bodies a server must refuse, or must not stumble over.

use serde_json::{Value, json};

use super::super::Teller;
use super::refusals::on_collection;
use crate::entra::body::patch_op;
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Body, Creation, Shown, Step, Storyline, Success};
use crate::http::Method;

/// How deep the nested body goes.
const LEVELS: usize = 1_000;
/// How long the long value is.
const LENGTH: usize = 100_000;

/// Creates that must not create anybody, each with a look whether it did.
pub(super) fn refused(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    create_as(&mut story, teller, "empty", &|_, _| String::new());
    create_as(&mut story, teller, "array", &|body, _| json!([body]).to_string());
    create_as(&mut story, teller, "xml", &|_, name| format!("<User><userName>{name}</userName></User>"));
    let person = teller.planner.person();
    let put = on_collection("transport/put-on-collection", Method::Put, teller.user(person, &[]));
    let creates = Creation::named(User, &teller.planner.user_name(person));
    story.step(Step { creates: Some(creates), ..put });
    // Without operations it changes nobody, wherever it ends up.
    story.step(on_collection("transport/patch-on-collection", Method::Patch, patch_op(&[])));
    story
}

fn create_as(story: &mut Storyline, teller: &Teller, word: &str, text: &dyn Fn(&Value, &str) -> String) {
    let id = format!("transport/{word}-post");
    let person = teller.planner.person();
    let name = teller.planner.user_name(person);
    let body = Body::Text(text(&teller.user(person, &[]), &name));
    let step = Step::create(&id, User, &name, json!(null)).body(body).success(Success::Answered);
    story.step(if word == "xml" { step.content_type("application/xml") } else { step });
    let look = Step::query(&format!("{id}/read"), User, query::filter("userName", &name));
    story.step(look.needs(&id).shows(Shown::Total(0)));
}

/// Creates that are unusual, but understandable.
pub(super) fn creates(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let create = |id: &str, further: &dyn Fn(&str) -> String| {
        let person = planner.person();
        let body = teller.user(person, &[]).to_string();
        let text = Body::Text(further(&body));
        let step = Step::create(id, User, &planner.user_name(person), json!(null)).body(text);
        step.success(Success::Answered)
    };
    let with = |body: &str, value: String| {
        format!("{},\"layers\":{value}}}", body.strip_suffix('}').unwrap_or(body))
    };
    story.step(create("transport/deep-post", &|body| {
        with(body, format!("{}1{}", "[".repeat(LEVELS), "]".repeat(LEVELS)))
    }));
    let long = create("transport/long-post", &|body| with(body, format!("\"{}\"", "x".repeat(LENGTH))));
    // A server may close the connection instead of reading what it refuses (RFC 9110 §15.5.14).
    story.step(long.header("Connection", "close"));
    let person = planner.person();
    let plain =
        Step::create("transport/plain-json", User, &planner.user_name(person), teller.user(person, &[]));
    story.step(plain.content_type("application/json").success(Success::Answered));
    story
}
