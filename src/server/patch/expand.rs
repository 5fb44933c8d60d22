//! One operation becomes changes of single attributes: an operation without path names them in its value, a
//! container of an extension holds several.
//!
//! With its compliance flag Entra writes names of every form into one object: plain, dotted, with a URN in front
//! (Microsoft Learn, "SCIM 2.0 protocol compliance"). They are paths, not member names.

use serde_json::{Map, Value};

use super::Context;
use crate::scim::patch::{OpKind, Operation};
use crate::scim::{Error, Path, ScimType, access, urn};

use super::super::fault::Fault;

/// One change of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) kind: OpKind,
    pub(super) path: Path,
    pub(super) value: Option<Value>,
    /// Whether the request named the attribute as `path`, and not inside a value.
    pub(super) by_path: bool,
}

/// The changes an operation stands for.
pub(super) fn expand(context: &Context, body: &Value, operation: &Operation) -> Result<Vec<Change>, Error> {
    let mut out = Vec::new();
    let core = operation.path.as_ref().is_some_and(|path| urn::is_core(&path.to_string()));
    match (operation.path.as_ref().filter(|_| !core), &operation.value) {
        (None, Some(Value::Object(members))) => {
            let first = if context.faults.has(Fault::NoPathFirstMembersOnly) { 4 } else { usize::MAX };
            for (name, value) in members.iter().filter(|(name, _)| !ignores(context, name)).take(first) {
                member(context, body, operation.kind, name, value, &mut out)?;
            }
        }
        (Some(path), value) => match container(context, body, &path.to_string(), value.as_ref()) {
            None => out.push(Change {
                kind: operation.kind,
                path: path.clone(),
                value: value.clone(),
                by_path: true,
            }),
            Some(id) => inside(operation.kind, &id, body, value.as_ref(), &mut out)?,
        },
        (None, _) => {
            let detail = "a schema's own URN as \"path\" needs an object of attributes as \"value\"";
            return Err(Error::of(ScimType::InvalidPath, detail));
        }
    }
    Ok(out)
}

fn ignores(context: &Context, name: &str) -> bool {
    let fault = match (name.contains(':'), name.contains('.')) {
        (true, _) => Fault::NoPathUrnIgnored,
        (false, true) => Fault::NoPathDottedIgnored,
        (false, false) => Fault::NoPathPlainIgnored,
    };
    context.faults.has(fault)
}

fn member(
    context: &Context,
    body: &Value,
    kind: OpKind,
    name: &str,
    value: &Value,
    out: &mut Vec<Change>,
) -> Result<(), Error> {
    if urn::is_core(name) && value.is_object() {
        for (name, value) in value.as_object().into_iter().flatten() {
            member(context, body, kind, name, value, out)?;
        }
        return Ok(());
    }
    if let Some(id) = container(context, body, name, Some(value)) {
        return inside(kind, &id, body, Some(value), out);
    }
    let path = parse(name)?;
    out.push(Change { kind, path, value: Some(value.clone()), by_path: false });
    Ok(())
}

fn parse(name: &str) -> Result<Path, Error> {
    let wrong = |e| Error::of(ScimType::InvalidPath, format!("'{name}' does not name an attribute: {e}"));
    name.parse().map_err(wrong)
}

/// The URN of the extension whose container `name` is. An extension nobody declared is recognised by what the
/// resource holds, or by a URN that ends like an extension's and not like an attribute's.
fn container(context: &Context, body: &Value, name: &str, value: Option<&Value>) -> Option<String> {
    if let Some(extension) = context.model.extension(name) {
        return Some(extension.id.clone());
    }
    if !urn::is_extension(name) {
        return None;
    }
    let held = body.as_object().and_then(|body| access::key_of(body, name));
    let shaped =
        value.is_some_and(Value::is_object) && [":User", ":Group"].iter().any(|end| name.ends_with(end));
    held.or_else(|| shaped.then(|| name.to_owned()))
}

/// The changes of a whole container: those its value names, or all it holds when it is taken away.
fn inside(
    kind: OpKind,
    id: &str,
    body: &Value,
    value: Option<&Value>,
    out: &mut Vec<Change>,
) -> Result<(), Error> {
    let held = body.get(id).and_then(Value::as_object);
    let (kind, members) = match value {
        Some(Value::Object(members)) if kind != OpKind::Remove => (kind, Some(members)),
        None | Some(Value::Null) => (OpKind::Remove, held),
        Some(_) if kind == OpKind::Remove => (kind, held),
        Some(other) => {
            return Err(super::super::intake::mismatch(id, "an object of the extension's attributes", other));
        }
    };
    for (name, value) in members.into_iter().flat_map(Map::iter) {
        let path = Path { urn: Some(id.to_owned()), ..parse(name)? };
        let value = (kind != OpKind::Remove).then(|| value.clone());
        out.push(Change { kind, path, value, by_path: false });
    }
    Ok(())
}
