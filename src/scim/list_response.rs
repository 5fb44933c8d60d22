//! The ListResponse message (RFC 7644 §3.4.2) that answers every query.

use serde_json::{Value, json};

use super::urn;

/// One page of a query's result.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListResponse {
    /// Number of resources the query found, on all pages.
    pub total: usize,
    /// Index of the page's first resource, counted from one; none for a page by cursor.
    pub start_index: Option<usize>,
    /// What asks for the next page of a query by cursor (RFC 9865 §2).
    pub next_cursor: Option<String>,
    /// The resources of this page.
    pub resources: Vec<Value>,
}

impl ListResponse {
    /// A list that fits on one page.
    pub fn whole(resources: Vec<Value>) -> Self {
        Self { total: resources.len(), start_index: Some(1), next_cursor: None, resources }
    }

    /// The message.
    pub fn into_json(self) -> Value {
        let mut message = json!({ "schemas": [urn::LIST_RESPONSE], "totalResults": self.total });
        if let Some(start) = self.start_index {
            message["startIndex"] = start.into();
        }
        message["itemsPerPage"] = self.resources.len().into();
        if let Some(cursor) = self.next_cursor {
            message["nextCursor"] = cursor.into();
        }
        message["Resources"] = self.resources.into();
        message
    }
}
