//! People made for filters: each value has a decoy that differs in one respect.
//!
//! The cast is written once and asked about many times. Every value carries the run id, so that a right answer holds
//! people of the cast and nobody else, however many others the tenant has.

mod queries;
mod references;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Teller;
use crate::entra::sequence;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Captured, Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::enterprise;
use queries::Ask;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![cast(teller), references::manager(teller), references::members(teller)]
}

/// The people, in the order in which they are created, which is none.
const CAST: [&str; 9] = ["middle", "off", "front", "signs", "back", "two", "same", "quoted", "other"];

const WORK: &str = "emails[type eq \"work\"].value";
const OTHER: &str = "emails[type eq \"other\"].value";

fn cast(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let people = CAST.map(|who| (who, teller.planner.person()));
    for (who, person) in people {
        appear(&mut story, teller, who, person);
    }
    let name = |who: &str| {
        let person = people.iter().find(|(other, _)| *other == who).map_or(0, |(_, person)| *person);
        teller.planner.user_name(person)
    };
    let baseline = format!("userName eq \"{}\"", name("same"));
    let look = Step::query("filters/baseline", User, encoded(&baseline)).success(Success::Answered);
    story.step(look.needs("filters/get/same").shows(Shown::Found("same")));
    for ask in queries::all(teller, &name) {
        add(&mut story, teller, ask);
    }
    match teller.no_names() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The create of one of the cast, with what the suite lists of the values, and a look at what was stored.
fn appear(story: &mut Storyline, teller: &Teller, who: &'static str, person: usize) {
    let values = values(teller, who);
    let listed = |(path, _): &(String, Value)| teller.planner.suite.lists(path);
    let values: Vec<(String, Value)> = values.into_iter().filter(listed).collect();
    let values: Vec<(&str, Value)> =
        values.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    let mut body = teller.user(person, &values);
    complete(&mut body);
    let ids = (format!("filters/create/{who}"), format!("filters/get/{who}"));
    let name = teller.planner.user_name(person);
    story.step(Step::create(&ids.0, User, &name, body).capture(who));
    let read = sequence::read_user(&ids.1, &ids.0, who).shows(Shown::Named("userName".into(), name));
    let moment = Captured::ElsewhereMoment("/meta/lastModified");
    story.step(if who == "front" { read.captures("moment", moment) } else { read });
}

/// Names the schemas that the body uses, and which of the e-mail addresses comes first.
fn complete(body: &mut Value) {
    let mut schemas = vec![urn::USER];
    if body.get(urn::ENTERPRISE_USER).is_some() {
        schemas.push(urn::ENTERPRISE_USER);
    }
    body["schemas"] = json!(schemas);
    for email in body.get_mut("emails").and_then(Value::as_array_mut).into_iter().flatten() {
        email["primary"] = json!(email["type"] == "work");
    }
}

/// What each of the cast is there for.
fn values(teller: &Teller, who: &str) -> Vec<(String, Value)> {
    let run = &teller.planner.sampler.run;
    let domain = &teller.planner.sampler.domain;
    let mut values = vec![("displayName".to_owned(), json!(display_name(run, who)))];
    let mut put = |path: &str, value: Value| values.push((path.to_owned(), value));
    match who {
        "front" => {
            put("title", json!(format!("Surveyor {run}")));
            put("active", json!(true));
            put("name.givenName", json!(format!("Mira {run}")));
            put("name.familyName", json!(format!("Berg {run}")));
            put(&enterprise("department"), json!(format!("Hydrography {run}")));
            put(WORK, json!(format!("front.{run}@{domain}")));
        }
        "middle" => {
            put("name.givenName", json!(format!("Berg {run}")));
            put("name.familyName", json!(format!("Mira {run}")));
            put(&enterprise("department"), json!(format!("Pilotage {run}")));
        }
        "off" => put("active", json!(false)),
        "two" => {
            put(WORK, json!(format!("desk.{run}@{domain}")));
            put(OTHER, json!(format!("quay.{run}@{domain}")));
        }
        "same" => put("externalId", json!(format!("Tide-{run}-e"))),
        _ => {}
    }
    values
}

/// Four names hold `Tide RUN`: in the middle, at the end, at the beginning, and as a whole.
fn display_name(run: &str, who: &str) -> String {
    match who {
        "middle" => format!("North Tide {run} crew"),
        "back" => format!("Lead Tide {run}"),
        "front" => format!("Tide {run} analyst"),
        "same" => format!("Tide {run}"),
        "signs" => format!("O'Neil & Søn ({run}) + #7/8 @ 50%"),
        "quoted" => format!("Quay \"{run}\" \\ crew"),
        _ => format!("Ebb {run} {who}"),
    }
}

fn add(story: &mut Storyline, teller: &Teller, ask: Ask) {
    if let Some(reason) = teller.unlisted(ask.attributes) {
        return story.omit(&ask.id, reason);
    }
    let mut rows = ask.attributes.iter().filter_map(|path| teller.planner.suite.user_attribute(path));
    if let Some(row) = rows.find(|row| row.equals.is_some()) {
        let reason = format!(
            "the suite says that {} equals another attribute, so it has no value of its own",
            row.target()
        );
        return story.omit(&ask.id, reason);
    }
    if ask.attributes == ["title"] && teller.requires_title() {
        return story.omit(&ask.id, "the suite requires a title, so nobody is without one");
    }
    if ask.id.starts_with("filters/schemas/") && requires_enterprise(teller) {
        return story.omit(&ask.id, "the suite requires an attribute of the extension, so everybody uses it");
    }
    let step = Step::query(&ask.id, User, format!("{}{}", encoded(&ask.filter), ask.further));
    story.step(step.success(Success::Answered).needs("filters/baseline"));
}

/// Whether nobody can be without the enterprise extension.
fn requires_enterprise(teller: &Teller) -> bool {
    let enterprise =
        |path: &crate::scim::Path| path.urn.as_deref().is_some_and(|id| urn::same(id, urn::ENTERPRISE_USER));
    let mut rows = teller.planner.suite.user.attributes.iter().filter(|row| !row.is_reference());
    rows.any(|row| row.required == Some(true) && enterprise(row.target().path()))
}

/// Everything but what RFC 3986 reserves for no purpose.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The filter parameter, with its placeholders as they are.
fn encoded(filter: &str) -> String {
    let text = utf8_percent_encode(filter, ESCAPED).to_string();
    format!("filter={}", text.replace("%7B%7B", "{{").replace("%7D%7D", "}}"))
}
