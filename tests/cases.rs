//! An app's own cases: against the reference tenant over a socket, healthy and broken, and from edited transcripts in
//! which one answer differs from what a case expects.

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Value, json};
use support::{Done, Place, Served, scimproof, with_verdict};
use tempfile::TempDir;

/// A suite with every form of a request and of an expectation.
const SUITE: &str = "fixtures/suites/avocet.toml";

/// A file in a folder that goes with it.
fn file(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("can be written");
    (folder, path)
}

fn path(path: &std::path::Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The own cases' verdicts, by id and dialect.
fn verdicts(result: &Value) -> BTreeMap<String, String> {
    let checks = result["checks"].as_array().expect("checks").iter();
    let own = checks.filter(|check| check["id"].as_str().is_some_and(|id| id.starts_with("app/")));
    own.map(|check| {
        let dialect = check["dialect"].as_str().map(|dialect| format!(" {dialect}")).unwrap_or_default();
        let text = |name: &str| check[name].as_str().unwrap_or_default().to_owned();
        (format!("{}{dialect}", text("id")), text("verdict"))
    })
    .collect()
}

fn check<'a>(result: &'a Value, id: &str) -> &'a Value {
    let mut checks = result["checks"].as_array().expect("checks").iter();
    checks.find(|check| check["id"] == id).expect("the check")
}

#[test]
fn the_healthy_tenant_passes_every_case_in_every_profile() {
    for profile in ["entra", "gallery", "rfc", "all"] {
        let done = scimproof(&[
            "run",
            SUITE,
            "--demo",
            "--profile",
            profile,
            "--dialect",
            "both",
            "--select",
            "app/",
            "--format",
            "json",
        ]);
        assert_eq!(done.code, 0, "{profile}: {}{}", done.out, done.err);
        let found: Vec<(String, String)> = verdicts(&done.json()).into_iter().collect();
        let pass = |id: &str| (id.to_owned(), "pass".to_owned());
        assert_eq!(
            found,
            [
                pass("app/country-changes compliant"),
                pass("app/country-changes default"),
                pass("app/display-name-needed"),
                ("app/known-by-telephone-only".to_owned(), "skipped".to_owned()),
                pass("app/no-such-media-type"),
                pass("app/second-group-of-a-name"),
                pass("app/two-friends"),
            ],
            "{profile}"
        );
        assert_eq!(done.json()["left_behind"], json!([]));
    }
}

#[test]
fn cases_are_checks_beside_all_others() {
    let done = scimproof(&["run", SUITE, "--demo", "--format", "json"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let result = done.json();
    assert_eq!(verdicts(&result).len(), 6);
    assert!(result["checks"].as_array().map_or(0, Vec::len) > 60, "beside the checks of the registry");
    let skipped = check(&result, "app/known-by-telephone-only");
    assert_eq!(skipped["skip"], "suite", "what the reference tenant does not know is not judged there");
    let own = check(&result, "app/display-name-needed");
    assert_eq!(own["sources"][0]["url"], "https://docs.avocet.example/scim#users");
    assert_eq!(own["dialect"], Value::Null);
    assert_eq!((&own["severity"], &own["profile"]), (&json!("error"), &json!("entra")));
}

/// A broken tenant fails the case that it concerns, `judge` says the same, and nothing is left in it.
#[test]
fn faults_fail_the_cases_they_concern() {
    for (fault, failing) in [
        ("required-not-enforced", "app/display-name-needed"),
        ("required-server-error", "app/display-name-needed"),
        ("title-not-patchable", "app/country-changes"),
        ("only-first-operation", "app/country-changes"),
        ("group-duplicate-created", "app/second-group-of-a-name"),
        ("deleted-id-readable", "app/two-friends"),
        ("delete-server-error", "app/two-friends"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let transcript = folder.path().join("t.ndjson");
        let done = scimproof(&[
            "run",
            SUITE,
            "--demo",
            "--fault",
            fault,
            "--select",
            "app/",
            "--settle",
            "0",
            "--format",
            "json",
            "--fail-on",
            "note",
            "--transcript",
            path(&transcript),
        ]);
        assert_eq!(done.code, 1, "{fault}: {}{}", done.out, done.err);
        assert_eq!(with_verdict(&done.json(), "fail"), [failing], "{fault}");
        let result = done.json();
        let mut left = result["left_behind"].as_array().expect("a list").iter();
        assert!(left.all(|left| left["state"] == "disabled"), "{fault}: what was wrongly created is removed");
        let judged = scimproof(&["judge", path(&transcript), "--format", "json"]);
        assert_eq!(judged.out, done.out, "{fault}");
    }
}

/// The lines of a healthy run's transcript.
static HEALTHY: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let (_folder, path) = file("healthy.ndjson", "");
    let path = path.to_str().expect("a path in UTF-8");
    let arguments = ["run", SUITE, "--demo", "--dialect", "both", "--select", "app/", "--transcript", path];
    let done = scimproof(&arguments);
    assert_eq!(done.code, 0, "{}", done.out);
    let text = std::fs::read_to_string(path).expect("the transcript");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
});

/// The result once the outcome of a step's last exchange was edited.
fn judged(step: &str, edit: impl Fn(&mut Value)) -> Value {
    let mut lines = HEALTHY.clone();
    let record = lines.iter_mut().find(|line| line["step"]["step"] == step).expect("the step");
    let exchange =
        record["step"]["exchanges"].as_array_mut().and_then(|all| all.last_mut()).expect("an exchange");
    edit(&mut exchange["outcome"]);
    let text = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    let (_folder, file) = file("edited.ndjson", &text);
    scimproof(&["judge", path(&file), "--format", "json", "--fail-on", "note"]).json()
}

/// An edit of the body of an answer.
fn body(edit: impl Fn(&mut Value)) -> impl Fn(&mut Value) {
    move |outcome| {
        let text = outcome["response"]["body"].as_str().expect("a body");
        let mut body: Value = serde_json::from_str(text).expect("JSON");
        edit(&mut body);
        outcome["response"]["body"] = json!(body.to_string());
    }
}

fn status(code: u16) -> impl Fn(&mut Value) {
    move |outcome| outcome["response"]["status"] = json!(code)
}

#[test]
fn unedited_nothing_fails() {
    assert_eq!(with_verdict(&judged("app/two-friends/4", |_| {}), "fail"), Vec::<String>::new());
}

/// Every kind of expectation is seen to fail, with what was expected, what came, and where.
#[test]
#[expect(clippy::too_many_lines, reason = "a row for each kind of expectation")]
fn every_expectation_fails_when_the_answer_differs() {
    type Edit = Box<dyn Fn(&mut Value)>;
    let edits: Vec<(&str, Edit, &str, &str, Option<&str>)> = vec![
        ("app/display-name-needed/1", Box::new(status(201)), "4xx", "201", None),
        ("app/display-name-needed/1", Box::new(status(500)), "4xx", "500", None),
        (
            "app/display-name-needed/1",
            Box::new(|outcome| outcome["response"]["headers"] = json!([["Content-Type", "text/html"]])),
            "text that matches",
            "text/html",
            None,
        ),
        (
            "app/display-name-needed/1",
            Box::new(|outcome| outcome["response"]["headers"] = json!([])),
            "text that matches",
            "no such header",
            None,
        ),
        (
            "app/display-name-needed/1",
            Box::new(body(|b| b["schemas"] = json!([]))),
            "contains",
            "[]",
            Some("/schemas"),
        ),
        (
            "app/display-name-needed/1",
            Box::new(body(|b| b["status"] = json!("x4000"))),
            "matches",
            "x4000",
            Some("/status"),
        ),
        (
            "app/display-name-needed/1",
            Box::new(body(|b| b["detail"] = json!(7))),
            "a string",
            "7",
            Some("/detail"),
        ),
        (
            "app/display-name-needed/1",
            Box::new(body(|b| b["detail"] = json!("no"))),
            "contains \"displayName\"",
            "no",
            Some("/detail"),
        ),
        (
            "app/display-name-needed/1",
            Box::new(|outcome| outcome["response"]["body"] = json!("<html>")),
            "a JSON body",
            "400: <html>",
            None,
        ),
        ("app/country-changes/1", Box::new(status(409)), "200 or 204", "409", None),
        (
            "app/country-changes/2",
            Box::new(body(|b| b["addresses"][0]["country"] = json!("NO"))),
            "\"SE\"",
            "\"NO\"",
            Some("/addresses"),
        ),
        (
            "app/country-changes/2",
            Box::new(body(|b| b["title"] = json!("Pilot"))),
            "\"Pilot sp",
            "\"Pilot\"",
            Some("/title"),
        ),
        (
            "app/country-changes/2",
            Box::new(body(|b| b["phoneNumbers"] = json!([{ "type": "mobile", "value": "+47" }]))),
            "nothing",
            "+47",
            Some("/phoneNumbers"),
        ),
        (
            "app/country-changes/2",
            Box::new(body(|b| b["id"] = json!("other"))),
            "-",
            "\"other\"",
            Some("/id"),
        ),
        (
            "app/country-changes/2",
            Box::new(body(|b| b["active"] = json!("true"))),
            "a boolean",
            "\"true\"",
            Some("/active"),
        ),
        (
            "app/second-group-of-a-name/2",
            Box::new(body(|b| b["totalResults"] = json!(2))),
            "1",
            "2",
            Some("/totalResults"),
        ),
        (
            "app/second-group-of-a-name/2",
            Box::new(body(|b| b["Resources"] = json!([]))),
            "-",
            "nothing",
            Some("/Resources/0/id"),
        ),
        (
            "app/two-friends/2",
            Box::new(body(|b| b["userName"] = json!("x"))),
            "@example.com",
            "\"x\"",
            Some("/userName"),
        ),
        (
            "app/two-friends/3",
            Box::new(|outcome| outcome["response"]["headers"] = json!([["etag", "W/1"]])),
            "no such header",
            "W/1",
            None,
        ),
        ("app/two-friends/4", Box::new(status(200)), "404", "200", None),
        ("app/no-such-media-type/1", Box::new(status(422)), "400", "422", None),
    ];
    for (step, edit, expected, actual, pointer) in edits {
        let result = judged(step, edit);
        let id = step.rsplit_once('/').expect("a step").0;
        assert_eq!(with_verdict(&result, "fail"), [id], "{step} {expected}");
        let checks = result["checks"].as_array().expect("checks").iter();
        let failed = checks.filter(|check| check["verdict"] == "fail").collect::<Vec<_>>();
        let finding = &failed[0]["findings"][0];
        assert_eq!(failed[0]["findings"].as_array().map(Vec::len), Some(1), "{finding}");
        let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        assert!(text("expected").contains(expected), "{step}: {finding}");
        assert!(text("actual").contains(actual), "{step}: {finding}");
        assert_eq!(finding["pointer"].as_str(), pointer, "{step}");
        assert!(finding["curl"].is_string() && finding["exchange"].is_number(), "{step}: {finding}");
    }
}

#[test]
fn what_sets_a_step_up_and_fails_leaves_the_case_unjudged() {
    let result = judged("app/two-friends/1", status(409));
    let case = check(&result, "app/two-friends");
    assert_eq!((&case["verdict"], &case["skip"]), (&json!("skipped"), &json!("needs-step")));
    assert!(
        case["reason"].as_str().is_some_and(|why| why.contains("step 1: POST /Users was answered with 409")),
        "{case}"
    );
}

#[test]
fn trouble_on_the_way_is_no_finding() {
    let lost = json!({ "failure": { "kind": "lost", "message": "the connection broke" } });
    for edit in [
        Box::new(move |outcome: &mut Value| outcome.clone_from(&lost)) as Box<dyn Fn(&mut Value)>,
        Box::new(status(429)),
        Box::new(status(401)),
    ] {
        let result = judged("app/no-such-media-type/1", edit);
        assert_eq!(with_verdict(&result, "error"), ["app/no-such-media-type"]);
        assert_eq!(with_verdict(&result, "fail"), Vec::<String>::new());
    }
}

const HEAD: &str = "schema = 1\ninherits = \"entra\"\n[app]\nname = \"Own\"\nslug = \"own\"\n";

/// A run of a suite of these cases against a tenant over a socket.
fn run(cases: &str, tenant: &[&str]) -> (Done, usize) {
    let (_folder, suite) = file("own.toml", &format!("{HEAD}{cases}"));
    let tenant = Served::start(tenant);
    let place = Place::new();
    let arguments = [
        "run",
        path(&suite),
        "--url",
        &tenant.url,
        "--select",
        "app/",
        "--settle",
        "0",
        "--format",
        "json",
        "--fail-on",
        "note",
    ];
    let done = place.run(&arguments, &[("SCIM_TOKEN", tenant.token.as_str())]);
    (done, place.ledgers())
}

#[test]
fn a_value_that_was_not_captured_leaves_the_rest_unsent() {
    let (done, ledgers) = run(
        r#"
[[case]]
id = "x"
title = "it MUST work"
[[case.step]]
request = { method = "POST", path = "/Users" }
capture = { nick = "/noSuchMember" }
[[case.step]]
request = { method = "GET", path = "/Users", query = { filter = 'nickName eq "{nick}"' } }
expect = { status = 200 }
"#,
        &[],
    );
    assert_eq!((done.code, ledgers), (4, 0), "{}{}", done.out, done.err);
    let result = done.json();
    let case = check(&result, "app/x");
    assert_eq!(case["skip"], "needs-step");
    assert_eq!(case["reason"], "no value of {nick} is known");
}

/// A tenant that refuses every user refuses the wrong one, too, and shows nothing by it.
#[test]
fn a_refusal_counts_only_where_the_standard_body_is_taken() {
    let case = r#"
[[case]]
id = "no-mail-address"
title = "a userName that is no e-mail address MUST be refused"
request = { method = "POST", path = "/Users", set = { userName = "no-address-{run}" } }
expect = { status = "4xx" }
"#;
    let (done, _) = run(case, &["--suite", "rhombus-systems"]);
    assert_eq!(done.code, 4, "a role is required there, and the suite knows none: {}{}", done.out, done.err);
    assert_eq!(check(&done.json(), "app/no-mail-address")["skip"], "needs-step");
    let (done, ledgers) = run(case, &[]);
    assert_eq!((done.code, ledgers), (1, 0), "the tenant takes any name: {}{}", done.out, done.err);
    assert_eq!(with_verdict(&done.json(), "fail"), ["app/no-mail-address"]);
    assert_eq!(done.json()["left_behind"], json!([]), "and what it took is removed");
}

#[test]
fn a_dry_run_shows_the_requests_of_a_case() {
    let done = scimproof(&["run", SUITE, "--demo", "--dry-run", "--select", "app/", "--dialect", "both"]);
    for part in [
        "app/country-changes/1 (compliant dialect)",
        "PATCH http://127.0.0.1/scim/v2/Users/{{user}}",
        r#"{"op":"Replace","path":"addresses[type eq \"work\"].country","value":"SE"}"#,
        r#"{"op":"remove","path":"phoneNumbers[type eq \"mobile\"].value"}"#,
        "filter=displayName+eq+%22Harbour+crew-%28sp",
        "app/known-by-telephone-only/1: left out",
    ] {
        assert!(done.out.contains(part), "{part}: {}", done.out);
    }
    let put =
        done.out.split("app/two-friends/2").nth(1).and_then(|rest| rest.lines().nth(2)).unwrap_or_default();
    assert!(put.contains("\"title\":\"Second\"") && !put.contains("\"meta\""), "{put}");
}

#[test]
fn read_only_sends_only_what_reads() {
    let done = scimproof(&["run", SUITE, "--demo", "--read-only", "--select", "app/", "--format", "json"]);
    assert_eq!(done.code, 4, "{}", done.err);
    let result = done.json();
    let kinds = result["checks"].as_array().expect("checks").iter().map(|check| check["skip"].clone());
    assert!(kinds.clone().filter(|kind| kind == "read-only").count() >= 4, "{:?}", kinds.collect::<Vec<_>>());
}

#[test]
fn cases_are_listed_and_explained_with_their_suite() {
    let list = scimproof(&["check", "list", "--suite", SUITE, "--format", "json"]).json();
    let own = check(&list, "app/country-changes");
    assert_eq!((&own["dialects"], &own["faults"], &own["since"]), (&json!("each"), &json!([]), &Value::Null));
    assert!(!scimproof(&["check", "list"]).out.contains("app/"));
    let done = scimproof(&["explain", "app/display-name-needed", "--suite", SUITE]);
    for part in
        ["remove: displayName", "expect: status 4xx", "Refuse the create with 400", "docs.avocet.example"]
    {
        assert!(done.out.contains(part), "{part}: {}", done.out);
    }
    let done = scimproof(&["explain", "app/display-name-needed"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("--suite FILE"), "{}", done.err);
    let done = scimproof(&["explain", "app/display-name-neded", "--suite", SUITE]);
    assert!(done.err.contains("did you mean 'app/display-name-needed'?"), "{}", done.err);
    let done = scimproof(&["run", "entra", "--demo", "--select", "app/"]);
    assert!(done.code == 4 && done.err.contains("no case of its own"), "{}", done.err);
}

#[test]
fn a_failing_case_can_be_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let baseline = folder.path().join("accepted.toml");
    let base = ["run", SUITE, "--demo", "--fault", "required-not-enforced", "--select", "app/", "--baseline"];
    let write = [&base[..], &[path(&baseline), "--write-baseline", "--reason", "next release"]].concat();
    assert_eq!(scimproof(&write).code, 0);
    let again = [&base[..], &[path(&baseline), "--format", "json"]].concat();
    let done = scimproof(&again);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(check(&done.json(), "app/display-name-needed")["accepted"], "next release");
    let other = ["run", "rfpio", "--demo", "--select", "users/", "--baseline", path(&baseline)];
    assert_eq!(scimproof(&other).code, 0, "another suite's own case is let through");
}

/// Every report names the case, and where to read more of it.
#[test]
fn reports_show_cases() {
    let folder = tempfile::tempdir().expect("a folder");
    let formats = ["junit", "sarif", "html", "markdown"];
    let files = formats.map(|format| folder.path().join(format));
    let reports: Vec<String> =
        formats.iter().zip(&files).map(|(f, file)| format!("{f}={}", path(file))).collect();
    let mut arguments =
        vec!["run", SUITE, "--demo", "--fault", "required-not-enforced", "--select", "app/", "--settle", "0"];
    for report in &reports {
        arguments.extend(["--report", report]);
    }
    let done = scimproof(&arguments);
    assert_eq!(done.code, 1, "{}", done.err);
    let more = format!("scimproof explain app/display-name-needed --suite {SUITE}");
    assert!(done.out.contains(&more), "{}", done.out);
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a report");
        assert!(text.contains("app/display-name-needed") && text.contains(&more), "{}", file.display());
        assert!(text.contains("a user without displayName MUST be refused"), "{}", file.display());
    }
    let html = std::fs::read_to_string(&files[2]).expect("a report");
    assert!(html.contains("app/display-name-needed/1"), "what it rests on is named");
}

#[test]
fn overrides_are_shown_with_their_reason() {
    let arguments =
        ["run", SUITE, "--demo", "--fault", "delete-accepted", "--select", "users/delete-returns-204"];
    let done = scimproof(&arguments);
    assert_eq!(done.code, 0, "a note fails no run: {}", done.out);
    let told = "note in place of error, as the suite says: the app answers 200 with the deleted user";
    assert!(done.out.contains(told), "{}", done.out);
    let result = scimproof(&[&arguments[..], &["--format", "json"]].concat()).json();
    assert_eq!(
        check(&result, "users/delete-returns-204")["override"],
        json!({ "from": "error", "to": "note", "reason": "the app answers 200 with the deleted user" })
    );
    let explained = scimproof(&["explain", "users/delete-returns-204", "--suite", SUITE]);
    assert!(explained.out.contains("its severity is note: the app answers 200"), "{}", explained.out);
}
