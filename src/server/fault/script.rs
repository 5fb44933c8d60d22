//! A fixed conversation with the tenant, to see that no fault is without effect.

use axum::http::Request;
use serde_json::{Value, json};

use super::{ALL, Fault, FaultSet};
use crate::scim::urn::{ADSCIM_GROUP, ENTERPRISE_USER, GROUP, PATCH_OP, USER};
use crate::server::service::Service;
use crate::server::{Options, Policy};

const SCIM: &str = "application/scim+json";

/// A tenant and what it answered.
struct Conversation {
    service: Service,
    log: Vec<String>,
}

impl Conversation {
    fn with(faults: FaultSet) -> Self {
        let required = ["userName", "displayName"].map(|path| path.parse().unwrap()).to_vec();
        let policy = Policy { required, ..Policy::default() };
        let options = Options { token: "t".into(), faults, policy, users: 2, ..Options::default() };
        Self { service: Service::new("http://127.0.0.1:1/scim/v2".into(), options), log: Vec::new() }
    }

    fn send(&mut self, method: &str, path: &str, header: Option<(&str, &str)>, body: &str) -> Value {
        let request =
            Request::builder().method(method).uri(format!("/scim/v2{path}")).header("host", "localhost");
        let authorized = header.is_some_and(|(name, _)| name == "authorization");
        let request = if authorized { request } else { request.header("authorization", "Bearer t") };
        let request =
            header.into_iter().filter(|(_, v)| !v.is_empty()).fold(request, |r, (n, v)| r.header(n, v));
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let faults = &self.service.faults;
        let reply = self.service.respond(&parts, Some(body.as_bytes()));
        let shown = reply.clone().disfigured(faults).body.map(scrub).unwrap_or_default();
        let response = reply.clone().into_response(faults);
        let media_type = response.headers().get("content-type");
        self.log.push(format!("{method}: {} {media_type:?} {shown}", reply.status));
        reply.body.unwrap_or_default()
    }

    fn get(&mut self, path: &str) {
        self.send("GET", path, None, "");
    }

    fn post(&mut self, path: &str, body: &Value) -> String {
        let answer = self.send("POST", path, Some(("content-type", SCIM)), &body.to_string());
        answer["id"].as_str().unwrap_or("missing").to_owned()
    }

    fn patch(&mut self, path: &str, operations: &Value) {
        let body = json!({"schemas": [PATCH_OP], "Operations": operations}).to_string();
        self.send("PATCH", path, Some(("content-type", SCIM)), &body);
        self.get(path);
    }
}

/// Numbers the ids, which are random, in the order of their appearance. All of them stand in front of a quote.
fn numbered(text: &str) -> String {
    let mut ids: Vec<&str> = Vec::new();
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(['"', '\'']) {
        let (body, quote) = part.split_at(part.len() - 1);
        let id = body.len().checked_sub(36).and_then(|at| body.get(at..)).filter(|id| is_id(id));
        let Some(id) = id else {
            out.push_str(part);
            continue;
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
        let number = ids.iter().position(|known| *known == id).unwrap_or_default().to_string();
        out.extend([&body[..body.len() - 36], "#", &number, quote]);
    }
    out
}

fn is_id(part: &str) -> bool {
    let fits =
        |(at, b): (usize, u8)| if [8, 13, 18, 23].contains(&at) { b == b'-' } else { b.is_ascii_hexdigit() };
    part.bytes().enumerate().all(fits)
}

/// Takes times and versions out of an answer.
fn scrub(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            members.retain(|name, _| !["created", "lastModified", "version"].contains(&name.as_str()));
            members.values_mut().for_each(|member| *member = scrub(member.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = scrub(item.take())),
        _ => {}
    }
    value
}

fn user(name: &str) -> Value {
    json!({
        "schemas": [USER, ENTERPRISE_USER], "externalId": format!("x-{name}"), "userName": format!("{name}@Example.com"),
        "displayName": "Mira Sølberg", "title": "Pilot", "active": true, "meta": {"resourceType": "User"}, "roles": [],
        "emails": [{"type": "work", "value": format!("{name}@example.com"), "primary": true}, {"type": "home", "value": "h"}],
        "phoneNumbers": [{"type": "work", "value": "+47 55"}],
    })
}

/// What a fault makes of the conversation.
fn transcript(faults: FaultSet) -> String {
    let mut it = Conversation::with(faults);
    gate(&mut it);
    let (a, b) = users(&mut it);
    queries(&mut it, &a, &b);
    patches(&mut it, &a, &b);
    groups(&mut it, &a, &b);
    ends(&mut it, &b);
    numbered(&it.log.join("\n"))
}

fn gate(it: &mut Conversation) {
    for token in ["", "Bearer x"] {
        it.send("GET", "/Users", Some(("authorization", token)), "");
        it.send("DELETE", "/Users/x", Some(("authorization", token)), "");
    }
    it.get("/Schemas");
    it.get("/Users/never");
    it.send("POST", "/Users", Some(("content-type", SCIM)), "{");
}

fn users(it: &mut Conversation) -> (String, String) {
    let a = it.post("/Users", &user("mira"));
    let mut second = user("mira+b");
    for name in ["meta", "roles"] {
        second.as_object_mut().unwrap().shift_remove(name);
    }
    let b = it.post("/Users", &second);
    it.post("/Users", &user("MIRA"));
    it.post("/Users", &json!({"schemas": [USER], "userName": "nameless"}));
    let charset = "application/scim+json; charset=utf-8";
    it.send("POST", "/Users", Some(("content-type", charset)), &user("charset").to_string());
    for id in [&a, &b] {
        it.get(&format!("/Users/{id}"));
    }
    (a, b)
}

fn queries(it: &mut Conversation, a: &str, b: &str) {
    let filters = [
        "userName+eq+%22nobody%22",
        "userName%20eq%20%22MIRA@example.com%22",
        "userName+eq+%22mira@Example.com%22",
        "userName+eq+%22mira%2bb@Example.com%22",
        "userName+eq+%22mira%22",
        "displayName+eq+%22Mira+S%C3%B8lberg%22",
        "externalId+eq+%22x-mira%22",
        "emails%5btype+eq+%22work%22%5d.value+eq+%22mira@example.com%22",
        &format!("id+eq+%22{b}%22"),
        "userName+eq",
    ];
    for filter in filters {
        it.get(&format!("/Users?filter={filter}"));
    }
    it.patch(&format!("/Users/{a}"), &json!([{"op": "Replace", "path": "active", "value": "False"}]));
    it.get("/Users?filter=externalId+eq+%22x-mira%22");
    it.patch(&format!("/Users/{a}"), &json!([{"op": "Replace", "path": "active", "value": true}]));
}

fn patches(it: &mut Conversation, a: &str, b: &str) {
    let urn = ENTERPRISE_USER;
    let long = json!([
        {"op": "replace", "path": "nickName", "value": "N"}, {"op": "replace", "path": "locale", "value": "nb"},
        {"op": "replace", "path": "unknown", "value": "x"},
    ]);
    for operations in [
        json!([{"op": "replace", "path": "displayName", "value": "D"}]),
        json!([{"op": "replace", "path": "title", "value": "T"}, {"op": "replace", "path": "userType", "value": "U"}]),
        json!([{"op": "add", "path": "name.familyName", "value": "F"}]),
        json!([{"op": "add", "path": format!("{urn}:department"), "value": "D"}]),
        json!([{"op": "add", "path": format!("{urn}:manager"), "value": b}]),
        json!([{"op": "replace", "path": format!("{urn}:manager"), "value": ""}]),
        json!([{"op": "add", "path": format!("{urn}:manager"), "value": b}]),
        json!([{"op": "replace", "path": "emails[type eq \"home\"].value", "value": "H"}]),
        json!([{"op": "replace", "path": "phoneNumbers[type eq \"fax\"].value", "value": "X"}]),
        json!([{"op": "add", "path": "addresses[type eq \"work\"].locality", "value": "L"},
               {"op": "add", "path": "addresses[type eq \"work\"].region", "value": "R"}]),
        json!([{"op": "replace", "value": {"timezone": "Z"}}]),
        json!([{"op": "replace", "value": {"name.givenName": "G"}}]),
        json!([{"op": "replace", "value": {(format!("{urn}:division")): "V"}}]),
        json!([{"op": "replace", "value": {"timezone": "Y"}}, {"op": "add", "path": "nickName", "value": "K"}]),
        json!([{"OP": "Replace", "path": "DISPLAYNAME", "value": "E"}]),
        long,
    ] {
        it.patch(&format!("/Users/{a}"), &operations);
    }
}

fn groups(it: &mut Conversation, a: &str, b: &str) {
    it.get("/Groups?excludedAttributes=members&filter=displayName+eq+%22Nobody%22");
    let g = it.post(
        "/Groups",
        &json!({"schemas": [GROUP, ADSCIM_GROUP], "externalId": "x", "displayName": "Crew"}),
    );
    let h = it.post("/Groups", &json!({"schemas": [GROUP], "externalId": "y", "displayName": "Quay"}));
    it.post("/Groups", &json!({"schemas": [GROUP], "displayName": "QUAY"}));
    it.get("/Groups?filter=displayName+eq+%22Quay%22");
    it.get("/Groups?filter=externalId+eq+%22y%22");
    let path = format!("/Groups/{h}");
    for operations in [
        json!([{"op": "replace", "path": "displayName", "value": "Quay B"}]),
        json!([{"op": "add", "path": "members", "value": [{"$ref": null, "value": a}]}]),
        json!([{"op": "add", "path": "members", "value": [{"value": b}, {"value": g}]}]),
        json!([{"op": "remove", "path": "members", "value": [{"value": g}]}]),
        json!([{"op": "remove", "path": format!("members[value eq \"{b}\"]")}]),
    ] {
        it.patch(&path, &operations);
    }
    it.get(&format!("{path}?excludedAttributes=members"));
    it.patch(&format!("/Users/{a}"), &json!([{"op": "replace", "path": "active", "value": false}]));
    it.get(&path);
    it.send("DELETE", &path, Some(("content-type", SCIM)), "");
    it.get(&path);
}

fn ends(it: &mut Conversation, b: &str) {
    let path = format!("/Users/{b}");
    it.send("DELETE", &path, None, "");
    it.get(&path);
    it.get("/Users?filter=userName+eq+%22mira%2bb@Example.com%22");
    it.post("/Users", &user("mira+b"));
    // A write with a wrong token, and the look whether it happened.
    it.send("POST", "/Users", Some(("authorization", "Bearer x")), "{}");
    let intruder = json!({"schemas": [USER], "userName": "intruder", "displayName": "I"}).to_string();
    let request = Request::post("/scim/v2/Users").header("host", "localhost").header("content-type", SCIM);
    let (parts, ()) = request.header("authorization", "Bearer x").body(()).unwrap().into_parts();
    it.service.respond(&parts, Some(intruder.as_bytes()));
    it.get("/Users?filter=userName+eq+%22intruder%22");
}

#[test]
fn the_conversation_repeats_itself() {
    assert_eq!(transcript(FaultSet::default()), transcript(FaultSet::default()));
}

#[test]
fn every_fault_shows() {
    let healthy = &transcript(FaultSet::default());
    let show = |faults: &[Fault]| {
        for fault in faults {
            assert!(*healthy != transcript((*fault).into()), "{fault:?} changes nothing");
        }
    };
    std::thread::scope(|scope| {
        for faults in ALL.chunks(ALL.len().div_ceil(4)) {
            scope.spawn(move || show(faults));
        }
    });
}
