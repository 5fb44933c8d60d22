//! The set of people, page by page with a cursor (RFC 9865).

use serde_json::json;

use super::paging::Set;
use super::search::request;
use crate::entra::Storyline;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Captured, Name, Step, Success};

/// Names of the cursors that lead to the second page and the following ones.
const CURSORS: [&str; 4] = ["cursor2", "cursor3", "cursor4", "cursor5"];

const NEXT: Captured = Captured::Pointer(Name::Borrowed("/nextCursor"));

pub(super) fn steps(story: &mut Storyline, set: &Set) {
    let query = |id: &str, parameters: &str| {
        Step::query(id, User, set.query(parameters)).needs("paging/all").success(Success::Answered)
    };
    story.step(query("cursor/page-1", "cursor=&count=5").captures(CURSORS[0], NEXT));
    for (number, cursor) in CURSORS.iter().enumerate() {
        let step = query(&format!("cursor/page-{}", number + 2), &format!("cursor={{{{{cursor}}}}}&count=5"));
        let step = step.needs(&format!("cursor/page-{}", number + 1));
        story.step(match CURSORS.get(number + 1) {
            Some(next) => step.captures(*next, NEXT),
            None => step,
        });
    }
    story.step(query("cursor/count-changed", "cursor={{cursor2}}&count=3").needs("cursor/page-1"));
    for (id, parameters) in [
        ("cursor/unknown", "cursor=tideTable0&count=5"),
        ("cursor/count-large", "cursor=&count=100000"),
        ("cursor/count-negative", "cursor=&count=-1"),
        ("cursor/count-zero", "cursor=&count=0"),
        ("cursor/default", ""),
    ] {
        story.step(query(id, parameters));
    }
    let page = |id: &str, cursor: &str| {
        let body =
            request(&[("filter", json!(set.filter())), ("cursor", json!(cursor)), ("count", json!(5))]);
        Step::post(id, "/Users/.search", body).needs("paging/all").success(Success::Answered)
    };
    story.step(page("cursor/search-1", "").captures("searched", NEXT));
    story.step(page("cursor/search-2", "{{searched}}").needs("cursor/search-1"));
}
