//! Updates of a user, in both dialects: paths, value filters, missing elements, and PATCH without a path
//! (Microsoft Learn, "Develop a SCIM endpoint", Update user; "Known issues and resolutions").

use std::cell::RefCell;
use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Planner, patch_and_read, shown};
use crate::entra::Dialect;
use crate::entra::body::{self, Change};
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::Attribute;
use crate::suite::sample::Version;

/// The storyline's user.
const USER: &str = "patched";

struct Teller<'a> {
    planner: &'a Planner<'a>,
    dialect: Dialect,
    person: usize,
    story: Storyline,
    /// Paths that show the changed value when all went well; the next write of one changes it back.
    changed: RefCell<HashSet<String>>,
}

pub(super) fn storyline(planner: &Planner, dialect: Dialect) -> Storyline {
    let person = planner.person();
    let mut teller = Teller {
        planner,
        dialect,
        person,
        story: Storyline::new(Some(dialect)),
        changed: RefCell::default(),
    };
    let held_back = HeldBack::of(planner);
    let body = body::user(planner.suite, planner.sampler, person, Version::Created, &|a| !held_back.holds(a));
    super::create_user(&mut teller.story, planner, person, ("patch/create", "patch/get"), USER, body);
    teller.several();
    teller.atomic();
    teller.sub_attribute();
    teller.extension(&held_back);
    teller.value_filters(&held_back);
    teller.without_path();
    teller.rename();
    teller.story
}

/// Attributes left out of the create request, so that an update finds nothing to replace.
#[derive(Default)]
struct HeldBack<'a> {
    /// The second attribute of an extension.
    extension: Option<&'a Attribute>,
    /// Elements of multi-valued attributes, at most one of an attribute that has others.
    elements: Vec<&'a Attribute>,
    /// Several sub-attributes of one element.
    parts: Vec<&'a Attribute>,
}

impl<'a> HeldBack<'a> {
    fn of(planner: &'a Planner) -> Self {
        let optional = |a: &&Attribute| a.required != Some(true);
        let extension = planner.extension_texts().into_iter().filter(optional).nth(1);
        let filtered: Vec<&Attribute> = planner.filtered().into_iter().filter(optional).collect();
        let parts = parts(&filtered);
        let elements = filtered
            .into_iter()
            .filter(|a| !parts.iter().any(|p| p.target().path().name == a.target().path().name));
        Self { extension, elements: spared(&elements.collect::<Vec<_>>()), parts }
    }

    fn holds(&self, attribute: &Attribute) -> bool {
        let same = |other: &&Attribute| other.target() == attribute.target();
        self.extension.iter().any(same) || self.elements.iter().any(same) || self.parts.iter().any(same)
    }
}

/// The largest set of listed paths that share one element, such as the parts of the work address.
fn parts<'a>(filtered: &[&'a Attribute]) -> Vec<&'a Attribute> {
    let element = |a: &Attribute| (a.target().path().name.clone(), a.target().path().filter.clone());
    let siblings = |one: &&Attribute| -> Vec<&'a Attribute> {
        filtered.iter().filter(|other| element(other) == element(one)).copied().collect()
    };
    let largest = filtered.iter().map(siblings).max_by_key(Vec::len);
    largest.filter(|parts| parts.len() > 1).unwrap_or_default()
}

/// Up to two of the listed elements; the first of each attribute stays, so that something is there to be
/// left alone. An attribute with a single element gives that one up.
fn spared<'a>(elements: &[&'a Attribute]) -> Vec<&'a Attribute> {
    let name = |a: &Attribute| a.target().path().name.clone();
    let later: Vec<&Attribute> = elements
        .iter()
        .enumerate()
        .filter(|(at, a)| elements[..*at].iter().any(|earlier| name(earlier) == name(a)))
        .map(|(_, a)| *a)
        .collect();
    let chosen = if later.is_empty() { elements.to_vec() } else { later };
    chosen.into_iter().take(2).collect()
}

impl Teller<'_> {
    fn send(&mut self, id: &str, body: Value, shows: Vec<Shown>) {
        patch_and_read(&mut self.story, id, "patch/get", USER, body, shows);
    }

    /// A value that the steps before this one did not leave there.
    fn other(&self, attribute: &Attribute) -> Value {
        let path = attribute.target().to_string();
        if self.changed.borrow_mut().remove(&path) {
            return self.planner.created(attribute, self.person);
        }
        self.changed.borrow_mut().insert(path);
        self.planner.changed(attribute, self.person)
    }

    /// The value that [`Self::other`] has just taken the place of.
    fn former(&self, attribute: &Attribute) -> Value {
        if self.changed.borrow().contains(attribute.target().as_str()) {
            return self.planner.created(attribute, self.person);
        }
        self.planner.changed(attribute, self.person)
    }

    fn replaced(&self, attribute: &Attribute) -> (Change, Shown) {
        let value = self.other(attribute);
        (Change::replace(attribute.target(), value.clone()), shown(attribute.target(), &value))
    }

    fn added(&self, attribute: &Attribute) -> (Change, Shown) {
        let value = self.planner.created(attribute, self.person);
        (Change::add(attribute.target(), value.clone()), shown(attribute.target(), &value))
    }

    fn one(&mut self, id: &str, (change, shown): (Change, Shown)) {
        let body = body::patch(self.dialect, &[change]);
        self.send(id, body, vec![shown]);
    }

    /// Two operations on one attribute and one on another: all count, the last wins.
    fn several(&mut self) {
        let mut texts = self.planner.plain_texts();
        texts.sort_by_key(|a| (a.target().path().sub.is_some(), a.target().same("displayName")));
        let [first, second, ..] = texts.as_slice() else {
            return self.story.omit("patch/several", "the suite lists fewer than two plain texts");
        };
        let (overwritten, _) = self.added(first);
        let ((last, last_shown), (other, other_shown)) = (self.replaced(first), self.replaced(second));
        let text = if first.has_form() { self.former(first) } else { json!("Overwritten") };
        let overwritten = Change { exists: true, value: text, ..overwritten };
        let operations = body::operations(self.dialect, &[overwritten, other, last]);
        self.send("patch/several", body::patch_op(&operations), vec![other_shown, last_shown]);
    }

    /// A good operation in front of one that no server can carry out: once a path that is none, once a value
    /// that is no boolean, for servers that read all paths before they apply anything.
    fn atomic(&mut self) {
        let texts = self.planner.plain_texts();
        let Some(attribute) = texts.first() else {
            return self.story.omit("patch/atomic", "the suite lists no plain text");
        };
        let word = body::op(self.dialect, "replace");
        let mut send = |id: &str, path: &str, value: &str| {
            let good = body::operation(&word, attribute.target().as_str(), json!(format!("Half done, {id}")));
            let bad = body::operation(&word, path, json!(value));
            let step = Step::patch(id, User, USER, body::patch_op(&[good, bad])).needs("patch/get");
            self.story.step(step.success(crate::entra::step::Success::Answered));
            self.story.step(super::read_user(&format!("{id}/read"), id, USER));
        };
        send("patch/atomic", "emails[type eq", "x");
        if self.planner.suite.lists("active") {
            send("patch/atomic-value", "active", "perhaps");
        }
    }

    fn sub_attribute(&mut self) {
        let texts = self.planner.plain_texts();
        match texts.iter().find(|a| a.target().path().sub.is_some()) {
            Some(attribute) => self.one("patch/sub-attribute", self.replaced(attribute)),
            None => self
                .story
                .omit("patch/sub-attribute", "the suite lists no sub-attribute of a complex attribute"),
        }
    }

    fn extension(&mut self, held_back: &HeldBack) {
        const NONE: &str = "the suite lists no text of an extension schema";
        match self.planner.extension_texts().first() {
            Some(attribute) => self.one("patch/urn-path", self.replaced(attribute)),
            None => self.story.omit("patch/urn-path", NONE),
        }
        match held_back.extension {
            Some(attribute) => self.one("patch/urn-path-add", self.added(attribute)),
            None => {
                self.story.omit("patch/urn-path-add", "the suite lists no second text of an extension schema")
            }
        }
    }

    /// An element the user was created with, best one that has others of its attribute beside it.
    fn kept_element(&self, held_back: &HeldBack) -> Option<&Attribute> {
        let filtered = self.planner.filtered();
        let kept: Vec<&Attribute> = filtered.into_iter().filter(|a| !held_back.holds(a)).collect();
        let name = |a: &Attribute| a.target().path().name.clone();
        let has_siblings = |a: &&&Attribute| kept.iter().filter(|other| name(other) == name(a)).count() > 1;
        kept.iter().find(has_siblings).or_else(|| kept.first()).copied()
    }

    fn value_filters(&mut self, held_back: &HeldBack) {
        const NONE: &str = "the suite lists no optional element addressed by a value filter";
        match self.kept_element(held_back) {
            Some(attribute) => self.one("patch/value-filter", self.replaced(attribute)),
            None => self.story.omit(
                "patch/value-filter",
                "the suite lists no changeable value that a value filter selects",
            ),
        }
        match held_back.elements.first() {
            Some(attribute) => self.one("patch/element-add", self.added(attribute)),
            None => self.story.omit("patch/element-add", NONE),
        }
        match held_back.elements.get(1) {
            Some(attribute) => {
                let (change, shown) = self.added(attribute);
                self.one("patch/element-replace", (Change { exists: true, ..change }, shown));
            }
            None => self.story.omit("patch/element-replace", NONE),
        }
        if held_back.parts.is_empty() {
            return self
                .story
                .omit("patch/element-parts", "the suite lists no two sub-attributes of one element");
        }
        let (changes, shows): (Vec<_>, Vec<_>) = held_back.parts.iter().map(|a| self.added(a)).unzip();
        self.send("patch/element-parts", body::patch(self.dialect, &changes), shows);
    }

    /// One operation without a path whose value names attributes by path; with the flag only.
    fn without_path(&mut self) {
        if self.dialect == Dialect::Default {
            return;
        }
        let texts = self.planner.plain_texts();
        let plain = texts.iter().find(|a| a.target().path().sub.is_none()).copied();
        let dotted = texts.iter().find(|a| a.target().path().sub.is_some()).copied();
        let extension = self.planner.extension_texts().first().copied();
        self.pathless("patch/no-path-plain", plain, "top-level text");
        self.pathless("patch/no-path-dotted", dotted, "sub-attribute of a complex attribute");
        self.pathless("patch/no-path-urn", extension, "text of an extension schema");
        let element = self.planner.filtered().into_iter().find(|a| a.required != Some(true));
        self.mixed(plain.or(dotted), element);
    }

    fn pathless(&mut self, id: &str, attribute: Option<&Attribute>, what: &str) {
        let Some(attribute) = attribute else {
            return self.story.omit(id, format!("the suite lists no {what}"));
        };
        let value = self.other(attribute);
        let body =
            body::patch_op(&[json!({ "op": "replace", "value": { attribute.target().as_str(): value } })]);
        self.send(id, body, vec![shown(attribute.target(), &value)]);
    }

    fn mixed(&mut self, plain: Option<&Attribute>, element: Option<&Attribute>) {
        let (Some(plain), Some(element)) = (plain, element) else {
            return self.story.omit("patch/no-path-mixed", "the suite lists no text beside a value filter");
        };
        let by_path = self.planner.created(element, self.planner.person());
        let merged = self.other(plain);
        let body = body::patch_op(&[
            body::operation("replace", element.target().as_str(), by_path.clone()),
            json!({ "op": "replace", "value": { plain.target().as_str(): merged } }),
        ]);
        self.send(
            "patch/no-path-mixed",
            body,
            vec![shown(element.target(), &by_path), shown(plain.target(), &merged)],
        );
    }

    fn rename(&mut self) {
        let name = self.planner.sampler.user_name(self.person, Version::Changed);
        let path = crate::suite::AttributePath::user_name();
        let (mut changes, mut shows) =
            (vec![Change::replace(&path, json!(name))], vec![shown(&path, &json!(name))]);
        let copies = self
            .planner
            .suite
            .user
            .attributes
            .iter()
            .filter(|a| a.equals.as_ref().is_some_and(|e| e.same("userName")));
        for copy in copies {
            changes.push(Change::replace(copy.target(), json!(name)));
            shows.push(shown(copy.target(), &json!(name)));
        }
        self.send("patch/rename", body::patch(self.dialect, &changes), shows);
        let look = Step::query("patch/match-renamed", User, query::filter("userName", &name));
        self.story.step(look.needs("patch/rename").shows(Shown::Found(USER)));
    }
}
