//! Tenants that misbehave on the way: every one of them is told in a sentence, nothing is left, nothing panics.

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use support::{Done, Place, with_verdict};

/// A server that treats every connection in the same way.
fn server(treat: impl Fn(TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/scim", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let treat = std::sync::Arc::new(treat);
        for stream in listener.incoming().flatten() {
            let treat = std::sync::Arc::clone(&treat);
            std::thread::spawn(move || treat(stream));
        }
    });
    url
}

/// A server that answers every request with these bytes and closes.
fn answering(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    server(move |mut stream| {
        let mut buffer = [0; 16 * 1024];
        let _ = stream.read(&mut buffer);
        let _ = stream.write_all(&bytes);
    })
}

fn response(status: &str, media_type: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// A run that creates nothing.
fn run(url: &str) -> Done {
    let place = Place::new();
    let done = run_in(&place, url);
    assert_eq!(place.ledgers(), 0, "{url}: nothing was created, so no ledger stays");
    done
}

fn run_in(place: &Place, url: &str) -> Done {
    let arguments =
        ["run", "--url", url, "--format", "json", "--settle", "0", "--timeout", "1s", "--retries", "0"];
    let done = place.run(&arguments, &[("SCIM_TOKEN", "r0ugh-token")]);
    assert!(!done.err.contains("panicked"), "{}", done.err);
    done
}

#[test]
fn a_web_site_instead_of_a_service_is_a_verdict_and_nothing_is_written() {
    for (status, media_type, body) in [
        ("200 OK", "text/html", "<html><body>Welcome</body></html>"),
        ("200 OK", "application/scim+json", ""),
        ("200 OK", "application/scim+json", "\"a text\""),
        ("200 OK", "application/scim+json", "{\"totalResults\":"),
        ("302 Found\r\nLocation: https://login.example.com/", "text/html", ""),
        ("500 Internal Server Error", "text/html", "<h1>Oops</h1>"),
    ] {
        let done = run(&answering(response(status, media_type, body)));
        assert_eq!(done.code, 1, "{status} {body}: {}", done.err);
        let result = done.json();
        assert!(
            with_verdict(&result, "fail").contains(&"query/no-match-empty-list".to_owned()),
            "{status} {body}"
        );
        assert!(result["requests"].as_u64() < Some(6), "{status} {body}: it stops after Test Connection");
        assert_eq!(result["left_behind"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn wrong_types_everywhere_are_verdicts() {
    for body in [
        "{\"schemas\":\"x\",\"totalResults\":\"0\",\"Resources\":{}}",
        "{\"schemas\":[1],\"totalResults\":-1,\"Resources\":[1,null,\"x\"]}",
        "[]",
        "{\"id\":{},\"userName\":[],\"active\":{},\"members\":\"x\",\"emails\":{\"a\":1},\"detail\":[]}",
    ] {
        for status in ["200 OK", "400 Bad Request", "404 Not Found"] {
            let place = Place::new();
            let done = run_in(&place, &answering(response(status, "application/scim+json", body)));
            assert_eq!(done.code, 1, "{status} {body}: {}", done.err);
            // A create that is answered with 200 may have made something: it is named, and its ledger stays.
            let left = done.json()["left_behind"].as_array().map_or(0, Vec::len);
            assert_eq!(left > 0, place.ledgers() == 1, "{status} {body}");
        }
    }
}

#[test]
fn trouble_on_the_way_is_no_finding() {
    let cut =
        "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 900\r\n\r\n{\"schemas\":";
    let silent = server(|stream| {
        std::thread::sleep(Duration::from_secs(3));
        drop(stream);
    });
    let huge = server(|mut stream| {
        let mut buffer = [0; 16 * 1024];
        let _ = stream.read(&mut buffer);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\n\r\n");
        let chunk = vec![b' '; 1024 * 1024];
        for _ in 0..20 {
            if stream.write_all(&chunk).is_err() {
                return;
            }
        }
    });
    for (name, url) in [
        ("cut", answering(cut)),
        ("garbage", answering("SSH-2.0-OpenSSH_9.2\r\n")),
        ("closed", server(drop)),
        ("silent", silent),
        ("huge", huge),
    ] {
        let done = run(&url);
        assert_eq!(done.code, 3, "{name}: {}", done.err);
        assert!(done.err.contains("cannot reach"), "{name}: {}", done.err);
        assert_eq!(with_verdict(&done.json(), "fail"), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn plain_http_where_tls_is_due_is_said() {
    let url = answering(response("200 OK", "text/plain", "")).replace("http:", "https:");
    let done = run(&url);
    assert_eq!(done.code, 3);
    assert!(done.err.contains("cannot reach") && done.err.contains("TLS 1.2"), "{}", done.err);
}

#[test]
fn a_refused_credential_stops_the_run() {
    for status in ["401 Unauthorized", "403 Forbidden"] {
        let done = run(&answering(response(status, "text/html", "<h1>No</h1>")));
        assert_eq!(done.code, 3, "{status}");
        assert!(done.err.contains("refuses the credential"), "{}", done.err);
    }
}

#[tokio::test]
async fn ids_with_odd_characters_are_escaped() {
    let options = scimproof::server::Options {
        token: "odd-token".into(),
        id_prefix: "a/b c%2F?#é+\"".into(),
        client: None,
        ..scimproof::server::Options::default()
    };
    let tenant = scimproof::server::start(options).await.expect("a free port");
    let url = tenant.base_url.clone();
    let done = tokio::task::spawn_blocking(move || {
        Place::new().run(
            &["run", "--url", &url, "--dialect", "both", "--format", "json"],
            &[("SCIM_TOKEN", "odd-token")],
        )
    });
    let done = done.await.expect("no panic");
    let failed = with_verdict(&done.json(), "fail");
    // A quote inside a comparison value is what Entra itself does not escape.
    assert!(
        failed.iter().all(|id| ["query/filter-by-id", "filters/member-reference", "groups/remove-by-filter"]
            .contains(&id.as_str())),
        "{failed:?}"
    );
    assert_eq!(done.json()["left_behind"].as_array().map(Vec::len), Some(0));
    tenant.stop().await;
}

/// A proxy in front of a tenant that may change an answer, or swallow it. It is told the request line.
fn proxy(upstream: &str, change: impl Fn(&str, String) -> Option<String> + Send + Sync + 'static) -> String {
    let address = upstream.trim_start_matches("http://").split('/').next().expect("an address").to_owned();
    let url = server(move |mut stream| {
        let Some(request) = whole_request(&mut stream) else { return };
        let head = request.lines().next().unwrap_or_default().to_owned();
        let Ok(mut tenant) = TcpStream::connect(&address) else { return };
        let forwarded = request.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        let mut answer = String::new();
        if tenant.write_all(forwarded.as_bytes()).is_err() || tenant.read_to_string(&mut answer).is_err() {
            return;
        }
        if let Some(answer) = change(&head, answer) {
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("{url}/v2")
}

/// Reads a request up to the end of its body.
fn whole_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8(bytes.clone()).ok()?;
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(text);
        }
    }
}

#[test]
fn an_unanswered_create_is_looked_up_and_never_repeated() {
    let tenant = support::Served::start(&[]);
    let posts = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&posts);
    let url = proxy(&tenant.url, move |head, answer| {
        let create = head.starts_with("POST /scim/v2/Users");
        let swallowed = create && counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;
        (!swallowed).then_some(answer)
    });
    let place = Place::new();
    let arguments = ["run", "--url", &url, "--format", "json", "--jobs", "1", "--select", "users/"];
    let done = place.run(&arguments, &[("SCIM_TOKEN", &tenant.token)]);
    let result = done.json();
    assert_eq!(
        with_verdict(&result, "fail"),
        Vec::<String>::new(),
        "a lost answer is no finding: {}",
        done.err
    );
    assert!(with_verdict(&result, "error").contains(&"users/create-returns-201".to_owned()));
    assert!(
        with_verdict(&result, "pass").contains(&"users/duplicate-409".to_owned()),
        "the user it made is used"
    );
    assert_eq!(result["left_behind"].as_array().map(Vec::len), Some(0));
    assert_eq!(place.ledgers(), 0);
    let look = place.run(&["run", "--url", &tenant.url, "--read-only"], &[("SCIM_TOKEN", &tenant.token)]);
    assert_eq!(look.code, 0, "{}", look.err);
}

/// The id of some user the tenant had before the run.
fn foreign_id(tenant: &support::Served) -> String {
    let address = tenant.url.trim_start_matches("http://").split('/').next().expect("an address");
    let mut stream = TcpStream::connect(address).expect("the tenant");
    let request = format!(
        "GET /scim/v2/Users?count=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        tenant.token
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    id_in(&answer).expect("an id")
}

fn id_in(answer: &str) -> Option<String> {
    Some(answer.split_once("\"id\":\"")?.1.split_once('"')?.0.to_owned())
}

#[test]
fn somebody_elses_account_is_never_touched_whatever_id_a_tenant_tells() {
    let tenant = support::Served::start(&["--users", "3"]);
    let foreign = foreign_id(&tenant);
    let writes = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (seen, theirs) = (std::sync::Arc::clone(&writes), foreign.clone());
    let url = proxy(&tenant.url, move |head, answer| {
        if head.contains(&theirs) && !head.starts_with("GET") {
            seen.lock().expect("no panic").push(head.to_owned());
        }
        let own = id_in(&answer).filter(|_| head.starts_with("POST /scim/v2/Users"));
        Some(own.map_or(answer.clone(), |own| answer.replace(&own, &theirs)))
    });
    let place = Place::new();
    let arguments = ["run", "--url", &url, "--format", "json", "--settle", "0", "--dialect", "both"];
    let done = place.run(&arguments, &[("SCIM_TOKEN", &tenant.token)]);
    let touched = writes.lock().expect("no panic").clone();
    // Requests without a valid credential are refused by the tenant whatever they name, and ours alone are sent.
    assert_eq!(touched, Vec::<String>::new());
    assert_eq!(done.code, 1, "{}", done.err);
    assert_eq!(place.ledgers(), 0, "what was created under other ids was found by its name and removed");
    let look =
        place.run(&["run", "--url", &tenant.url, "--format", "json"], &[("SCIM_TOKEN", &tenant.token)]);
    assert_eq!(look.code, 0, "{}", look.err);
}
