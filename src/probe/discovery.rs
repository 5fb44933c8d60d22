//! Discovery documents, and requests they must refuse.

use super::Teller;
use crate::entra::step::{Step, Storyline, Success};

pub(super) fn storylines(_: &Teller) -> Vec<Storyline> {
    let mut story = Storyline::new(None);
    story.step(Step::get("discovery/config", "/ServiceProviderConfig").success(Success::Answered));
    vec![story]
}
