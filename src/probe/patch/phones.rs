//! A multi-valued attribute: telephone numbers of three types, added, replaced and removed in every way.

use serde_json::{Value, json};

use super::{Tale, Teller, unwritable};
use crate::entra::body::operation;
use crate::entra::step::{Shown, Storyline};

const WORK: &str = "phoneNumbers[type eq \"work\"].value";
const MOBILE: &str = "phoneNumbers[type eq \"mobile\"].value";
const FAX: &str = "phoneNumbers[type eq \"fax\"].value";
const MOBILE_ITSELF: &str = "phoneNumbers[type eq \"mobile\"]";

fn element(kind: &str, value: Value) -> Value {
    json!({ "type": kind, "value": value })
}

fn has(path: &str, value: Value) -> Shown {
    Shown::Value(path.to_owned(), value)
}

fn obstacle(teller: &Teller) -> Option<String> {
    unwritable(teller, &[WORK, MOBILE, FAX, "title"])
}

/// Single values: the others must stay.
pub(super) fn values(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-values", "reachable", &[WORK]);
    let (old, new) = (tale.created(MOBILE), tale.changed(MOBILE));
    let mobile = json!([element("mobile", old.clone())]);
    tale.patch(
        "add/element",
        &[operation("add", "phoneNumbers", mobile.clone())],
        vec![has(MOBILE, old.clone())],
    );
    tale.patch(
        "add/element-again",
        &[operation("add", "phoneNumbers", mobile)],
        vec![has(MOBILE, old.clone())],
    );
    let fax = element("fax", tale.created(FAX));
    let shows = vec![has(FAX, tale.created(FAX))];
    tale.patch("add/bare-object", &[operation("add", "phoneNumbers", fax)], shows);
    let whole = element("mobile", new.clone());
    tale.patch("replace/element", &[operation("replace", MOBILE_ITSELF, whole)], vec![has(MOBILE, new)]);
    tale.one("add/by-filter", "add", MOBILE, old);
    let title = json!({ "op": "replace", "value": { "title": tale.changed("title") } });
    tale.patch("replace/no-path", &[title], vec![has("title", tale.changed("title"))]);
    both_clauses(&mut tale);
    let merged =
        json!({ "title": tale.created("title"), "phoneNumbers": [element("mobile", tale.changed(MOBILE))] });
    let shows = vec![has("title", tale.created("title")), has(MOBILE, tale.changed(MOBILE))];
    tale.patch("add/no-path", &[json!({ "op": "add", "value": merged })], shows);
    tale.remove("remove/by-filter", MOBILE_ITSELF);
    tale.end(obstacle(teller))
}

/// The numbers of a person end alike, so that each clause alone would select others as well.
fn both_clauses(tale: &mut Tale) {
    let text = tale.created(MOBILE).as_str().unwrap_or_default().to_owned();
    let end: String = text.chars().skip(text.chars().count().saturating_sub(4)).collect();
    let path = format!("phoneNumbers[type eq \"mobile\" and value ew \"{end}\"]");
    tale.patch(
        "remove/both-clauses",
        &[json!({ "op": "remove", "path": path })],
        vec![Shown::Absent(MOBILE_ITSELF.to_owned())],
    );
}

/// Whole lists, several values at once, and lists that become empty.
pub(super) fn lists(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-lists", "listed", &[WORK, MOBILE, FAX]);
    let either = "phoneNumbers[type eq \"mobile\" or type eq \"fax\"].type";
    let moved = has("phoneNumbers[type eq \"other\"].value", tale.created(FAX));
    tale.either("replace/all-matching", &operation("replace", either, json!("other")), moved);
    let list = json!([element("work", tale.changed(WORK)), element("mobile", tale.changed(MOBILE))]);
    let shows = vec![has(WORK, tale.changed(WORK)), has(MOBILE, tale.changed(MOBILE))];
    tale.patch("replace/list", &[operation("replace", "phoneNumbers", list)], shows);
    let fax = tale.changed(FAX);
    tale.either("replace/no-match", &operation("replace", FAX, fax.clone()), has(FAX, fax));
    tale.remove("remove/list", "phoneNumbers");
    let one = json!([element("mobile", tale.created(MOBILE))]);
    tale.patch(
        "replace/one",
        &[operation("replace", "phoneNumbers", one)],
        vec![has(MOBILE, tale.created(MOBILE))],
    );
    tale.remove("remove/last", MOBILE_ITSELF);
    let one = json!([element("work", tale.created(WORK))]);
    tale.patch(
        "replace/another",
        &[operation("replace", "phoneNumbers", one)],
        vec![has(WORK, tale.created(WORK))],
    );
    let none = vec![Shown::Absent("phoneNumbers".to_owned())];
    tale.patch("replace/empty-list", &[operation("replace", "phoneNumbers", json!([]))], none);
    tale.end(obstacle(teller))
}
