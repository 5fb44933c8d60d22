//! Updates of Microsoft's validation of gallery apps: every optional attribute emptied, every text changed at once.

use serde_json::{Value, json};

use super::{Tale, Teller};
use crate::entra::body::operation;
use crate::entra::step::{Shown, Storyline};
use crate::suite::{Attribute, AttributeType};

/// What the validation never empties.
const KEPT: [&str; 5] = ["userName", "active", "externalId", "roles", "manager"];

/// Every attribute that the suite calls optional, emptied by `""`, by `null` while it is empty, and by `null` once it
/// has its value again.
pub(super) fn null_update(teller: &Teller) -> Storyline {
    let person = teller.planner.person();
    let mut tale = Tale::of(teller, "modify-null", "emptied", person, teller.planner.user(person));
    let paths: Vec<String> = optional(teller).map(|attribute| attribute.target().to_string()).collect();
    let empty = |tale: &mut Tale, id: &str, value: Value| {
        let operations: Vec<Value> =
            paths.iter().map(|path| operation("replace", path, value.clone())).collect();
        let shows = paths.iter().map(|path| Shown::Absent(path.clone())).collect();
        tale.patch(id, &operations, shows);
    };
    empty(&mut tale, "modify/empty-strings", json!(""));
    empty(&mut tale, "modify/nulls", Value::Null);
    let filled: Vec<(String, Value)> = optional(teller)
        .map(|attribute| (attribute.target().to_string(), teller.planner.created(attribute, person)))
        .collect();
    let operations: Vec<Value> =
        filled.iter().map(|(path, value)| operation("add", path, value.clone())).collect();
    let shows = filled.into_iter().map(|(path, value)| Shown::Value(path, value)).collect();
    tale.patch("modify/filled", &operations, shows);
    empty(&mut tale, "modify/nulls-again", Value::Null);
    tale.end(paths.is_empty().then(|| "the suite calls no attribute optional that may be emptied".to_owned()))
}

/// Texts the suite calls optional, apart from those the validation leaves alone.
fn optional<'a>(teller: &'a Teller) -> impl Iterator<Item = &'a Attribute> {
    let suite = teller.planner.suite;
    suite.user.attributes.iter().filter(move |attribute| {
        let kept = KEPT.iter().any(|name| attribute.target().path().name.eq_ignore_ascii_case(name));
        let matching = suite.user_matching().iter().any(|path| path.same(attribute.target().as_str()));
        let text = attribute.kind == AttributeType::String && attribute.is_updated();
        text && attribute.required == Some(false) && !kept && !matching
    })
}

/// Every single-valued text, changed in one request.
pub(super) fn user_update(teller: &Teller) -> Storyline {
    let person = teller.planner.person();
    let mut tale = Tale::of(teller, "modify-all", "updated", person, teller.planner.user(person));
    let single = |a: &&Attribute| a.kind == AttributeType::String && !a.target().has_filter();
    let changed: Vec<(String, Value)> = teller
        .planner
        .changeable()
        .filter(single)
        .map(|attribute| (attribute.target().to_string(), teller.planner.changed(attribute, person)))
        .collect();
    let operations: Vec<Value> =
        changed.iter().map(|(path, value)| operation("Replace", path, value.clone())).collect();
    let shows = changed.into_iter().map(|(path, value)| Shown::Value(path, value)).collect();
    tale.patch("modify/all-texts", &operations, shows);
    tale.end(None)
}
