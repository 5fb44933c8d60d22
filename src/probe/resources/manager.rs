//! A manager in the create itself: as text, as an object, and one that does not exist.

use serde_json::{Value, json};

use super::super::Teller;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::enterprise;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let ids = ("extensions/boss", "extensions/boss/read");
    create_user(&mut story, planner, person, ids, "boss", teller.user(person, &[]));
    led(&mut story, teller, "extensions/manager-text", "texted", &json!("{{boss}}"));
    led(&mut story, teller, "extensions/manager-object", "led", &json!({ "value": "{{boss}}" }));
    led(&mut story, teller, "extensions/manager-unknown", "stray", &json!({ "value": planner.guid }));
    match teller.unlisted(&[&enterprise("manager")]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn led(story: &mut Storyline, teller: &Teller, id: &str, capture: &'static str, manager: &Value) {
    let person = teller.planner.person();
    let name = teller.planner.user_name(person);
    let mut body = teller.user(person, &[]);
    body[urn::ENTERPRISE_USER]["manager"] = manager.clone();
    let create = Step::create(id, User, &name, body).capture(capture).success(Success::Answered);
    story.step(create.needs("extensions/boss/read"));
    let read = read_user(&format!("{id}/read"), id, capture).success(Success::Answered);
    story.step(read.shows(Shown::Status(200)));
}
