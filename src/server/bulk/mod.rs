//! `/Bulk` (RFC 7644 §3.7): several operations in one request, in the order of the request unless one refers to
//! a resource that a later one creates, which then comes first.
//!
//! Resources that refer to each other are created without the reference that closes the circle and replaced
//! with it at the end (§3.7.1). A reference that leads nowhere fails its operation with 409.

mod operation;
mod references;

use axum::http::Method;
use serde_json::{Value, json};

use self::operation::{Operation, perform};
use self::references::Ids;
use super::fault::{Fault, FaultSet};
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use crate::scim::{Error, ScimType, access, urn};

/// Most operations of a request; more are answered with 413 (§3.7.4).
pub(super) const MAX_OPERATIONS: usize = 1000;

/// `POST /Bulk`.
pub(super) fn post(service: &Service, request: &Request) -> Answer {
    let faults = &service.faults;
    if faults.has(Fault::BulkAdvertisedOnly) {
        return Err(Error::new(501, "this tenant does not offer /Bulk"));
    }
    let sent = request.json(faults)?;
    let mut job = Job::read(service, &sent)?;
    for at in 0..job.operations.len() {
        job.run(at);
    }
    job.close_circles();
    let outcomes = job.outcomes.into_iter().flatten().map(|outcome| disfigured(faults, outcome));
    let outcomes: Vec<Value> = outcomes.collect();
    if faults.has(Fault::BulkAnswerWithoutUrn) {
        return Ok(Reply::json(200, json!({ "Operations": outcomes })));
    }
    Ok(Reply::json(200, json!({ "schemas": [urn::BULK_RESPONSE], "Operations": outcomes })))
}

/// Rewrites a result as a faulty server does.
fn disfigured(faults: &FaultSet, mut outcome: Value) -> Value {
    if faults.has(Fault::BulkCreateOk) && outcome["status"] == "201" {
        outcome["status"] = "200".into();
    }
    if let (true, Some(status)) = (faults.has(Fault::BulkStatusNumber), outcome["status"].as_str()) {
        outcome["status"] = status.parse::<u16>().unwrap_or_default().into();
    }
    for (fault, member) in [
        (Fault::BulkIdNotReturned, "bulkId"),
        (Fault::BulkWithoutLocation, "location"),
        (Fault::BulkErrorWithoutResponse, "response"),
    ] {
        if let (true, Value::Object(outcome)) = (faults.has(fault), &mut outcome) {
            outcome.shift_remove(member);
        }
    }
    outcome
}

/// A bulk request while it is carried out.
struct Job<'a> {
    service: &'a Service,
    operations: Vec<Result<Operation, Error>>,
    begun: Vec<bool>,
    outcomes: Vec<Option<Value>>,
    ids: Ids,
    /// Operations whose resource still lacks a reference, and the path of the resource.
    open: Vec<(usize, String)>,
    /// Errors to accept before the rest is left undone.
    patience: usize,
}

impl<'a> Job<'a> {
    fn read(service: &'a Service, sent: &Value) -> Result<Self, Error> {
        let list = access::member(sent, "Operations").and_then(Value::as_array);
        let schemas = access::member(sent, "schemas").and_then(Value::as_array);
        let faults = &service.faults;
        let named = |id: &Value| id.as_str().is_some_and(|id| urn::same(id, urn::BULK_REQUEST));
        let (Some(list), true) =
            (list, faults.has(Fault::BulkAnyMessage) || schemas.is_some_and(|list| list.iter().any(named)))
        else {
            let detail =
                format!("the body needs \"schemas\" with {} and \"Operations\", an array", urn::BULK_REQUEST);
            return Err(Error::of(ScimType::InvalidSyntax, detail));
        };
        if list.len() > MAX_OPERATIONS && !faults.has(Fault::BulkOperationsUnlimited) {
            let detail =
                format!("the request has {} operations; maxOperations is {MAX_OPERATIONS}", list.len());
            let unnamed = faults.has(Fault::BulkLimitUnnamed);
            return Err(Error::new(
                413,
                if unnamed { "the request is too large".to_owned() } else { detail },
            ));
        }
        let operations: Vec<_> = list.iter().map(|sent| Operation::read(faults, sent)).collect();
        refuse_repeated(&operations)?;
        let obeyed = !faults.has(Fault::FailOnErrorsIgnored);
        let patience = Some(sent)
            .filter(|_| obeyed)
            .and_then(|sent| access::member(sent, "failOnErrors"))
            .and_then(Value::as_u64)
            .filter(|n| *n > 0);
        let patience = patience.or(faults.has(Fault::BulkStopsAtError).then_some(1));
        let patience = patience.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX));
        let (begun, outcomes) = (vec![false; list.len()], vec![None; list.len()]);
        Ok(Self { service, operations, begun, outcomes, ids: Ids::new(), open: Vec::new(), patience })
    }

    /// Carries an operation out, after those that create what it refers to.
    fn run(&mut self, at: usize) {
        if self.begun[at] || self.patience == 0 {
            return;
        }
        self.begun[at] = true;
        let operation = match &self.operations[at] {
            Ok(operation) => operation.clone(),
            Err(error) => return self.note_refusal(at, &error.clone()),
        };
        let in_path = references::name_in_path(&operation.path);
        let wanted: Vec<&str> = references::names(&operation.data).into_iter().chain(in_path).collect();
        for name in &wanted {
            if let Some(other) = self.creator(name) {
                self.run(other);
            }
        }
        if self.patience > 0 {
            self.perform(at, &operation, &wanted);
        }
    }

    /// The operation that creates the resource with this name.
    fn creator(&self, name: &str) -> Option<usize> {
        let creates = |operation: &Operation| {
            operation.method == Method::POST && operation.bulk_id.as_deref() == Some(name)
        };
        self.operations.iter().position(|operation| operation.as_ref().is_ok_and(creates))
    }

    fn perform(&mut self, at: usize, operation: &Operation, wanted: &[&str]) {
        let missing: Vec<&str> =
            wanted.iter().copied().filter(|name| !self.ids.contains_key(*name)).collect();
        let under_way = |name: &&str| self.creator(name).is_some_and(|other| self.outcomes[other].is_none());
        let circle = operation.method == Method::POST && missing.iter().all(under_way);
        let known = missing.first().is_some_and(|name| self.creator(name).is_some());
        if known && self.service.faults.has(Fault::BulkCircleRefused) {
            let error = Error::of(ScimType::InvalidValue, "the operations refer to each other in a circle");
            return self.note(at, operation, &operation.path, Reply::error(&error));
        }
        let literal = self.service.faults.has(Fault::BulkUnresolvedKept)
            && missing.iter().all(|name| self.creator(name).is_none());
        if literal && !missing.is_empty() {
            let reply = operation.perform(self.service, &operation.path, &operation.data);
            return self.note(at, operation, &operation.path, reply);
        }
        if let (Some(name), false) = (missing.first(), circle) {
            return self.note(at, operation, &operation.path, Reply::error(&unresolved(name)));
        }
        let path = references::resolve_path(&operation.path, &self.ids);
        let data = self.resolved(operation);
        let reply = operation.perform(self.service, &path, &data);
        let id = reply.body.as_ref().filter(|_| reply.status < 300).and_then(access::id);
        if let (Some(name), Some(id), true) = (&operation.bulk_id, id, operation.method == Method::POST) {
            self.ids.insert(name.clone(), id);
            if !missing.is_empty() {
                self.open.push((at, format!("{path}/{}{name}", references::PREFIX)));
            }
        }
        self.note(at, operation, &path, reply);
    }

    /// The data with ids in place of names, or as a faulty server fills them in.
    fn resolved(&self, operation: &Operation) -> Value {
        let faults = &self.service.faults;
        let mut data = references::without_names(&references::resolve(&operation.data, &self.ids));
        if faults.has(Fault::BulkExtensionReferenceKept)
            && let (Some(sent), Some(extension)) =
                (operation.data.get(urn::ENTERPRISE_USER), data.get_mut(urn::ENTERPRISE_USER))
        {
            extension.clone_from(sent);
        }
        let dropped = faults.has(Fault::BulkMemberReferenceDropped)
            || (faults.has(Fault::BulkForwardReferenceDropped) && self.is_ahead(operation));
        if let (true, Value::Object(data)) = (dropped && operation.path == "/Groups", &mut data) {
            data.shift_remove("members");
        }
        data
    }

    /// Whether an operation refers to one behind it.
    fn is_ahead(&self, operation: &Operation) -> bool {
        let place = |name: Option<&str>| name.and_then(|name| self.creator(name));
        let own = place(operation.bulk_id.as_deref());
        references::names(&operation.data).into_iter().any(|name| place(Some(name)) > own)
    }

    fn note_refusal(&mut self, at: usize, error: &Error) {
        self.patience = self.patience.saturating_sub(1);
        let status = error.status.to_string();
        self.outcomes[at] = Some(json!({ "status": status, "response": error.to_json() }));
    }

    fn note(&mut self, at: usize, operation: &Operation, path: &str, reply: Reply) {
        if reply.status >= 400 {
            self.patience = self.patience.saturating_sub(1);
        }
        self.outcomes[at] = Some(operation.outcome(self.service, path, reply));
    }

    /// Replaces the resources that lack a reference by what the request says of them. One for which that fails
    /// does not stay.
    fn close_circles(&mut self) {
        for (at, path) in std::mem::take(&mut self.open) {
            let Ok(operation) = self.operations[at].clone() else { continue };
            let path = references::resolve_path(&path, &self.ids);
            let data = references::resolve(&operation.data, &self.ids);
            let reply = match references::names(&data).first() {
                Some(name) => Err(unresolved(name)),
                None => perform(self.service, &Method::PUT, &path, None, &data),
            };
            let reply = reply.unwrap_or_else(|error| Reply::error(&error));
            if reply.status < 300 {
                self.note(at, &operation, &path, Reply { status: 201, ..reply });
            } else {
                let _ = perform(self.service, &Method::DELETE, &path, None, &Value::Null);
                self.note(at, &operation, &operation.path, reply);
            }
        }
    }
}

fn unresolved(name: &str) -> Error {
    Error::new(409, format!("'bulkId:{name}' does not lead to a resource that this request created"))
}

/// Refuses a name that two operations give.
fn refuse_repeated(operations: &[Result<Operation, Error>]) -> Result<(), Error> {
    let mut seen = std::collections::HashSet::new();
    for name in
        operations.iter().flatten().filter(|o| o.method == Method::POST).filter_map(|o| o.bulk_id.as_ref())
    {
        if !seen.insert(name) {
            let detail =
                format!("bulkId '{name}' is given to two operations; it must be unique in the request");
            return Err(Error::of(ScimType::InvalidValue, detail));
        }
    }
    Ok(())
}
