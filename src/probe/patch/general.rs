//! One user's title: good requests in all their forms, and what concerns userName, active, primary values and members.

use serde_json::{Value, json};

use super::{Tale, Teller, sample, unwritable};
use crate::entra::body::{operation, patch_op};
use crate::entra::sequence::read_user;
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::scim::urn;
use crate::suite::sample::Version;

/// How many operations a long request holds.
const MANY: usize = 100;

/// Requests that must be carried out.
pub(super) fn basics(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify", "amended", &["title"]);
    let (old, new) = (tale.created("title"), tale.changed("title"));
    tale.one("modify/good", "replace", "title", new);
    let qualified = format!("{}:title", urn::USER);
    tale.one("modify/core-urn", "replace", &qualified, old.clone());
    // A value of its own, so that the outcome shows whatever the requests before it did.
    let last = json!("Harbour pilot in order");
    let changes = [
        json!({ "op": "remove", "path": "title" }),
        operation("add", "title", json!("Overwritten")),
        operation("replace", "title", last.clone()),
    ];
    tale.patch("modify/sequence", &changes, vec![Shown::Value("title".into(), last)]);
    tale.one("modify/once", "replace", "title", old.clone());
    tale.one("modify/twice", "replace", "title", old);
    many(&mut tale);
    unknown_id(&mut tale);
    tale.end(unwritable(teller, &["title"]))
}

/// More operations than a person's update ever has.
fn many(tale: &mut Tale) {
    let operations: Vec<Value> =
        (1..=MANY).map(|n| operation("replace", "title", json!(format!("Tide analyst {n}")))).collect();
    tale.send(
        "modify/many",
        patch_op(&operations),
        vec![Shown::Value("title".into(), json!(format!("Tide analyst {MANY}")))],
    );
}

/// A PATCH of an id nobody has; it can change nothing.
fn unknown_id(tale: &mut Tale) {
    let body = patch_op(&[operation("replace", "title", tale.created("title"))]);
    let address = format!("/Users/{}", tale.teller.planner.guid);
    let step = Step { method: crate::http::Method::Patch, ..Step::post("modify/unknown-id", address, body) };
    tale.story.step(step.needs(&tale.get).success(Success::Answered));
}

/// Two users, of whom one is given the name of the other.
pub(super) fn user_name(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-name", "renamed", &[]);
    let planner = teller.planner;
    let other = planner.person();
    let taken = planner.user_name(other);
    let create = Step::create("modify-name/create-other", User, &taken, teller.user(other, &[]));
    tale.story.step(create.capture("holder").needs("modify-name/get"));
    tale.story.step(read_user("modify-name/get-other", "modify-name/create-other", "holder"));
    let get = std::mem::replace(&mut tale.get, "modify-name/get-other".to_owned());
    tale.refused_operation("modify/user-name-in-use", &operation("replace", "userName", json!(taken)));
    tale.get = get;
    tale.one("modify/user-name", "replace", "userName", tale.changed("userName"));
    tale.end(None)
}

/// `active` in the forms of other clients than Entra.
pub(super) fn active(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-active", "switched", &["active"]);
    tale.refused_operation("modify/wrong-boolean", &operation("replace", "active", json!("perhaps")));
    tale.patch("add/active", &[operation("add", "active", json!(false))], shown_active(false));
    let whole = json!({ "op": "replace", "value": { "active": true } });
    tale.patch("replace/active-no-path", &[whole], shown_active(true));
    let word = operation("replace", "active", json!("False"));
    tale.either("replace/quoted-boolean", &word, Shown::Value("active".into(), json!(false)));
    let idle = (!teller.planner.suite.disables_users()).then(|| "the suite lists no active".to_owned());
    tale.end(idle)
}

fn shown_active(active: bool) -> Vec<Shown> {
    vec![Shown::Value("active".into(), json!(active))]
}

/// A second primary e-mail address.
pub(super) fn primary(teller: &Teller) -> Storyline {
    const PATHS: [&str; 2] = ["emails[type eq \"work\"].value", "emails[type eq \"other\"].value"];
    let person = teller.planner.person();
    let work = sample(teller, person, PATHS[0], Version::Created);
    let value = json!([{ "type": "work", "value": work, "primary": true }]);
    let body = teller.user(person, &[("emails", value)]);
    let mut tale = Tale::of(teller, "modify-primary", "preferring", person, body);
    let second = json!([{ "type": "other", "value": tale.created(PATHS[1]), "primary": true }]);
    let shown = Shown::Value(PATHS[1].into(), tale.created(PATHS[1]));
    tale.patch("modify/primary", &[operation("add", "emails", second)], vec![shown]);
    tale.end(teller.unlisted(&PATHS))
}

/// A group with a member, whose id is changed in place.
pub(super) fn immutable(teller: &Teller) -> Storyline {
    let mut tale = Tale::begin(teller, "modify-member", "enrolled", &[]);
    let planner = teller.planner;
    let other = planner.person();
    let create =
        Step::create("modify-member/create-other", User, &planner.user_name(other), teller.user(other, &[]));
    tale.story.step(create.capture("substitute").needs("modify-member/get"));
    let name = planner.sampler.group_name(planner.person(), Version::Created);
    let body =
        json!({ "schemas": [urn::GROUP], "displayName": name, "members": [{ "value": "{{enrolled}}" }] });
    let create = Step::create("modify-member/create-group", Group, &name, body).capture("roster");
    tale.story.step(create.needs("modify-member/create-other"));
    let read = |id: &str, needs: &str| Step::get(id, "/Groups/{{roster}}").needs(needs);
    tale.story
        .step(read("modify-member/get-group", "modify-member/create-group").shows(Shown::Member("enrolled")));
    let change = operation("replace", "members[value eq \"{{enrolled}}\"].value", json!("{{substitute}}"));
    let step = Step::patch("modify/immutable", Group, "roster", patch_op(&[change]));
    tale.story.step(step.needs("modify-member/get-group").success(Success::Answered));
    tale.story.step(read("modify/immutable/read", "modify/immutable"));
    tale.end(teller.no_groups())
}
