//! PATCH as RFC 7644 §3.5.2 has it, whoever sends it, and what Microsoft's tests of an update add to it.

mod extension;
mod gallery;
mod general;
mod manager;
mod phones;
mod refusals;
mod roles;
mod texts;

use serde_json::{Value, json};

use super::Teller;
use crate::entra::body::{operation, patch_op};
use crate::entra::sequence::{create_user, patch_and_read, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::sample::Version;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let single = [
        general::basics(teller),
        general::user_name(teller),
        general::active(teller),
        general::primary(teller),
        general::immutable(teller),
        refusals::storyline(teller),
        texts::single(teller),
        texts::names(teller),
        texts::address(teller),
        texts::external_id(teller),
        texts::group_external_id(teller),
        phones::values(teller),
        phones::lists(teller),
        extension::storyline(teller),
        manager::storyline(teller),
        roles::storyline(teller),
        gallery::null_update(teller),
        gallery::user_update(teller),
    ];
    single.into_iter().collect()
}

/// One user from its creation through one PATCH after the other.
struct Tale<'a> {
    teller: &'a Teller<'a>,
    person: usize,
    user: &'static str,
    get: String,
    story: Storyline,
}

impl<'a> Tale<'a> {
    /// Creates a user with these values beside what the suite requires.
    fn begin(teller: &'a Teller<'a>, name: &str, user: &'static str, paths: &[&str]) -> Self {
        let person = teller.planner.person();
        let values: Vec<(&str, Value)> =
            paths.iter().map(|path| (*path, sample(teller, person, path, Version::Created))).collect();
        let body = teller.user(person, &values);
        Self::of(teller, name, user, person, body)
    }

    /// Creates a user with this body.
    fn of(teller: &'a Teller<'a>, name: &str, user: &'static str, person: usize, body: Value) -> Self {
        let (create, get) = (format!("{name}/create"), format!("{name}/get"));
        let mut story = Storyline::new(None);
        create_user(&mut story, teller.planner, person, (&create, &get), user, body);
        Self { teller, person, user, get, story }
    }

    /// The value an attribute is created with.
    fn created(&self, path: &str) -> Value {
        sample(self.teller, self.person, path, Version::Created)
    }

    /// The value an attribute is changed to.
    fn changed(&self, path: &str) -> Value {
        sample(self.teller, self.person, path, Version::Changed)
    }

    /// A PATCH of these operations that must be accepted, and the read that shows its effect.
    fn patch(&mut self, id: &str, operations: &[Value], shows: Vec<Shown>) {
        let (get, user) = (self.get.clone(), self.user);
        patch_and_read(&mut self.story, id, &get, user, patch_op(operations), shows);
    }

    /// One operation with a path, and the read that shows a text there.
    fn one(&mut self, id: &str, op: &str, path: &str, value: Value) {
        let shows = value.is_string().then(|| Shown::Value(path.to_owned(), value.clone()));
        self.patch(id, &[operation(op, path, value)], shows.into_iter().collect());
    }

    /// A removal, and the read that shows it.
    fn remove(&mut self, id: &str, path: &str) {
        self.patch(id, &[json!({ "op": "remove", "path": path })], vec![Shown::Absent(path.to_owned())]);
    }

    /// A body that must be refused; the read behind it is sent whatever the answer.
    fn refused(&mut self, id: &str, body: Value) {
        self.send(id, body, Vec::new());
    }

    /// One operation that must be refused.
    fn refused_operation(&mut self, id: &str, operation: &Value) {
        self.refused(id, patch_op(std::slice::from_ref(operation)));
    }

    /// One operation that may be refused, and what the read shows where it is not.
    fn either(&mut self, id: &str, operation: &Value, shown: Shown) {
        self.send(id, patch_op(std::slice::from_ref(operation)), vec![shown]);
    }

    fn send(&mut self, id: &str, body: Value, shows: Vec<Shown>) {
        self.story.step(Step::patch(id, User, self.user, body).needs(&self.get));
        let read = read_user(&format!("{id}/read"), &self.get, self.user);
        let after = |shown| Shown::After(id.to_owned(), Box::new(shown));
        self.story.step(Step { shows: shows.into_iter().map(after).collect(), ..read });
    }

    /// Ends the storyline, which the suite may leave out.
    fn end(self, obstacle: Option<String>) -> Storyline {
        match obstacle {
            Some(reason) => self.story.left_out(&reason),
            None => self.story,
        }
    }
}

/// A value of the run for that attribute. Where the suite does not list it, its storyline is left out anyway.
fn sample(teller: &Teller, person: usize, path: &str, version: Version) -> Value {
    let planner = teller.planner;
    let listed = planner.suite.user_attribute(path);
    listed.map_or_else(|| json!("-"), |attribute| planner.sampler.value(attribute, person, version))
}

/// Why a storyline that writes and removes these attributes is left out, if it is.
fn unwritable(teller: &Teller, paths: &[&str]) -> Option<String> {
    let required = |path: &&&str| {
        teller.planner.suite.user_attribute(path).is_some_and(|attribute| attribute.required == Some(true))
    };
    let unlisted = teller.unlisted(paths);
    unlisted.or_else(|| paths.iter().find(required).map(|path| format!("the suite requires {path}")))
}
