//! The order of members, and texts that servers spoil.

use serde_json::{Map, Value, json};

use super::super::Teller;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::AttributePath;

/// Letters of several scripts, none of which has another form in Unicode, and one beyond the first 65,536.
const SCRIPTS: &str = "Łukasz 山田 سلمى 😀";
/// What a browser would take for markup.
const MARKUP: &str = "Quay <b>pilot</b> <script>alert(1)</script> & mate";

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let Value::Object(members) = teller.user(person, &[]) else { return story };
    let reversed: Map<String, Value> = members.into_iter().rev().collect();
    let ids = ("transport/reversed", "transport/reversed/read");
    create_user(&mut story, planner, person, ids, "reversed", Value::Object(reversed));
    let texts = planner.plain_texts();
    let Some(text) = texts.iter().find(|text| text.target().path().sub.is_none()).or(texts.first()) else {
        return without_text(story);
    };
    let value = planner.changed(text, person);
    let patch = json!({ "Operations": [{ "value": value, "path": text.target().as_str(), "op": "replace" }],
        "schemas": [urn::PATCH_OP] });
    story.step(Step::patch("transport/reversed-patch", User, "reversed", patch).needs(ids.1));
    let read = read_user("transport/reversed-patch/read", "transport/reversed-patch", "reversed");
    story.step(read.shows(Shown::Value(text.target().to_string(), value)));
    written(&mut story, teller, "scripts", text.target(), SCRIPTS);
    written(&mut story, teller, "markup", text.target(), MARKUP);
    story
}

fn without_text(mut story: Storyline) -> Storyline {
    let steps = ["reversed-patch", "reversed-patch/read", "scripts", "scripts/read", "markup", "markup/read"];
    for step in steps {
        story.omit(&format!("transport/{step}"), "the suite lists no plain text");
    }
    story
}

fn written(story: &mut Storyline, teller: &Teller, capture: &'static str, path: &AttributePath, text: &str) {
    let person = teller.planner.person();
    let body = teller.user(person, &[(path.as_str(), json!(text))]);
    let id = format!("transport/{capture}");
    let name = teller.planner.user_name(person);
    story.step(Step::create(&id, User, &name, body).capture(capture));
    story.step(read_user(&format!("{id}/read"), &id, capture).success(Success::Answered));
}
