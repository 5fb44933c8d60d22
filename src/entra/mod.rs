//! What Entra's provisioning service sends: bodies, query spelling, and the order of its requests.
//!
//! Everything here is data. Sending is the runner's work, judging that of the checks. Facts are those of
//! Microsoft Learn, "Develop a SCIM endpoint" and "Known issues and resolutions with SCIM 2.0 protocol
//! compliance"; what is only observed in the field says so.

pub mod body;
pub(crate) mod limits;
pub mod query;
pub mod sequence;
pub mod step;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use step::{Plan, Step, Storyline};

/// The word in a tenant URL that switches Entra to the compliant dialect.
pub const COMPLIANT_FLAG: &str = "aadOptscim062020";

/// How Entra writes PATCH requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// As sent today: `Replace`, booleans as strings, members removed by a value list.
    Default,
    /// As sent with the flag `aadOptscim062020`: `replace`, JSON booleans, members removed by a value filter.
    Compliant,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Default => "default",
            Self::Compliant => "compliant",
        })
    }
}

/// The tenant URL without the dialect flag and without a trailing slash, and whether the flag was there.
///
/// Entra's administrators write the flag as a query (`…/scim?aadOptscim062020`, `…/scim/?aadOptscim062020`);
/// paths are appended to what stands in front of it. Other query parameters stay.
pub fn split_flag(url: &str) -> (String, bool) {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let is_flag = |part: &str| part.split('=').next() == Some(COMPLIANT_FLAG);
    let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_flag(part)).collect();
    let flagged = query.split('&').any(is_flag);
    let base = base.trim_end_matches('/');
    let url = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
    (url, flagged)
}

#[cfg(test)]
mod tests {
    use super::split_flag;

    #[test]
    fn the_flag_is_removed_before_paths_are_appended() {
        let base = "https://api.tern.example/scim";
        for url in ["?aadOptscim062020", "/?aadOptscim062020", "?aadOptscim062020="] {
            assert_eq!(split_flag(&format!("{base}{url}")), (base.to_owned(), true), "{url}");
        }
        assert_eq!(split_flag(&format!("{base}/")), (base.to_owned(), false));
        assert_eq!(split_flag(&format!("{base}?org=7&aadOptscim062020")), (format!("{base}?org=7"), true));
    }
}
