//! What `generate` writes: completions a shell loads, man pages, the pages of the checks, a schema results comply with.

mod support;

use std::process::Command;

use serde_json::Value;
use support::{Place, Served, scimproof, with_verdict};

const COMMANDS: [&str; 9] =
    ["run", "judge", "compare", "clean", "serve", "check", "config", "explain", "generate"];

#[test]
fn completions_name_all_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let done = scimproof(&["generate", "completions", shell]);
        assert_eq!(done.code, 0, "{}", done.err);
        for command in COMMANDS {
            assert!(done.out.contains(command), "{shell}: {command}");
        }
        assert!(done.out.contains("fail-on") && done.out.contains("gallery"), "{shell}");
    }
}

#[test]
fn bash_loads_and_completes() {
    let folder = tempfile::tempdir().expect("it works");
    let file = folder.path().join("scimproof.bash");
    std::fs::write(&file, scimproof(&["generate", "completions", "bash"]).out).expect("it works");
    let script = "set -eu; source \"$1\"; COMP_WORDS=(scimproof run --prof); COMP_CWORD=2; \
                  _scimproof scimproof --prof run; echo \"${COMPREPLY[*]}\"";
    let done =
        Command::new("bash").args(["--norc", "-c", script, "bash"]).arg(&file).output().expect("it works");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "--profile");
}

#[test]
fn man_pages_of_all_commands() {
    let page = scimproof(&["generate", "man"]).out;
    assert!(page.contains(".TH scimproof 1") && page.contains("scimproof\\-compare(1)"), "{page}");
    let folder = tempfile::tempdir().expect("it works");
    let inner = folder.path().join("man/man1");
    assert_eq!(scimproof(&["generate", "man", "--out-dir", inner.to_str().expect("it works")]).code, 0);
    for command in COMMANDS {
        let page = std::fs::read_to_string(inner.join(format!("scimproof-{command}.1"))).expect("it works");
        assert!(page.contains(".TH"), "{command}");
    }
    let config = std::fs::read_to_string(inner.join("scimproof-config-show.1")).expect("it works");
    assert!(config.contains("effective options"));
}

#[test]
fn the_pages_are_those_of_the_repository() {
    let folder = tempfile::tempdir().expect("it works");
    assert_eq!(
        scimproof(&["generate", "docs", "--out-dir", folder.path().to_str().expect("it works")]).code,
        0
    );
    let kept = support::texts("docs/checks", "md");
    for (area, text) in &kept {
        assert!(
            std::fs::read_to_string(folder.path().join(format!("{area}.md"))).expect("it works") == *text,
            "{area}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("it works").count(), kept.len());
}

fn complies(what: &str, result: &Value) {
    let schema: Value =
        serde_json::from_str(&scimproof(&["generate", "schema", "result"]).out).expect("it works");
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it works");
    let errors: Vec<String> = validator
        .iter_errors(result)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(5)
        .collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

#[test]
fn results_comply_with_the_schema() {
    for arguments in [
        &["run", "--demo"][..],
        &["run", "--demo", "--fault", "title-dropped,duplicate-bad-request"],
        &["run", "rfpio", "--demo", "--select", "groups/"],
        &["run", "--demo", "--profile", "gallery"],
        &["run", "--demo", "--max-time", "0.01"],
        &["run", "--url", "http://127.0.0.1:1/scim", "--auth", "none"],
    ] {
        let done = scimproof(&[arguments, &["--format", "json"]].concat());
        complies(&arguments.join(" "), &done.json());
    }
}

#[test]
fn results_with_a_baseline_comply_with_the_schema() {
    let place = Place::new();
    let file = place.home.path().join("accepted.toml");
    let file = file.to_str().expect("it works");
    let fault =
        ["run", "--demo", "--select", "users/", "--format", "json", "--fault", "duplicate-bad-request"];
    let write = ["--baseline", file, "--write-baseline", "--reason", "known"];
    let accepted = place.run(&[&fault[..], &write].concat(), &[]).json();
    assert_eq!((&accepted["baseline"]["accepted"], &accepted["exit_code"]), (&1.into(), &0.into()));
    complies("accepted", &accepted);
    let fixed = place.run(&[&fault[..6], &["--baseline", file]].concat(), &[]).json();
    assert_eq!(fixed["baseline"]["fixed"][0]["check"], "users/duplicate-409");
    complies("fixed", &fixed);
}

#[test]
fn results_with_something_left_behind_comply_with_the_schema() {
    let tenant = Served::start(&[]);
    let arguments = ["run", "--url", &tenant.url, "--keep", "--format", "json", "--select", "users/"];
    let kept = Place::new().run(&arguments, &[("SCIM_TOKEN", &tenant.token)]).json();
    assert!(!kept["left_behind"].as_array().expect("it works").is_empty());
    complies("kept", &kept);
}

#[cfg(unix)]
#[test]
fn an_interrupted_result_complies_with_the_schema() {
    let tenant = Served::start(&["--latency", "100ms"]);
    let place = Place::new();
    let arguments = ["run", "--url", &tenant.url, "--format", "json"];
    let mut command = place.command(&arguments, &[("SCIM_TOKEN", &tenant.token)]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("it works");
    std::thread::sleep(std::time::Duration::from_millis(800));
    let killed =
        Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().expect("it works");
    assert!(killed.success());
    let done = support::Done::from(child.wait_with_output().expect("it works"));
    assert_eq!(done.code, 130, "{}", done.err);
    let result = done.json();
    assert!(!with_verdict(&result, "error").is_empty());
    complies("interrupted", &result);
}
