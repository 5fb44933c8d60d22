//! Pages by index.

use super::{Set, query};
use crate::entra::Storyline;
use crate::entra::step::{Step, Success};

pub(super) fn steps(story: &mut Storyline, set: &Set) {
    for (id, parameters) in [
        ("paging/page-1", "startIndex=1&count=5"),
        ("paging/page-1-again", "startIndex=1&count=5"),
        ("paging/page-2", "startIndex=6&count=5"),
        ("paging/page-3", "startIndex=11&count=5"),
        ("paging/count-zero", "count=0"),
        ("paging/count-negative", "count=-1"),
        ("paging/start-zero", "startIndex=0&count=5"),
        ("paging/start-negative", "startIndex=-3&count=5"),
        ("paging/beyond", "startIndex=1001&count=5"),
        ("paging/count-large", "count=100000"),
        ("paging/count-word", "count=many"),
        ("paging/start-word", "startIndex=first"),
    ] {
        story.step(query(id, set, parameters).success(Success::Answered));
    }
    story.step(Step::get("paging/read", "/Users/{{list01}}").needs("paging/settled"));
    for (id, parameters) in [
        ("paging/one", "count=1"),
        ("paging/unbounded", ""),
        ("paging/users-1", "startIndex=1&count=5"),
        ("paging/users-2", "startIndex=6&count=5"),
        ("paging/users-3", "startIndex=11&count=5"),
    ] {
        let step =
            Step { query: Some(parameters.to_owned()).filter(|p| !p.is_empty()), ..Step::get(id, "/Users") };
        story.step(step.success(Success::Answered).needs("paging/settled"));
    }
}
