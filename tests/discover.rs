//! `suite discover`: what it writes can be run, and what cannot be discovered is told in a sentence.

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use support::{Done, Place, Served, scimproof, with_verdict};

/// Discovers a tenant that behaves as a suite documents.
fn discover(place: &Place, suite: &str) -> Done {
    let tenant = Served::start(&["--suite", suite]);
    let arguments = ["suite", "discover", "--url", &tenant.url, "--name", "Discovered", "--output"];
    let file = place.home.path().join("found.toml");
    let arguments = [&arguments[..], &[file.to_str().expect("UTF-8")]].concat();
    place.run(&arguments, &[("SCIM_TOKEN", tenant.token.as_str())])
}

fn found(place: &Place) -> String {
    std::fs::read_to_string(place.home.path().join("found.toml")).expect("was written")
}

#[test]
fn the_reference_tenant_is_discovered_and_passes_what_was_written() {
    let place = Place::new();
    let done = discover(&place, "entra");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    insta::assert_snapshot!("found", found(&place));
    insta::assert_snapshot!("told", done.err);
    passes(&place);
}

/// What was discovered passes against the tenant that behaves as it says, in both dialects.
fn passes(place: &Place) {
    let file = place.home.path().join("found.toml");
    let file = file.to_str().expect("UTF-8");
    let done = place.run(&["run", file, "--demo", "--dialect", "both", "--format", "json"], &[]);
    assert_eq!(done.code, 0, "{} {:?}", done.err, with_verdict(&done.json(), "fail"));
    assert_eq!(done.json()["summary"]["error"], 0);
}

#[test]
fn what_is_written_also_passes_against_the_tenant_it_was_read_from() {
    for suite in ["fixtures/suites/heron.toml", "fixtures/suites/skua.toml", "rhombus-systems", "rfpio"] {
        let tenant = Served::start(&["--suite", suite]);
        let place = Place::new();
        let variables = [("SCIM_TOKEN", tenant.token.as_str())];
        let file = place.home.path().join("found.toml");
        let file = file.to_str().expect("UTF-8");
        let done = place.run(&["suite", "discover", "--url", &tenant.url, "-o", file], &variables);
        assert_eq!(done.code, 0, "{suite}: {}", done.err);
        let done = place
            .run(&["run", file, "--url", &tenant.url, "--dialect", "both", "--format", "json"], &variables);
        assert_eq!(done.code, 0, "{suite}: {} {:?}", done.err, with_verdict(&done.json(), "fail"));
        passes(&place);
    }
}

#[test]
fn an_extension_is_discovered_with_its_urn() {
    let place = Place::new();
    let done = discover(&place, "fixtures/suites/heron.toml");
    assert_eq!(done.code, 0, "{}", done.err);
    insta::assert_snapshot!("extension", found(&place));
}

#[test]
fn the_embedded_tenant_goes_to_standard_output() {
    let done = scimproof(&["suite", "discover", "--demo", "--name", "Søk & Co"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.contains("name = \"Søk & Co\"\nslug = \"s-k-co\"\nauth = \"bearer-token\""),
        "{}",
        done.out
    );
}

#[test]
fn nothing_is_written_over_and_names_are_checked() {
    let place = Place::new();
    let file = place.home.path().join("found.toml");
    std::fs::write(&file, "mine").expect("can be written");
    let done = place.run(&["suite", "discover", "--demo", "-o", file.to_str().expect("UTF-8")], &[]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("is there already") && found(&place) == "mine", "{}", done.err);
    let done = scimproof(&["suite", "discover", "--demo", "--slug", "My App"]);
    assert!(done.code == 2 && done.err.contains("such as 'my-app'"), "{}", done.err);
    let done = scimproof(&["suite", "discover"]);
    assert!(done.code == 2 && done.err.contains("no tenant was given"), "{}", done.err);
    let done = scimproof(&["suite", "discover", "--url", "https://tern.example/scim"]);
    assert!(done.code == 2 && done.err.contains("no credential was given"), "{}", done.err);
}

// --- endpoints of others -------------------------------------------------------------------------

/// A server that answers a path and query as it is told; every request must be a GET with the token.
fn endpoint(answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/scim", listener.local_addr().expect("an address"));
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || while serve(&stream, answer.as_ref()) {});
        }
    });
    url
}

fn serve(mut stream: &TcpStream, answer: &dyn Fn(&str) -> (u16, String)) -> bool {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return false,
            Ok(length) => request.extend_from_slice(&buffer[..length]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.strip_prefix("GET /scim").and_then(|rest| rest.split(' ').next());
    let has_token = request.to_lowercase().contains("authorization: bearer d1sc0ver");
    let (status, body) = match path {
        Some(path) if has_token => answer(path),
        _ => (400, String::new()),
    };
    let media_type = if body.starts_with('<') { "text/html" } else { "application/scim+json" };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).is_ok()
}

fn ask(url: &str) -> Done {
    let arguments = ["suite", "discover", "--url", url, "--timeout", "2s"];
    let done = Place::new().run(&arguments, &[("SCIM_TOKEN", "d1sc0ver")]);
    assert!(!done.err.contains("panicked") && !done.err.contains("d1sc0ver"), "{}", done.err);
    done
}

fn list(entries: &[Value]) -> String {
    json!({ "totalResults": entries.len(), "Resources": entries }).to_string()
}

fn user_schema() -> Value {
    json!({ "id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
        { "name": "userName", "type": "string", "required": true }, { "name": "active", "type": "boolean" }] })
}

#[test]
fn endpoints_that_cannot_be_discovered_are_told_in_a_sentence() {
    let always = |status: u16, body: &str| {
        let body = body.to_owned();
        endpoint(move |_| (status, body.clone()))
    };
    let attributes = |list: Value| {
        json!([{ "id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": list }]).to_string()
    };
    let dead = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("http://{}/scim", listener.local_addr().expect("an address"))
    };
    let silent = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/scim", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            let held: Vec<_> = listener.incoming().take(1).collect();
            std::thread::sleep(Duration::from_secs(8));
            drop(held);
        });
        url
    };
    for (url, expected) in [
        (always(404, ""), "has no /Schemas: it answers with 404"),
        (always(401, "{}"), "refuses the credential for /Schemas with 401"),
        (always(403, ""), "refuses the credential for /Schemas with 403"),
        (always(500, "{\"detail\":\"out of ideas\\nreally\"}"), "is answered with 500: out of ideas really"),
        (always(302, ""), "is answered with 302, a redirect to another place"),
        (
            always(200, "<html><body>Welcome</body></html>"),
            "is answered with a web page (HTML), not with JSON",
        ),
        (always(200, ""), "is answered with an empty body"),
        (always(200, "schemas: none"), "is answered with something that is not JSON"),
        (always(200, "\"text\""), "is answered with JSON that is no list"),
        (always(200, "{\"totalResults\":0}"), "lists no schema"),
        (always(200, "[]"), "lists no schema"),
        (
            always(200, "[{\"id\":\"urn:x:User\",\"attributes\":[]}]"),
            "/Schemas holds no schema of users; it holds urn:x:User",
        ),
        (always(200, &attributes(json!([]))), "declares no attribute that could be written"),
        (
            always(200, &json!({ "totalResults": 7, "Resources": [user_schema()] }).to_string()),
            "says it has 7 entries and shows 1",
        ),
        (dead, "cannot reach http://127.0.0.1:"),
        (silent, "cannot reach http://127.0.0.1:"),
    ] {
        let done = ask(&url);
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{expected}: {}", done.err);
        assert!(done.err.contains(expected), "{expected}: {}", done.err);
        let lines = done.err.trim_end().lines().collect::<Vec<_>>();
        assert!(lines.len() <= 3 && done.err.contains("  try: "), "{expected}: {}", done.err);
    }
}

#[test]
fn documents_are_read_page_by_page_and_one_by_one() {
    let schemas = [
        user_schema(),
        json!({ "id": "urn:ietf:params:scim:schemas:core:2.0:Group" }),
        json!({ "id": "urn:ietf:params:scim:schemas:extension:Tern:2.0:User", "attributes": [{ "name": "badge" }] }),
    ];
    let url = endpoint(move |path| {
        match path {
        "/Schemas" => (200, json!({ "totalResults": 3, "Resources": [schemas[0]] }).to_string()),
        "/Schemas?startIndex=2&count=2" => (200, json!({ "totalResults": 3, "Resources": [schemas[0], schemas[1]] }).to_string()),
        "/Schemas?startIndex=3&count=1" => (200, json!({ "totalResults": 3, "Resources": [schemas[2]] }).to_string()),
        "/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group" => (
            200,
            json!({ "id": "urn:ietf:params:scim:schemas:core:2.0:Group", "attributes": [{ "name": "displayName" }] }).to_string(),
        ),
        _ => (404, String::new()),
    }
    });
    let done = ask(&url);
    assert_eq!(done.code, 0, "{}", done.err);
    for row in [
        "path = 'active'",
        "path = 'urn:ietf:params:scim:schemas:extension:Tern:2.0:User:badge'",
        "path = 'displayName'",
    ] {
        assert!(done.out.contains(row), "{row}\n{}\n{}", done.out, done.err);
    }
    assert!(
        done.err.contains(
            "guessed   urn:ietf:params:scim:schemas:extension:Tern:2.0:User is an extension of User"
        )
    );
    assert!(
        done.err
            .contains("not said  how requests are authenticated: /ServiceProviderConfig was not answered")
    );
}

#[test]
fn what_is_odd_is_left_out_and_told() {
    let schema = json!({ "id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
        { "name": "userName" }, { "name": "username" }, { "name": "größe" }, { "name": "tint", "type": "colour" } ] });
    let url = endpoint(move |path| match path {
        "/Schemas" => (200, list(std::slice::from_ref(&schema))),
        _ => (404, String::new()),
    });
    let done = ask(&url);
    assert_eq!(done.code, 0, "{}", done.err);
    for line in
        ["username is declared twice", "how größe is addressed", "the type 'colour' is not one of RFC 7643"]
    {
        assert!(done.err.contains(line), "{line}: {}", done.err);
    }
}

#[test]
fn ten_thousand_attributes_are_written() {
    let many: Vec<Value> = (0..10_000).map(|n| json!({ "name": format!("custom{n}") })).collect();
    let schema = json!({ "id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": many });
    let url = endpoint(move |path| match path {
        "/Schemas" => (200, list(std::slice::from_ref(&schema))),
        _ => (404, String::new()),
    });
    let done = ask(&url);
    assert_eq!((done.code, done.out.matches("path = 'custom").count()), (0, 10_000), "{}", done.err);
}
