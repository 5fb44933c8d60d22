//! The manager in the forms that Entra's documentation, Microsoft's tests and the RFC have.

use serde_json::{Value, json};

use super::{Tale, Teller, unwritable};
use crate::entra::body::operation;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::enterprise;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let path = enterprise("manager");
    let mut tale = Tale::begin(teller, "modify-manager", "led", &[]);
    for (id, capture) in [("modify-manager/create-first", "first"), ("modify-manager/create-second", "other")]
    {
        let person = teller.planner.person();
        let create = Step::create(id, User, &teller.planner.user_name(person), teller.user(person, &[]));
        tale.story.step(create.capture(capture).needs("modify-manager/get"));
    }
    "modify-manager/create-second".clone_into(&mut tale.get);
    let set = |tale: &mut Tale, id: &str, path: &str, value: Value, id_of: &str| {
        tale.patch(id, &[operation("add", path, value)], vec![manager(id_of)]);
    };
    set(&mut tale, "modify/manager-object", &path, json!({ "value": "{{first}}" }), "{{first}}");
    tale.either(
        "modify/manager-string",
        &operation("replace", &path, json!("{{other}}")),
        manager("{{other}}"),
    );
    let named = json!({ "value": "{{first}}", "displayName": "Captain Nobody" });
    tale.either("modify/manager-name", &operation("replace", &path, named), manager("{{first}}"));
    let none = Shown::Absent(format!("{path}.value"));
    tale.either("modify/manager-emptied", &operation("replace", &path, json!({ "value": "" })), none.clone());
    set(&mut tale, "modify/manager-back", &path, json!({ "value": "{{first}}" }), "{{first}}");
    // Behind a form that every server takes, so that each of the others may be refused.
    let listed = json!([{ "$ref": "../Users/{{other}}", "value": "{{other}}" }]);
    set(&mut tale, "modify/manager-array", "manager", listed, "{{other}}");
    tale.either("modify/manager-removed", &json!({ "op": "remove", "path": path }), none);
    tale.end(unwritable(teller, &[&path]))
}

/// What a read shows when that is the manager.
fn manager(id: &str) -> Shown {
    Shown::Value(enterprise("manager.value"), json!(id))
}
