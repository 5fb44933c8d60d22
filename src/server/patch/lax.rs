//! What faulty servers overlook, drop or refuse in a PATCH before they apply it. A healthy tenant passes through here
//! unchanged.

use serde_json::{Value, json};

use super::super::fault::Fault;
use super::super::service::Service;
use super::super::store::Kind;
use crate::scim::{Error, Path, ScimType, access, urn};

/// Most operations a server with a limit carries out.
const LIMIT: usize = 50;
/// Most operations a server accepts that thinks of forms with a few fields.
const FEW: usize = 8;

/// One operation as it stands in the request.
struct Op<'a> {
    word: String,
    path: &'a str,
    value: Option<&'a Value>,
}

impl<'a> Op<'a> {
    fn of(operation: &'a Value) -> Self {
        let text = |name: &str| access::member(operation, name).and_then(Value::as_str).unwrap_or_default();
        Self {
            word: text("op").to_lowercase(),
            path: text("path"),
            value: access::member(operation, "value"),
        }
    }

    fn is(&self, word: &str) -> bool {
        self.word == word
    }

    fn is_known(&self) -> bool {
        ["add", "remove", "replace"].contains(&self.word.as_str())
    }

    /// Whether the path is a bare name.
    fn is_plain(&self) -> bool {
        !self.path.is_empty() && !self.path.contains(['.', '[', ':'])
    }

    /// Whether the path is the name of a text the user has.
    fn is_text(&self, body: &Value) -> bool {
        self.is_plain() && access::member(body, self.path).is_some_and(Value::is_string)
    }

    /// Whether it has no path, and its value holds the object of an extension.
    fn holds_extension(&self) -> bool {
        self.names(|name| urn::is_extension(name) && name.ends_with(":User"))
    }

    fn is_manager(&self) -> bool {
        self.path.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case("manager"))
    }

    /// Whether the value, in an operation without a path, has a member that passes.
    fn names(&self, passes: impl Fn(&str) -> bool) -> bool {
        let members = self.value.filter(|_| self.path.is_empty()).and_then(Value::as_object);
        members.is_some_and(|members| members.keys().any(|name| passes(name)))
    }
}

/// The operations of a request.
pub(super) fn operations(sent: &Value) -> &[Value] {
    access::member(sent, "Operations").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether the request holds an operation the RFC does not have.
pub(in crate::server) fn has_unknown_op(sent: &Value) -> bool {
    operations(sent).iter().any(|operation| !Op::of(operation).is_known())
}

/// The request as the server carries it out; `None` when it carries out nothing and says that it did.
pub(super) fn screen(service: &Service, sent: Value, body: &Value) -> Result<Option<Value>, Error> {
    let faults = &service.faults;
    let mut sent = sent;
    if faults.has(Fault::PatchSchemasUnchecked) && sent.is_object() {
        sent["schemas"] = json!([urn::PATCH_OP]);
    }
    let all = operations(&sent);
    if all.is_empty() {
        return Ok((!faults.has(Fault::PatchWithoutOperationsAccepted)).then_some(sent));
    }
    refuse(service, all, body)?;
    let kept: Vec<Value> = all
        .iter()
        .filter(|operation| !drops(service, &Op::of(operation), all.len(), body))
        .cloned()
        .collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let kept = in_order(service, kept);
    if let (Value::Object(message), true) = (&mut sent, !faults.is_empty()) {
        let key = access::key_of(message, "Operations").unwrap_or_else(|| "Operations".to_owned());
        message.insert(key, Value::Array(kept));
    }
    Ok(Some(sent))
}

fn in_order(service: &Service, mut operations: Vec<Value>) -> Vec<Value> {
    if service.faults.has(Fault::RemovesAppliedLast) {
        operations.sort_by_key(|operation| Op::of(operation).is("remove"));
    }
    if service.faults.has(Fault::OperationsCutOff) {
        operations.truncate(LIMIT);
    }
    operations
}

/// Refuses what a strict server does not understand.
fn refuse(service: &Service, all: &[Value], body: &Value) -> Result<(), Error> {
    let invalid = |detail: &str| Err(Error::of(ScimType::InvalidValue, detail));
    if service.faults.has(Fault::LongPatchRefused) && all.len() > FEW {
        return invalid("the request holds too many operations");
    }
    for op in all.iter().map(Op::of) {
        refuse_value(service, &op)?;
        refuse_by_state(service, &op, body)?;
        if service.faults.has(Fault::CoreUrnPathRefused) && op.path.starts_with(&format!("{}:", urn::USER)) {
            return Err(Error::of(ScimType::InvalidPath, "the path names a schema that is no extension"));
        }
        if service.faults.has(Fault::UnknownPathServerError) && op.is_plain() && !is_attribute(service, &op) {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
    }
    Ok(())
}

fn refuse_value(service: &Service, op: &Op) -> Result<(), Error> {
    let is_text = |value: &Value| value.as_array().and_then(|list| list.first()).is_some_and(starts_as_json);
    let fault = match op.value {
        Some(Value::Null) => Fault::NullValueRefused,
        Some(Value::String(text)) if text.is_empty() && !op.is_manager() => Fault::EmptyStringRefused,
        Some(Value::Object(object)) if op.is_manager() && object.get("value") == Some(&json!("")) => {
            Fault::ManagerEmptyObjectRefused
        }
        Some(Value::Object(_)) if op.is_manager() => Fault::ManagerObjectRefused,
        Some(Value::Array(_)) if op.is_manager() => Fault::ManagerArrayRefused,
        Some(Value::Object(_)) if op.is("add") && op.path == "name" => Fault::AddComplexRefused,
        Some(Value::Object(_)) if op.is("add") && op.is_plain() => Fault::AddBareObjectRefused,
        Some(value @ Value::Array(_)) if op.path == "roles" && is_text(value) => {
            let broken = service.faults.has(Fault::RoleTextServerError);
            return if broken { Err(Error::new(500, "an unexpected error occurred")) } else { Ok(()) };
        }
        _ => return Ok(()),
    };
    if service.faults.has(fault) {
        return Err(Error::of(
            ScimType::InvalidValue,
            format!("the value of '{}' has the wrong form", op.path),
        ));
    }
    Ok(())
}

fn starts_as_json(role: &Value) -> bool {
    role.get("value").and_then(Value::as_str).is_some_and(|text| text.starts_with('{'))
}

/// Refuses by what the user has already.
fn refuse_by_state(service: &Service, op: &Op, body: &Value) -> Result<(), Error> {
    let faults = &service.faults;
    let text = op.value.and_then(Value::as_str).unwrap_or_default();
    let held = access::member(body, op.path);
    if faults.has(Fault::UnchangedReplaceRefused) && op.is("replace") && held.is_some() && held == op.value {
        return Err(Error::of(ScimType::InvalidValue, "nothing was changed"));
    }
    if held.is_some() || !op.is_plain() || op.path == "id" {
        return Ok(());
    }
    if faults.has(Fault::ReplaceUnsetNoTarget) && op.is("replace") && !text.is_empty() {
        return Err(Error::of(ScimType::NoTarget, format!("'{}' has no value to replace", op.path)));
    }
    if faults.has(Fault::RemoveUnsetServerError) && op.is("remove") && op.path == "title" {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    Ok(())
}

fn is_attribute(service: &Service, op: &Op) -> bool {
    op.path.parse::<Path>().is_ok_and(|path| service.model(Kind::User).find(&path).is_ok())
}

/// Whether the operation is answered as if it had been carried out.
fn drops(service: &Service, op: &Op, count: usize, body: &Value) -> bool {
    let has = |fault| service.faults.has(fault);
    let parsed = op.path.parse::<Path>().ok();
    let malformed = !op.path.is_empty() && parsed.is_none();
    let undeclared = parsed.is_some_and(|path| matches!(service.model(Kind::User).find(&path), Ok(None)));
    let unknown = op.is_plain() && !malformed && !is_attribute(service, op);
    (has(Fault::UnknownOpIgnored) && !op.is_known())
        || (has(Fault::UnknownPathIgnored) && unknown)
        || (has(Fault::UndeclaredExtensionDropped) && undeclared)
        || (has(Fault::MalformedPathIgnored) && malformed && count == 1)
        || (has(Fault::ReadOnlyReplaceIgnored) && op.is("replace") && op.path == "id")
        || (has(Fault::RemoveReadOnlyIgnored) && op.is("remove") && op.path == "id")
        || (has(Fault::RemoveWithoutPathIgnored) && op.is("remove") && op.path.is_empty())
        || (has(Fault::WrongTypeDropped) && op.path == "title" && op.value.is_some_and(Value::is_object))
        || (has(Fault::ManagerStringDropped)
            && op.is_manager()
            && op.value.is_some_and(|v| v.is_string() && v != ""))
        || (has(Fault::EmptyListReplaceIgnored) && op.is("replace") && op.value == Some(&json!([])))
        || (has(Fault::RemoveTextIgnored) && op.is("remove") && op.path != "userName" && op.is_text(body))
        || (has(Fault::ActiveNoPathIgnored) && op.names(|name| name == "active"))
        || (has(Fault::ReplaceExtensionObjectIgnored) && op.is("replace") && op.holds_extension())
        || (op.is("add") && drops_add(service, op, body))
}

fn drops_add(service: &Service, op: &Op, body: &Value) -> bool {
    let has = |fault| service.faults.has(fault);
    let text = op.is_plain() && op.path != "externalId" && op.value.is_some_and(Value::is_string);
    let dotted = op.path.contains('.') && !op.path.contains(['[', ':']);
    (has(Fault::AddWithoutValueIgnored) && op.value.is_none())
        || (has(Fault::AddUnsetIgnored) && text && body.get(op.path).is_none())
        || (has(Fault::AddSetIgnored) && text && body.get(op.path).is_some())
        || (has(Fault::AddDottedIgnored) && dotted)
        || (has(Fault::AddExternalIdIgnored) && op.path == "externalId")
        || (has(Fault::ActiveAddIgnored) && op.path == "active")
        || (has(Fault::AddNoPathIgnored) && op.names(|name| !name.contains(':')))
        || (has(Fault::AddExtensionObjectIgnored) && op.holds_extension())
}

/// Rewrites the errors of a server that explains less.
pub(super) fn reword(service: &Service, error: Error) -> Error {
    match error.scim_type {
        Some(ScimType::InvalidPath) if service.faults.has(Fault::MalformedPathUntyped) => {
            Error { scim_type: None, ..error }
        }
        Some(ScimType::InvalidValue) if service.faults.has(Fault::MismatchUnexplained) => {
            Error { detail: "the request is not valid".to_owned(), ..error }
        }
        Some(ScimType::Mutability)
            if service.faults.has(Fault::RemoveRequiredInvalidValue) && error.detail.contains("required") =>
        {
            Error { scim_type: Some(ScimType::InvalidValue), ..error }
        }
        _ => error,
    }
}
