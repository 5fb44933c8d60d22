//! The Error message (RFC 7644 §3.12): status, `scimType` and a sentence for whoever has to fix the request.

use std::fmt;

use serde_json::{Value, json};
use thiserror::Error as ThisError;

use super::urn;

/// The error keywords of RFC 7644, table 9, and RFC 9865, table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's keywords")]
pub enum ScimType {
    InvalidFilter,
    TooMany,
    Uniqueness,
    Mutability,
    InvalidSyntax,
    InvalidPath,
    NoTarget,
    InvalidValue,
    InvalidVers,
    Sensitive,
    InvalidCursor,
    InvalidCount,
}

impl ScimType {
    /// The keyword as it stands in a message.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
            Self::InvalidVers => "invalidVers",
            Self::Sensitive => "sensitive",
            Self::InvalidCursor => "invalidCursor",
            Self::InvalidCount => "invalidCount",
        }
    }

    /// The status the tables give the keyword.
    fn status(self) -> u16 {
        match self {
            Self::Uniqueness => 409,
            Self::Sensitive => 403,
            _ => 400,
        }
    }
}

impl fmt::Display for ScimType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.keyword())
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{status}: {detail}")]
pub struct Error {
    /// HTTP status of the answer.
    pub status: u16,
    /// The keyword, where the RFC has one.
    pub scim_type: Option<ScimType>,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl Error {
    /// An error that has no keyword.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, scim_type: None, detail: detail.into() }
    }

    /// An error with a keyword and the status that belongs to it.
    pub fn of(scim_type: ScimType, detail: impl Into<String>) -> Self {
        Self { status: scim_type.status(), scim_type: Some(scim_type), detail: detail.into() }
    }

    /// The message. `status` is a string in it (RFC 7644 §3.12).
    pub fn to_json(&self) -> Value {
        let mut message = json!({ "schemas": [urn::ERROR], "status": self.status.to_string() });
        if let Some(scim_type) = self.scim_type {
            message["scimType"] = scim_type.keyword().into();
        }
        message["detail"] = self.detail.as_str().into();
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_is_a_string_and_the_keyword_is_optional() {
        assert_eq!(
            Error::of(ScimType::Uniqueness, "userName is taken").to_json(),
            json!({"schemas": [urn::ERROR], "status": "409", "scimType": "uniqueness", "detail": "userName is taken"})
        );
        assert_eq!(Error::new(404, "gone").to_json().get("scimType"), None);
    }
}
