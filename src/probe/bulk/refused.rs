//! Bulk requests that must be refused, as a whole or in part.

use serde_json::{Value, json};

use super::{Person, bulk, message};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Body, Step, Storyline, Success};
use crate::http::client::Authorization;
use crate::probe::Teller;
use crate::scim::urn;

/// Operations that lack something, each in a request of its own, and a message that is none of Bulk's.
pub(super) fn incomplete(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    for (name, missing) in [("method", "method"), ("path", "path"), ("bulk-id", "bulkId"), ("data", "data")] {
        let person = Person::new(teller);
        let mut operation = person.post("stray");
        if let Value::Object(members) = &mut operation {
            members.shift_remove(missing);
        }
        let step =
            bulk(&format!("bulk/missing/{name}"), &[operation]).also_creates(User, &person.name, "stray");
        story.step(step.success(Success::Answered));
    }
    let person = Person::new(teller);
    let mut body = message(&[person.post("stray")]);
    body["schemas"] = json!([urn::SEARCH_REQUEST]);
    let step = Step::post("bulk/wrong-urn", "/Bulk", body).also_creates(User, &person.name, "stray");
    story.step(step.success(Success::Answered));
    story
}

/// Operations that lead out of the resources, and a request without credential.
pub(super) fn elsewhere(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = Person::new(teller);
    // The name is reserved (RFC 2606) and leads nowhere.
    let paths = ["https://scim.invalid/Users", "/Schemas", "/Bulk"];
    let stray = |(at, path): (usize, &str)| {
        let mut operation = person.post(&format!("stray{at}"));
        operation["path"] = json!(path);
        operation
    };
    let operations: Vec<Value> = paths.into_iter().enumerate().map(stray).collect();
    let step = bulk("bulk/elsewhere", &operations).also_creates(User, &person.name, "stray");
    story.step(step.success(Success::Answered));
    let person = Person::new(teller);
    let step = bulk("bulk/no-credential", &[person.post("stray")]).also_creates(User, &person.name, "stray");
    story.step(step.authorization(Authorization::Missing).success(Success::Answered));
    story.step(person.look("bulk/no-credential/look", "bulk/no-credential"));
    story
}

/// Operations of the request that has too many.
const MANY: usize = 1001;
/// Bytes of the request that is too large.
const LARGE: usize = 1_100_000;

/// Requests beyond the limits that are common. Their operations delete what does not exist, and the first failure
/// ends them where the limit does not.
pub(super) fn limits(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let delete = json!({ "method": "DELETE", "path": format!("/Users/{}", teller.planner.guid) });
    let mut body = message(&vec![delete.clone(); MANY]);
    body["failOnErrors"] = json!(1);
    story.step(
        Step::post("bulk/many", "/Bulk", body).header("Connection", "close").success(Success::Answered),
    );
    let mut body = message(&[delete]);
    body["failOnErrors"] = json!(1);
    let text = body.to_string();
    let padding = " ".repeat(LARGE.saturating_sub(text.len()));
    let large = format!("{{{padding}{}", &text[1..]);
    // A server that gives up reading resets the connection, which no later request may then use.
    let step = Step::post("bulk/large", "/Bulk", body).body(Body::Text(large)).header("Connection", "close");
    story.step(step.success(Success::Answered));
    story
}
