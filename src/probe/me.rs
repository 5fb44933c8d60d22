//! `/Me` (RFC 7644 §3.11), only ever read: what it stands for is not of this run.

use super::Teller;
use crate::entra::sequence::create_user;
use crate::entra::step::{Step, Storyline, Success};

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    // Whom the token stands for, if anybody, was there before this user.
    create_user(
        &mut story,
        teller.planner,
        person,
        ("me/create", "me/get"),
        "newest",
        teller.user(person, &[]),
    );
    // A server was seen to answer 501 and to drop the connection a moment later, under whatever came next on it.
    let read = Step::get("me/read", "/Me").header("Connection", "close");
    story.step(read.success(Success::Answered).needs("me/get"));
    vec![story]
}
