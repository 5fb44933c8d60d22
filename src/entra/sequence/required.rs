//! Create requests that each lack one attribute the suite calls required.

use serde_json::Value;

use super::Planner;
use crate::entra::body;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Step, Storyline, Success};
use crate::suite::Attribute;
use crate::suite::sample::Version;

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    for attribute in planner.suite.user.attributes.iter().filter(|a| a.required == Some(true)) {
        without(&mut story, planner, attribute);
    }
    story
}

fn without(story: &mut Storyline, planner: &Planner, attribute: &Attribute) {
    let id = format!("required/{}", attribute.target());
    if attribute.is_reference() {
        return story.omit(&id, "a reference is written by an update, once both resources exist");
    }
    let person = planner.person();
    let mut body = body::user(planner.suite, planner.sampler, person, Version::Created, &|a| {
        a.target() != attribute.target()
    });
    let mut name = planner.user_name(person);
    if attribute.target().same("userName") {
        match mark(planner, &mut body) {
            Some(marked) => name = marked,
            None => {
                return story
                    .omit(&id, "the suite lists no other attribute that could carry the run's marker");
            }
        }
    }
    let create = Step::create(&id, User, &name, body).capture("lacking").success(Success::Answered);
    story.step(create);
    // Sent only when an id was captured, that is, when the tenant accepted the request.
    let read = Step::get(&format!("{id}/read"), "/Users/{{lacking}}").needs(&id);
    story.step(read);
}

/// Without a `userName`, some other text must tell that the resource is ours.
fn mark(planner: &Planner, body: &mut Value) -> Option<String> {
    if let Some(external_id) = body["externalId"].as_str() {
        return Some(external_id.to_owned());
    }
    let texts = planner.plain_texts();
    let carrier = texts
        .iter()
        .find(|a| ["displayName", "name.familyName", "name.givenName"].iter().any(|n| a.target().same(n)))?;
    let marked = format!("Solberg {}", planner.sampler.run);
    crate::scim::access::put(body, carrier.target().path(), Value::from(marked.clone()));
    Some(marked)
}
