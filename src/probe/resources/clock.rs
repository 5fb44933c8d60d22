//! What the times in `meta` tell of a change, and of a request that changes nothing. This is the only storyline with
//! a pause: clocks may tick in seconds.

use std::time::Duration;

use super::super::Teller;
use crate::entra::sequence::{create_user, read_user, shown};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Step, Storyline};
use crate::entra::{Dialect, body};
use crate::scim::access;

/// Longer than a clock's second.
const PAUSE: Duration = Duration::from_millis(1200);

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let Some(text) = planner.plain_texts().into_iter().next() else {
        for id in IDS {
            story.omit(id, "the suite lists no text beside userName that could be changed");
        }
        return story;
    };
    let (old, new) = (planner.created(text, person), planner.changed(text, person));
    let mut user = teller.user(person, &[]);
    access::put(&mut user, text.target().path(), old.clone());
    create_user(&mut story, planner, person, (IDS[0], IDS[1]), "timed", user);
    let patch = |id: &str, op: &str, value: &serde_json::Value| {
        let operation =
            body::operation(&body::op(Dialect::Compliant, op), text.target().as_str(), value.clone());
        Step::patch(id, User, "timed", body::patch_op(&[operation]))
    };
    story.step(patch(IDS[2], "add", &old).needs(IDS[1]).after(PAUSE));
    story.step(read_user(IDS[3], IDS[2], "timed").shows(shown(text.target(), &old)));
    story.step(patch(IDS[4], "replace", &new).needs(IDS[1]));
    story.step(read_user(IDS[5], IDS[4], "timed").shows(shown(text.target(), &new)));
    story
}

const IDS: [&str; 6] = [
    "resources/timed",
    "resources/timed/read",
    "resources/timed-add",
    "resources/timed-add/read",
    "resources/timed-replace",
    "resources/timed-replace/read",
];
