//! Eleven groups, page by page, and one of them beside a user in queries of all resources.

use serde_json::json;

use crate::entra::Storyline;
use crate::entra::body;
use crate::entra::query;
use crate::entra::sequence::create_user;
use crate::entra::step::ResourceType::Group;
use crate::entra::step::{Shown, Step, Success};
use crate::probe::Teller;
use crate::probe::search::request;
use crate::suite::sample::Version;

/// As many as Microsoft's validation of gallery apps makes sure to have.
const GROUPS: usize = 11;

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let mut last = String::new();
    for number in 1..=GROUPS {
        let name = planner.sampler.group_name(planner.person(), Version::Created);
        let external_id = format!("{}-{}-list{number}", planner.sampler.run, planner.guid);
        let id = format!("paging/group-{number:02}");
        let body = body::group(planner.suite, planner.sampler, number, (&name, &external_id), false);
        let create = Step::create(&id, Group, &name, body);
        story.step(create.capture("crew"));
        last = name;
    }
    let settled = Step::query("paging/groups-settled", Group, query::group_filter("displayName", &last));
    let settled = (1..=GROUPS).fold(settled, |step, number| step.needs(&format!("paging/group-{number:02}")));
    story.step(settled.shows(Shown::Found("crew")));
    for (id, parameters) in [
        ("paging/groups-1", "startIndex=1&count=5"),
        ("paging/groups-2", "startIndex=6&count=5"),
        ("paging/groups-3", "startIndex=11&count=5"),
    ] {
        let step = Step::query(id, Group, parameters.to_owned()).needs("paging/groups-settled");
        story.step(step.success(Success::Answered));
    }
    root(&mut story, teller);
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// A user and a group, looked for at the root: a list of all resources has both.
fn root(story: &mut Storyline, teller: &Teller) {
    let person = teller.planner.person();
    let body = teller.user(person, &[]);
    create_user(story, teller.planner, person, ("paging/sailor", "paging/sailor-read"), "sailor", body);
    for (kind, capture, created) in
        [("user", "sailor", "paging/sailor-read"), ("group", "crew", "paging/groups-settled")]
    {
        let get = Step::get(&format!("paging/root-{kind}"), "/");
        let get = get.with_query(format!("filter=id%20eq%20%22{{{{{capture}}}}}%22"));
        story.step(get.success(Success::Answered).needs(created));
        let body = request(&[("filter", json!(format!("id eq \"{{{{{capture}}}}}\"")))]);
        let post = Step::post(&format!("search/root-{kind}"), "/.search", body);
        story.step(post.success(Success::Answered).needs(created));
    }
}
