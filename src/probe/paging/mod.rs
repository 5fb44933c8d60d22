//! Twelve people that are read page by page, sorted, in part, by POST and by cursor, and eleven groups.
//!
//! All of them are looked for by how their names begin, so that thousands of other users make no difference.

mod groups;
mod order;
mod pages;
mod parts;
mod people;

use super::{Teller, cursor, search};
use crate::entra::Storyline;
use crate::entra::step::ResourceType::User;
use crate::entra::step::Step;

pub(super) use self::people::Set;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let mut story = Storyline::new(None);
    let set = Set::create(&mut story, teller);
    pages::steps(&mut story, &set);
    order::steps(&mut story, teller, &set);
    parts::steps(&mut story, teller, &set);
    search::steps(&mut story, teller, &set);
    cursor::steps(&mut story, &set);
    if let Some(reason) = teller.no_names() {
        story = story.left_out(&reason);
    }
    vec![story, parts::writes(teller), groups::storyline(teller)]
}

/// A query of the set with these parameters beside the filter.
fn query(id: &str, set: &Set, parameters: &str) -> Step {
    Step::query(id, User, set.query(parameters)).needs("paging/all")
}
