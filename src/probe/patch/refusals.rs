//! Requests that must not be carried out; each is followed by a look at what it left.

use serde_json::{Value, json};

use super::{Tale, Teller, unwritable};
use crate::entra::body::operation;
use crate::entra::step::{Shown, Storyline};
use crate::scim::urn;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-refused", "steadfast", &["title"]);
    let other = tale.changed("title");
    envelope(&mut tale, &other);
    paths(&mut tale, &other);
    values(&mut tale);
    removals(&mut tale);
    tale.refused_operation("modify/read-only", &operation("replace", "id", json!(teller.planner.guid)));
    tale.end(unwritable(teller, &["title"]))
}

/// The message around the operations.
fn envelope(tale: &mut Tale, other: &Value) {
    let good = operation("replace", "title", other.clone());
    tale.refused("modify/no-schemas", json!({ "Operations": [good] }));
    tale.refused("modify/wrong-schemas", json!({ "schemas": [urn::USER], "Operations": [good] }));
    tale.refused("modify/no-operations", json!({ "schemas": [urn::PATCH_OP] }));
    tale.refused("modify/empty-operations", json!({ "schemas": [urn::PATCH_OP], "Operations": [] }));
    tale.refused_operation("modify/unknown-op", &operation("move", "title", other.clone()));
}

fn paths(tale: &mut Tale, other: &Value) {
    tale.refused_operation(
        "modify/unknown-attribute",
        &operation("replace", "tideGauge", json!("North pier")),
    );
    let berth = "urn:ietf:params:scim:schemas:extension:harbour:2.0:User:berth";
    let pier = json!("North pier 7");
    tale.either(
        "modify/undeclared-extension",
        &operation("add", berth, pier.clone()),
        Shown::Value(berth.into(), pier),
    );
    tale.refused_operation(
        "modify/open-bracket",
        &operation("replace", "title[type eq \"work\"", other.clone()),
    );
    tale.refused_operation("modify/two-dots", &operation("replace", "title..value", other.clone()));
}

fn values(tale: &mut Tale) {
    let object = json!({ "text": tale.changed("title") });
    tale.refused_operation("modify/wrong-type", &operation("replace", "title", object));
    tale.refused_operation("add/no-value", &json!({ "op": "add", "path": "title" }));
}

fn removals(tale: &mut Tale) {
    tale.refused_operation("remove/no-path", &json!({ "op": "remove" }));
    tale.refused_operation("remove/required", &json!({ "op": "remove", "path": "userName" }));
    tale.refused_operation("remove/read-only", &json!({ "op": "remove", "path": "id" }));
}
