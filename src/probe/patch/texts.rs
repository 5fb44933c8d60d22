//! Single-valued attributes: a title, the parts of a name, one of an address, externalId.

use serde_json::json;

use super::{Tale, Teller, unwritable};
use crate::entra::body::{self, operation, patch_op};
use crate::entra::step::ResourceType::Group;
use crate::entra::step::{Shown, Step, Storyline};
use crate::suite::sample::Version;

/// A title from nothing through add, replace and remove.
pub(super) fn single(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "add", "titled", &[]);
    let (old, new) = (tale.created("title"), tale.changed("title"));
    tale.one("add/title", "add", "title", old.clone());
    tale.one("add/title-again", "add", "title", new);
    tale.remove("remove/title", "title");
    tale.refused_operation("remove/unassigned", &json!({ "op": "remove", "path": "title" }));
    tale.one("replace/unset", "replace", "title", old);
    tale.end(unwritable(teller, &["title"]))
}

/// The name as a whole and by its parts.
pub(super) fn names(teller: &Teller) -> Storyline {
    const PATHS: [&str; 2] = ["name.givenName", "name.familyName"];
    let mut tale = Tale::begin(teller, "modify-parts", "called", &[]);
    let [given, family] = PATHS;
    let whole = json!({ "givenName": tale.changed(given), "familyName": tale.changed(family) });
    let shows = PATHS.map(|path| Shown::Value(path.into(), tale.changed(path)));
    tale.patch("add/complex", &[operation("add", "name", whole)], shows.to_vec());
    tale.one("add/sub-attribute", "add", family, tale.created(family));
    tale.one("replace/sub-attribute", "replace", family, tale.changed(family));
    let part = json!({ "givenName": tale.created(given) });
    let shows = vec![Shown::Value(given.into(), tale.created(given))];
    tale.patch("replace/complex", &[operation("replace", "name", part)], shows);
    tale.end(teller.unlisted(&PATHS))
}

/// Two parts of one address, of which one is taken away.
pub(super) fn address(teller: &Teller) -> Storyline {
    const PATHS: [&str; 2] = ["addresses[type eq \"work\"].locality", "addresses[type eq \"work\"].region"];
    let mut tale = Tale::begin(teller, "modify-address", "resident", &PATHS);
    tale.remove("remove/sub-attribute", PATHS[1]);
    tale.end(unwritable(teller, &PATHS))
}

/// externalId of a user that was created without.
pub(super) fn external_id(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-external", "linked", &[]);
    tale.one("add/external-id", "add", "externalId", tale.created("externalId"));
    tale.end(unwritable(teller, &["externalId"]))
}

/// externalId of a group that was created without.
pub(super) fn group_external_id(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let number = planner.person();
    let name = planner.sampler.group_name(number, Version::Created);
    let mut group = body::group(planner.suite, planner.sampler, number, (&name, ""), false);
    if let Some(members) = group.as_object_mut() {
        members.shift_remove("externalId");
    }
    let create = Step::create("modify-group/create", Group, &name, group).capture("crew");
    story.step(create.needs("connection/test-groups"));
    let read = |id: &str, needs: &str| Step::get(id, "/Groups/{{crew}}").needs(needs);
    let named = Shown::Named("displayName".into(), name);
    story.step(read("modify-group/get", "modify-group/create").shows(named));
    let value = json!(format!("{}-crew", planner.sampler.run));
    let change = patch_op(&[operation("add", "externalId", value.clone())]);
    story.step(Step::patch("add/group-external-id", Group, "crew", change).needs("modify-group/get"));
    let shown = Shown::Value("externalId".into(), value);
    story.step(read("add/group-external-id/read", "add/group-external-id").shows(shown));
    let unlisted = !body::group_lists(planner.suite, "externalId");
    let unlisted = unlisted.then(|| "the suite lists no externalId of groups".to_owned());
    match teller.no_groups().or(unlisted) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}
