//! What the reference tenant offers beyond Entra's needs, over real sockets.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use reqwest::header::HeaderMap;
use reqwest::{Client, Method};
use scimproof::server::{Options, Tenant, start};
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// A running tenant and a client with its token.
struct Fixture {
    tenant: Tenant,
    client: Client,
}

/// Status, headers and body of an answer.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Fixture {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tenant = start(Options { token: "t0ken".into(), ..Options::default() }).await.unwrap();
        Self { tenant, client: Client::builder().no_proxy().build().unwrap() }
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, format!("{}{path}", self.tenant.base_url));
        let request = request.bearer_auth(&self.tenant.token).header("content-type", "application/scim+json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = body.into_iter().fold(request, |request, body| request.body(body.to_string()));
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None).await
    }

    async fn put(&self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, &[], Some(&body)).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, &[], Some(&body)).await
    }

    /// Creates a resource and returns its path.
    async fn create(&self, endpoint: &str, body: Value) -> String {
        let created = self.post(endpoint, body).await;
        assert_eq!(created.status, 201, "{}", created.body);
        format!("{endpoint}/{}", created.body["id"].as_str().unwrap())
    }

    async fn user(&self, name: &str) -> String {
        self.create("/Users", json!({"schemas": [USER], "userName": name, "nickName": name})).await
    }
}

/// The id at the end of a path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn put_replaces_a_user() {
    let it = Fixture::new().await;
    let (a, _) = (it.user("a@x").await, it.user("b@x").await);
    let before = it.get(&a).await.body;
    let sent = json!({"schemas": [USER], "id": "other", "userName": "A@x", "title": "Pilot", "meta": {"created": "x"}});
    let after = it.put(&a, sent.clone()).await;
    assert_eq!(after.status, 200, "{}", after.body);
    assert_eq!(after.headers["content-type"], "application/scim+json");
    assert_eq!((&after.body["id"], &after.body["userName"]), (&before["id"], &json!("A@x")));
    assert_eq!((&after.body["title"], after.body.get("nickName")), (&json!("Pilot"), None));
    assert_eq!(after.body["meta"]["created"], before["meta"]["created"]);
    assert_eq!(it.get(&a).await.body, after.body);
    assert_eq!(it.put(&a, sent.clone()).await.body, after.body, "the same again changes nothing");
    for (path, body, status, scim_type) in [
        ("/Users/nobody", sent, 404, None),
        (&*a, json!({"schemas": [USER], "title": "x"}), 400, Some("invalidValue")),
        (&*a, json!({"userName": "a@x"}), 400, Some("invalidSyntax")),
        (&*a, json!({"schemas": [USER], "userName": "B@x"}), 409, Some("uniqueness")),
    ] {
        let refused = it.put(path, body).await;
        assert_eq!((refused.status, refused.body["scimType"].as_str()), (status, scim_type));
    }
    assert_eq!(it.get(&a).await.body, after.body);
}

#[tokio::test]
async fn put_replaces_a_group_and_its_members() {
    let it = Fixture::new().await;
    let (a, b) = (it.user("a@x").await, it.user("b@x").await);
    let body = |name: &str, members: &[&str]| {
        let members: Vec<_> = members.iter().map(|path| json!({"value": id(path)})).collect();
        json!({"schemas": [GROUP], "displayName": name, "members": members})
    };
    let mut sent = body("Crew", &[&a]);
    sent["externalId"] = "x".into();
    let group = it.create("/Groups", sent).await;
    let after = it.put(&group, body("Crew of two", &[&b])).await;
    assert_eq!((after.status, after.body.get("externalId")), (200, None), "{}", after.body);
    assert_eq!((&after.body["members"][0]["value"], after.body["members"].get(1)), (&json!(id(&b)), None));
    assert_eq!(it.get(&a).await.body.get("groups"), None);
    assert_eq!(it.put(&group, body("Crew", &["/Users/nobody"])).await.status, 400);
    assert_eq!(it.put(&group, json!({"schemas": [GROUP]})).await.status, 400);
    assert_eq!(it.get(&group).await.body, after.body);
    let emptied = it.put(&group, json!({"schemas": [GROUP], "displayName": "Crew"})).await;
    assert_eq!((emptied.status, emptied.body.get("members")), (200, None));
}

#[tokio::test]
async fn versions_guard_reads_and_writes() {
    let it = Fixture::new().await;
    let (a, group) = (it.user("a@x").await, json!({"schemas": [GROUP], "displayName": "Crew"}));
    let group = it.create("/Groups", group).await;
    for path in [&a, &group] {
        let name = if path == &a { "nickName" } else { "externalId" };
        let patch = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": name, "value": "new"}],
        });
        let read = it.get(path).await;
        let old = read.headers["etag"].to_str().unwrap().to_owned();
        assert!(old.starts_with("W/\"") && read.body["meta"]["version"] == old);
        let same = it.send("GET", path, &[("if-none-match", &old)], None).await;
        assert_eq!(
            (same.status, &same.body, &same.headers["etag"]),
            (304, &Value::Null, &read.headers["etag"])
        );
        let changed = it.send("PATCH", path, &[("if-match", &old)], Some(&patch)).await;
        let new = changed.headers["etag"].to_str().unwrap();
        assert!(changed.status < 300 && new != old);
        for (method, condition) in
            [("PATCH", "if-match"), ("PUT", "if-match"), ("DELETE", "if-match"), ("GET", "if-match")]
        {
            assert_eq!(
                it.send(method, path, &[(condition, &old)], Some(&patch)).await.status,
                412,
                "{method}"
            );
        }
        assert_eq!(it.send("PATCH", path, &[("if-none-match", new)], Some(&patch)).await.status, 412);
        let read = it.send("GET", path, &[("if-none-match", &old)], None).await;
        assert_eq!((read.status, read.body["meta"]["version"].as_str()), (200, Some(new)));
        assert_eq!(it.send("DELETE", path, &[("if-match", new)], None).await.status, 204);
    }
    assert_eq!(it.send("GET", &a, &[("if-match", "*")], None).await.status, 404);
    assert_eq!(it.get("/ServiceProviderConfig").await.body["etag"]["supported"], true);
}

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// The names of the resources in a ListResponse.
fn names(list: &Value) -> Vec<&str> {
    let resources = list["Resources"].as_array().unwrap().iter();
    resources.map(|one| one.get("userName").unwrap_or(&one["displayName"]).as_str().unwrap()).collect()
}

#[tokio::test]
async fn hits_are_sorted() {
    let it = Fixture::new().await;
    for name in ["b@x", "C@x", "a@x", "D@x"] {
        it.user(name).await;
    }
    for (query, expected) in [
        ("sortBy=userName", ["a@x", "b@x", "C@x", "D@x"]),
        ("sortBy=userName&sortOrder=descending", ["D@x", "C@x", "b@x", "a@x"]),
        ("sortBy=meta.created&sortOrder=ascending", ["b@x", "C@x", "a@x", "D@x"]),
        ("sortBy=title", ["b@x", "C@x", "a@x", "D@x"]),
    ] {
        assert_eq!(names(&it.get(&format!("/Users?{query}")).await.body), expected, "{query}");
    }
    let page = it.get("/Users?sortBy=nickName&startIndex=2&count=2&filter=userName+ne+%22b@x%22").await.body;
    assert_eq!((names(&page), &page["totalResults"]), (vec!["C@x", "D@x"], &json!(3)));
    for query in ["sortBy=nonsense", "sortBy=name", "sortBy=userName&sortOrder=up"] {
        assert_eq!(it.get(&format!("/Users?{query}")).await.status, 400, "{query}");
    }
    assert_eq!(it.get("/ServiceProviderConfig").await.body["sort"]["supported"], true);
}

#[tokio::test]
async fn queries_by_post() {
    let it = Fixture::new().await;
    let user = it.user("b@x").await;
    for name in ["a", "c"] {
        it.create(
            "/Groups",
            json!({"schemas": [GROUP], "displayName": name, "members": [{"value": id(&user)}]}),
        )
        .await;
    }
    let search = async |path: &str, parameters: Value| {
        let mut body = parameters;
        body["schemas"] = json!([SEARCH]);
        let answer = it.post(path, body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    };
    let users =
        search("/Users/.search", json!({"filter": "userName sw \"B\"", "attributes": ["userName"]})).await;
    assert_eq!(users["Resources"], json!([{"schemas": [USER], "id": id(&user), "userName": "b@x"}]));
    let groups =
        json!({"sortBy": "displayName", "sortOrder": "descending", "excludedAttributes": ["members"]});
    let groups = search("/Groups/.search", groups).await;
    assert_eq!((names(&groups), groups["Resources"][0].get("members")), (vec!["c", "a"], None));
    let all = search("/.search", json!({"startIndex": 2, "count": 1})).await;
    assert_eq!((names(&all), &all["totalResults"]), (vec!["a"], &json!(3)));
    let either = json!({"filter": "userName eq \"b@x\" or displayName eq \"c\"", "sortBy": "displayName"});
    assert_eq!(names(&search("/.search", either).await), ["c", "b@x"]);
    for body in [json!({}), json!({"schemas": [SEARCH], "filter": "nonsense pr"})] {
        assert_eq!(it.post("/.search", body).await.status, 400);
    }
}

impl Fixture {
    /// Sends a bulk request and returns the answer's operations.
    async fn bulk(&self, fail_on_errors: usize, operations: &Value) -> Vec<Value> {
        let schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"];
        let body = json!({"schemas": schemas, "failOnErrors": fail_on_errors, "Operations": operations});
        let answer = self.post("/Bulk", body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["Operations"].as_array().unwrap().clone()
    }
}

fn statuses(operations: &[Value]) -> Vec<&str> {
    operations.iter().map(|operation| operation["status"].as_str().unwrap()).collect()
}

fn post_user(name: &str) -> Value {
    json!({"method": "POST", "path": "/Users", "bulkId": name, "data": {"schemas": [USER], "userName": name}})
}

fn post_group(name: &str, members: &[&str]) -> Value {
    let members: Vec<_> = members.iter().map(|member| json!({"value": member})).collect();
    let data = json!({"schemas": [GROUP], "displayName": name, "members": members});
    json!({"method": "POST", "path": "/Groups", "bulkId": name, "data": data})
}

#[tokio::test]
async fn bulk_operations_refer_to_each_other() {
    let it = Fixture::new().await;
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "manager", "value": {"value": "bulkId:b"}}],
    });
    let done = it
        .bulk(
            0,
            &json!([
                post_group("crew", &["bulkId:a", "bulkId:fleet"]),
                post_user("a"),
                {"method": "patch", "path": "/Users/bulkId:a", "data": patch},
                post_user("b"),
                post_group("fleet", &["bulkId:crew", "bulkId:b"]),
            ]),
        )
        .await;
    assert_eq!(statuses(&done), ["201", "201", "200", "201", "201"], "{done:?}");
    let path = |at: usize| done[at]["location"].as_str().unwrap().replace(&it.tenant.base_url, "");
    assert_eq!((&done[0]["bulkId"], path(2)), (&json!("crew"), path(1)));
    for (group, expected) in [(0, [1, 4]), (4, [3, 0])] {
        let shown = it.get(&path(group)).await.body;
        let members: Vec<_> =
            shown["members"].as_array().unwrap().iter().map(|m| m["value"].clone()).collect();
        assert_eq!(members, expected.map(|at| json!(id(&path(at)))));
        assert_eq!(shown["meta"]["version"], done[group]["version"]);
    }
    let manager =
        it.get(&path(1)).await.body["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].clone();
    assert_eq!(manager["manager"]["value"], id(&path(3)));
    let gone = it.bulk(0, &json!([{"method": "DELETE", "path": path(0), "version": "W/\"0\""}, {"method": "DELETE", "path": path(1)}])).await;
    assert_eq!(statuses(&gone), ["412", "204"]);
    assert_eq!(it.get("/ServiceProviderConfig").await.body["bulk"]["supported"], true);
}

#[tokio::test]
async fn bulk_failures_stay_with_their_operation() {
    let it = Fixture::new().await;
    let taken = it.user("taken").await;
    let operations = json!([
        post_user("taken"), post_group("crew", &["bulkId:taken"]), post_group("self", &["bulkId:self"]),
        {"method": "GET", "path": "/Users"}, {"method": "POST", "path": "/Bulk", "bulkId": "x", "data": {}},
        {"method": "PUT", "path": taken, "data": {"schemas": [USER], "userName": "new"}}, post_user("b"),
    ]);
    let done = it.bulk(0, &operations).await;
    assert_eq!(statuses(&done), ["409", "409", "400", "400", "404", "200", "201"], "{done:?}");
    assert!(done[0]["response"]["scimType"] == "uniqueness" && done[0].get("location").is_none());
    assert_eq!(it.get("/Groups").await.body["totalResults"], 0, "nothing half-made stays");
    let stopped =
        it.bulk(2, &json!([post_user("b"), post_user("c"), post_user("new"), post_user("d")])).await;
    assert_eq!(statuses(&stopped), ["409", "201", "409"]);

    let schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"];
    let many: Vec<_> = (0..1001).map(|n| post_user(&n.to_string())).collect();
    for (body, status) in [
        (json!({"schemas": schemas, "Operations": many}), 413),
        (json!({"schemas": schemas, "Operations": [post_user("x"), post_user("x")]}), 400),
        (json!({"schemas": schemas}), 400),
        (json!({"Operations": []}), 400),
        (json!({"schemas": schemas, "x": "x".repeat(1_100_000)}), 413),
    ] {
        assert_eq!(it.post("/Bulk", body).await.status, status);
    }
}

#[tokio::test]
async fn cursors_lead_through_all_pages() {
    let it = Fixture::new().await;
    for name in ["d", "b", "e", "a", "c"] {
        it.user(name).await;
    }
    for (query, expected) in [
        ("count=2", "d b e a c"),
        ("count=2&sortBy=userName&sortOrder=descending", "e d c b a"),
        ("count=5", "d b e a c"),
        ("count=2&sortBy=title&filter=userName+ne+%22e%22", "d b a c"),
    ] {
        let (mut cursor, mut seen) = (String::new(), Vec::new());
        loop {
            let page = it.get(&format!("/Users?{query}&cursor={cursor}")).await.body;
            assert_eq!(page["totalResults"], expected.split(' ').count(), "{query}");
            assert_eq!(page.get("startIndex"), None);
            seen.extend(names(&page).into_iter().map(str::to_owned));
            let Some(next) = page.get("nextCursor") else { break };
            cursor = next.as_str().unwrap().to_owned();
        }
        assert_eq!(seen.join(" "), expected, "{query}");
    }
    let first = it.get("/Users?cursor&count=2&sortBy=userName").await.body;
    let path = format!("/Users/{}", first["Resources"][1]["id"].as_str().unwrap());
    assert_eq!(it.send("DELETE", &path, &[], None).await.status, 204);
    it.user("aa").await;
    let body = json!({"schemas": [SEARCH], "cursor": first["nextCursor"], "count": 2, "sortBy": "userName"});
    let second = it.post("/Users/.search", body).await.body;
    assert_eq!(
        (names(&first), names(&second)),
        (vec!["a", "b"], vec!["c", "d"]),
        "none twice, none left out"
    );
    for (query, scim_type) in [("cursor=x", "invalidCursor"), ("cursor&count=x", "invalidCount")] {
        let refused = it.get(&format!("/Users?{query}")).await;
        assert_eq!((refused.status, &refused.body["scimType"]), (400, &json!(scim_type)));
    }
    assert_eq!(it.get("/Users?count=1").await.body.get("nextCursor"), None);
    assert_eq!(it.get("/ServiceProviderConfig").await.body["pagination"]["cursor"], true);
}
