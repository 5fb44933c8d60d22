//! What a faulty tenant says of itself: its discovery documents with one wrong member each.

use serde_json::{Value, json};

use super::fault::{Fault, FaultSet};
use crate::scim::urn;

/// The configuration.
pub(super) fn config(faults: &FaultSet, config: &mut Value) {
    for (fault, pointer, value) in CONFIG {
        if faults.has(fault) {
            put(config, pointer, serde_json::from_str(value).ok());
        }
    }
    if faults.has(Fault::ConfigWithTime) {
        let now = jiff::Timestamp::now().as_nanosecond();
        config["documentationUri"] = format!("https://tern.example/help?t={now}").into();
    }
    if let (true, Some(schemes)) =
        (faults.has(Fault::TwoPrimarySchemes), config["authenticationSchemes"].as_array_mut())
    {
        schemes.push(schemes[0].clone());
    }
    if faults.has(Fault::ConfigAsList) {
        *config = crate::scim::ListResponse::whole(vec![config.take()]).into_json();
    }
}

/// Where which value stands instead of the right one; no JSON: none.
const CONFIG: [(Fault, &str, &str); 15] = [
    (Fault::ConfigOldUrn, "/schemas", r#"["urn:scim:schemas:core:1.0"]"#),
    (Fault::ConfigWithoutPatch, "/patch", ""),
    (Fault::BulkWithoutPayloadSize, "/bulk/maxPayloadSize", ""),
    (Fault::MaxResultsString, "/filter/maxResults", "\"200\""),
    (Fault::ConfigWithoutPassword, "/changePassword", ""),
    (Fault::SchemeWithoutDescription, "/authenticationSchemes/0/description", ""),
    (Fault::SchemeTypeBearer, "/authenticationSchemes/0/type", "\"bearer\""),
    (Fault::SchemeBasicOnly, "/authenticationSchemes/0/type", "\"httpbasic\""),
    (Fault::DocumentationRelative, "/documentationUri", "\"docs/scim.html\""),
    (Fault::PatchDenied, "/patch/supported", "false"),
    (Fault::FilterDenied, "/filter/supported", "false"),
    (Fault::SortRefused, "/sort/supported", "false"),
    (Fault::BulkDenied, "/bulk/supported", "false"),
    (Fault::MaxResultsExceeded, "/filter/maxResults", "1"),
    (Fault::PageSizeString, "/pagination/maxPageSize", "\"200\""),
];

/// The resource types; an extension of its own is named by [`extension`].
pub(super) fn resource_types(faults: &FaultSet, base: &str, types: &mut Vec<Value>) {
    for resource_type in types.iter_mut() {
        if faults.has(Fault::ResourceTypeWithoutSchemas) {
            put(resource_type, "/schemas", None);
        }
        if faults.has(Fault::EndpointsAbsolute) {
            let endpoint = resource_type["endpoint"].as_str().unwrap_or_default();
            resource_type["endpoint"] = format!("{base}{endpoint}").into();
        }
        match resource_type["id"].as_str() {
            Some("User") => user_type(faults, resource_type),
            Some("Group") if faults.has(Fault::ResourceTypeWithoutName) => put(resource_type, "/name", None),
            Some("Group") if faults.has(Fault::GroupEndpointWrong) => {
                resource_type["endpoint"] = "/Group".into()
            }
            _ => {}
        }
    }
    if faults.has(Fault::GroupTypeMissing) {
        types.retain(|resource_type| resource_type["id"] != "Group");
    }
}

fn user_type(faults: &FaultSet, user: &mut Value) {
    if faults.has(Fault::EnterpriseRequired) {
        user["schemaExtensions"][0]["required"] = true.into();
    }
    if faults.has(Fault::ExtensionWithoutRequired) {
        put(user, "/schemaExtensions/0/required", None);
    }
    let Some(extensions) = user["schemaExtensions"].as_array_mut() else { return };
    if faults.has(Fault::EnterpriseUnnamed) {
        extensions.retain(|extension| extension["schema"] != urn::ENTERPRISE_USER);
    }
    let unpublished = faults.has(Fault::ExtensionUnpublished);
    let unpublished = unpublished.then_some("urn:ietf:params:scim:schemas:extension:badge:2.0:User");
    extensions.extend(
        extension(faults).or(unpublished).map(|schema| json!({ "schema": schema, "required": false })),
    );
}

/// The URN of an extension beyond those of the suite.
fn extension(faults: &FaultSet) -> Option<&'static str> {
    if faults.has(Fault::ExtensionInCore) {
        return Some("urn:ietf:params:scim:schemas:core:2.0:Badge");
    }
    faults.has(Fault::ExtensionForeignUrn).then_some("urn:tern:params:badge")
}

/// The schemas.
pub(super) fn schemas(faults: &FaultSet, schemas: &mut Vec<Value>) {
    if faults.has(Fault::EnterpriseUnpublished) {
        schemas.retain(|schema| schema["id"] != urn::ENTERPRISE_USER);
    }
    let message = faults.has(Fault::MessageSchemaListed).then_some(urn::PATCH_OP);
    if let (Some(id), Some(mut document)) = (extension(faults).or(message), schemas.last().cloned()) {
        document["id"] = id.into();
        document["attributes"] = json!([{ "name": "number", "type": "string", "multiValued": false }]);
        schemas.push(document);
    }
    for schema in schemas {
        of_document(faults, schema);
        let id = schema["id"].as_str().unwrap_or_default().to_owned();
        let of_this = |fault: Fault, of: &str| faults.has(fault) && of == id;
        for (_, _, path, member, value) in CHANGED.iter().filter(|(fault, of, ..)| of_this(*fault, of)) {
            if let Some(definition) = definition(schema, path) {
                put(definition, &format!("/{member}"), serde_json::from_str(value).ok());
            }
        }
        for (_, _, path, added) in ADDED.iter().filter(|(fault, of, ..)| of_this(*fault, of)) {
            let list = match path {
                &"" => Some(&mut schema["attributes"]),
                path => definition(schema, path).map(|definition| &mut definition["subAttributes"]),
            };
            if let Some(list) = list.and_then(Value::as_array_mut) {
                list.extend(serde_json::from_str::<Value>(added));
            }
        }
    }
}

fn of_document(faults: &FaultSet, schema: &mut Value) {
    if faults.has(Fault::SchemaNamesItself) {
        schema["schemas"] = json!([schema["id"]]);
    }
    if faults.has(Fault::SchemaWithoutLocation) {
        put(schema, "/meta/location", None);
    }
    let id = schema["id"].as_str().unwrap_or_default();
    if id == urn::SERVICE_PROVIDER_CONFIG && faults.has(Fault::SchemaWithoutAttributes) {
        put(schema, "/attributes", None);
    } else if id == urn::SCHEMA && faults.has(Fault::SchemaWithoutName) {
        put(schema, "/name", None);
    } else if id == urn::GROUP
        && faults.has(Fault::GroupNameUndeclared)
        && let Some(attributes) = schema["attributes"].as_array_mut()
    {
        attributes.retain(|attribute| attribute["name"] != "displayName");
    }
}

/// Of which definition which member has which value instead of the right one; no JSON: none.
const CHANGED: [(Fault, &str, &str, &str, &str); 13] = [
    (Fault::TypeText, urn::USER, "nickName", "type", "\"text\""),
    (Fault::KeywordLowerCase, urn::USER, "nickName", "mutability", "\"readwrite\""),
    (Fault::SchemaNulls, urn::USER, "nickName", "canonicalValues", "null"),
    (Fault::ComplexWithoutParts, urn::USER, "ims", "subAttributes", ""),
    (Fault::TypeTwice, urn::USER, "ims.type", "canonicalValues", r#"["xmpp", "skype", "skype"]"#),
    (Fault::ReferenceWithoutTypes, urn::USER, "profileUrl", "referenceTypes", ""),
    (Fault::UserNameNotUnique, urn::USER, "userName", "uniqueness", "\"none\""),
    (Fault::UserGroupsWritable, urn::USER, "groups", "mutability", "\"readWrite\""),
    (
        Fault::FaxUndeclared,
        urn::USER,
        "phoneNumbers.type",
        "canonicalValues",
        r#"["work", "mobile", "home"]"#,
    ),
    (Fault::EmployeeNumberInteger, urn::ENTERPRISE_USER, "employeeNumber", "type", "\"integer\""),
    (Fault::GroupNameOptional, urn::GROUP, "displayName", "required", "false"),
    (Fault::MemberValueWritable, urn::GROUP, "members.value", "mutability", "\"readWrite\""),
    (Fault::MembersSingleValued, urn::GROUP, "members", "multiValued", "false"),
];

/// What is declared beyond the right definitions.
const ADDED: [(Fault, &str, &str, &str); 6] = [
    (
        Fault::AttributeNameDigit,
        urn::USER,
        "",
        r#"{"name": "2ndPhone", "type": "string", "multiValued": false}"#,
    ),
    (Fault::NameTwice, urn::USER, "", r#"{"name": "nickname", "type": "string", "multiValued": false}"#),
    (
        Fault::PasswordReadable,
        urn::USER,
        "",
        r#"{"name": "password", "type": "string", "multiValued": false}"#,
    ),
    (
        Fault::IdWritable,
        urn::USER,
        "",
        r#"{"name": "id", "type": "string", "multiValued": false, "caseExact": true, "returned": "always"}"#,
    ),
    (
        Fault::EmailDisplayDeclared,
        urn::USER,
        "emails",
        r#"{"name": "display", "type": "string", "multiValued": false}"#,
    ),
    (
        Fault::NestedComplex,
        urn::USER,
        "ims",
        r#"{"name": "network", "type": "complex", "multiValued": false,
            "subAttributes": [{"name": "host", "type": "string", "multiValued": false}]}"#,
    ),
];

/// The definition of an attribute or of a sub-attribute (`members.value`).
fn definition<'a>(schema: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut lists = ["attributes", "subAttributes"].into_iter();
    path.split('.').try_fold(schema, |owner, name| {
        let list = owner.get_mut(lists.next()?)?.as_array_mut()?;
        list.iter_mut().find(|definition| definition["name"] == name)
    })
}

/// Puts a value where the pointer says, or takes away what stands there.
fn put(document: &mut Value, pointer: &str, value: Option<Value>) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let Some(parent) = document.pointer_mut(parent).and_then(Value::as_object_mut) else { return };
    match value {
        Some(value) => _ = parent.insert(name.to_owned(), value),
        None => _ = parent.shift_remove(name),
    }
}
