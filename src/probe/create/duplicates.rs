//! Creates that meet a resource which is there already, or which comes into being at the same moment.

use serde_json::json;

use super::super::Teller;
use super::create;
use crate::entra::query;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};

/// The same name in other letters, and the same name with other values.
pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let name = planner.user_name(person);
    let text = planner.plain_texts().into_iter().next();
    let mut first = teller.user(person, &[]);
    let mut second = first.clone();
    if let Some(text) = text {
        crate::scim::access::put(&mut first, text.target().path(), planner.created(text, person));
        crate::scim::access::put(&mut second, text.target().path(), planner.changed(text, person));
    }
    create_user(&mut story, planner, person, ("create/first", "create/first/read"), "first", first.clone());
    let again = Step::create("create/duplicate-other", User, &name, second).success(Success::Answered);
    if text.is_some() {
        story.step(again.needs("create/first/read"));
        let read = read_user("create/duplicate-other/read", "create/duplicate-other", "first");
        story.step(read.shows(Shown::Status(200)));
    } else {
        let reason = "the suite lists no text beside userName that could be overwritten";
        story.omit("create/duplicate-other", reason);
        story.omit("create/duplicate-other/read", reason);
    }
    let mut cased = first;
    cased["userName"] = json!(name.to_uppercase());
    let cased = Step::create("create/duplicate-case", User, &name.to_uppercase(), cased);
    story.step(cased.success(Success::Answered).needs("create/first/read"));
    story
}

/// Two people of the same `externalId`, which is the client's own business.
pub(super) fn external_id(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let shared = json!(format!("Staff-{}-7", teller.planner.sampler.run));
    for (id, capture) in [("create/external-id-first", "owner"), ("create/external-id-second", "sharer")] {
        let person = teller.planner.person();
        let body = teller.user(person, &[("externalId", shared.clone())]);
        create(&mut story, teller, id, person, capture, body);
    }
    match teller.unlisted(&["externalId"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The same create twice at the same moment, and a count of what came of it.
pub(super) fn twin(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let name = teller.planner.user_name(person);
    let twin = Step::create("create/twin", User, &name, teller.user(person, &[])).twin();
    story.step(twin.success(Success::Answered));
    let count = Step::query("create/twin/count", User, query::filter("userName", &name));
    story.step(count.needs("create/twin").shows(Shown::Total(1)));
    story
}
