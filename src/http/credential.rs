//! How requests prove who sends them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::secret::Secret;

/// How requests prove who sends them.
#[derive(Debug, Clone)]
pub enum Credential {
    /// `Authorization: Bearer …`
    Bearer(Secret),
    /// `Authorization: Basic …`
    Basic(String, Secret),
    /// No `Authorization` header: the tenant asks for none.
    None,
}

impl Credential {
    pub(super) fn header(&self) -> Option<String> {
        match self {
            Self::Bearer(token) => Some(format!("Bearer {}", token.expose())),
            Self::Basic(user, password) => {
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{}", password.expose()))))
            }
            Self::None => None,
        }
    }

    pub(super) fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Bearer(token) => vec![token.clone()],
            Self::Basic(user, password) => {
                let pair = Secret::new(format!("{user}:{}", password.expose()));
                vec![password.clone(), pair]
            }
            Self::None => Vec::new(),
        }
    }
}

/// Which credential a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorization {
    /// The tenant's own.
    Own,
    /// None at all.
    Missing,
    /// One of the right form that the tenant never issued.
    Wrong,
    /// A bearer token without a single character.
    Empty,
    /// The tenant's own, with the name of the scheme in lower case.
    LowerCase,
}

impl Authorization {
    /// Whether the credential itself is the tenant's own.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::LowerCase)
    }
}
