//! What to do about an error code, from the service's own table.

/// What the administrator can do about an error code, or a skip reason.
pub fn fix(_code: &str) -> Option<&'static str> {
    None
}
