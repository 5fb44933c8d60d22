//! One update in three spellings: capital and small operation words, and names in another case.

use serde_json::{Value, json};

use super::{Planner, patch_and_read, shown};
use crate::entra::body::{operation, patch_op};
use crate::entra::step::Storyline;
use crate::scim::urn;

/// The storyline's user.
const USER: &str = "spelled";

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    let person = planner.person();
    let body = planner.user(person);
    super::create_user(&mut story, planner, person, ("spelling/create", "spelling/get"), USER, body);
    let texts = planner.plain_texts();
    let Some(attribute) = texts.first() else {
        for id in ["spelling/capital", "spelling/small", "spelling/names"] {
            story.omit(id, "the suite lists no plain text");
        }
        return story;
    };
    let path = attribute.target().as_str();
    let mut send = |id: &str, body: &dyn Fn(&Value) -> Value| {
        let value = json!(format!("{} {id}", attribute.target().path().name));
        patch_and_read(
            &mut story,
            id,
            "spelling/get",
            USER,
            body(&value),
            vec![shown(attribute.target(), &value)],
        );
    };
    send("spelling/capital", &|value| patch_op(&[operation("Replace", path, value.clone())]));
    send("spelling/small", &|value| patch_op(&[operation("replace", path, value.clone())]));
    send("spelling/names", &|value| {
        let operation = json!({ "Op": "Replace", "Path": path.to_uppercase(), "Value": value });
        json!({ "schemas": [urn::PATCH_OP], "operations": [operation] })
    });
    story
}
