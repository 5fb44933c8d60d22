//! Which endpoint a path names, and which methods it has (RFC 7644 §3.2).

use percent_encoding::percent_decode_str;

use super::store::Kind;

/// An endpoint of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// Queries of all resource types.
    Root,
    Users,
    User(String),
    Groups,
    Group(String),
    Bulk,
    /// Queries by POST, of one resource type or of all.
    Search(Option<Kind>),
    ServiceProviderConfig,
    ResourceTypes,
    ResourceType(String),
    Schemas,
    Schema(String),
    /// The alias of whoever is logged in.
    Me,
    /// An endpoint of the RFC that this tenant does not offer.
    NotOffered(&'static str),
}

impl Endpoint {
    /// Reads a request path. Empty segments are skipped, so a base URL may end with a slash.
    pub(super) fn of(path: &str) -> Option<Self> {
        let decode = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let ["scim", "v2", rest @ ..] = parts.as_slice() else { return None };
        Some(match rest {
            [] => Self::Root,
            ["Bulk"] => Self::Bulk,
            ["Me"] => Self::Me,
            ["Me", ..] => Self::NotOffered("/Me"),
            [".search"] => Self::Search(None),
            ["Users", ".search"] => Self::Search(Some(Kind::User)),
            ["Groups", ".search"] => Self::Search(Some(Kind::Group)),
            ["Users"] => Self::Users,
            ["Users", id] => Self::User((*id).to_owned()),
            ["Groups"] => Self::Groups,
            ["Groups", id] => Self::Group((*id).to_owned()),
            ["ServiceProviderConfig"] => Self::ServiceProviderConfig,
            ["ResourceTypes"] => Self::ResourceTypes,
            ["ResourceTypes", id] => Self::ResourceType((*id).to_owned()),
            ["Schemas"] => Self::Schemas,
            ["Schemas", id] => Self::Schema((*id).to_owned()),
            _ => return None,
        })
    }

    /// The methods of the endpoint, as the Allow header names them.
    pub(super) fn allow(&self) -> &'static str {
        match self {
            Self::Users | Self::Groups => "GET, HEAD, POST",
            Self::User(_) | Self::Group(_) => "GET, HEAD, PUT, PATCH, DELETE",
            Self::Search(_) | Self::Bulk => "POST",
            _ => "GET, HEAD",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_endpoints() {
        for (path, expected) in [
            ("/scim/v2/Users", Some(Endpoint::Users)),
            ("/scim/v2//Users/", Some(Endpoint::Users)),
            ("/scim/v2/Users/a%20b", Some(Endpoint::User("a b".into()))),
            ("/scim/v2/Schemas/urn%3Ax", Some(Endpoint::Schema("urn:x".into()))),
            ("/scim/v2/users", None),
            ("/scim/v2/Users/a/b", None),
            ("/scim/v2", Some(Endpoint::Root)),
            ("/scim", None),
            ("/Users", None),
        ] {
            assert_eq!(Endpoint::of(path), expected, "{path}");
        }
    }
}
