//! What becomes of `active`: not sent, sent as false, sent as a word.

use serde_json::json;

use super::super::Teller;
use super::create;
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    create(&mut story, teller, "create/no-active", person, "unsaid", teller.user(person, &[]));
    let filter = query::filter("userName", &teller.planner.user_name(person));
    let found = Step::query("create/no-active/match", User, filter.clone()).needs("create/no-active/read");
    story.step(found.success(Success::Answered).shows(Shown::Found("unsaid")));
    for word in ["true", "false"] {
        let look = Step::query(
            &format!("create/no-active/match-{word}"),
            User,
            format!("{filter}+and+active+eq+{word}"),
        );
        story.step(look.needs("create/no-active/match").success(Success::Answered));
    }
    for (id, capture, value) in
        [("create/inactive", "inactive", json!(false)), ("create/active-word", "worded", json!("False"))]
    {
        let person = teller.planner.person();
        create(&mut story, teller, id, person, capture, teller.user(person, &[("active", value)]));
    }
    match teller.unlisted(&["active"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}
