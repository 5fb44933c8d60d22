//! What a tenant must refuse: requests without or with a wrong credential, on every verb, and requests that
//! are not well-formed. Every refusal is followed by a look at whether it was one.

use serde_json::json;

use super::{Planner, read_user};
use crate::entra::Dialect;
use crate::entra::body::{op, operation, patch_op};
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Body, Shown, Step, Storyline, Success};
use crate::http::client::Authorization;
use crate::suite::sample::Version;

/// The storyline's user.
const USER: &str = "guarded";

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    let person = planner.person();
    let body = planner.user(person);
    super::create_user(&mut story, planner, person, ("refusals/create", "refusals/get"), USER, body);
    for (word, authorization) in [("missing", Authorization::Missing), ("wrong", Authorization::Wrong)] {
        unauthorized(&mut story, planner, person, word, authorization);
    }
    malformed(&mut story, planner);
    let bad = Step::get("refusals/bad-filter", "/Users");
    let bad = Step { query: Some("filter=userName+eq".to_owned()), ..bad };
    story.step(bad.success(Success::Answered));
    story
}

fn unauthorized(
    story: &mut Storyline,
    planner: &Planner,
    person: usize,
    word: &str,
    authorization: Authorization,
) {
    let id = |verb: &str| format!("refusals/{word}-token-{verb}");
    let name = planner.user_name(person);
    let send =
        |step: Step| step.authorization(authorization).success(Success::Answered).needs("refusals/get");
    story.step(send(Step::query(&id("get"), User, query::filter("userName", &name))));
    let other = planner.person();
    story.step(send(Step::create(&id("post"), User, &planner.user_name(other), planner.user(other))));
    let look = Step::query(&id("post/read"), User, query::filter("userName", &planner.user_name(other)));
    story.step(look.needs(&id("post")).shows(Shown::Total(0)));
    let (path, value) = match planner.plain_texts().first() {
        Some(attribute) => (attribute.target().to_string(), json!("Intruder")),
        None => ("userName".to_owned(), json!(planner.sampler.user_name(person, Version::Changed))),
    };
    let body = patch_op(&[operation(&op(Dialect::Default, "replace"), &path, value)]);
    story.step(send(Step::patch(&id("patch"), User, USER, body)));
    story.step(read_user(&id("patch/read"), &id("patch"), USER));
    if planner.suite.deletes_users() {
        story.step(send(Step::delete(&id("delete"), User, USER)));
        let look = read_user(&id("delete/read"), &id("delete"), USER);
        story.step(look.success(Success::Answered).shows(Shown::Status(200)));
    } else {
        // What knows no DELETE may say so to anybody.
        let reason = "the suite says that users are disabled, never deleted";
        for verb in ["delete", "delete/read"] {
            story.omit(&id(verb), reason);
        }
    }
}

/// A body that ends in the middle.
fn malformed(story: &mut Storyline, planner: &Planner) {
    let person = planner.person();
    let whole = planner.user(person).to_string();
    let half: String = whole.chars().take(whole.chars().count() - 12).collect();
    let step = Step::create("refusals/malformed-body", User, &planner.user_name(person), json!(null));
    story.step(step.body(Body::Text(half)).success(Success::Answered));
}
