//! Extensions: named without values, with values and not named, declared by the app, and required by it.

use serde_json::{Value, json};

use super::super::Teller;
use crate::entra::query;
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::{Attribute, enterprise};

/// An extension nobody declared. Nothing is written there that the suite lists, so that a tenant may refuse it.
const UNDECLARED: &str = "urn:example:params:scim:schemas:extension:moorings:2.0:User";

/// A create under the person's own name, and the read of what it made. Answers with the name.
fn create(
    story: &mut Storyline,
    teller: &Teller,
    id: &str,
    capture: &'static str,
    body: &dyn Fn(usize) -> Value,
) -> String {
    let person = teller.planner.person();
    let name = teller.planner.user_name(person);
    story.step(Step::create(id, User, &name, body(person)).capture(capture).success(Success::Answered));
    let read = read_user(&format!("{id}/read"), id, capture).success(Success::Answered);
    story.step(read.shows(Shown::Status(200)));
    name
}

/// The enterprise URN without a value, and a container nobody declared.
pub(super) fn urns(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    create(&mut story, teller, "extensions/undeclared", "moored", &|person| {
        let mut body = teller.user(person, &[]);
        body[UNDECLARED] = json!({ "berth": "Quay 4" });
        body
    });
    create(&mut story, teller, "extensions/urn-only", "named", &|person| {
        let mut body = teller.user(person, &[]);
        body["schemas"] = json!([urn::USER, urn::ENTERPRISE_USER]);
        if let Some(body) = body.as_object_mut() {
            body.shift_remove("meta");
        }
        body
    });
    if !teller.planner.suite.has_enterprise() {
        let reason = "the suite lists no attribute of the enterprise extension";
        let named = story.steps.split_off(2);
        for step in &named {
            story.omit(&step.id, reason);
        }
    }
    story
}

/// Extensions of the app's own.
fn is_own(attribute: &Attribute) -> bool {
    attribute
        .target()
        .path()
        .urn
        .as_deref()
        .is_some_and(|id| urn::is_extension(id) && !urn::same(id, urn::ENTERPRISE_USER))
}

/// Whether no attribute of the extension is required.
fn is_of_optional(attribute: &Attribute, listed: &[&Attribute]) -> bool {
    let of = |attribute: &Attribute| attribute.target().path().urn.clone();
    !listed.iter().any(|other| other.required == Some(true) && of(other) == of(attribute))
}

/// The app's own extension, whose URN Entra does not list, and a create without one that is required.
pub(super) fn custom(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let listed: Vec<&Attribute> =
        planner.suite.user.attributes.iter().filter(|attribute| is_own(attribute)).collect();
    let optional = listed.iter().find(|attribute| is_of_optional(attribute, &listed));
    let Some(first) = optional.or(listed.first()) else {
        let reason = "the suite lists no extension of the app's own";
        for id in [
            "extensions/custom",
            "extensions/custom/read",
            "extensions/incomplete",
            "extensions/incomplete/read",
        ] {
            story.omit(id, reason);
        }
        return story;
    };
    create(&mut story, teller, "extensions/custom", "custom", &|person| {
        let mut body = teller.user(person, &[(first.target().as_str(), planner.created(first, person))]);
        body["schemas"] = json!([urn::USER]);
        body
    });
    if let Some(required) = listed.iter().find(|attribute| attribute.required == Some(true)) {
        let container = required.target().path().urn.clone().unwrap_or_default();
        create(&mut story, teller, "extensions/incomplete", "incomplete", &|person| {
            let mut body = teller.user(person, &[]);
            if let Some(body) = body.as_object_mut() {
                body.retain(|name, _| !urn::same(name, &container));
            }
            body
        });
    } else {
        for id in ["extensions/incomplete", "extensions/incomplete/read"] {
            story.omit(id, "the suite requires no attribute of the app's own extension");
        }
    }
    story
}

/// Two users of different departments, looked for by a name with dots and digits in it.
pub(super) fn departments(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let path = enterprise("department");
    let ours = format!("Soundings-{}", teller.planner.sampler.run);
    for (id, capture, department) in [
        ("extensions/department", "sounder", ours.clone()),
        ("extensions/other-department", "other", format!("{ours}-North")),
    ] {
        let body = |person| teller.user(person, &[(&path, json!(department))]);
        let name = create(&mut story, teller, id, capture, &body);
        let found = Step::query(&format!("{id}/match"), User, query::filter("userName", &name));
        let found = found.needs(&format!("{id}/read")).success(Success::Answered);
        story.step(found.shows(Shown::Found(capture)));
    }
    let look = Step::query("extensions/match-department", User, query::filter(&path, &ours));
    let look = look.needs("extensions/department/match").needs("extensions/other-department/match");
    story.step(look.success(Success::Answered));
    match teller.unlisted(&[&path]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}
