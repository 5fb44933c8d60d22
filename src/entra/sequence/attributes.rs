//! Every attribute the suite lists, changed one by one in the dialect, then read back together.

use super::{Planner, shown};
use crate::entra::Dialect;
use crate::entra::body::{self, Change};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::Attribute;

/// The storyline's user.
const USER: &str = "changed";

pub(super) fn storyline(planner: &Planner, dialect: Dialect) -> Storyline {
    let mut story = Storyline::new(Some(dialect));
    let person = planner.person();
    let body = planner.user(person);
    super::create_user(&mut story, planner, person, ("attributes/create", "attributes/get"), USER, body);
    let mut read = super::read_user("attributes/read", "attributes/get", USER);
    for attribute in in_order(planner) {
        let changed = planner.changed(attribute, person);
        let value = if attribute.is_bare_roles() { body::roles(attribute, changed) } else { changed };
        let body = body::patch(dialect, &[Change::replace(attribute.target(), value.clone())]);
        let id = format!("attributes/patch/{}", attribute.target());
        story.step(Step::patch(&id, User, USER, body).needs("attributes/get"));
        if !planner.sampler.is_constant(attribute) {
            read = read.shows(Shown::After(id.clone(), Box::new(shown(attribute.target(), &value))));
        }
    }
    story.step(read);
    story
}

/// Derived names last, as servers compute them from their parts. `active` has checks of its own, and a password is
/// never shown.
fn in_order<'a>(planner: &'a Planner) -> Vec<&'a Attribute> {
    let rank = |attribute: &&Attribute| match attribute.target().as_str() {
        "displayName" | "name.formatted" => 1,
        _ => 0,
    };
    let known_roles = |a: &Attribute| a.is_bare_roles() && a.written.is_none() && !a.knows_no_value();
    let written = |a: &&Attribute| a.is_updated() || known_roles(a);
    let mut all: Vec<&Attribute> = planner.suite.user.attributes.iter().filter(written).collect();
    all.retain(|a| !a.target().same("active") && !a.target().same("password"));
    all.sort_by_key(rank);
    all
}
