//! A token that the run fetches itself, by OAuth 2.0 client credentials.

mod support;

use scimproof::server::{self, OauthClient, Options, Tenant};
use support::{Done, Place, holds, with_verdict};

const SECRET: &str = "heron-client-secret/1+2";
const TOKEN: &str = "heron-access-token-0001";

async fn tenant() -> Tenant {
    let client = Some(OauthClient { id: "entra".into(), secret: SECRET.into() });
    server::start(Options { token: TOKEN.into(), client, ..Options::default() }).await.expect("a free port")
}

/// Runs against the tenant with this secret, and keeps a transcript in the place.
async fn run(
    tenant: &Tenant,
    place: Place,
    secret: &'static str,
    further: &'static [&'static str],
) -> (Done, Place) {
    let (url, token_url) = (tenant.base_url.clone(), tenant.token_endpoint().expect("one").0);
    let transcript = place.home.path().join("t.ndjson").to_string_lossy().into_owned();
    let work = move || {
        let mut arguments =
            vec!["run", "--url", &url, "--auth", "oauth-client", "--oauth-token-url", &token_url];
        arguments.extend(["--oauth-client-id", "entra", "--profile", "gallery", "--format", "json"]);
        arguments.extend(["--transcript", &transcript]);
        arguments.extend(further);
        let done = place.run(&arguments, &[("SCIM_CLIENT_SECRET", secret)]);
        (done, place)
    };
    tokio::task::spawn_blocking(work).await.expect("no panic")
}

#[tokio::test]
async fn a_token_is_fetched_and_judged_and_shown_nowhere() {
    let tenant = tenant().await;
    for place_of_secret in [&["--oauth-secret-in", "body"], &["--oauth-secret-in", "header"]] {
        let (done, place) = run(&tenant, Place::new(), SECRET, place_of_secret).await;
        assert_eq!(done.code, 0, "{} {:?}", done.err, with_verdict(&done.json(), "fail"));
        let passed = with_verdict(&done.json(), "pass");
        for check in ["gallery/token-response", "gallery/wrong-secret-refused"] {
            assert!(passed.iter().any(|id| id == check), "{check}");
        }
        for secret in [SECRET, TOKEN] {
            assert!(!done.out.contains(secret) && !done.err.contains(secret));
            assert!(!holds(place.home.path(), secret));
        }
    }
    tenant.stop().await;
}

#[tokio::test]
async fn a_wrong_secret_ends_the_run_with_a_sentence() {
    let tenant = tenant().await;
    let (done, _) = run(&tenant, Place::new(), "another-secret", &[]).await;
    assert_eq!(done.code, 3);
    assert!(done.err.contains("gives no token: 401 invalid_client"), "{}", done.err);
    assert!(!done.err.contains("another-secret"), "{}", done.err);
    tenant.stop().await;
}

#[test]
fn what_is_missing_is_named() {
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut all = vec!["run", "--url", "http://127.0.0.1:9", "--auth", "oauth-client"];
        all.extend(arguments);
        Place::new().run(&all, variables)
    };
    let done = run(&[], &[]);
    assert!(done.code == 2 && done.err.contains("SCIM_CLIENT_SECRET"), "{}", done.err);
    let done = run(&[], &[("SCIM_CLIENT_SECRET", SECRET)]);
    assert!(done.code == 2 && done.err.contains("--oauth-token-url"), "{}", done.err);
    let plain = ["--oauth-client-id", "entra", "--oauth-token-url", "http://login.example.com/token"];
    let done = run(&plain, &[("SCIM_CLIENT_SECRET", SECRET)]);
    assert!(done.code == 2 && done.err.contains("plain http"), "{}", done.err);
}
