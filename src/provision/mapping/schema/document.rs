//! What a schema file looks like (Microsoft Graph, `synchronizationSchema` and the types it holds). Only what is used
//! is named; what may be wrong is read later, so that its place is known.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// `synchronizationSchema`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema<'a> {
    pub(super) directories: Option<Vec<Directory>>,
    #[serde(borrow)]
    pub(super) synchronization_rules: Option<Vec<Rule<'a>>>,
}

/// `directoryDefinition`
#[derive(Deserialize)]
pub(super) struct Directory {
    pub(super) name: Option<String>,
    pub(super) objects: Option<Vec<ObjectDefinition>>,
}

/// `objectDefinition`
#[derive(Deserialize)]
pub(super) struct ObjectDefinition {
    pub(super) name: Option<String>,
    pub(super) attributes: Option<Vec<AttributeDefinition>>,
}

/// `attributeDefinition`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AttributeDefinition {
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) case_exact: Option<bool>,
    pub(super) multivalued: Option<bool>,
    pub(super) required: Option<bool>,
    /// Entries of key and value, as they are: other exports hold other ones.
    pub(super) metadata: Option<Value>,
}

/// `synchronizationRule`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'a> {
    pub(super) priority: Option<i64>,
    pub(super) source_directory_name: Option<String>,
    pub(super) target_directory_name: Option<String>,
    #[serde(borrow)]
    pub(super) object_mappings: Option<Vec<&'a RawValue>>,
}

impl Rule<'_> {
    /// Whether the rule writes into Entra, as those of HR sources do.
    pub(super) fn is_inbound(&self) -> bool {
        let entra = |name: &Option<String>| name.as_deref().is_some_and(is_entra);
        entra(&self.target_directory_name) && !entra(&self.source_directory_name)
    }
}

/// Names of the source directory in newer and older exports.
fn is_entra(name: &str) -> bool {
    ["Microsoft Entra ID", "Azure Active Directory", "Azure Active Directory (Azure AD)"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// `objectMapping`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mapping<'a> {
    pub(super) enabled: Option<bool>,
    pub(super) flow_types: Option<String>,
    pub(super) source_object_name: Option<String>,
    pub(super) target_object_name: Option<String>,
    #[serde(borrow)]
    pub(super) scope: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) attribute_mappings: Option<Vec<&'a RawValue>>,
}

/// `attributeMapping`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    pub(super) target_attribute_name: Option<String>,
    pub(super) default_value: Option<String>,
    pub(super) flow_type: Option<String>,
    pub(super) matching_priority: Option<i64>,
    /// `attributeMappingSource`, as it is: expressions are trees of it.
    pub(super) source: Option<Value>,
}

/// `filter`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Scope<'a> {
    #[serde(borrow)]
    pub(super) groups: Option<Vec<FilterGroup<'a>>>,
    pub(super) input_filter_groups: Option<Vec<Value>>,
    pub(super) category_filter_groups: Option<Vec<Value>>,
}

/// `filterGroup`
#[derive(Deserialize)]
pub(super) struct FilterGroup<'a> {
    pub(super) name: Option<String>,
    #[serde(borrow)]
    pub(super) clauses: Option<Vec<&'a RawValue>>,
}

/// `filterClause`
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FilterClause {
    pub(super) operator_name: Option<String>,
    pub(super) source_operand_name: Option<String>,
    pub(super) target_operand: Option<Operand>,
}

/// `filterOperand`
#[derive(Deserialize)]
pub(super) struct Operand {
    pub(super) values: Option<Vec<String>>,
}
