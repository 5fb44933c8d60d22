//! A user and a group as the RFC describes resources: created, read, changed, and found under the addresses they
//! show; and extensions, which stand in containers of their own.

mod clock;
mod extensions;
mod manager;
mod reads;

use serde_json::json;

use super::Teller;
use crate::entra::sequence::{create_user, patch_and_read, read_user, shown};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Captured, Shown, Step, Storyline, Success};
use crate::entra::{Dialect, body, query};
use crate::scim::urn;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let tell = [user, crew, clock::storyline, reads::storyline, reads::other_kind];
    let more = [extensions::urns, extensions::custom, extensions::departments, manager::storyline];
    tell.iter().chain(&more).map(|tell| tell(teller)).collect()
}

/// A whole user, in every answer that shows one.
fn user(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    story.step(Step::get("resources/types", "/ResourceTypes").success(Success::Answered));
    let person = planner.person();
    let ids = ("resources/create", "resources/get");
    create_user(&mut story, planner, person, ids, "whole", planner.user(person));
    if let Some(read) = story.steps.last_mut() {
        read.captures.push(("@place".into(), Captured::Address("/meta/location")));
    }
    let look = Step::query("resources/match", User, query::filter("userName", &planner.user_name(person)));
    story.step(look.needs("resources/get").shows(Shown::Found("whole")));
    let follow = Step::get("resources/location", "{{@place}}").needs("resources/get");
    story.step(follow.success(Success::Answered));
    for (id, query) in [
        ("resources/projected", "attributes=userName"),
        ("resources/projected-without", "excludedAttributes=id,userName"),
    ] {
        story.step(read_user(id, "resources/get", "whole").with_query(query).success(Success::Answered));
    }
    let (path, value) = match planner.plain_texts().into_iter().next() {
        Some(text) => (text.target().clone(), planner.changed(text, person)),
        None => {
            (crate::suite::AttributePath::user_name(), json!(format!("new.{}", planner.user_name(person))))
        }
    };
    let operation = body::operation(&body::op(Dialect::Compliant, "replace"), path.as_str(), value.clone());
    let patch = body::patch_op(&[operation]);
    let shows = vec![shown(&path, &value)];
    patch_and_read(&mut story, "resources/patch", "resources/get", "whole", patch, shows);
    let put = Step::put("resources/put", User, "whole", planner.user(person)).needs("resources/patch/read");
    story.step(put.success(Success::Answered));
    story
}

/// A group with a member, whose address is followed.
fn crew(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let ids = ("resources/sailor", "resources/sailor/read");
    create_user(&mut story, planner, person, ids, "sailor", teller.user(person, &[]));
    let name = format!("Night watch-({} {person})", planner.sampler.run);
    let members = json!([{ "value": "{{sailor}}" }]);
    let body = json!({ "schemas": [urn::GROUP], "displayName": name, "members": members });
    let crew = Step::create("resources/crew", Group, &name, body).capture("crew");
    story.step(crew.needs("resources/sailor/read"));
    let read = Step::get("resources/crew/read", "/Groups/{{crew}}").needs("resources/crew");
    let read = read.shows(Shown::Named("displayName".into(), name));
    story.step(read.captures("@member", Captured::Address("/members/0/$ref")));
    let follow = Step::get("resources/crew/ref", "{{@member}}").needs("resources/crew/read");
    story.step(follow.success(Success::Answered));
    let reason = teller.no_groups();
    let reason = reason.or_else(|| {
        let listed = body::group_lists(planner.suite, "members");
        (!listed).then(|| "the suite lists no members of groups".to_owned())
    });
    match reason {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}
