//! PUT, which Entra never sends.

use super::Teller;

pub(super) fn storylines(_: &Teller) -> Vec<crate::entra::Storyline> {
    Vec::new()
}
