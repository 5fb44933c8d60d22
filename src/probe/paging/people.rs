//! The set of people: created out of order by every attribute they are sorted by.

use serde_json::{Value, json};

use crate::entra::Storyline;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step};
use crate::probe::Teller;

/// Beginning of the userName, given name, family name, title. Within a column every first letter occurs once, so that
/// the order is the same in every language; the given names mix upper and lower case.
const PEOPLE: [(&str, &str, &str, Option<&str>); 12] = [
    ("wharf", "emil", "Nygaard", Some("Pilot")),
    ("anchor", "Ragna", "Falk", None),
    ("mast", "birk", "Tveit", Some("Cartographer")),
    ("jetty", "Oda", "Berg", Some("Surveyor")),
    ("keel", "Jonas", "Rustad", None),
    ("buoy", "tora", "Hansen", Some("Diver")),
    ("tiller", "Alma", "Kvam", None),
    ("dock", "liv", "Dahl", Some("Rigger")),
    ("rudder", "Henrik", "Solli", Some("Bosun")),
    ("float", "Gro", "Moen", None),
    ("hull", "Sverre", "Eide", None),
    ("sail", "mads", "Lie", None),
];

const CAPTURES: [&str; 12] = [
    "list01", "list02", "list03", "list04", "list05", "list06", "list07", "list08", "list09", "list10",
    "list11", "list12",
];

/// The set, and how to ask for it.
pub(in crate::probe) struct Set {
    prefix: String,
}

impl Set {
    /// Creates the people and waits until the last of them is found.
    pub(super) fn create(story: &mut Storyline, teller: &Teller) -> Self {
        let sampler = teller.planner.sampler;
        let set = Self { prefix: format!("{}-list.", sampler.run) };
        let name = |word: &str| format!("{}{word}@{}", set.prefix, sampler.domain);
        let mut settled =
            Step::query("paging/settled", User, crate::entra::query::filter("userName", &name("sail")));
        for (number, person) in PEOPLE.iter().enumerate() {
            let id = format!("paging/create-{:02}", number + 1);
            let step = Step::create(&id, User, &name(person.0), body(teller, &name(person.0), person));
            story.step(step.capture(CAPTURES[number]));
            settled = settled.needs(&id);
        }
        story.step(settled.shows(Shown::Found("list12")));
        let all = Step::query("paging/all", User, set.query("count=50")).needs("paging/settled");
        story.step(all);
        set
    }

    /// The filter that finds the set and nobody else.
    pub(in crate::probe) fn filter(&self) -> String {
        format!("userName sw \"{}\"", self.prefix)
    }

    /// A query string with the filter and these parameters.
    pub(in crate::probe) fn query(&self, parameters: &str) -> String {
        let filter = format!("filter=userName%20sw%20%22{}%22", self.prefix);
        if parameters.is_empty() { filter } else { format!("{filter}&{parameters}") }
    }
}

/// A create request with as much of the person as the suite lists.
fn body(teller: &Teller, name: &str, person: &(&str, &str, &str, Option<&str>)) -> Value {
    let (_, given, family, title) = *person;
    let (run, domain) = (&teller.planner.sampler.run, &teller.planner.sampler.domain);
    let address = |word: &str| json!(format!("{}.{run}@{domain}", word.to_lowercase()));
    let work = "emails[type eq \"work\"]";
    let mut values = vec![
        ("displayName", json!(format!("{given} {family}"))),
        ("name.givenName", json!(given)),
        ("name.familyName", json!(family)),
        ("emails[type eq \"other\"].value", address(given)),
        ("emails[type eq \"work\"].value", address(family)),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", json!("Hydrography")),
    ];
    values.extend(title.map(|title| ("title", json!(title))));
    values.retain(|(path, _)| writable(teller, path));
    let primary = format!("{work}.primary");
    if values.iter().any(|(path, _)| path.starts_with(work)) {
        values.push((&primary, json!(true)));
    }
    values.push(("userName", json!(name)));
    let person = teller.planner.person();
    if let Some(password) = teller.planner.suite.user_attribute("password") {
        values.push(("password", teller.planner.created(password, person)));
    }
    teller.user(person, &values)
}

/// Whether the suite lists the attribute, and for more than one constant value.
fn writable(teller: &Teller, path: &str) -> bool {
    let planner = teller.planner;
    planner.suite.user_attribute(path).is_some_and(|attribute| !planner.sampler.is_constant(attribute))
}
