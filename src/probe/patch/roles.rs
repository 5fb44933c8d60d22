//! Roles as Entra's mapping functions write them (Microsoft Learn, "Customize user provisioning
//! attribute-mappings"). Which roles an app knows only its suite tells; without one, a refusal says nothing.

use serde_json::{Value, json};

use super::{Tale, Teller};
use crate::entra::body::operation;
use crate::entra::step::{Shown, Storyline};
use crate::suite::sample::Version;

const PRIMARY: &str = "roles[primary eq \"True\"].value";

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-roles", "entitled", &[]);
    let role = known_role(&tale);
    let primary = || Shown::Value(PRIMARY.into(), json!(role));
    tale.either("modify/role-by-primary", &operation("Add", PRIMARY, json!(role)), primary());
    tale.either("modify/role-by-primary-again", &operation("Replace", PRIMARY, json!(role)), primary());
    let text = json!({ "id": teller.planner.guid, "value": role, "displayName": role }).to_string();
    tale.refused_operation("modify/role-text", &operation("Add", "roles", json!([{ "value": text }])));
    if requires_primary(teller) {
        for id in ["modify/roles-two", "modify/roles-one"] {
            tale.story.omit(id, "the suite requires a primary role, which a list of others takes away");
        }
        return tale.end(None);
    }
    let guest = Shown::Value("roles.value".into(), json!("guest"));
    let both = operation("replace", "roles", assertive(&[&role, "guest"]));
    tale.either("modify/roles-two", &both, guest);
    let gone = Shown::Absent("roles[value eq \"guest\"]".into());
    tale.either("modify/roles-one", &operation("replace", "roles", assertive(&[&role])), gone);
    let lists = ["roles", PRIMARY].iter().any(|path| teller.planner.suite.lists(path));
    tale.end((!lists).then(|| "the suite lists no roles".to_owned()))
}

/// Whether nobody can be without a primary role.
fn requires_primary(teller: &Teller) -> bool {
    teller.planner.suite.user_attribute(PRIMARY).is_some_and(|row| row.required == Some(true))
}

/// The roles as the function AssertiveAppRoleAssignmentsComplex writes them.
fn assertive(roles: &[&str]) -> Value {
    let role = |role: &&str| json!({ "primary": false, "type": TYPE, "display": role, "value": role });
    roles.iter().map(role).collect()
}

/// The type Entra gives every role.
const TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// The role the suite has a sample of, or any.
fn known_role(tale: &Tale) -> String {
    let planner = tale.teller.planner;
    let listed = planner.suite.user_attribute(PRIMARY);
    let value = listed.map(|attribute| planner.sampler.value(attribute, tale.person, Version::Created));
    value.as_ref().and_then(Value::as_str).unwrap_or("pilot").to_owned()
}
