//! Requests that show how HTTP, credentials and errors are dealt with.

mod bodies;
mod headers;
mod refusals;
mod values;

use super::Teller;
use crate::entra::Storyline;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![
        headers::storyline(teller),
        refusals::storyline(teller),
        bodies::refused(teller),
        bodies::creates(teller),
        values::storyline(teller),
    ]
}
