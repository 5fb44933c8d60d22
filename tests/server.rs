//! The reference tenant over real sockets.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use scimproof::server::{Fault, FaultSet, Options, Policy, Tenant, start};
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A running tenant and a client with its token.
struct Fixture {
    tenant: Tenant,
    client: Client,
}

/// Status, headers of interest and body of an answer.
struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Value,
}

impl Fixture {
    async fn new(options: Options) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tenant = start(Options { token: "t0ken".into(), ..options }).await.unwrap();
        Self { tenant, client: Client::builder().no_proxy().build().unwrap() }
    }

    async fn healthy() -> Self {
        Self::new(Options::default()).await
    }

    async fn with(fault: Fault) -> Self {
        Self::new(Options { faults: FaultSet::from(fault), ..Options::default() }).await
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, format!("{}{path}", self.tenant.base_url)).bearer_auth(&self.tenant.token)
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.request("GET", path)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        send(self.request("DELETE", path)).await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        let request =
            self.request("POST", path).header("content-type", "application/scim+json; charset=utf-8");
        send(request.body(body.to_string())).await
    }

    async fn patch(&self, path: &str, operations: &Value) -> Answer {
        let body = json!({"Operations": operations, "schemas": [PATCH_OP]});
        let request = self.request("PATCH", path).header("content-type", "application/scim+json");
        send(request.body(body.to_string())).await
    }

    async fn user(&self, user_name: &str) -> String {
        let body = json!({
            "schemas": [USER, ENTERPRISE], "externalId": format!("x-{user_name}"), "userName": user_name,
            "active": true, "emails": [{"primary": true, "type": "work", "value": user_name}],
            "meta": {"resourceType": "User"}, "roles": [], "title": null,
        });
        let answer = self.post("/Users", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["id"].as_str().unwrap().to_owned()
    }

    async fn group(&self, name: &str) -> String {
        let adscim = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
        let answer = self.post("/Groups", &json!({"schemas": [GROUP, adscim], "displayName": name})).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["id"].as_str().unwrap().to_owned()
    }

    /// Ids of the users a filter finds.
    async fn found(&self, filter: &str) -> Vec<String> {
        let answer = self.get(&format!("/Users?filter={filter}")).await;
        assert_eq!(answer.status, 200, "{filter}: {}", answer.body);
        assert_eq!(answer.body["totalResults"], answer.body["Resources"].as_array().unwrap().len());
        ids(&answer.body["Resources"])
    }

    async fn members(&self, group: &str) -> Vec<String> {
        let answer = self.get(&format!("/Groups/{group}")).await;
        answer.body.get("members").map(members_of).unwrap_or_default()
    }
}

async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text.clone()));
    if !text.is_empty() && body.is_object() {
        assert_eq!(headers["content-type"], "application/scim+json");
    }
    if status >= 400 && body.is_object() {
        assert_eq!(body["status"], status.to_string());
        assert!(body["detail"].as_str().unwrap().len() > 20, "{body}");
    }
    Answer { status, headers, body }
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
}

fn members_of(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|m| m["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_gate_demands_host_and_token() {
    let it = Fixture::healthy().await;
    let url = format!("{}/Users", it.tenant.base_url);
    for header in [None, Some("Bearer wrong"), Some("Basic t0ken"), Some("t0ken")] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let request = it.client.request(method, &url);
            let answer = send(header.into_iter().fold(request, |r, h| r.header("authorization", h))).await;
            assert_eq!(answer.status, 401, "{header:?}");
            assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
        }
    }
    assert_eq!(send(it.client.get(&url).header("authorization", "bearer t0ken")).await.status, 200);
    assert_eq!(send(it.request("GET", "/Users").header("host", "evil.example")).await.status, 421);
    it.tenant.stop().await;
    assert!(it.client.get(&url).send().await.unwrap_err().is_connect());
    assert!(start(Options::default()).await.is_err(), "a tenant without a token");
}

#[tokio::test]
async fn a_user_lives_and_dies() {
    let it = Fixture::healthy().await;
    let body = json!({
        "schemas": [USER], "userName": "Mira@example.com", "displayName": "Mira Sølberg", "active": true,
        "phoneNumbers": [{"type": "work", "value": "+47 5500 1122"}], "nonsense": 1,
        "urn:ietf:params:scim:schemas:extension:Tern:2.0:User": {"badge": "gold"},
    });
    let created = it.post("/Users", &body).await;
    assert_eq!(created.status, 201);
    let id = created.body["id"].as_str().unwrap().to_owned();
    assert_eq!(created.headers["location"].to_str().unwrap(), format!("{}/Users/{id}", it.tenant.base_url));
    assert_eq!(created.body["meta"]["location"], created.headers["location"].to_str().unwrap());
    assert_eq!(created.body["schemas"].as_array().unwrap().len(), 2);
    assert_eq!(created.body.get("nonsense"), None);

    let read = it.get(&format!("/Users/{id}")).await;
    assert_eq!(read.body, created.body);
    assert_eq!(
        it.post("/Users", &json!({"schemas": [USER], "userName": "MIRA@EXAMPLE.COM"})).await.status,
        409
    );

    let disabled = it
        .patch(&format!("/Users/{id}"), &json!([{"op": "Replace", "path": "active", "value": "False"}]))
        .await;
    assert_eq!((disabled.status, &disabled.body["active"]), (200, &json!(false)));
    assert_ne!(disabled.body["meta"]["lastModified"], created.body["meta"]["lastModified"]);
    assert_eq!(disabled.body["meta"]["created"], created.body["meta"]["created"]);
    assert_eq!(it.found("userName+eq+%22mira%40example.com%22").await, [id.as_str()]);

    assert_eq!(it.delete(&format!("/Users/{id}")).await.status, 204);
    assert_eq!(it.delete(&format!("/Users/{id}")).await.status, 404);
    assert_eq!(it.get(&format!("/Users/{id}")).await.status, 404);
    assert!(it.found("userName+eq+%22mira%40example.com%22").await.is_empty());
    assert_ne!(it.post("/Users", &body).await.body["id"], id.as_str());
}

#[tokio::test]
async fn filters_of_entra() {
    let it = Fixture::new(Options { users: 300, ..Options::default() }).await;
    let (a, b) = (it.user("a+b@example.com").await, it.user("b@example.com").await);
    it.patch(&format!("/Users/{a}"), &json!([{"op": "Add", "path": "manager", "value": b}])).await;
    for filter in [
        "userName%20eq%20%22A%2bb%40example.com%22",
        "userName+eq+%22a%2Bb@example.com%22",
        "externalId+eq+%22x-a%2bb%40example.com%22",
        "emails%5btype+eq+%22work%22%5d.value+eq+%22a%2bb%40example.com%22",
        &format!("id+eq+%22{a}%22"),
        &format!("id+eq+%22{a}%22+and+manager+eq+%22{b}%22"),
        &format!("manager+eq+%22{b}%22+and+id+eq+%22{a}%22"),
        &format!("manager+eq+%22{b}%22"),
    ] {
        assert_eq!(it.found(filter).await, [a.as_str()], "{filter}");
    }
    assert!(it.found(&format!("id+eq+%22{b}%22+and+manager+eq+%22{b}%22")).await.is_empty());
    for filter in ["userName+eq", "userName+xx+%22a%22", "usrName+eq+%22a%22", "active+gt+true"] {
        let answer = it.get(&format!("/Users?filter={filter}")).await;
        assert_eq!((answer.status, &answer.body["scimType"]), (400, &json!("invalidFilter")), "{filter}");
    }
    let only_id = it.get(&format!("/Users?filter=id+eq+%22{a}%22&attributes=id&aadOptscim062020")).await;
    assert_eq!(only_id.body["Resources"], json!([{"schemas": [USER, ENTERPRISE], "id": a}]));
}

#[tokio::test]
async fn pages() {
    let it = Fixture::new(Options { users: 25, ..Options::default() }).await;
    let page = async |query: &str| it.get(&format!("/Users?attributes=id&{query}")).await.body;
    let all = ids(&page("").await["Resources"]);
    assert_eq!(all.len(), 25);
    let mut seen = Vec::new();
    for start in [1, 11, 21] {
        let part = page(&format!("startIndex={start}&count=10")).await;
        assert_eq!((&part["totalResults"], &part["startIndex"]), (&json!(25), &json!(start)));
        assert_eq!(part["itemsPerPage"], part["Resources"].as_array().unwrap().len());
        seen.extend(ids(&part["Resources"]));
    }
    assert_eq!(seen, all);
    for (query, count) in
        [("count=0", 0), ("count=-5", 0), ("startIndex=-1&count=3", 3), ("startIndex=99", 0)]
    {
        let part = page(query).await;
        assert_eq!((&part["totalResults"], part["Resources"].as_array().unwrap().len()), (&json!(25), count));
    }
    assert_eq!(it.get("/Users?count=many").await.status, 400);
    let filtered = page("filter=userName+pr&startIndex=24&count=10").await;
    assert_eq!((&filtered["totalResults"], filtered["Resources"].as_array().unwrap().len()), (&json!(25), 2));
}

#[tokio::test]
async fn patch_is_atomic_and_unique() {
    let it = Fixture::healthy().await;
    let (a, _) = (it.user("a@example.com").await, it.user("b@example.com").await);
    let before = it.get(&format!("/Users/{a}")).await.body;
    for (operation, status) in [
        (json!({"op": "replace", "path": "favouriteColour", "value": "blue"}), 400),
        (json!({"op": "replace", "path": "userName", "value": "B@example.com"}), 409),
    ] {
        let first = json!({"op": "replace", "path": "displayName", "value": "changed"});
        assert_eq!(it.patch(&format!("/Users/{a}"), &json!([first, operation])).await.status, status);
        assert_eq!(it.get(&format!("/Users/{a}")).await.body, before);
    }
    let same = it
        .patch(
            &format!("/Users/{a}"),
            &json!([{"op": "Replace", "path": "userName", "value": "a@example.com"}]),
        )
        .await;
    assert_eq!(same.body, before);
    assert_eq!(it.patch("/Users/nobody", &json!([{"op": "remove", "path": "title"}])).await.status, 404);
}

#[tokio::test]
async fn members_come_and_go() {
    let it = Fixture::healthy().await;
    let (a, b, c) = (it.user("a@x").await, it.user("b@x").await, it.user("c@x").await);
    let group = it.group("Harbour crew (a-b)").await;
    let path = format!("/Groups/{group}");
    let value = |ids: &[&String]| ids.iter().map(|id| json!({"$ref": null, "value": id})).collect::<Value>();
    let change = async |operations: Value| {
        let answer = it.patch(&path, &operations).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
    };
    change(json!([{"op": "Add", "path": "members", "value": value(&[&a, &b, &c, &a])}])).await;
    assert_eq!(it.members(&group).await, [a.clone(), b.clone(), c.clone()]);
    change(json!([{"op": "Remove", "path": "members", "value": value(&[&b])}, {"op": "Remove", "path": "members", "value": value(&[&b])}])).await;
    assert_eq!(it.members(&group).await, [a.clone(), c.clone()]);
    change(json!([{"op": "remove", "path": format!("members[value eq \"{a}\"]")}, {"op": "add", "value": {"members": [{"value": b}]}}])).await;
    assert_eq!(it.members(&group).await, [c.clone(), b.clone()]);
    change(json!([{"op": "replace", "path": "members", "value": [{"value": a}, {"value": c}]}])).await;
    assert_eq!(it.members(&group).await, [c.clone(), a.clone()]);

    let read = it.get(&path).await.body;
    assert_eq!(read["members"][1]["display"], "a@x");
    assert_eq!(it.get(&format!("{path}?excludedAttributes=members")).await.body.get("members"), None);
    let user = it.get(&format!("/Users/{a}")).await.body;
    assert_eq!(user["groups"][0]["value"], group.as_str());
    let query = format!(
        "/Groups?filter=members+eq+%22{a}%22+and+id+eq+%22{group}%22&attributes=id&excludedAttributes=members"
    );
    assert_eq!(ids(&it.get(&query).await.body["Resources"]), [group.as_str()]);

    it.patch(&format!("/Users/{a}"), &json!([{"op": "Replace", "path": "active", "value": "False"}])).await;
    assert_eq!(it.members(&group).await, [c.clone(), a.clone()]);
    it.delete(&format!("/Users/{a}")).await;
    assert_eq!(it.members(&group).await, [c.as_str()]);
    let unknown = it.patch(&path, &json!([{"op": "Add", "path": "members", "value": value(&[&a])}])).await;
    assert_eq!((unknown.status, &unknown.body["scimType"]), (400, &json!("invalidValue")));
    change(json!([{"op": "remove", "path": "members"}, {"op": "replace", "value": {"displayName": "Crew"}}]))
        .await;
    assert!(it.members(&group).await.is_empty());
    assert_eq!(it.get(&path).await.body["displayName"], "Crew");
    assert_eq!(it.post("/Groups", &json!({"schemas": [GROUP], "displayName": "CREW"})).await.status, 409);
    assert_eq!(it.delete(&path).await.status, 204);
    assert_eq!(it.get(&path).await.status, 404);
}

#[tokio::test]
async fn refusals_say_what_is_wrong() {
    let it = Fixture::healthy().await;
    let raw = |method, path, media: &str, body: &str| {
        send(it.request(method, path).header("content-type", media).body(body.to_owned()))
    };
    assert_eq!(raw("POST", "/Users", "application/scim+json", "{").await.body["scimType"], "invalidSyntax");
    assert_eq!(raw("POST", "/Users", "application/json", "[]").await.status, 400);
    assert_eq!(raw("POST", "/Users", "text/plain", "{}").await.status, 415);
    assert_eq!(raw("POST", "/Users", "application/json", &"x".repeat(1_100_000)).await.status, 413);
    let nameless = it.post("/Users", &json!({"schemas": [USER]})).await;
    assert_eq!((nameless.status, &nameless.body["scimType"]), (400, &json!("invalidValue")));
    assert!(nameless.body["detail"].as_str().unwrap().contains("userName"));
    for (method, path, status) in [
        ("GET", "/Nowhere", 404),
        ("GET", "/../Users", 404),
        ("PUT", "/Users", 405),
        ("POST", "/Users/x", 405),
        ("GET", "/Bulk", 405),
        ("GET", "/Me", 501),
        ("GET", "/Users/.search", 405),
        ("DELETE", "/Schemas", 405),
        ("POST", "/ServiceProviderConfig", 405),
        ("GET", "/Schemas?filter=id+pr", 403),
    ] {
        let answer = send(it.request(method, path)).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.headers.contains_key("allow"), status == 405, "{method} {path}");
    }
}

#[tokio::test]
async fn discovery_agrees_with_itself() {
    let it = Fixture::healthy().await;
    assert_eq!(it.get("/ServiceProviderConfig").await.body["patch"]["supported"], true);
    for endpoint in ["/ResourceTypes", "/Schemas"] {
        let list = it.get(endpoint).await.body;
        for document in list["Resources"].as_array().unwrap() {
            let one = it.get(&format!("{endpoint}/{}", document["id"].as_str().unwrap())).await;
            assert_eq!(&one.body, document);
            assert_eq!(
                it.get(&format!("/Schemas/{}", document["schemas"][0].as_str().unwrap())).await.status,
                200
            );
        }
    }
    assert_eq!(it.get("/Schemas/urn:nobody").await.status, 404);
}

#[tokio::test]
async fn the_policy_rules() {
    let parse = |path: &str| path.parse().unwrap();
    let policy = Policy {
        required: vec![parse("userName"), parse("roles[primary eq \"True\"].value")],
        matching: vec![parse("emails[type eq \"work\"].value")],
        groups: false,
        delete: false,
        disable: false,
        ..Policy::default()
    };
    let it = Fixture::new(Options { policy, users: 3, ..Options::default() }).await;
    let mut body = json!({"schemas": [USER], "userName": "a@x", "active": false, "emails": [{"type": "work", "value": "a@x"}]});
    let refused = it.post("/Users", &body).await;
    assert!(refused.status == 400 && refused.body["detail"].as_str().unwrap().contains("roles[primary"));
    body["roles"] = json!([{"value": "admin", "primary": "True"}]);
    let created = it.post("/Users", &body).await.body;
    assert_eq!(created.get("active"), None);
    let path = format!("/Users/{}", created["id"].as_str().unwrap());
    assert_eq!(
        it.patch(&path, &json!([{"op": "Replace", "path": "active", "value": "False"}])).await.status,
        200
    );
    assert_eq!(it.found("emails[type+eq+%22work%22].value+eq+%22A@x%22").await.len(), 1);
    assert_eq!(it.delete(&path).await.status, 501);
    assert_eq!(it.get("/Groups").await.status, 404);
    let types = it.get("/ResourceTypes").await.body;
    assert_eq!(ids(&types["Resources"]), ["User"]);
}

#[tokio::test]
async fn foreign_users_are_there_from_the_start() {
    let it =
        Fixture::new(Options { users: 2000, latency: Some(Duration::from_millis(1)), ..Options::default() })
            .await;
    let list = it.get("/Users?count=2000").await.body;
    assert_eq!((&list["totalResults"], &list["itemsPerPage"]), (&json!(2000), &json!(1000)));
    let text = list.to_string();
    assert!(text.contains("Ångström") && text.contains("admin"));
    assert_eq!(it.found("userName+eq+%22astrid.angstrom%40quayside.example%22").await.len(), 1);
}

#[tokio::test]
async fn stale_reads_catch_up() {
    let it = Fixture::with(Fault::StaleReads).await;
    let id = it.user("a@x").await;
    assert_eq!(it.get(&format!("/Users/{id}")).await.status, 404);
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(it.get(&format!("/Users/{id}")).await.status, 200);
}

#[tokio::test]
async fn a_refused_write_is_carried_out_by_one_fault_only() {
    for (fault, found) in [(Fault::RefusedWriteCarriedOut, 1), (Fault::AnyTokenAccepted, 0)] {
        let it = Fixture::with(fault).await;
        let body = json!({"schemas": [USER], "userName": "a@x"}).to_string();
        let url = format!("{}/Users", it.tenant.base_url);
        let request =
            it.client.post(url).bearer_auth("wrong").header("content-type", "application/scim+json");
        assert_eq!(send(request.body(body)).await.status, 401);
        assert_eq!(it.found("userName+eq+%22a@x%22").await.len(), found, "{fault:?}");
    }
}
