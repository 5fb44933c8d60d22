//! The set of people, asked for by POST (RFC 7644 §3.4.3).

use serde_json::{Value, json};

use super::Teller;
use super::paging::Set;
use crate::entra::Storyline;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Step, Success};
use crate::scim::urn;

/// A SearchRequest with these parameters.
pub(super) fn request(parameters: &[(&str, Value)]) -> Value {
    let mut body = json!({ "schemas": [urn::SEARCH_REQUEST] });
    for (name, value) in parameters {
        body[*name] = value.clone();
    }
    body
}

pub(super) fn steps(story: &mut Storyline, teller: &Teller, set: &Set) {
    let filter = ("filter", json!(set.filter()));
    let of_set = |further: &[(&str, Value)]| request(&[std::slice::from_ref(&filter), further].concat());
    let mut post = |id: &str, body: Value| {
        story.step(Step::post(id, "/Users/.search", body).success(Success::Answered).needs("paging/all"));
    };
    post("search/all", of_set(&[("count", json!(50))]));
    post("search/page", of_set(&[("startIndex", json!(6)), ("count", json!(5))]));
    post("search/attributes", of_set(&[("attributes", json!(["userName"])), ("count", json!(50))]));
    let order = [("sortBy", json!("userName")), ("sortOrder", json!("descending")), ("count", json!(50))];
    post("search/sorted", of_set(&order));
    post("search/bad-operator", request(&[("filter", json!("userName zz \"pilot\"")), ("count", json!(5))]));
    let mut other = of_set(&[("count", json!(1))]);
    other["schemas"] = json!([urn::PATCH_OP]);
    post("search/wrong-urn", other);
    match teller.unlisted(&["displayName"]) {
        None => post(
            "search/excluded",
            of_set(&[("excludedAttributes", json!(["displayName"])), ("count", json!(50))]),
        ),
        Some(reason) => story.omit("search/excluded", reason),
    }
    match teller.unlisted(&["password"]) {
        None => {
            let named = [("attributes", json!(["userName", "password"])), ("count", json!(50))];
            let step = Step::post("search/password", "/Users/.search", of_set(&named));
            story.step(step.success(Success::Answered).needs("paging/all"));
        }
        Some(reason) => story.omit("search/password", reason),
    }
    let afterwards = Step::query("search/afterwards", User, set.query("count=50")).needs("paging/all");
    story.step(afterwards.success(Success::Answered));
}
