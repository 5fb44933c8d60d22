//! People of the set in part, and writes whose answer is asked for in part.

use serde_json::{Value, json};

use super::{Set, query};
use crate::entra::body::{op, operation, patch_op};
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Step, Success};
use crate::entra::{Dialect, Storyline};
use crate::probe::Teller;
use crate::suite::sample::Version;

const DEPARTMENT: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

pub(super) fn steps(story: &mut Storyline, teller: &Teller, set: &Set) {
    for (id, parameters, listed) in [
        ("projection/user-name", "attributes=userName", &["userName"][..]),
        ("projection/upper-case", "attributes=USERNAME", &["userName"]),
        ("projection/id-excluded", "excludedAttributes=id", &["userName"]),
        ("projection/unknown", "attributes=userName,tideLevel", &["userName"]),
        ("projection/sub-attribute", "attributes=name.givenName", &["name.givenName", "name.familyName"]),
        (
            "projection/excluded-part",
            "excludedAttributes=name.familyName",
            &["name.givenName", "name.familyName"],
        ),
        ("projection/department", &format!("attributes={DEPARTMENT}"), &[DEPARTMENT]),
        (
            "projection/extension",
            &format!("attributes={}", DEPARTMENT.trim_end_matches(":department")),
            &[DEPARTMENT],
        ),
        ("projection/excluded", "excludedAttributes=displayName", &["displayName"]),
        ("projection/several", "attributes=userName,displayName", &["displayName"]),
        (
            "projection/both",
            "attributes=userName,displayName&excludedAttributes=displayName",
            &["displayName"],
        ),
        ("projection/password", "attributes=userName,password", &["password"]),
        ("projection/email-value", "attributes=emails.value", &["emails[type eq \"work\"].value"]),
    ] {
        match teller.unlisted(listed) {
            Some(reason) => story.omit(id, reason),
            None => {
                let step = Step::get(id, "/Users/{{list01}}").with_query(parameters).needs("paging/read");
                story.step(step.success(Success::Answered));
            }
        }
    }
    for (id, parameters) in [
        ("projection/list", "attributes=userName&count=50"),
        ("projection/list-id", "attributes=id&count=50"),
    ] {
        story.step(query(id, set, parameters).success(Success::Answered));
    }
    match teller.unlisted(&["displayName"]) {
        Some(reason) => story.omit("projection/excluded-list", reason),
        None => story.step(query("projection/excluded-list", set, "excludedAttributes=displayName&count=50")),
    }
}

/// A create, a PATCH and a PUT whose answers are to hold `userName` and no more.
pub(super) fn writes(teller: &Teller) -> Storyline {
    const ASKED: &str = "attributes=userName";
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let (name, body) = (planner.user_name(person), planner.user(person));
    let create = Step::create("projection/create", User, &name, body.clone()).capture("shown");
    story.step(create.with_query(ASKED));
    story.step(read_user("projection/created", "projection/create", "shown"));
    let (path, value) = match planner.plain_texts().first() {
        Some(attribute) => (attribute.target().to_string(), planner.changed(attribute, person)),
        None => ("userName".to_owned(), json!(planner.sampler.user_name(person, Version::Changed))),
    };
    let operations = patch_op(&[operation(&op(Dialect::Compliant, "replace"), &path, value)]);
    let patch = Step::patch("projection/patch", User, "shown", operations).with_query(ASKED);
    story.step(patch.success(Success::Answered).needs("projection/created"));
    let put = Step::put("projection/put", User, "shown", with_id(body)).with_query(ASKED);
    story.step(put.success(Success::Answered).needs("projection/created"));
    story
}

fn with_id(mut body: Value) -> Value {
    body["id"] = json!("{{shown}}");
    body
}
