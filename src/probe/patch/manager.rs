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
    tale.get = "modify-manager/create-second".to_owned();
    let set = |tale: &mut Tale, id: &str, path: &str, value: Value, manager: &str| {
        let shown = Shown::Value(format!("{}.value", enterprise("manager")), json!(manager));
        tale.patch(id, &[operation("add", path, value)], vec![shown]);
    };
    set(&mut tale, "modify/manager-object", &path, json!({ "value": "{{first}}" }), "{{first}}");
    let listed = json!([{ "$ref": "../Users/{{other}}", "value": "{{other}}" }]);
    set(&mut tale, "modify/manager-array", "manager", listed, "{{other}}");
    tale.doubtful_operation("modify/manager-string", operation("replace", &path, json!("{{first}}")));
    let named = json!({ "value": "{{other}}", "displayName": "Captain Nobody" });
    tale.doubtful_operation("modify/manager-name", operation("replace", &path, named));
    tale.doubtful_operation("modify/manager-emptied", operation("replace", &path, json!({ "value": "" })));
    set(&mut tale, "modify/manager-back", &path, json!({ "value": "{{first}}" }), "{{first}}");
    tale.doubtful_operation("modify/manager-removed", json!({ "op": "remove", "path": path }));
    tale.end(unwritable(teller, &[&path]))
}
