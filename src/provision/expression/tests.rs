//! Facts of Microsoft's documentation as examples of our own, each edge case, and properties.

mod dates;
mod evaluation;
mod exported;
mod parsing;
mod properties;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{EvaluationError, Expression, Outcome, Surroundings};
use crate::provision::object::AppRole;

/// What Mira's attributes are.
fn mira(attribute: &str) -> Option<Json> {
    let value = match attribute {
        "objectId" => json!("3f1c4c1e-0000-4000-8000-000000000001"),
        "userPrincipalName" => json!("mira@fjord.example"),
        "mail" => json!("mira.solberg@tern.example"),
        "mailNickname" => json!("mira"),
        "givenName" => json!("Mira"),
        "surname" => json!("Solberg"),
        "department" => json!("Harbour"),
        "city" => json!("Bergen"),
        "state" => json!("VL"),
        "country" => json!("NO"),
        "telephoneNumber" => json!("+47 55 01 02 03"),
        "mobile" => json!("+47 40010203"),
        "accountEnabled" => json!(true),
        "IsSoftDeleted" => json!(false),
        "badge" => json!(4711),
        "empty" => json!(""),
        "proxyAddresses" => json!(["SMTP:mira@fjord.example", "smtp:ms@fjord.example"]),
        "one" => json!(["only"]),
        "nothing" => json!([]),
        _ => return None,
    };
    Some(value)
}

fn roles() -> Vec<AppRole> {
    let role = |id: &str, value: Option<&str>, name: &str| AppRole {
        id: id.into(),
        value: value.map(str::to_owned),
        display_name: name.into(),
    };
    vec![role("9b0e", Some("pilot"), "Harbour pilot"), role("4d7a", None, "Guest")]
}

fn evaluate_with(text: &str, seed: u64, roles: &[AppRole]) -> Result<Outcome, EvaluationError> {
    let now: Timestamp = "2025-11-03T14:05:09.25Z".parse().unwrap();
    let expression: Expression = text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"));
    expression.evaluate(&Surroundings { source: &mira, roles, now, seed })
}

fn evaluate(text: &str) -> Result<Outcome, EvaluationError> {
    evaluate_with(text, 7, &roles())
}

/// The result as one line; null is `null`.
fn shown(text: &str) -> String {
    match evaluate(text) {
        Ok(Outcome::Null) => "null".into(),
        Ok(Outcome::Ignored) => "ignored".into(),
        Ok(Outcome::Text(text)) => text,
        Ok(Outcome::List(list)) => list.join(" | "),
        Ok(Outcome::Roles(form, roles)) => format!("{form:?} {}", roles.len()),
        Err(error) => format!("error: {error}"),
    }
}
