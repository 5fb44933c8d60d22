//! `/Me`, the alias of whoever is logged in.

mod answer;
mod location;
mod subject;

use super::prelude::*;

/// Whether the answer is a resource, and not the page that a web application has for every address.
fn is_served(seen: &Seen) -> bool {
    seen.succeeded() && seen.body().is_some()
}

pub(super) const CHECKS: &[&super::Check] = &[&answer::CHECK, &location::CHECK, &subject::CHECK];
