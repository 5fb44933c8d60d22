//! The mapping table: which value of the directory belongs to which attribute of the tenant.
//!
//! Sources: Microsoft Learn, "Tutorial: Develop and plan provisioning for a SCIM endpoint" (default user and group
//! mappings) and "Customize user provisioning attribute mappings".

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// One row.
pub struct Row {
    pub target: &'static str,
    pub source: Source,
    /// Written where the source has no value, on creation only.
    pub default: Option<&'static str>,
    pub only_on_creation: bool,
    pub matching: bool,
}

pub enum Source {
    Attribute(&'static str),
    /// `Join(" ", [a], [b])`; what is empty is left out.
    Join(&'static str, &'static str),
    Constant(&'static str),
}

pub type Values = BTreeMap<&'static str, String>;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Rows of the default table, without `active` and `manager`, which have rules of their own.
const DEFAULT: &[(&str, &str)] = &[
    ("userName", "userPrincipalName"),
    ("displayName", "displayName"),
    ("title", "jobTitle"),
    ("emails[type eq \"work\"].value", "mail"),
    ("preferredLanguage", "preferredLanguage"),
    ("name.givenName", "givenName"),
    ("name.familyName", "surname"),
    ("addresses[type eq \"work\"].formatted", "officeLocation"),
    ("addresses[type eq \"work\"].locality", "city"),
    ("addresses[type eq \"work\"].country", "country"),
    ("phoneNumbers[type eq \"work\"].value", "businessPhones"),
    ("phoneNumbers[type eq \"mobile\"].value", "mobilePhone"),
    ("externalId", "mailNickname"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "employeeId"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"),
];

/// The rows that flow to users.
pub fn users(own_mapping: bool) -> Vec<Row> {
    let mut rows: Vec<Row> =
        DEFAULT.iter().map(|(target, source)| row(target, Source::Attribute(source))).collect();
    rows.push(row("name.formatted", Source::Join("givenName", "surname")));
    if own_mapping {
        for row in &mut rows {
            row.default = (row.target == "title").then_some("Staff");
        }
        rows.push(Row { only_on_creation: true, ..row("nickName", Source::Attribute("city")) });
        rows.push(row("userType", Source::Constant("Employee")));
    }
    rows
}

/// The rows that flow to groups.
pub fn groups() -> Vec<Row> {
    let name = Row { matching: true, ..row("displayName", Source::Attribute("displayName")) };
    vec![name, row("externalId", Source::Attribute("id"))]
}

fn row(target: &'static str, source: Source) -> Row {
    Row { target, source, default: None, only_on_creation: false, matching: target == "userName" }
}

impl Row {
    /// Its value, where the source has one.
    pub fn value(&self, object: &Value) -> Option<String> {
        match self.source {
            Source::Attribute("userPrincipalName") => {
                text(&object["userPrincipalName"]).map(|name| own_name(&name))
            }
            Source::Attribute(name) => text(&object[name]),
            Source::Join(first, second) => {
                let parts: Vec<String> =
                    [first, second].iter().filter_map(|name| text(&object[*name])).collect();
                (!parts.is_empty()).then(|| parts.join(" "))
            }
            Source::Constant(value) => Some(value.to_owned()),
        }
    }
}

/// Rule: of a guest's name, `alias_home.example#EXT#@contoso.example`, nothing flows but `alias@home.example`.
pub fn own_name(name: &str) -> String {
    let Some((own, _)) = name.split_once("#EXT#") else { return name.to_owned() };
    own.rsplit_once('_').map_or_else(|| own.to_owned(), |(alias, domain)| format!("{alias}@{domain}"))
}

/// A text, or the first of several.
pub fn text(value: &Value) -> Option<String> {
    let value = value.as_array().map_or(value, |list| list.first().unwrap_or(&Value::Null));
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What a resource shows at a target attribute.
pub fn shown(resource: &Value, target: &str) -> Option<String> {
    if let Some(attribute) = target.strip_prefix(ENTERPRISE) {
        return text(&resource[ENTERPRISE][attribute.trim_start_matches(':')]);
    }
    if let Some((list, rest)) = target.split_once("[type eq \"") {
        let (kind, sub) = rest.split_once("\"].").expect("a target of the table");
        let element = resource[list].as_array()?.iter().find(|element| element["type"] == kind)?;
        return text(&element[sub]);
    }
    let pointer = format!("/{}", target.replace('.', "/"));
    text(resource.pointer(&pointer).unwrap_or(&Value::Null))
}

/// The synchronizationSchema that says what [`users`] and [`groups`] say with `own_mapping`.
pub fn schema(actions: &str, disables: bool) -> Value {
    let mut user: Vec<Value> = users(true).iter().map(written).collect();
    if disables {
        user.push(function("active", "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")"));
    }
    user.push(function("roles", "AppRoleAssignmentsComplex([appRoleAssignments])"));
    user.push(attribute(&format!("{ENTERPRISE}:manager"), "manager"));
    let mut group: Vec<Value> = groups().iter().map(written).collect();
    group.push(attribute("members", "members"));
    json!({
        "id": "scim.test", "version": "v1",
        "directories": [
            {"id": "source", "name": "Microsoft Entra ID", "readOnly": true, "objects": []},
            {"id": "target", "name": "customappsso", "readOnly": false, "objects": [
                {"name": ENTERPRISE, "attributes": declared(&user)},
                {"name": "urn:ietf:params:scim:schemas:core:2.0:Group", "attributes": declared(&group)}]}],
        "synchronizationRules": [{
            "id": "rule", "name": "OUTBOUND", "priority": 1, "editable": true,
            "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "customappsso",
            "objectMappings": [
                {"name": "Provision users", "enabled": true, "flowTypes": actions, "sourceObjectName": "User",
                 "targetObjectName": ENTERPRISE, "scope": null, "attributeMappings": user},
                {"name": "Provision groups", "enabled": true, "flowTypes": "Add, Update, Delete",
                 "sourceObjectName": "Group", "targetObjectName": "urn:ietf:params:scim:schemas:core:2.0:Group",
                 "scope": null, "attributeMappings": group}]}],
    })
}

fn declared(mappings: &[Value]) -> Vec<Value> {
    let kind = |target: &str| match target {
        "active" => "Boolean",
        "members" => "Reference",
        _ if target.ends_with(":manager") => "Reference",
        _ => "String",
    };
    let targets = mappings.iter().filter_map(|mapping| mapping["targetAttributeName"].as_str());
    targets
        .map(|target| {
            json!({"name": target, "type": kind(target), "anchor": false, "caseExact": false,
                   "multivalued": target == "roles" || target == "members", "mutability": "ReadWrite",
                   "required": target == "userName", "referencedObjects": []})
        })
        .collect()
}

fn written(row: &Row) -> Value {
    let mut mapping = match row.source {
        // Names of mappings differ from Microsoft Graph's here and there.
        Source::Attribute(name) => attribute(row.target, graph_to_mapping(name)),
        Source::Join(first, second) => function(row.target, &format!("Join(\" \", [{first}], [{second}])")),
        Source::Constant(value) => mapping(row.target, "Constant", value, &format!("\"{value}\"")),
    };
    mapping["defaultValue"] = json!(row.default);
    if row.only_on_creation {
        mapping["flowType"] = json!("ObjectAddOnly");
    }
    mapping["matchingPriority"] = json!(u8::from(row.matching));
    mapping
}

fn graph_to_mapping(name: &str) -> &str {
    match name {
        "id" => "objectId",
        "officeLocation" => "physicalDeliveryOfficeName",
        "businessPhones" => "telephoneNumber",
        "mobilePhone" => "mobile",
        other => other,
    }
}

fn attribute(target: &str, name: &str) -> Value {
    mapping(target, "Attribute", name, &format!("[{name}]"))
}

fn function(target: &str, expression: &str) -> Value {
    let name = expression.split('(').next().unwrap_or_default();
    mapping(target, "Function", name, expression)
}

fn mapping(target: &str, kind: &str, name: &str, expression: &str) -> Value {
    json!({"targetAttributeName": target, "matchingPriority": 0, "flowType": "Always",
           "flowBehavior": "FlowWhenChanged", "defaultValue": null, "exportMissingReferences": false,
           "source": {"type": kind, "name": name, "expression": expression, "parameters": []}})
}
