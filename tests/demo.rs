//! The healthy reference tenant passes everything, in every built-in suite and both dialects.

mod support;

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
        assert_eq!(result["left_behind"], Value::Array(Vec::new()), "{suite}");
        assert_eq!(result["summary"]["error"], 0, "{suite}");
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
