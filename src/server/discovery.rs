//! The discovery documents (RFC 7644 §4): what the tenant supports, which resources it has, how they look.

use serde_json::{Value, json};

use super::bulk::MAX_OPERATIONS;
use super::endpoint::Endpoint;
use super::fault::Fault;
use super::query::{DEFAULT_COUNT, MAX_COUNT};
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::Kind;
use super::tenant::BODY_LIMIT;
use crate::scim::schema::{self, Model, Schema};
use crate::scim::{Error, ListResponse, urn};

/// Answers a read of a discovery endpoint. Filtering them is refused (RFC 7644 §4).
pub(super) fn get(service: &Service, request: &Request, endpoint: &Endpoint) -> Answer {
    if request.query.get("filter").is_some() {
        return Err(Error::new(
            403,
            "discovery documents cannot be filtered; read them all or one by its id",
        ));
    }
    match endpoint {
        Endpoint::ResourceTypes => Ok(list(resource_types(service))),
        Endpoint::ResourceType(id) => one(resource_types(service), "resource type", id),
        Endpoint::Schemas if service.faults.has(Fault::SchemasMissing) => {
            Err(Error::new(404, "there is no endpoint '/Schemas'"))
        }
        Endpoint::Schemas if service.faults.has(Fault::SchemasBareArray) => {
            Ok(Reply::json(200, schemas(service).into()))
        }
        Endpoint::Schemas => Ok(list(schemas(service))),
        Endpoint::Schema(id) => one(schemas(service), "schema", id),
        _ => Ok(Reply::json(200, service_provider_config(service))),
    }
}

fn list(documents: Vec<Value>) -> Reply {
    Reply::json(200, ListResponse::whole(documents).into_json())
}

fn one(documents: Vec<Value>, what: &str, id: &str) -> Answer {
    let wanted = |document: &Value| document["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id));
    match documents.into_iter().find(wanted) {
        Some(document) => Ok(Reply::json(200, document)),
        None => Err(Error::new(404, format!("there is no {what} with the id '{id}'"))),
    }
}

fn service_provider_config(service: &Service) -> Value {
    let base = &service.base_url;
    let by_cursor = service.faults.has(Fault::DefaultCursorUnkept);
    let default_method = if by_cursor { "cursor" } else { "index" };
    json!({
        "schemas": [urn::SERVICE_PROVIDER_CONFIG],
        "patch": { "supported": true },
        "bulk": { "supported": true, "maxOperations": MAX_OPERATIONS, "maxPayloadSize": BODY_LIMIT },
        "filter": { "supported": true, "maxResults": MAX_COUNT },
        "changePassword": { "supported": false },
        "sort": { "supported": true },
        "etag": { "supported": true },
        "pagination": {
            "cursor": true,
            "index": true,
            "defaultPaginationMethod": default_method,
            "defaultPageSize": DEFAULT_COUNT,
            "maxPageSize": MAX_COUNT,
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "The tenant's token in the Authorization header",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig") },
    })
}

fn models(service: &Service) -> Vec<&Model> {
    let mut models = vec![service.model(Kind::User)];
    if service.policy.groups {
        models.push(service.model(Kind::Group));
    }
    models
}

fn resource_types(service: &Service) -> Vec<Value> {
    models(service).into_iter().map(|model| resource_type(model, &service.base_url)).collect()
}

fn resource_type(model: &Model, base: &str) -> Value {
    let extensions = model.extensions.iter().map(|e| json!({ "schema": e.id, "required": false }));
    json!({
        "schemas": [urn::RESOURCE_TYPE],
        "id": model.name,
        "name": model.name,
        "description": model.core.description,
        "endpoint": model.endpoint,
        "schema": model.core.id,
        "schemaExtensions": extensions.collect::<Vec<_>>(),
        "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{}", model.name) },
    })
}

fn schemas(service: &Service) -> Vec<Value> {
    let resources =
        models(service).into_iter().flat_map(|model| [&model.core].into_iter().chain(&model.extensions));
    let own = [schema::service_provider_config(), schema::resource_type(), schema::schema()];
    resources.chain(&own).map(|schema: &Schema| schema.to_json(&service.base_url)).collect()
}
