//! Attributes of the enterprise extension of a user that was created without any.

use serde_json::json;

use super::{Tale, Teller, unwritable};
use crate::entra::step::{Shown, Storyline};
use crate::scim::urn;
use crate::suite::enterprise;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let (number, department) = (enterprise("employeeNumber"), enterprise("department"));
    let mut tale = Tale::begin(teller, "modify-extension", "employed", &[]);
    tale.one("add/extension", "add", &department, tale.created(&department));
    let object = json!({ urn::ENTERPRISE_USER: { "employeeNumber": tale.created(&number) } });
    let shows = vec![Shown::Value(number.clone(), tale.created(&number))];
    tale.patch("add/extension-object", &[json!({ "op": "add", "value": object })], shows);
    let object = json!({ urn::ENTERPRISE_USER: { "department": tale.changed(&department) } });
    let shows = vec![Shown::Value(department.clone(), tale.changed(&department))];
    tale.patch("replace/extension-object", &[json!({ "op": "replace", "value": object })], shows);
    tale.remove("remove/extension", &department);
    tale.remove("remove/extension-last", &number);
    let obstacle = unwritable(teller, &[&number, &department]);
    tale.end(obstacle)
}
