//! The direct tests of Microsoft's validation of gallery apps.

use super::Teller;

pub(super) fn storylines(_: &Teller) -> Vec<crate::entra::Storyline> {
    Vec::new()
}
