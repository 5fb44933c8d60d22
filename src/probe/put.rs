//! PUT (RFC 7644 §3.5.1), which Entra never sends: replacing a user and a group this run created.
//!
//! Every PUT is followed by a read, also one that must be refused: what it did shows only there.

use serde_json::{Value, json};

use super::Teller;
use crate::entra::query;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::{Group, User};
use crate::entra::step::{Body, Captured, Creation, Shown, Step, Storyline, Success};
use crate::http::Method;
use crate::scim::{Path, access, urn};
use crate::suite::Attribute;
use crate::suite::sample::Version;

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![
        replace(teller),
        null(teller),
        empty_list(teller),
        external_id(teller),
        password(teller),
        taken(teller),
        members(teller),
    ]
}

/// The storyline's user, where it has one.
const USER: &str = "replaced";

/// A user whose text is changed, and all that is sent beside or instead of it.
fn replace(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let text = planner.plain_texts().into_iter().next();
    let body = |changed: bool| {
        let value =
            |a: &Attribute| if changed { planner.changed(a, person) } else { planner.created(a, person) };
        let further: Vec<(&str, Value)> = text.iter().map(|a| (a.target().as_str(), value(a))).collect();
        without_meta(teller.user(person, &further))
    };
    create_user(&mut story, planner, person, ("put/create", "put/get"), USER, body(false));
    story.step(Step::put("put/replace", User, USER, body(true)).needs("put/get"));
    let read = read_user("put/replace/read", "put/replace", USER);
    story.step(match text {
        Some(a) => read.shows(Shown::Value(a.target().to_string(), planner.changed(a, person))),
        None => read,
    });
    read_only(&mut story, teller, body(true));
    round_trip(&mut story, teller);
    let mut nameless = body(true);
    remove(&mut nameless, "userName");
    answered(&mut story, "put/missing-name", nameless);
    match text.filter(|a| a.required != Some(true) && a.target().path().sub.is_none()) {
        Some(a) => {
            let mut shorter = body(true);
            remove(&mut shorter, a.target().as_str());
            answered(&mut story, "put/omitted", shorter);
        }
        None => story.omit("put/omitted", NO_TEXT),
    }
    unknown(&mut story, teller);
    other_id(&mut story, teller, body(true));
    story
}

const NO_TEXT: &str = "the suite lists no optional text at the top level";

/// A PUT of the storyline's user, whatever its answer, and the read behind it.
fn answered(story: &mut Storyline, id: &str, body: Value) {
    story.step(Step::put(id, User, USER, body).success(Success::Answered).needs("put/get"));
    story.step(read_user(&format!("{id}/read"), "put/get", USER));
}

/// What the server alone sets travels along with other values.
fn read_only(story: &mut Storyline, teller: &Teller, mut body: Value) {
    body["meta"] = json!({
        "resourceType": "User",
        "created": "2001-02-03T04:05:06Z",
        "lastModified": "2001-02-03T04:05:06Z",
        "version": "W/\"1\"",
    });
    if teller.planner.suite.sends_groups() {
        body["groups"] = json!([{ "value": teller.planner.guid, "display": "Harbour masters" }]);
    }
    answered(story, "put/read-only", body);
}

/// The user as it was read, sent back as it is.
fn round_trip(story: &mut Storyline, teller: &Teller) {
    const IDS: [&str; 2] = ["put/before-round-trip", "put/round-trip"];
    let hidden = |a: &Attribute| a.required == Some(true) && a.target().same("password");
    if teller.planner.suite.user.attributes.iter().any(hidden) {
        for id in IDS {
            story.omit(id, "the suite requires password, which no read returns");
        }
        return;
    }
    story.step(read_user(IDS[0], "put/get", USER).captures("@whole", Captured::Body));
    let put = Step::put(IDS[1], User, USER, Value::Null).body(Body::Text("{{@whole}}".to_owned()));
    story.step(put.success(Success::Answered).needs(IDS[0]));
    story.step(read_user("put/round-trip/read", IDS[1], USER));
}

/// A PUT to an id that nobody has. A server that creates it has it found and removed by its name.
fn unknown(story: &mut Storyline, teller: &Teller) {
    let planner = teller.planner;
    let person = planner.person();
    let name = planner.user_name(person);
    let step = Step::put("put/unknown-id", User, USER, without_meta(teller.user(person, &[])));
    let step = Step { path: format!("/Users/{}", other_guid(planner.guid, 'a')), changes: None, ..step };
    let creates = Some(Creation::named(User, &name));
    story.step(Step { creates, ..step }.success(Success::Answered).needs("put/get"));
    let look = Step::query("put/unknown-id/look", User, query::filter("userName", &name));
    story.step(look.needs("put/unknown-id").shows(Shown::Total(0)));
}

/// Another id in the body than in the path.
fn other_id(story: &mut Storyline, teller: &Teller, mut body: Value) {
    let other = other_guid(teller.planner.guid, 'b');
    body["id"] = json!(other);
    answered(story, "put/other-id", body);
    let elsewhere = Step::new("put/other-id/elsewhere", Method::Get, format!("/Users/{other}"));
    story.step(elsewhere.success(Success::Answered).needs("put/other-id"));
}

/// One more value nobody has: the run's, with another end.
fn other_guid(guid: &str, end: char) -> String {
    let end = if guid.ends_with(end) { 'c' } else { end };
    guid.chars().take(guid.chars().count() - 1).chain([end]).collect()
}

/// `null` for a single-valued attribute.
fn null(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut texts = planner.plain_texts().into_iter();
    let Some(text) = texts.find(|a| a.required != Some(true) && a.target().path().sub.is_none()) else {
        return left_out(&["put/null-create", "put/null-get", "put/null"], NO_TEXT);
    };
    let person = planner.person();
    let body = |value: Value| without_meta(teller.user(person, &[(text.target().as_str(), value)]));
    let ids = ["put/null-create", "put/null-get", "put/null"];
    cleared(
        teller,
        person,
        ids,
        (body(planner.created(text, person)), body(Value::Null)),
        text.target().as_str(),
    )
}

/// An empty list for a multi-valued attribute.
fn empty_list(teller: &Teller) -> Storyline {
    const WORK: &str = "emails[type eq \"work\"].value";
    let ids = ["put/empty-list-create", "put/empty-list-get", "put/empty-list"];
    let planner = teller.planner;
    let listed = planner.suite.user_attribute(WORK).filter(|a| a.required != Some(true));
    let Some(email) = listed else {
        return left_out(&ids, "the suite lists no optional e-mail address of type work");
    };
    let person = planner.person();
    let address = json!([{ "type": "work", "value": planner.created(email, person), "primary": true }]);
    let body = |value: Value| without_meta(teller.user(person, &[("emails", value)]));
    cleared(teller, person, ids, (body(address), body(json!([]))), "emails")
}

fn cleared(
    teller: &Teller,
    person: usize,
    [create, get, put]: [&str; 3],
    (first, second): (Value, Value),
    path: &str,
) -> Storyline {
    let mut story = Storyline::new(None);
    create_user(&mut story, teller.planner, person, (create, get), USER, first);
    story.step(Step::put(put, User, USER, second).needs(get));
    story.step(
        read_user(&format!("{put}/read"), get, USER)
            .shows(Shown::After(put.to_owned(), Box::new(Shown::Absent(path.to_owned())))),
    );
    story
}

fn external_id(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let id = |word: &str| format!("{word}-{person}-{}", planner.sampler.run);
    let body = |word: &str| without_meta(teller.user(person, &[("externalId", json!(id(word)))]));
    let ids = ("put/external-id-create", "put/external-id-get");
    create_user(&mut story, planner, person, ids, USER, body("Staff"));
    story.step(Step::put("put/external-id", User, USER, body("Crew")).needs(ids.1));
    let read = read_user("put/external-id/read", "put/external-id", USER);
    story.step(read.shows(Shown::Value("externalId".to_owned(), json!(id("Crew")))));
    match teller.unlisted(&["externalId"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

fn password(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let person = planner.person();
    let ids = ("put/password-create", "put/password-get");
    create_user(&mut story, planner, person, ids, USER, without_meta(teller.user(person, &[])));
    // Long, and of four kinds of characters, so that no policy refuses it; the account lives for seconds.
    let secret = format!("Tide-{}-Kelp_47!", planner.guid);
    let body = without_meta(teller.user(person, &[("password", json!(secret))]));
    story.step(Step::put("put/password", User, USER, body).success(Success::Answered).needs(ids.1));
    story.step(read_user("put/password/read", "put/password", USER));
    match teller.unlisted(&["password"]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The userName of another user of this run.
fn taken(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let (owner, person) = (planner.person(), planner.person());
    let body = |person| without_meta(teller.user(person, &[]));
    create_user(&mut story, planner, owner, ("put/owner-create", "put/owner-get"), "owner", body(owner));
    create_user(&mut story, planner, person, ("put/taken-create", "put/taken-get"), USER, body(person));
    let mut wanted = body(person);
    wanted["userName"] = json!(planner.user_name(owner));
    let put = Step::put("put/taken", User, USER, wanted).success(Success::Answered);
    story.step(put.needs("put/owner-get").needs("put/taken-get"));
    story.step(read_user("put/taken/read", "put/taken", USER));
    story
}

/// A group whose members are replaced, and must not be by what is no list of members.
fn members(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let planner = teller.planner;
    let people: [usize; 3] = std::array::from_fn(|_| planner.person());
    let name = planner.sampler.group_name(people[0], Version::Created);
    for (person, (id, capture)) in people.iter().zip(CREW) {
        let body = without_meta(teller.user(*person, &[]));
        story.step(Step::create(id, User, &planner.user_name(*person), body).capture(capture));
    }
    let group = |members: Value| json!({ "schemas": [urn::GROUP], "displayName": name, "members": members });
    let ids =
        |ids: &[&str]| ids.iter().map(|id| json!({ "value": format!("{{{{{id}}}}}") })).collect::<Value>();
    let create = Step::create("put/group-create", Group, &name, group(ids(&["first", "second"])));
    let all = CREW.iter().fold(create.capture("crew"), |step, (id, _)| step.needs(id));
    story.step(all);
    let read = |id: &str, needs: &str| Step::get(id, "/Groups/{{crew}}").needs(needs);
    let get = read("put/group-get", "put/group-create");
    story.step(get.shows(Shown::Named("displayName".into(), name.clone())));
    for (id, wrong) in [("put/group-members-text", json!("nobody")), ("put/group-members-number", json!(17))]
    {
        story.step(
            Step::put(id, Group, "crew", group(wrong)).success(Success::Answered).needs("put/group-get"),
        );
        story.step(read(&format!("{id}/read"), id));
    }
    let put = Step::put("put/group", Group, "crew", group(ids(&["second", "third"])));
    story.step(put.needs("put/group-get"));
    let after = |shown| Shown::After("put/group".to_owned(), Box::new(shown));
    let shown = read("put/group/read", "put/group-get").shows(after(Shown::Member("third")));
    story.step(shown.shows(after(Shown::NoMember("first"))));
    match teller.no_groups() {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The users of the group, by the steps that create them and the names of their ids.
const CREW: [(&str, &str); 3] =
    [("put/create-first", "first"), ("put/create-second", "second"), ("put/create-third", "third")];

/// What Entra adds to a create request is judged apart.
fn without_meta(mut body: Value) -> Value {
    remove(&mut body, "meta");
    body
}

fn remove(body: &mut Value, path: &str) {
    let Ok(path) = path.parse::<Path>() else { return };
    let key = body.as_object().and_then(|members| access::key_of(members, &path.name));
    if let (Some(key), Some(members)) = (key, body.as_object_mut()) {
        members.shift_remove(&key);
    }
}

fn left_out(ids: &[&str], reason: &str) -> Storyline {
    let mut story = Storyline::new(None);
    for id in ids {
        story.omit(id, reason);
    }
    story
}
