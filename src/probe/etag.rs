//! Versions and conditional requests.

use super::Teller;

pub(super) fn storylines(_: &Teller) -> Vec<crate::entra::Storyline> {
    Vec::new()
}
