//! Requests that show how HTTP, credentials and errors are dealt with.

use super::Teller;

pub(super) fn storylines(_: &Teller) -> Vec<crate::entra::Storyline> {
    Vec::new()
}
