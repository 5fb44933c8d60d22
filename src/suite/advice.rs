//! What is worth a second look in a suite that can be used.

use super::document::{Document, Step};
use super::lint::{Level, Problem};
use super::load::{Part, Read};
use super::{Attribute, AttributeType, GroupSupport, Removal, load, misprint};
use crate::scim::schema::Model;
use crate::scim::{Path, urn};

use Step::{At, Key};

/// All of it, in the order in which it is looked for.
pub(super) fn problems(document: &Document<'_>, read: &Read, file: &str) -> Vec<Problem> {
    let mut advice = Advice { document, problems: Vec::new() };
    advice.name(read, file);
    advice.users(read);
    advice.groups(read);
    for part in read.parts() {
        for (at, row) in part.written.iter().enumerate() {
            advice.row(&part, at, row);
        }
        advice.matching(&part);
    }
    advice.problems
}

struct Advice<'a> {
    document: &'a Document<'a>,
    problems: Vec<Problem>,
}

impl Advice<'_> {
    fn add(&mut self, level: Level, steps: &[Step<'_>], message: impl Into<String>) {
        self.problems.push(Problem { level, ..self.document.error(steps, message) });
    }

    fn name(&mut self, read: &Read, file: &str) {
        let stem = std::path::Path::new(file).file_stem().and_then(|stem| stem.to_str());
        let slug = &read.written.app.slug;
        if load::is_file(file) && stem.is_some_and(|stem| stem != slug) {
            let message = format!("the slug '{slug}' is not the name of the file");
            self.add(Level::Note, &[Key("app"), Key("slug")], message);
        }
    }

    fn users(&mut self, read: &Read) {
        let suite = &read.effective;
        if suite.user.attributes.is_empty() {
            let message = "no user attribute is listed, so that only userName is written; inherits = \"entra\" takes over \
                           Entra's default mapping";
            self.add(Level::Warning, &[Key("user")], message);
        } else if suite.user_attribute("userName").is_none() {
            let message = "userName is not listed, and Entra writes it all the same";
            self.add(Level::Note, &[Key("user"), Key("attributes")], message);
        }
        if suite.user.removal == Some(Removal::DisableOnly) && suite.user_attribute("active").is_none() {
            let message = "users are disabled by active, which is not listed";
            self.add(Level::Warning, &[Key("user"), Key("removal")], message);
        }
    }

    fn groups(&mut self, read: &Read) {
        let group = &read.written.group;
        let says =
            !(group.attributes.is_empty() && group.matching.is_empty() && group.not_offered.is_empty());
        if group.support == Some(GroupSupport::Unsupported) && says {
            let message = "groups are unsupported, so that nothing else that is said of them is used";
            self.add(Level::Warning, &[Key("group"), Key("support")], message);
        }
    }

    fn row(&mut self, part: &Part<'_>, at: usize, row: &Attribute) {
        let place = [Key(part.key), Key("attributes"), At(at)];
        let path = [&place[..], &[Key("path")]].concat();
        let of_group = part.key == "group";
        match (&row.likely, misprint::likely(row.printed().as_str(), of_group)) {
            (Some(likely), _) if likely == row.printed() => {
                self.add(Level::Warning, &[&place[..], &[Key("likely")]].concat(), "likely repeats the path");
            }
            (Some(likely), _) => {
                self.add(
                    Level::Note,
                    &path,
                    format!("printed as '{}'; the run uses {likely}", row.printed()),
                );
            }
            (None, Some(likely)) => {
                let message = format!("'{}' is probably a misprint; add likely = '{likely}'", row.printed());
                return self.add(Level::Warning, &path, message);
            }
            (None, None) => {}
        }
        for message in notes(row, of_group) {
            self.add(Level::Note, &path, message);
        }
    }

    fn matching(&mut self, part: &Part<'_>) {
        for (at, path) in part.matching.iter().enumerate() {
            let row = part.effective.iter().find(|row| row.target().same(path.as_str()));
            if row.is_some_and(|row| row.filter == Some(false)) {
                let message = format!("accounts are matched by {path}, which is listed as not filterable");
                self.add(Level::Note, &[Key(part.key), Key("matching"), At(at)], message);
            }
        }
    }
}

/// What is good to know of a row.
fn notes(row: &Attribute, of_group: bool) -> Vec<String> {
    let path = row.target().path();
    let mut notes = Vec::new();
    notes.extend(whole_list(row, path));
    if !of_group {
        notes.extend(reference(row, path));
        notes.extend(unmapped(row, path));
        notes.extend(invented(row, path));
    }
    notes
}

/// A multi-valued attribute without a value filter.
fn whole_list(row: &Attribute, path: &Path) -> Option<String> {
    let model = Model::user();
    let many = model
        .find(&Path { sub: None, ..path.clone() })
        .ok()
        .flatten()
        .is_some_and(|f| f.attribute.multi_valued);
    let bare = path.filter.is_none() && path.sub.is_none() && many;
    bare.then(|| format!("{} has no value filter: the list is written as a whole", row.target()))
}

/// `manager` under another type than Reference.
fn reference(row: &Attribute, path: &Path) -> Option<String> {
    let manager = path.name.eq_ignore_ascii_case("manager") && path.urn.is_some();
    let odd = manager && row.kind != AttributeType::Reference;
    odd.then(|| format!("manager is typed {:?}; Entra sends it as it sends a reference", row.kind))
}

/// An attribute at the top level that neither the RFC nor Entra's default mapping has.
fn unmapped(row: &Attribute, path: &Path) -> Option<String> {
    let own = path.urn.as_deref().is_none_or(urn::is_core);
    let common = ["id", "externalId", "password"].iter().any(|name| path.is_attribute(name));
    let unknown = matches!(Model::user().find(path), Ok(None) | Err(_));
    (own && !common && unknown).then(|| {
        format!("{} is no attribute of RFC 7643, and no default mapping of Entra writes it", row.target())
    })
}

/// An attribute whose values only the app knows.
fn invented(row: &Attribute, path: &Path) -> Option<String> {
    let closed = ["roles", "entitlements"].iter().any(|name| path.is_attribute(name))
        || (row.required == Some(true) && path.is_attribute("userType"));
    let of_the_app = closed && path.sub.as_deref().is_none_or(|sub| sub == "value");
    let known =
        row.sample.is_some() || !row.values.is_empty() || row.pattern.is_some() || row.equals.is_some();
    (of_the_app && !known).then(|| {
        format!("{} takes values that only the app knows; values or sample would say which", row.target())
    })
}
