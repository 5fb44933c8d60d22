//! The PatchOp message (RFC 7644 §3.5.2): a JSON body becomes typed operations.
//!
//! Entra writes member names and op values in either case (Microsoft Learn, "Develop a SCIM endpoint", general
//! notes), so both are read without regard to case. What an operation does to a resource is not decided here.

use serde_json::Value;

use super::access;
use super::error::{Error, ScimType};
use super::path::Path;
use super::urn;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's operations")]
pub enum OpKind {
    Add,
    Replace,
    Remove,
}

/// One entry of `Operations`.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `op`.
    pub kind: OpKind,
    /// `path`; without one the value names the attributes.
    pub path: Option<Path>,
    /// `value` as sent; an explicit `null` is a value.
    pub value: Option<Value>,
}

/// A parsed PATCH body.
#[derive(Debug, Clone, PartialEq)]
pub struct PatchOp {
    /// The operations in order.
    pub operations: Vec<Operation>,
}

impl PatchOp {
    /// Reads a PATCH body. The error says which operation is wrong and why.
    pub fn parse(body: &Value) -> Result<Self, Error> {
        demand_schema(body)?;
        let operations = access::member(body, "Operations").and_then(Value::as_array);
        let Some(operations) = operations.filter(|list| !list.is_empty()) else {
            return Err(syntax("a PATCH body needs \"Operations\", a non-empty array of operations"));
        };
        let operations = operations.iter().enumerate().map(|(at, operation)| read(at, operation));
        Ok(Self { operations: operations.collect::<Result<_, _>>()? })
    }
}

fn demand_schema(body: &Value) -> Result<(), Error> {
    let named =
        |list: &Vec<Value>| list.iter().filter_map(Value::as_str).any(|u| urn::same(u, urn::PATCH_OP));
    if access::member(body, "schemas").and_then(Value::as_array).is_some_and(named) {
        return Ok(());
    }
    Err(syntax(format!("a PATCH body needs \"schemas\": [\"{}\"]", urn::PATCH_OP)))
}

fn read(at: usize, operation: &Value) -> Result<Operation, Error> {
    if !operation.is_object() {
        return Err(syntax(format!("operation {} is not an object", at + 1)));
    }
    let kind = read_kind(at, operation)?;
    let path = read_path(at, operation)?;
    let value = access::member(operation, "value").cloned();
    if value.is_none() && kind != OpKind::Remove {
        return Err(value_error(at, "has no \"value\"; add and replace need one"));
    }
    if path.is_none() && kind == OpKind::Remove {
        let detail = format!("operation {} removes without \"path\"; name the attribute to remove", at + 1);
        return Err(Error::of(ScimType::NoTarget, detail));
    }
    if path.is_none() && !value.as_ref().is_some_and(Value::is_object) {
        return Err(value_error(at, "has no \"path\", so its \"value\" must be an object of attributes"));
    }
    Ok(Operation { kind, path, value })
}

fn read_kind(at: usize, operation: &Value) -> Result<OpKind, Error> {
    let word = access::member(operation, "op").and_then(Value::as_str).unwrap_or_default();
    match word.to_ascii_lowercase().as_str() {
        "add" => Ok(OpKind::Add),
        "replace" => Ok(OpKind::Replace),
        "remove" => Ok(OpKind::Remove),
        _ => Err(syntax(format!(
            "operation {}: \"op\" is \"{word}\"; it must be add, replace or remove",
            at + 1
        ))),
    }
}

fn read_path(at: usize, operation: &Value) -> Result<Option<Path>, Error> {
    let text = match access::member(operation, "path") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => text,
        Some(_) => {
            return Err(Error::of(
                ScimType::InvalidPath,
                format!("operation {}: \"path\" is not a string", at + 1),
            ));
        }
    };
    let wrong =
        |e| Error::of(ScimType::InvalidPath, format!("operation {}: path '{text}' is malformed {e}", at + 1));
    text.parse().map(Some).map_err(wrong)
}

fn syntax(detail: impl Into<String>) -> Error {
    Error::of(ScimType::InvalidSyntax, detail)
}

fn value_error(at: usize, detail: &str) -> Error {
    Error::of(ScimType::InvalidValue, format!("operation {} {detail}", at + 1))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(operations: &Value) -> Result<PatchOp, Error> {
        PatchOp::parse(&json!({"Operations": operations, "schemas": [urn::PATCH_OP]}))
    }

    #[test]
    fn names_and_ops_are_read_in_any_case() {
        let body = json!({"SCHEMAS": [urn::PATCH_OP], "operations": [{"OP": "rePLACE", "Path": "title", "VALUE": null}]});
        let operation = &PatchOp::parse(&body).unwrap().operations[0];
        assert_eq!(operation.kind, OpKind::Replace);
        assert_eq!(operation.path, Some(Path::attribute("title")));
        assert_eq!(operation.value, Some(Value::Null));
    }

    #[test]
    fn errors_say_which_operation_and_what_kind() {
        let good = json!({"op": "remove", "path": "title"});
        for (operation, expected) in [
            (json!({"op": "move", "path": "title"}), ScimType::InvalidSyntax),
            (json!({"op": "add", "path": "title"}), ScimType::InvalidValue),
            (json!({"op": "remove"}), ScimType::NoTarget),
            (json!({"op": "add", "value": "x"}), ScimType::InvalidValue),
            (json!({"op": "add", "path": "emails[", "value": "x"}), ScimType::InvalidPath),
            (json!({"op": "add", "path": 3, "value": "x"}), ScimType::InvalidPath),
            (json!("add"), ScimType::InvalidSyntax),
        ] {
            let error = parse(&json!([good, operation])).unwrap_err();
            assert_eq!(error.scim_type, Some(expected), "{operation}");
            assert!(error.detail.contains("operation 2"), "{}", error.detail);
        }
    }

    #[test]
    fn a_body_that_is_no_patch_op_is_a_syntax_error() {
        for body in [json!([]), json!({}), json!({"schemas": [urn::USER], "Operations": [{}]})] {
            assert_eq!(PatchOp::parse(&body).unwrap_err().scim_type, Some(ScimType::InvalidSyntax), "{body}");
        }
        assert!(parse(&json!([])).is_err());
    }
}
