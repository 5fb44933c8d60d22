//! Create requests beyond Entra's: what a create must take, what it must refuse, and what is stored afterwards.
//!
//! Every create is followed by a read of what it made, if it made anything: `<step>/read` is sent only where an id
//! is known.

mod active;
mod duplicates;
mod names;
mod odd;
mod wrong;

use serde_json::{Value, json};

use super::Teller;
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let tell = [plain, odd::claims, odd::nulls, odd::unknown, odd::values, odd::reversed];
    let more = [duplicates::storyline, duplicates::external_id, duplicates::twin, active::storyline];
    let wrong =
        [wrong::required, wrong::schemas, wrong::types, wrong::kinds, wrong::address, names::storyline];
    tell.iter().chain(&more).chain(&wrong).map(|tell| tell(teller)).collect()
}

/// The create that the others are compared with: what is refused there is refused for no peculiarity.
fn plain(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let body = teller.user(person, &[]);
    create(&mut story, teller, "create/plain", person, "plain", body);
    let person = teller.planner.person();
    let name = teller.planner.user_name(person);
    story.step(Step::create("create/minimal", User, &name, minimal(teller.user(person, &[]))));
    story
}

/// A create and the read of what it made; the read is sent only where the answer told an id.
fn create(
    story: &mut Storyline,
    teller: &Teller,
    id: &str,
    person: usize,
    capture: &'static str,
    body: Value,
) {
    create_as(story, id, &teller.planner.user_name(person), capture, body);
}

/// The same under a name of its own.
fn create_as(story: &mut Storyline, id: &str, name: &str, capture: &'static str, body: Value) {
    story.step(Step::create(id, User, name, body).capture(capture).success(Success::Answered));
    let read = read_user(&format!("{id}/read"), id, capture).success(Success::Answered);
    story.step(read.shows(Shown::Status(200)));
}

/// The body without what it need not carry: no `meta`, and no schema that it has no value of.
fn minimal(mut body: Value) -> Value {
    let used: Vec<String> = body.as_object().into_iter().flat_map(|body| body.keys()).cloned().collect();
    let used = used.into_iter().filter(|name| urn::is_extension(name));
    body["schemas"] = std::iter::once(urn::USER.to_owned()).chain(used).collect();
    if let Some(body) = body.as_object_mut() {
        body.shift_remove("meta");
    }
    body
}

/// An e-mail address of that person that nobody else has.
fn address(teller: &Teller, person: usize, word: &str) -> Value {
    json!(format!("{word}.{}", teller.planner.user_name(person)))
}

/// The usual e-mail address of a mapping.
const WORK_EMAIL: &str = "emails[type eq \"work\"].value";
