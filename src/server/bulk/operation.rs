//! One operation of a bulk request (RFC 7644 §3.7): reading it, carrying it out as the request it stands for,
//! and what the answer says of it.

use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, LOCATION};
use axum::http::{Method, Request};
use serde_json::{Map, Value};

use crate::scim::{Error, ScimType, access};
use crate::server::endpoint::Endpoint;
use crate::server::fault::{Fault, FaultSet};
use crate::server::reply::Reply;
use crate::server::service::Service;
use crate::server::store::Kind;

/// An operation as the request has it.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) bulk_id: Option<String>,
    pub(super) data: Value,
    version: Option<String>,
}

impl Operation {
    pub(super) fn read(faults: &FaultSet, sent: &Value) -> Result<Self, Error> {
        let text = |name| access::member(sent, name).and_then(Value::as_str).map(str::to_owned);
        let wrong = |detail: &str| {
            Error::of(ScimType::InvalidSyntax, format!("an operation of the bulk request {detail}"))
        };
        let method = text("method").unwrap_or_default().to_ascii_uppercase();
        let known = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        let method = known.into_iter().find(|known| known.as_str() == method);
        let method = method.ok_or_else(|| wrong("needs \"method\": POST, PUT, PATCH or DELETE"))?;
        let path = text("path")
            .map(|path| if faults.has(Fault::BulkForeignAddresses) { own_path(&path) } else { path });
        let path = path.filter(|path| path.starts_with('/'));
        let path = path.ok_or_else(|| wrong("needs \"path\", relative to the base URL, such as /Users"))?;
        let bulk_id = text("bulkId").filter(|name| !name.is_empty());
        if method == Method::POST && bulk_id.is_none() && !faults.has(Fault::BulkIdOptional) {
            return Err(wrong("with the method POST needs a \"bulkId\""));
        }
        let data = access::member(sent, "data").cloned().unwrap_or_default();
        let version = text("version").filter(|_| !faults.has(Fault::BulkVersionIgnored));
        Ok(Self { method, path, bulk_id, data, version })
    }

    /// Carries the operation out with this path and data.
    pub(super) fn perform(&self, service: &Service, path: &str, data: &Value) -> Reply {
        let message = self.method == Method::PATCH && access::member(data, "Operations").is_some();
        if message && service.faults.has(Fault::BulkPatchWantsBareList) {
            let detail = "the data of a PATCH must be a list of operations";
            return Reply::error(&Error::of(ScimType::InvalidSyntax, detail));
        }
        perform(service, &self.method, path, self.version.as_deref(), data)
            .unwrap_or_else(|error| Reply::error(&error))
    }

    /// What the answer says of the operation.
    pub(super) fn outcome(&self, service: &Service, path: &str, reply: Reply) -> Value {
        let header =
            |name: HeaderName| reply.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        let location = header(LOCATION).or_else(|| address(service, path));
        let mut out = Map::new();
        let mut put =
            |name: &str, value: Option<Value>| value.map(|value| out.insert(name.to_owned(), value));
        put("location", location.map(Value::from));
        put("method", Some(self.method.as_str().into()));
        put("bulkId", self.bulk_id.as_deref().map(Value::from));
        put("version", header(ETAG).map(Value::from));
        put("status", Some(reply.status.to_string().into()));
        put("response", reply.body.filter(|_| reply.status >= 300));
        Value::Object(out)
    }
}

/// What stands behind the host of an address, as if it were one of this tenant.
fn own_path(address: &str) -> String {
    let behind = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    behind.unwrap_or(address).to_owned()
}

fn endpoint(path: &str) -> Option<Endpoint> {
    Endpoint::of(&format!("/scim/v2{path}"))
}

/// The address of the resource a path names.
fn address(service: &Service, path: &str) -> Option<String> {
    match endpoint(path)? {
        Endpoint::User(id) => Some(service.location(Kind::User, &id)),
        Endpoint::Group(id) => Some(service.location(Kind::Group, &id)),
        _ => None,
    }
}

/// Sends a request for a resource to the service itself.
pub(super) fn perform(
    service: &Service,
    method: &Method,
    path: &str,
    version: Option<&str>,
    data: &Value,
) -> Result<Reply, Error> {
    use Endpoint::{Group, Groups, User, Users};
    if !matches!(endpoint(path), Some(Users | Groups | User(_) | Group(_))) {
        return Err(Error::new(404, format!("there is no user, group or list of them at '{path}'")));
    }
    let request = Request::builder().method(method).uri(format!("/scim/v2{path}"));
    let request = request.header(CONTENT_TYPE, "application/scim+json");
    let request = version.into_iter().fold(request, |request, version| request.header(IF_MATCH, version));
    let wrong = |_| {
        Error::of(ScimType::InvalidValue, format!("'{path}' is not a path, or the version is no entity tag"))
    };
    let (parts, ()) = request.body(()).map_err(wrong)?.into_parts();
    Ok(service.answer(&parts, data.to_string().as_bytes()))
}
