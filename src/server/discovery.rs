//! The discovery documents (RFC 7644 §4): what the tenant supports, which resources it has, how they look.

use serde_json::{Value, json};

use super::bulk::MAX_OPERATIONS;
use super::endpoint::Endpoint;
use super::fault::Fault;
use super::misstatements;
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
    let faults = &service.faults;
    if request.query.get("filter").is_some() && !faults.has(Fault::DiscoveryFilterIgnored) {
        return Err(Error::new(
            403,
            "discovery documents cannot be filtered; read them all or one by its id",
        ));
    }
    match endpoint {
        Endpoint::ResourceTypes => Ok(list_of_types(service)),
        Endpoint::ResourceType(id) => one_type(service, id),
        Endpoint::Schemas if faults.has(Fault::SchemasMissing) => {
            Err(Error::new(404, "there is no endpoint '/Schemas'"))
        }
        Endpoint::Schemas if faults.has(Fault::SchemasBareArray) => {
            Ok(Reply::json(200, schemas(service).into()))
        }
        Endpoint::Schemas if faults.has(Fault::SchemasPaged) => {
            let count = request.query.get("count").and_then(|count| count.parse().ok());
            Ok(list(schemas(service).into_iter().take(count.unwrap_or(usize::MAX)).collect()))
        }
        Endpoint::Schemas => Ok(list(schemas(service))),
        Endpoint::Schema(id) => one_schema(service, id),
        _ => Ok(Reply::json(200, config(service))),
    }
}

/// Answers a write to a discovery document: they are read-only.
pub(super) fn write(service: &Service, request: &Request, endpoint: &Endpoint) -> Option<Reply> {
    let is_patch = request.parts.method == axum::http::Method::PATCH;
    let carried_out = is_patch && service.faults.has(Fault::ConfigPatchAccepted);
    (carried_out && *endpoint == Endpoint::ServiceProviderConfig).then(|| Reply::json(200, config(service)))
}

fn config(service: &Service) -> Value {
    let mut config = service_provider_config(service);
    if service.faults.has(Fault::PatchNotAdvertised) {
        config["patch"]["supported"] = false.into();
    }
    misstatements::config(&service.faults, &mut config);
    config
}

fn list_of_types(service: &Service) -> Reply {
    let types = resource_types(service);
    if service.faults.has(Fault::ResourceTypesBareArray) {
        return Reply::json(200, types.into());
    }
    let mut list = ListResponse::whole(types).into_json();
    if service.faults.has(Fault::ResourceTypesTotal) {
        list["totalResults"] = 100.into();
    }
    Reply::json(200, list)
}

fn one_type(service: &Service, id: &str) -> Answer {
    let mut types = resource_types(service);
    if service.faults.has(Fault::ResourceTypeAloneDiffers) {
        for resource_type in &mut types {
            resource_type["schemaExtensions"] = json!([]);
        }
    }
    let found = one(types, "resource type", id);
    if found.is_err() && service.faults.has(Fault::UnknownResourceTypeEmpty) {
        return Ok(list(Vec::new()));
    }
    found
}

fn one_schema(service: &Service, id: &str) -> Answer {
    let found = one(schemas(service), "schema", id);
    match found {
        Ok(Reply { body: Some(body), .. }) if service.faults.has(Fault::SchemaAloneAsList) => {
            Ok(list(vec![body]))
        }
        Err(error) if service.faults.has(Fault::UnknownSchemaBadRequest) => {
            Err(Error { status: 400, ..error })
        }
        found => found,
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
    let mut types: Vec<Value> =
        models(service).into_iter().map(|model| resource_type(model, &service.base_url)).collect();
    misstatements::resource_types(&service.faults, &service.base_url, &mut types);
    types
}

fn resource_type(model: &Model, base: &str) -> Value {
    let extensions = model.extensions.iter().map(|extension| {
        let required = extension.attributes.iter().any(|attribute| attribute.required);
        json!({ "schema": extension.id, "required": required })
    });
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
    let all = resources.chain(&own);
    let mut documents: Vec<Value> =
        all.map(|schema: &Schema| for_mapping(schema.to_json(&service.base_url))).collect();
    misstatements::schemas(&service.faults, &mut documents);
    documents
}

/// A document as those who make a mapping of it need it: `externalId` is declared though it belongs to every resource
/// (RFC 7643 §3.1 allows that), because Microsoft's validation looks for every mapped attribute; `primary` of e-mail
/// addresses is left out, because its validator trips over it.
fn for_mapping(mut document: Value) -> Value {
    let is_core = document["id"].as_str().is_some_and(urn::is_core);
    let Some(attributes) = document["attributes"].as_array_mut().filter(|_| is_core) else { return document };
    let emails = attributes.iter_mut().find(|attribute| attribute["name"] == "emails");
    if let Some(parts) = emails.and_then(|emails| emails["subAttributes"].as_array_mut()) {
        parts.retain(|part| part["name"] != "primary");
    }
    attributes.push(json!({
        "name": "externalId", "type": "string", "multiValued": false,
        "description": "Identifier that the provisioning client gave the resource",
        "required": false, "caseExact": true, "mutability": "readWrite", "returned": "default",
        "uniqueness": "none",
    }));
    document
}
