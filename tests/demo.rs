//! The healthy reference tenant passes everything, in every built-in suite and both dialects.

mod support;

use std::sync::Mutex;

use scimproof::suite::{Removal, load};
use serde_json::Value;
use support::{Place, Served, scimproof, with_verdict};

/// As different as suites are: read by hand; without a table, and disabled only; matched by externalId, by e-mail; almost
/// everything filterable; a path that is misprinted; rows without a type; extensions of users and of groups; invented
/// ones for what no app documents. `run --demo --suite-all` runs all.
const SUITES: [&str; 19] = [
    "entra",
    "rhombus-systems",
    "rouse-sales",
    "promapp",
    "rfpio",
    "4me",
    "cofense-provision",
    "twingate",
    "auditboard",
    "tailscale",
    "zoho-one",
    "infobric-equipment",
    "adobe-identity-management-provisioning-oidc",
    "grouptalk",
    "fixtures/suites/tern.toml",
    "fixtures/suites/heron.toml",
    "fixtures/suites/plover.toml",
    "fixtures/suites/kelp.toml",
    "fixtures/suites/skua.toml",
];

#[test]
fn the_demo_passes_and_fits_a_screen() {
    let done = scimproof(&["run", "--demo"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.lines().count() < 24, "{}", done.out);
    assert!(done.out.lines().last().is_some_and(|line| line.starts_with("PASS ")), "{}", done.out);
    assert!(!done.out.contains('\u{1b}'), "no colour in a pipe");
    assert_eq!(done.err, "");
}

#[test]
fn every_suite_passes_on_the_tenant_that_behaves_as_it_documents() {
    for suite in SUITES {
        let done = scimproof(&["run", suite, "--demo", "--profile", "all", "--format", "json"]);
        let result = done.json();
        assert_eq!(done.code, 0, "{suite}: {:?}", with_verdict(&result, "fail"));
        assert_eq!(unexcused_skips(&result), Vec::<String>::new(), "{suite}");
        let left = result["left_behind"].as_array().expect("a list");
        let removal = load::by_name(suite, &[]).expect(suite).user.removal;
        assert!(left.iter().all(|left| left["state"] == "disabled"), "{suite}: {left:?}");
        assert_eq!(!left.is_empty(), removal == Some(Removal::DisableOnly), "{suite}: {left:?}");
        assert_eq!(result["summary"]["error"], 0, "{suite}");
    }
}

/// The apps in `tests/suites` are invented; each stresses something that an app of the gallery documents.
#[test]
fn whatever_a_suite_says_the_tenant_that_behaves_so_passes() {
    let names: Vec<String> =
        support::texts("tests/suites", "toml").into_iter().map(|(name, _)| name).collect();
    assert!(names.len() >= 20, "{names:?}");
    let (queue, wrong) = (Mutex::new(names.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(name) = queue.lock().expect("no panic").next() else { return };
                    wrong.lock().expect("no panic").extend(deviation(&format!("tests/suites/{name}.toml")));
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with a run of everything against the tenant that behaves as the suite documents.
fn deviation(suite: &str) -> Option<String> {
    let done =
        scimproof(&["run", suite, "--demo", "--dialect", "both", "--profile", "all", "--format", "json"]);
    let result = done.json();
    let (failed, skips) = (with_verdict(&result, "fail"), unexcused_skips(&result));
    let kept =
        result["left_behind"].as_array().expect("a list").iter().any(|left| left["state"] != "disabled");
    let passed = result["summary"]["pass"].as_u64().unwrap_or_default() > 50;
    let fine = done.code == 0 && failed.is_empty() && skips.is_empty() && !kept && passed;
    (!fine).then(|| format!("{suite}: {} {failed:?} {skips:?} {}", done.code, result["left_behind"]))
}

#[test]
fn users_are_looked_for_by_the_attribute_they_are_matched_by() {
    for (suite, key) in [("avocet", "externalId"), ("bittern", "emails%5btype+eq+%22work%22%5d.value")] {
        let file = format!("tests/suites/{suite}.toml");
        let plan =
            scimproof(&["run", &file, "--demo", "--dry-run", "--profile", "all", "--format", "json"]).json();
        let requests = plan["requests"].as_array().expect("requests");
        let urls: Vec<&str> = requests.iter().filter_map(|request| request["url"].as_str()).collect();
        // One filter ends behind the operator, and must be refused for that alone.
        let by_name =
            urls.iter().find(|url| url.contains("userName+eq+") || url.contains("userName%20eq%20"));
        assert_eq!(by_name, None, "{suite}");
        let by_key = urls.iter().filter(|url| url.contains(&format!("filter={key}+eq+"))).count();
        assert!(by_key > 10, "{suite}: {by_key}");
    }
}

#[test]
fn an_address_with_a_query_and_a_slash_is_used_as_documented_and_the_limit_is_kept() {
    let suite = "tests/suites/turnstone.toml";
    let tenant = Served::start(&["--suite", suite]);
    let variables = [("SCIM_TOKEN", tenant.token.as_str())];
    let url = format!("{}/?org=7&aadOptscim062020", tenant.url);
    let run = |further: &[&str]| {
        let arguments = ["run", suite, "--url", &url, "--select", "users/", "--format", "json"];
        Place::new().run(&[&arguments[..], further].concat(), &variables)
    };
    let done = run(&[]);
    assert_eq!(done.code, 0, "{:?}", with_verdict(&done.json(), "fail"));
    assert_eq!(
        done.err,
        "at most 50 requests per second, as Turnstone Tugs documents; --rate says otherwise\n"
    );
    let result = done.json();
    let (requests, took) = (result["requests"].as_u64(), result["duration_ms"].as_u64());
    assert!(took >= requests.map(|requests| (requests - 1) * 20), "{requests:?} in {took:?} ms");
    assert_eq!(result["dialects"], serde_json::json!(["compliant"]));
    assert_eq!(run(&["--rate", "1000/s"]).err, "");
}

#[test]
fn documented_addresses_help_who_names_none() {
    let done = scimproof(&["run", "tests/suites/turnstone.toml"]);
    assert_eq!(done.code, 2);
    let help = "Turnstone Tugs documents https://scim.turnstone.example/scim/?org=7, https://eu.turnstone.example/scim/?org=7 (data in Europe)";
    let flat = done.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(help), "{}", done.err);
}

#[test]
fn what_is_written_at_creation_only_is_never_patched() {
    let plan =
        ["run", "tests/suites/kestrel.toml", "--demo", "--dry-run", "--profile", "all", "--format", "json"];
    let plan = scimproof(&plan).json();
    let requests = plan["requests"].as_array().expect("requests").iter();
    let bodies = |method: &str| {
        let sent = requests.clone().filter(|request| request["method"] == method);
        sent.filter_map(|request| request["body"].as_str()).collect::<Vec<_>>()
    };
    for fixed in ["kestrel:2.0:User", "department", "userName"] {
        assert!(bodies("POST").iter().any(|body| body.contains(fixed)), "{fixed}");
        assert_eq!(bodies("PATCH").iter().find(|body| body.contains(fixed)), None);
    }
}

#[test]
fn what_is_not_offered_is_not_sent() {
    for (suite, method, path) in [
        ("grebe", "POST", "/Users"),
        ("ibis", "POST", "/Groups"),
        ("jacana", "PATCH", "/Users/"),
        ("jacana", "PATCH", "/Groups/"),
        ("fulmar", "DELETE", "/Users/"),
    ] {
        let file = format!("tests/suites/{suite}.toml");
        let plan =
            scimproof(&["run", &file, "--demo", "--dry-run", "--profile", "all", "--format", "json"]).json();
        let requests = plan["requests"].as_array().expect("requests");
        let is = |request: &&Value| {
            let address = request["url"].as_str().unwrap_or_default();
            let behind = address.split_once("/scim/v2").map_or("", |(_, behind)| behind);
            let meant = if path.ends_with('/') { behind.starts_with(path) } else { behind == path };
            request["method"] == method && meant
        };
        let sent: Vec<&Value> = requests.iter().filter(is).map(|request| &request["step"]).collect();
        assert!(sent.is_empty() && requests.len() > 20, "{suite}: {sent:?}");
    }
}

/// The checks that were skipped for another reason than the suite's or that the demo speaks plain http.
fn unexcused_skips(result: &Value) -> Vec<String> {
    let checks = result["checks"].as_array().expect("checks").iter();
    let skipped = checks.filter(|check| check["verdict"] == "skipped");
    skipped
        .filter(|check| check["skip"] != "suite" && check["reason"] != "plain http")
        .map(|check| check["id"].to_string())
        .collect()
}

#[test]
fn what_a_suite_says_of_groups_decides_about_their_checks() {
    let groups = |suite: &str| {
        let result = scimproof(&["run", suite, "--demo", "--format", "json", "--select", "groups/"]).json();
        let checks = result["checks"].as_array().expect("checks").clone();
        checks
            .iter()
            .map(|c| {
                (
                    c["verdict"].as_str().unwrap_or("").to_owned(),
                    c["severity"].as_str().unwrap_or("").to_owned(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert!(groups("rfpio").iter().all(|(verdict, _)| verdict == "skipped"), "unsupported");
    assert!(
        groups("promapp").iter().all(|(verdict, severity)| verdict == "pass" && severity == "note"),
        "undeclared"
    );
    assert!(groups("entra").iter().all(|(verdict, _)| verdict == "pass"), "supported");
}

#[test]
fn thousands_of_foreign_users_change_no_verdict() {
    let tenant = Served::start(&["--users", "5000"]);
    let place = Place::new();
    let variables = [("SCIM_TOKEN", tenant.token.as_str())];
    let done = place.run(&["run", "--url", &tenant.url, "--profile", "all", "--format", "json"], &variables);
    let alone = scimproof(&["run", "--demo", "--profile", "all", "--format", "json"]);
    assert_eq!(done.code, 0, "{:?}", with_verdict(&done.json(), "fail"));
    assert_eq!(done.json()["summary"], alone.json()["summary"]);
    assert_eq!(place.ledgers(), 0, "nothing is left to clean");
}

#[test]
fn a_tenant_that_documents_something_else_fails_as_it_must() {
    let tenant = Served::start(&["--suite", "rhombus-systems"]);
    let variables = [("SCIM_TOKEN", tenant.token.as_str())];
    let done =
        Place::new().run(&["run", "rouse-sales", "--url", &tenant.url, "--format", "json"], &variables);
    assert_eq!(done.code, 1);
    assert_eq!(with_verdict(&done.json(), "fail"), ["users/create-returns-201"], "a role is required there");
    let result = done.json();
    let failed = result["checks"].as_array().expect("checks").iter().find(|check| check["verdict"] == "fail");
    let message = &failed.expect("one")["findings"][0];
    assert!(message["actual"].as_str().is_some_and(|actual| actual.contains("roles")), "{message}");
}

#[test]
fn the_same_in_the_other_direction() {
    let tenant = Served::start(&["--suite", "rouse-sales"]);
    let variables = [("SCIM_TOKEN", tenant.token.as_str())];
    let arguments =
        ["run", "rhombus-systems", "--url", &tenant.url, "--format", "json", "--fail-on", "warning"];
    let done = Place::new().run(&arguments, &variables);
    assert_eq!(done.code, 1);
    assert_eq!(
        with_verdict(&done.json(), "fail"),
        ["suite/required-refused"],
        "nothing but userName is required there"
    );
}
