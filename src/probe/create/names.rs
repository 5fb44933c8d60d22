//! Names that are rare and lawful: with an apostrophe, with letters beyond ASCII, very long.

use serde_json::json;

use super::super::Teller;
use super::create_as;
use crate::entra::step::Storyline;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let mut tell = |id: &str, capture: &'static str, front: &str| {
        let person = teller.planner.person();
        let name = format!("{front}{}", teller.planner.user_name(person));
        let mut body = teller.user(person, &[]);
        body["userName"] = json!(name);
        create_as(&mut story, id, &name, capture, body);
    };
    tell("create/name-apostrophe", "apostrophe", "o'malley+tern.");
    tell("create/name-non-ascii", "letters", "søren.łęcki.");
    tell("create/name-long", "long", &"harbourmaster.".repeat(15));
    story
}
