//! Bulk (RFC 7644 §3.7): several operations in one request, judged where the tenant says that it supports them.

mod references;
mod refused;

use serde_json::{Value, json};

use super::Teller;
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Captured, Name, Shown, Step, Storyline, Success};
use crate::entra::{body, query};
use crate::scim::urn;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![
        told(teller),
        references::manager(teller),
        references::members(teller),
        refused::incomplete(teller),
        refused::elsewhere(teller),
        refused::limits(teller),
    ]
}

/// A person that bulk requests write.
struct Person<'a> {
    teller: &'a Teller<'a>,
    number: usize,
    name: String,
}

impl<'a> Person<'a> {
    fn new(teller: &'a Teller) -> Self {
        let number = teller.planner.person();
        Self { teller, number, name: teller.planner.user_name(number) }
    }

    fn user(&self, further: &[(&str, Value)]) -> Value {
        let mut user = self.teller.user(self.number, further);
        if user.get(urn::ENTERPRISE_USER).is_none()
            && let Some(schemas) = user.get_mut("schemas").and_then(Value::as_array_mut)
        {
            // A URN without values has a check of its own.
            schemas.retain(|schema| schema != urn::ENTERPRISE_USER);
        }
        user
    }

    /// The operation that creates the person.
    fn post(&self, bulk_id: &str) -> Value {
        self.post_with(bulk_id, &[])
    }

    fn post_with(&self, bulk_id: &str, further: &[(&str, Value)]) -> Value {
        json!({ "method": "POST", "bulkId": bulk_id, "path": "/Users", "data": self.user(further) })
    }

    /// Whether the person is there, by a query.
    fn look(&self, id: &str, needs: &str) -> Step {
        Step::query(id, User, query::filter("userName", &self.name)).needs(needs)
    }
}

/// A bulk request of these operations.
fn bulk(id: &str, operations: &[Value]) -> Step {
    Step::post(id, "/Bulk", message(operations))
}

fn message(operations: &[Value]) -> Value {
    json!({ "schemas": [urn::BULK_REQUEST], "Operations": operations })
}

/// Three users from their creation on.
fn told(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let people = ["gull", "tern", "skua"].map(|name| (name, Person::new(teller)));
    let operations: Vec<Value> = people.iter().map(|(name, person)| person.post(name)).collect();
    let create = bulk("bulk/create", &operations);
    let create =
        people.iter().fold(create, |step, (name, person)| step.also_creates(User, &person.name, name));
    story.step(create);
    for (name, person) in &people {
        let shown = Shown::Named("userName".into(), person.name.clone());
        let read = read_user(&format!("bulk/create/{name}"), "bulk/create", name).shows(shown);
        // The version that the user has no longer, once it is changed.
        let captures =
            (*name == "tern").then_some(("version".into(), Captured::Header(Name::Borrowed("etag"))));
        story.step(Step { captures: captures.into_iter().collect(), ..read });
    }
    for (name, person) in &people {
        story.step(person.look(&format!("bulk/look/{name}"), "bulk/create").shows(Shown::Found(name)));
    }
    let [gull, ..] = people.map(|(_, person)| person);
    changes(&mut story, &gull);
    delete(&mut story, teller);
    errors(&mut story, teller, &gull);
    story
}

/// A PUT, a PATCH, and a PATCH of a version that is gone.
fn changes(story: &mut Storyline, gull: &Person) {
    let steps =
        ["bulk/put", "bulk/put/read", "bulk/patch", "bulk/patch/read", "bulk/version", "bulk/version/read"];
    let texts = gull.teller.planner.plain_texts();
    let Some(path) = texts.first().map(|text| text.target().to_string()) else {
        for id in steps {
            story.omit(id, "the suite lists no plain text");
        }
        return;
    };
    let put = gull.user(&[(&path, json!("Mooring two"))]);
    let put = json!({ "method": "PUT", "path": "/Users/{{gull}}", "data": put });
    let patch = |text: &str| {
        let data = body::patch_op(&[body::operation("replace", &path, json!(text))]);
        json!({ "method": "PATCH", "path": "/Users/{{tern}}", "data": data })
    };
    let mut old = patch("Mooring nine");
    old["version"] = json!("{{version}}");
    let mut change = |id: &str, needs: &str, target: &'static str, operation: Value, shown: Option<&str>| {
        let step = Step { changes: Some(target.into()), ..bulk(id, &[operation]) };
        story.step(step.needs(needs));
        let shown = shown.map(|text| Shown::Value(path.clone(), json!(text)));
        let read = read_user(&format!("{id}/read"), id, target);
        story.step(Step { shows: shown.into_iter().collect(), ..read });
    };
    change("bulk/put", "bulk/create/gull", "gull", put, Some("Mooring two"));
    change("bulk/patch", "bulk/create/tern", "tern", patch("Mooring three"), Some("Mooring three"));
    change("bulk/version", "bulk/patch/read", "tern", old, None);
}

fn delete(story: &mut Storyline, teller: &Teller) {
    if !teller.planner.suite.deletes_users() {
        for id in ["bulk/delete", "bulk/delete/read"] {
            story.omit(id, "the suite says that users are disabled, never deleted");
        }
        return;
    }
    let operation = json!({ "method": "DELETE", "path": "/Users/{{skua}}" });
    let step = Step { changes: Some("skua".into()), ..bulk("bulk/delete", &[operation]) };
    story.step(step.needs("bulk/create/skua"));
    let gone = read_user("bulk/delete/read", "bulk/delete", "skua").success(Success::Answered);
    story.step(gone.shows(Shown::Status(404)));
}

/// Operations that must fail in front of one that need not: a create of a user that is there, a change of one that
/// is not.
fn errors(story: &mut Storyline, teller: &Teller, gull: &Person) {
    let [auk, loon] = [Person::new(teller), Person::new(teller)];
    let unknown = format!("/Users/{}", teller.planner.guid);
    let data = body::patch_op(&[body::operation("replace", "userName", json!(auk.name))]);
    let patch = json!({ "method": "PATCH", "path": unknown, "data": data });
    let again = gull.post("again");
    let partial =
        bulk("bulk/partial", &[again.clone(), patch, auk.post("auk")]).also_creates(User, &auk.name, "auk");
    story.step(
        partial.also_creates(User, &gull.name, "again").success(Success::Answered).needs("bulk/create/gull"),
    );
    story.step(auk.look("bulk/partial/look", "bulk/partial").shows(Shown::Found("auk")));
    let mut body = message(&[again, loon.post("loon")]);
    body["failOnErrors"] = json!(1);
    let strict = Step::post("bulk/fail-on-errors", "/Bulk", body).also_creates(User, &loon.name, "loon");
    story.step(
        strict.also_creates(User, &gull.name, "again").success(Success::Answered).needs("bulk/create/gull"),
    );
    story.step(loon.look("bulk/fail-on-errors/look", "bulk/fail-on-errors"));
}
