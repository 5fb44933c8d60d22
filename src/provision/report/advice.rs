//! What to do about an error code, from the service's own table.

use crate::provision::rules;

/// What the administrator can do about an error code, or a skip reason.
pub fn fix(code: &str) -> Option<&'static str> {
    rules::word(code).map(|word| word.fix)
}
