//! The command line as users meet it: what it prints, what it refuses, how it exits.

mod support;

use scimproof::check::Profile;
use serde_json::Value;
use support::{Place, Served, holds, scimproof, with_verdict};

#[test]
fn usage_errors_exit_2_and_say_what_to_try() {
    for (arguments, message) in [
        (&["run"][..], "no tenant was given"),
        (&["run", "rhombus-system", "--demo"], "did you mean 'rhombus-systems'?"),
        (&["run", "--demo", "--fault", "create-okay"], "did you mean 'create-ok'?"),
        (&["run", "--url", "not a url"], "is not a URL"),
        (&["run", "--url", "ftp://example.com"], "not an http or https URL"),
        (&["run", "--url", "https://u:p@example.com"], "the URL holds a credential"),
        (&["run", "--url", "http://127.0.0.1:1/scim"], "no credential was given"),
        (&["run", "--url", "http://scim.example.com"], "plain http"),
        (&["run", "--url", "https://scim.example.com"], "add --yes to agree"),
        (&["run", "--demo", "--set", "titel=x"], "did you mean 'title'?"),
        (&["run", "--demo", "--set", "userName=x"], "--domain"),
        (&["run", "--demo", "--transcript", "/no/such/folder/t.ndjson"], "cannot write the transcript"),
        (&["run", "no-such-file.toml", "--demo"], "cannot read the suite"),
        (&["judge", "Cargo.toml"], "Cargo.toml:1:1: not a line of a transcript"),
        (&["judge", "no-such-file"], "cannot read the transcript"),
        (&["explain", "users/duplicate-408"], "did you mean 'users/duplicate-409'?"),
        (&["serve", "--token-env", "NOT_SET"], "NOT_SET is not set"),
        (&["clean", "--run", "spnothing"], "no ledger of a run"),
    ] {
        let done = scimproof(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {}{}", done.out, done.err);
        assert!(done.err.contains(message), "{arguments:?}: {}", done.err);
        assert!(done.err.starts_with("error: "), "{arguments:?}: {}", done.err);
        assert_eq!(done.out, "", "{arguments:?}");
    }
}

#[test]
fn nothing_selected_exits_4() {
    let done = scimproof(&["run", "--demo", "--select", "user/create"]);
    assert_eq!(done.code, 4);
    assert!(done.err.contains("no check matches the selection"), "{}", done.err);
}

#[test]
fn everything_skipped_exits_4() {
    let done = scimproof(&["run", "rfpio", "--demo", "--select", "groups/"]);
    assert_eq!(done.code, 4, "{}{}", done.out, done.err);
}

#[test]
fn a_right_a_wrong_and_no_token() {
    let tenant = Served::start(&[]);
    let place = Place::new();
    let arguments = ["run", "--url", &tenant.url];
    assert_eq!(place.run(&arguments, &[("SCIM_TOKEN", &tenant.token)]).code, 0);
    let wrong = place.run(&arguments, &[("SCIM_TOKEN", "a-wrong-token")]);
    assert_eq!(wrong.code, 3);
    assert!(wrong.err.contains("refuses the credential with 401"), "{}", wrong.err);
    assert_eq!(place.run(&arguments, &[]).code, 2);
    assert_eq!(place.ledgers(), 0);
}

#[test]
fn a_dead_host_exits_3_and_says_so() {
    let place = Place::new();
    let arguments = ["run", "--url", "http://127.0.0.1:1/scim", "--format", "json"];
    let done = place.run(&arguments, &[("SCIM_TOKEN", "t0ken-of-nobody")]);
    assert_eq!(done.code, 3, "{}", done.err);
    assert!(done.err.contains("cannot reach http://127.0.0.1:1/scim"), "{}", done.err);
    assert_eq!(done.json()["exit_code"], 3);
    assert_eq!(with_verdict(&done.json(), "fail"), Vec::<String>::new(), "trouble on the way is no finding");
    assert_eq!(place.ledgers(), 0);
}

#[test]
fn judging_a_transcript_gives_the_same_result_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    for fault in [None, Some("other-elements-dropped"), Some("create-needs-other-scope")] {
        let file = folder.path().join("t.ndjson");
        let file = file.to_str().unwrap();
        let mut arguments =
            vec!["run", "--demo", "--dialect", "both", "--format", "json", "--transcript", file];
        arguments.extend(fault.iter().flat_map(|fault| ["--fault", fault, "--settle", "0"]));
        let ran = scimproof(&arguments);
        let judged = scimproof(&["judge", file, "--format", "json"]);
        assert_eq!(ran.out, judged.out, "{fault:?}");
        assert_eq!(ran.code, judged.code, "{fault:?}");
    }
}

#[test]
fn more_jobs_change_no_verdict_and_no_number() {
    let result = |jobs: &str| {
        let mut result =
            scimproof(&["run", "--demo", "--fault", "title-dropped", "--format", "json", "--jobs", jobs])
                .json();
        for check in result["checks"].as_array_mut().unwrap() {
            for finding in check["findings"].as_array_mut().unwrap() {
                finding["request"]["url"].take();
                finding["curl"].take();
            }
        }
        result["checks"].clone()
    };
    assert_eq!(result("1"), result("8"));
}

#[test]
fn selecting_sends_only_what_the_checks_need() {
    let requests = |arguments: &[&str]| {
        let arguments = [&["run", "--demo", "--format", "json"], arguments].concat();
        let done = scimproof(&arguments);
        assert_eq!(done.code, 0, "{}", done.err);
        done.json()["requests"].as_u64().unwrap()
    };
    let one = requests(&["--select", "users/duplicate-409"]);
    assert!(one < 12, "{one} requests");
    assert!(requests(&["--skip", "transport/,auth/credential"]) > 100);
    let judged = scimproof::check::all().iter().filter(|check| check.profile != Profile::Load);
    let mut wrong = Vec::new();
    for check in judged {
        let done = scimproof(&[
            "run",
            "fixtures/suites/tern.toml",
            "--demo",
            "--select",
            check.id,
            "--profile",
            "all",
            "--format",
            "json",
        ]);
        let result = done.json();
        for entry in result["checks"].as_array().unwrap() {
            let excused = entry["skip"] == "suite" || entry["reason"] == "plain http";
            if entry["verdict"] != "pass" && !excused {
                wrong.push(format!("{}: {} {}", check.id, entry["verdict"], entry["reason"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_dry_run_sends_nothing_and_shows_every_request() {
    let done = scimproof(&["run", "--url", "https://scim.example.com/v2?aadOptscim062020", "--dry-run"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("PATCH https://scim.example.com/v2/Users/{{patched}}"), "{}", done.out);
    assert!(done.out.contains("(compliant dialect)"), "the URL's flag decides");
    let json = scimproof(&["run", "--demo", "--dry-run", "--format", "json"]).json();
    assert!(json["requests"].as_array().unwrap().len() > 100);
}

#[test]
fn reading_only_sends_gets_alone() {
    let tenant = Served::start(&[]);
    let arguments = ["run", "--url", &tenant.url, "--read-only", "--format", "json", "--transcript"];
    let place = Place::new();
    let file = place.home.path().join("t.ndjson");
    let done =
        place.run(&[&arguments[..], &[file.to_str().unwrap()]].concat(), &[("SCIM_TOKEN", &tenant.token)]);
    assert_eq!(done.code, 0, "{}", done.err);
    let text = std::fs::read_to_string(file).unwrap();
    assert!(!text.contains("\"method\":\"POST\"") && text.contains("\"method\":\"GET\""));
    let result = done.json();
    let skipped =
        result["checks"].as_array().unwrap().iter().filter(|check| check["skip"] == "read-only").count();
    assert!(skipped > 30, "{skipped}");
}

#[test]
fn keep_leaves_the_resources_and_clean_removes_them() {
    let tenant = Served::start(&[]);
    let variables = [("SCIM_TOKEN", tenant.token.as_str())];
    let place = Place::new();
    let kept = place.run(&["run", "--url", &tenant.url, "--keep", "--format", "json"], &variables);
    assert_eq!(kept.code, 5);
    let left = kept.json()["left_behind"].as_array().unwrap().len();
    assert!(left > 15, "{left}");
    let run = kept.json()["run"].as_str().unwrap().to_owned();
    let listed = place.run(&["clean", "--dry-run"], &[]);
    assert!(listed.out.contains(&run) && listed.code == 0, "{}", listed.out);
    let cleaned = place.run(&["clean", "--run", &run, "--url", &tenant.url], &variables);
    assert_eq!(cleaned.code, 0, "{}{}", cleaned.out, cleaned.err);
    assert_eq!(place.ledgers(), 0);
    let look = place.run(&["run", "--url", &tenant.url, "--read-only", "--format", "json"], &variables);
    assert_eq!(look.code, 0);
    assert_eq!(place.run(&["clean", "--url", &tenant.url], &variables).out, "Nothing to remove.\n");
}

#[test]
fn the_token_is_in_no_output() {
    let tenant = Served::start(&[]);
    let place = Place::new();
    let token = tenant.token.as_str();
    let file = place.home.path().join("t.ndjson");
    for format in ["human", "json"] {
        let arguments = [
            "run",
            "--url",
            &tenant.url,
            "--keep",
            "--format",
            format,
            "--transcript",
            file.to_str().unwrap(),
            "--header",
            "X-Key: $OTHER_SECRET",
        ];
        let done = place.run(&arguments, &[("SCIM_TOKEN", token), ("OTHER_SECRET", "an0ther-secret")]);
        for secret in [token, "an0ther-secret"] {
            assert!(!done.out.contains(secret) && !done.err.contains(secret), "{format}");
            assert!(!holds(place.home.path(), secret), "{format}: a file holds it");
        }
    }
}

#[test]
fn every_check_and_fault_is_explained() {
    let list = scimproof(&["check", "list", "--format", "json"]).json();
    for check in list["checks"].as_array().unwrap() {
        assert!(!check["faults"].as_array().unwrap().is_empty(), "{}", check["id"]);
    }
    let done = scimproof(&["explain", "groups/remove-listed-members"]);
    assert_eq!(done.code, 0);
    for part in
        ["## Why it matters", "## How to fix", "https://learn.microsoft.com/", "See it fail: scimproof run"]
    {
        assert!(done.out.contains(part), "{}", done.out);
    }
    assert_eq!(scimproof(&["explain", "needs-step"]).code, 0);
    assert!(scimproof(&["explain", "title-dropped"]).out.contains("suite/create-round-trip"));
}

#[test]
fn the_report_of_a_failure() {
    let done =
        scimproof(&["run", "--demo", "--fault", "duplicate-bad-request", "--select", "users/duplicate-409"]);
    assert_eq!(done.code, 1);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT");
    settings.add_filter(r"sp[a-z2-9]{8}", "RUN");
    settings.add_filter(r"in \d+\.\d s", "in TIME");
    settings.add_filter(r"\+1(\d{3})\d{7}", "+1${1}NUMBER");
    settings.add_filter(r#"employeeNumber":"\d+"#, r#"employeeNumber":"NUMBER"#);
    settings.bind(|| insta::assert_snapshot!(done.out));
}

#[test]
fn the_result_has_the_documented_form() {
    let result = scimproof(&["run", "--demo", "--fault", "title-dropped", "--format", "json"]).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&result),
        "version tool run suite tenant profile dialects started duration_ms requests exit_code summary timings checks left_behind"
    );
    assert_eq!(keys(&result["summary"]), "pass fail skipped error");
    assert_eq!(keys(&result["timings"][0]), "step count p50_ms p95_ms");
    let failed =
        result["checks"].as_array().unwrap().iter().find(|check| check["verdict"] == "fail").unwrap();
    assert_eq!(
        keys(failed),
        "id title requirement severity profile dialect verdict skip reason sources fix override accepted findings"
    );
    assert_eq!(keys(&failed["sources"][0]), "kind ref url");
    assert_eq!(keys(&failed["findings"][0]), "message expected actual pointer exchange request curl");
}
