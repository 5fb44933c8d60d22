//! The ListResponse message (RFC 7644 §3.4.2) that answers every query.

use serde_json::{Value, json};

use super::urn;

/// One page of a query's result.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListResponse {
    /// Number of resources the query found, on all pages.
    pub total: usize,
    /// Index of the page's first resource, counted from one.
    pub start_index: usize,
    /// The resources of this page.
    pub resources: Vec<Value>,
}

impl ListResponse {
    /// A list that fits on one page.
    pub fn whole(resources: Vec<Value>) -> Self {
        Self { total: resources.len(), start_index: 1, resources }
    }

    /// The message.
    pub fn into_json(self) -> Value {
        json!({
            "schemas": [urn::LIST_RESPONSE],
            "totalResults": self.total,
            "startIndex": self.start_index,
            "itemsPerPage": self.resources.len(),
            "Resources": self.resources,
        })
    }
}
