//! Discovery documents, requests they must refuse, and what they say of the service put to the test.

use serde_json::json;

use super::Teller;
use crate::entra::body::{op, operation, patch_op};
use crate::entra::sequence::{create_user, read_user, shown};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Captured, Name, Shown, Step, Storyline, Success};
use crate::entra::{Dialect, query};
use crate::http::Method;
use crate::scim::urn;
use crate::suite::sample::Version;

/// Where the first entries of a discovery list tell their id, and the names these are kept under. A tenant with more is
/// judged by these.
const SCHEMAS: [(&str, &str); 12] = [
    ("schema-0", "/Resources/0/id"),
    ("schema-1", "/Resources/1/id"),
    ("schema-2", "/Resources/2/id"),
    ("schema-3", "/Resources/3/id"),
    ("schema-4", "/Resources/4/id"),
    ("schema-5", "/Resources/5/id"),
    ("schema-6", "/Resources/6/id"),
    ("schema-7", "/Resources/7/id"),
    ("schema-8", "/Resources/8/id"),
    ("schema-9", "/Resources/9/id"),
    ("schema-10", "/Resources/10/id"),
    ("schema-11", "/Resources/11/id"),
];

/// The same for the endpoints of resource types. These are addresses, and one of another host is not followed.
const ENDPOINTS: [(&str, &str); 8] = [
    ("@endpoint-0", "/Resources/0/endpoint"),
    ("@endpoint-1", "/Resources/1/endpoint"),
    ("@endpoint-2", "/Resources/2/endpoint"),
    ("@endpoint-3", "/Resources/3/endpoint"),
    ("@endpoint-4", "/Resources/4/endpoint"),
    ("@endpoint-5", "/Resources/5/endpoint"),
    ("@endpoint-6", "/Resources/6/endpoint"),
    ("@endpoint-7", "/Resources/7/endpoint"),
];

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![config(teller), resource_types(teller), schemas(teller), people(teller)]
}

/// A request that is judged whatever comes of it.
fn ask(id: &str, path: impl Into<String>) -> Step {
    Step::get(id, path).success(Success::Answered)
}

fn config(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    story.step(ask("discovery/config", "/ServiceProviderConfig"));
    for step in writes(teller.planner.guid) {
        story.step(step);
    }
    story.step(ask("discovery/config-again", "/ServiceProviderConfig"));
    story
}

/// Writes that must be refused. A tenant that takes them all the same is not harmed: they name nothing that exists, or
/// say nothing.
fn writes(guid: &str) -> Vec<Step> {
    let body = |id: &str, method, path: String, body| {
        let step = Step { method, ..Step::post(id, path, body) };
        step.success(Success::Answered)
    };
    let nothing = patch_op(&[operation("replace", "scimproof", json!(guid))]);
    let unknown =
        Step::new("discovery/delete-schema", Method::Delete, format!("/Schemas/{}", unknown_urn(guid)));
    vec![
        body("discovery/post-config", Method::Post, "/ServiceProviderConfig".to_owned(), json!({})),
        body("discovery/patch-config", Method::Patch, "/ServiceProviderConfig".to_owned(), nothing),
        body("discovery/put-resource-type", Method::Put, format!("/ResourceTypes/{guid}"), json!({})),
        unknown.success(Success::Answered),
    ]
}

/// The URN of a schema nobody has.
fn unknown_urn(guid: &str) -> String {
    format!("urn:ietf:params:scim:schemas:extension:{guid}:2.0:User")
}

fn resource_types(teller: &Teller) -> Storyline {
    const LIST: &str = "discovery/resource-types";
    let mut story = Storyline::new(None);
    let mut list = ask(LIST, "/ResourceTypes")
        .captures("@type-address", Captured::Address("/Resources/0/meta/location"))
        .captures("type-id", Captured::Pointer(Name::Borrowed("/Resources/0/id")))
        .captures("type-name", Captured::Pointer(Name::Borrowed("/Resources/0/name")));
    for (name, pointer) in ENDPOINTS {
        list = list.captures(name, Captured::Address(pointer));
    }
    story.step(list);
    story.step(ask("discovery/resource-type", "{{@type-address}}").needs(LIST));
    story.step(ask("discovery/resource-type-by-id", "/ResourceTypes/{{type-id}}").needs(LIST));
    story.step(ask("discovery/resource-type-by-name", "/ResourceTypes/{{type-name}}").needs(LIST));
    let unknown = format!("/ResourceTypes/{}", teller.planner.guid);
    story.step(ask("discovery/unknown-resource-type", unknown));
    story.step(ask("discovery/resource-types-query", "/ResourceTypes").with_query(QUERY));
    let filter = query::filter("name", "User");
    story.step(ask("discovery/resource-types-filter", "/ResourceTypes").with_query(filter));
    for (at, (name, _)) in ENDPOINTS.iter().enumerate() {
        let id = format!("discovery/endpoint/{at}");
        story.step(ask(&id, format!("{{{{{name}}}}}")).with_query("count=1").needs(LIST));
    }
    story.step(ask("discovery/resource-types-again", "/ResourceTypes"));
    story
}

/// What would leave something out or change the order, if it were not ignored.
const QUERY: &str = "startIndex=2&count=1&sortBy=id&sortOrder=descending";

fn schemas(teller: &Teller) -> Storyline {
    const LIST: &str = "discovery/schemas-again";
    let mut story = Storyline::new(None);
    let mut list = ask(LIST, "/Schemas");
    for (name, pointer) in SCHEMAS {
        list = list.captures(name, Captured::Pointer(Name::Borrowed(pointer)));
    }
    story.step(list);
    for (at, (name, _)) in SCHEMAS.iter().enumerate() {
        story.step(ask(&format!("discovery/schema/{at}"), format!("/Schemas/{{{{{name}}}}}")).needs(LIST));
    }
    let unknown = format!("/Schemas/{}", unknown_urn(teller.planner.guid));
    story.step(ask("discovery/unknown-schema", unknown));
    story.step(ask("discovery/schemas-query", "/Schemas").with_query(QUERY));
    let filter = query::filter("id", urn::USER);
    story.step(ask("discovery/schemas-filter", "/Schemas").with_query(filter));
    story
}

/// The storyline's user.
const USER: &str = "described";

/// Two users: what is said of lists, sorting, PATCH and Bulk is tried on them.
fn people(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let (person, second, third) = (planner.person(), planner.person(), planner.person());
    create_user(
        &mut story,
        planner,
        person,
        ("discovery/create", "discovery/get"),
        USER,
        teller.user(person, &[]),
    );
    let name = planner.user_name(second);
    let other = Step::create("discovery/create-second", User, &name, teller.user(second, &[]));
    story.step(other.needs("discovery/create"));
    story.step(
        ask("discovery/page", "/Users").with_query("startIndex=1&count=3").needs("discovery/create-second"),
    );
    story.step(ask("discovery/sorted", "/Users").with_query("startIndex=1&count=3&sortBy=userName"));
    patch(&mut story, teller, person);
    story.step(bulk(teller, third));
    story
}

fn patch(story: &mut Storyline, teller: &Teller, person: usize) {
    let planner = teller.planner;
    let (path, value) = match planner.plain_texts().first() {
        Some(attribute) => (attribute.target().clone(), planner.changed(attribute, person)),
        None => {
            let name = planner.sampler.user_name(person, Version::Changed);
            (crate::suite::AttributePath::user_name(), json!(name))
        }
    };
    let operation = operation(&op(Dialect::Compliant, "replace"), path.as_str(), value.clone());
    let step = Step::patch("discovery/patch", User, USER, patch_op(&[operation]));
    story.step(step.success(Success::Answered).needs("discovery/get"));
    let read = read_user("discovery/patch/read", "discovery/patch", USER);
    story.step(read.shows(Shown::After("discovery/patch".to_owned(), Box::new(shown(&path, &value)))));
}

/// The least of a Bulk request: one user.
fn bulk(teller: &Teller, person: usize) -> Step {
    let create =
        json!({ "method": "POST", "path": "/Users", "bulkId": "one", "data": teller.user(person, &[]) });
    let body = json!({ "schemas": [urn::BULK_REQUEST], "failOnErrors": 1, "Operations": [create] });
    let step = Step::post("discovery/bulk", "/Bulk", body).success(Success::Answered);
    step.also_creates(User, &teller.planner.user_name(person), "described-in-bulk")
}
