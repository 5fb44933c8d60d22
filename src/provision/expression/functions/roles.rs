//! The three role functions (Microsoft Learn, "Customize user provisioning attribute mappings", provisioning a role). They
//! only say which roles in which form; what that is on the wire, the mapping decides.

use super::super::evaluate::Arguments;
use super::super::value::Value;
use super::super::{EvaluationError, RoleForm};
use super::{Function, PLAIN, ParameterKind, parameter};

type Result = std::result::Result<Value, EvaluationError>;

pub(super) static FUNCTIONS: [Function; 3] = [
    Function {
        name: "AppRoleAssignmentsComplex",
        parameters: &[parameter("appRoleAssignments", ParameterKind::Roles)],
        summary: "All roles of the user as a list; updates only ever add to it.",
        evaluate: |arguments| all(arguments, RoleForm::Complex),
        ..PLAIN
    },
    Function {
        name: "AssertiveAppRoleAssignmentsComplex",
        parameters: &[parameter("appRoleAssignments", ParameterKind::Roles)],
        summary: "All roles of the user as a list that replaces the one in the target.",
        evaluate: |arguments| all(arguments, RoleForm::Assertive),
        ..PLAIN
    },
    Function {
        name: "SingleAppRoleAssignment",
        parameters: &[parameter("appRoleAssignments", ParameterKind::Roles)],
        summary: "The name of the user's role; of one of them, where the user has several.",
        examples: &[("Switch(SingleAppRoleAssignment([appRoleAssignments]), \"2\", \"pilot\", \"1\")", "1")],
        evaluate: single,
        ..PLAIN
    },
];

#[expect(clippy::unnecessary_wraps, reason = "has the form of every function")]
fn all(arguments: &Arguments, form: RoleForm) -> Result {
    let roles = arguments.surroundings().roles;
    Ok(if roles.is_empty() { Value::Null } else { Value::Roles(form, roles.to_vec()) })
}

/// Which of several is not documented; here the first.
#[expect(clippy::unnecessary_wraps, reason = "has the form of every function")]
fn single(arguments: &Arguments) -> Result {
    let role = arguments.surroundings().roles.first().cloned();
    Ok(role.map_or(Value::Null, |role| Value::Roles(RoleForm::Single, vec![role])))
}
