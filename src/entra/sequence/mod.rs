//! The order of Entra's requests, as storylines: each follows one or a few resources from creation on.
//!
//! A storyline that has no PATCH, or where the dialect is beside the point, is told once; the others once per
//! dialect. Storylines share nothing, so they may be performed side by side.

mod attributes;
mod connection;
mod groups;
mod lifecycle;
mod members;
mod patch;
mod refusals;
mod required;
mod spelling;
mod users;

use std::cell::Cell;

use serde_json::Value;

pub(crate) use connection::NO_GROUPS;

use super::step::{Plan, Shown, Step, Storyline};
use super::{Dialect, body, limits};
use crate::suite::sample::{Sampler, Version};
use crate::suite::{Attribute, AttributePath, AttributeType, Suite};

/// Lays out the whole sequence for a suite.
pub fn plan(suite: &Suite, sampler: &Sampler, dialects: &[Dialect], guid: &str) -> Plan {
    let mut plan = lay_out(&Planner::new(suite, sampler, guid), dialects);
    limits::keep_within(suite, &mut plan);
    plan
}

/// The same with a planner that is used further.
pub(crate) fn lay_out(planner: &Planner, dialects: &[Dialect]) -> Plan {
    let mut storylines = vec![users::storyline(planner)];
    let each = |tell: &dyn Fn(Dialect) -> Storyline| dialects.iter().map(|d| tell(*d)).collect::<Vec<_>>();
    storylines.extend(each(&|dialect| patch::storyline(planner, dialect)));
    storylines.extend(each(&|dialect| lifecycle::storyline(planner, dialect)));
    storylines.push(groups::storyline(planner));
    storylines.extend(each(&|dialect| members::storyline(planner, dialect)));
    storylines.push(spelling::storyline(planner));
    storylines.push(refusals::storyline(planner));
    storylines.push(required::storyline(planner));
    storylines.extend(each(&|dialect| attributes::storyline(planner, dialect)));
    Plan { connection: connection::storyline(planner), storylines }
}

/// What the storylines are laid out from.
pub(crate) struct Planner<'a> {
    pub(crate) suite: &'a Suite,
    pub(crate) sampler: &'a Sampler,
    pub(crate) guid: &'a str,
    people: Cell<usize>,
}

impl<'a> Planner<'a> {
    /// A planner of one run; the GUID is the value nobody has.
    pub(crate) fn new(suite: &'a Suite, sampler: &'a Sampler, guid: &'a str) -> Self {
        Self { suite, sampler, guid, people: Cell::new(0) }
    }

    /// A person no other step uses.
    pub(crate) fn person(&self) -> usize {
        let next = self.people.get();
        self.people.set(next + 1);
        next
    }

    pub(crate) fn user_name(&self, person: usize) -> String {
        self.sampler.user_name(person, Version::Created)
    }

    /// The standard create request of a person.
    pub(crate) fn user(&self, person: usize) -> Value {
        body::user(self.suite, self.sampler, person, Version::Created, &|_| true)
    }

    pub(crate) fn created(&self, attribute: &Attribute, person: usize) -> Value {
        self.sampler.value(attribute, person, Version::Created)
    }

    pub(crate) fn changed(&self, attribute: &Attribute, person: usize) -> Value {
        self.sampler.value(attribute, person, Version::Changed)
    }

    /// Listed attributes that can be changed to a value we know to be acceptable, and that show the change.
    pub(crate) fn changeable(&self) -> impl Iterator<Item = &Attribute> {
        self.suite.user.attributes.iter().filter(|attribute| {
            attribute.is_updated()
                && !self.sampler.is_constant(attribute)
                && !attribute.target().same("password")
        })
    }

    /// Listed texts that stand at the top level or below a complex attribute and have no rôle of their own,
    /// the most ordinary first. Where the suite lists none, `userName`.
    pub(crate) fn plain_texts(&self) -> Vec<&Attribute> {
        let rank = |attribute: &&Attribute| {
            let known = ["title", "name.givenName", "name.familyName", "displayName"];
            known.iter().position(|name| attribute.target().same(name)).unwrap_or(known.len())
        };
        let reserved = ["userName", "externalId", "name.formatted"];
        let mut texts: Vec<&Attribute> = self
            .changeable()
            .filter(|a| {
                a.kind == AttributeType::String && !a.target().has_filter() && a.target().path().urn.is_none()
            })
            .filter(|a| !reserved.iter().any(|name| a.target().same(name)))
            .collect();
        // Those whose values have a form come last: probes write texts of their own.
        texts.sort_by_key(|text| (text.has_form(), rank(text)));
        texts
    }

    /// Listed texts of an extension that can be changed.
    pub(crate) fn extension_texts(&self) -> Vec<&Attribute> {
        self.changeable()
            .filter(|a| a.target().path().urn.is_some() && a.kind == AttributeType::String)
            .collect()
    }

    /// Listed attributes addressed by a value filter that can be changed.
    pub(crate) fn filtered(&self) -> Vec<&Attribute> {
        self.changeable().filter(|a| a.target().has_filter()).collect()
    }
}

/// A create of a user, the look at it that proves it ours, and nothing else.
pub(crate) fn create_user(
    story: &mut Storyline,
    planner: &Planner,
    person: usize,
    ids: (&str, &str),
    capture: &'static str,
    body: Value,
) {
    let name = planner.user_name(person);
    story.step(Step::create(ids.0, super::step::ResourceType::User, &name, body).capture(capture));
    story.step(read_user(ids.1, ids.0, capture).shows(Shown::Named("userName".into(), name)));
}

/// A read of a captured user behind the step it depends on.
pub(crate) fn read_user(id: &str, needs: &str, target: &str) -> Step {
    Step::get(id, format!("/Users/{{{{{target}}}}}")).needs(needs)
}

/// A PATCH of the storyline's user and the read that shows its effect.
pub(crate) fn patch_and_read(
    story: &mut Storyline,
    id: &str,
    needs: &str,
    target: &'static str,
    body: Value,
    shows: Vec<Shown>,
) {
    use super::step::ResourceType::User;
    story.step(Step::patch(id, User, target, body).needs(needs));
    let mut read = read_user(&format!("{id}/read"), id, target);
    read.shows = shows;
    story.step(read);
}

pub(crate) fn shown(path: &AttributePath, value: &Value) -> Shown {
    Shown::Value(path.to_string(), value.clone())
}
