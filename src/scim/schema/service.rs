//! The schemas of the discovery documents themselves (RFC 7643 §5, §6, §7, §8.7.2; RFC 9865 §4).

use super::Schema;
use super::attribute::{Attribute, Kind, boolean, complex, reference, string};
use crate::scim::urn;

/// The schema of `/ServiceProviderConfig`.
pub fn service_provider_config() -> Schema {
    let mut filter = supported("filter", "Filtering of queries");
    filter.sub_attributes.push(integer("maxResults", "Most resources one answer holds").required());
    let mut bulk = supported("bulk", "Several operations in one request");
    bulk.sub_attributes.push(integer("maxOperations", "Most operations in one request").required());
    bulk.sub_attributes.push(integer("maxPayloadSize", "Largest request in bytes").required());
    let attributes = vec![
        reference("documentationUri", &["external"], "Address of the documentation for people"),
        supported("patch", "PATCH requests"),
        bulk,
        filter,
        supported("changePassword", "Changing a password"),
        supported("sort", "Sorting of queries"),
        supported("etag", "Entity tags"),
        pagination(),
        authentication_schemes(),
    ];
    read_only(urn::SERVICE_PROVIDER_CONFIG, "ServiceProviderConfig", "What the tenant supports", attributes)
}

fn supported(name: &str, description: &str) -> Attribute {
    let sub = boolean("supported", "Whether the tenant supports it").required();
    complex(name, description, vec![sub]).required()
}

fn integer(name: &str, description: &str) -> Attribute {
    Attribute::new(name, Kind::Integer, description)
}

/// RFC 9865 §4.
fn pagination() -> Attribute {
    let subs = vec![
        boolean("cursor", "Whether pages can be asked for by cursor").required(),
        boolean("index", "Whether pages can be asked for by index").required(),
        string("defaultPaginationMethod", "How pages are made when the query does not say")
            .canonical(&["cursor", "index"]),
        integer("defaultPageSize", "Resources on a page when the query does not say"),
        integer("maxPageSize", "Most resources on a page"),
        integer("cursorTimeout", "Seconds for which a cursor is valid at least"),
    ];
    complex("pagination", "How long lists are cut into pages", subs)
}

fn authentication_schemes() -> Attribute {
    let known = &["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];
    let subs = vec![
        string("type", "Kind of scheme").canonical(known).required(),
        string("name", "Name for people").required(),
        string("description", "What the scheme needs").required(),
        reference("specUri", &["external"], "Address of the scheme's specification"),
        reference("documentationUri", &["external"], "Address of the scheme's documentation"),
        boolean("primary", "Whether this scheme is preferred"),
    ];
    complex("authenticationSchemes", "How a client authenticates", subs).many().required()
}

/// The schema of the entries of `/ResourceTypes`.
pub fn resource_type() -> Schema {
    let extension = vec![
        reference("schema", &["uri"], "URN of the extension").required(),
        boolean("required", "Whether every resource carries it").required(),
    ];
    let attributes = vec![
        string("id", "Identifier of the resource type"),
        string("name", "Name of the resource type").required(),
        string("description", "What the resource type is for"),
        reference("endpoint", &["uri"], "Where the resources are, relative to the base URL").required(),
        reference("schema", &["uri"], "URN of the core schema").required(),
        complex("schemaExtensions", "Extensions of the resource type", extension).many(),
    ];
    read_only(urn::RESOURCE_TYPE, "ResourceType", "A kind of resource the tenant offers", attributes)
}

/// The schema of the entries of `/Schemas`.
pub fn schema() -> Schema {
    let mut attribute = characteristics();
    attribute
        .push(complex("subAttributes", "Sub-attributes of a complex attribute", characteristics()).many());
    let attributes = vec![
        string("id", "URN of the schema").required(),
        string("name", "Name for people").required(),
        string("description", "What the schema is for"),
        complex("attributes", "The attributes the schema defines", attribute).many().required(),
    ];
    read_only(urn::SCHEMA, "Schema", "The definition of a schema", attributes)
}

fn characteristics() -> Vec<Attribute> {
    let types = &["string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary"];
    vec![
        string("name", "Name of the attribute").required(),
        string("type", "Data type").canonical(types).required(),
        boolean("multiValued", "Whether it holds several values").required(),
        string("description", "What the attribute is for"),
        boolean("required", "Whether a resource must carry it"),
        string("canonicalValues", "Values the field knows").many(),
        boolean("caseExact", "Whether letter case matters"),
        string("mutability", "Who may write it").canonical(&[
            "readOnly",
            "readWrite",
            "immutable",
            "writeOnly",
        ]),
        string("returned", "When it is returned").canonical(&["always", "never", "default", "request"]),
        string("uniqueness", "Where its values are unique").canonical(&["none", "server", "global"]),
        string("referenceTypes", "What a reference may point to").many(),
    ]
}

fn read_only(id: &str, name: &str, description: &str, attributes: Vec<Attribute>) -> Schema {
    Schema::new(id, name, description, attributes.into_iter().map(Attribute::read_only).collect())
}
