//! The files by which others use scimproof in CI, exercised as far as a shell can.
#![cfg(unix)]

mod support;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_yaml_ng::Value;
use support::Served;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const BINARY: &str = env!("CARGO_BIN_EXE_scimproof");

fn read(file: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// A script of the repository, in an environment that has a path and these variables.
fn script(file: &str, arguments: &[&str], folder: &Path, variables: &[(&str, &str)]) -> Output {
    #[expect(clippy::disallowed_methods, reason = "the shell needs its tools")]
    let path = std::env::var_os("PATH").expect("a PATH");
    let mut command = Command::new("bash");
    command.arg(Path::new(ROOT).join(file)).args(arguments).current_dir(folder);
    command.env_clear().env("PATH", path).env("HOME", folder).envs(variables.iter().copied());
    command.output().expect("it runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn outputs(file: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(file).expect("there");
    text.lines().filter_map(|line| line.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}

#[test]
fn workflows_and_the_action_are_yaml_and_name_files_that_are_there() {
    for file in [".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        let workflow = yaml(&read(file));
        let jobs = workflow["jobs"].as_mapping().expect("there");
        for (name, job) in jobs {
            assert!(job["runs-on"].is_string() && job["steps"].is_sequence(), "{file}: {name:?}");
            for step in job["steps"].as_sequence().expect("there") {
                assert!(step["run"].is_string() != step["uses"].is_string(), "{file}: {step:?}");
            }
        }
    }
    let action = yaml(&read("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    for step in action["runs"]["steps"].as_sequence().expect("there") {
        let Some(run) = step["run"].as_str() else { continue };
        assert_eq!(step["shell"], "bash");
        assert!(!run.contains("${{"), "what users write is never part of a script: {run}");
        if let Some(script) = run.split("$GITHUB_ACTION_PATH/").nth(1) {
            assert!(Path::new(ROOT).join(script.trim_end_matches('"')).exists(), "{run}");
        }
    }
    let release =
        read(".github/workflows/release.yml") + &read("Dockerfile") + &read(".github/workflows/ci.yml");
    for tool in [".ci/static-build", ".ci/package", ".ci/run"] {
        assert!(release.contains(tool) && Path::new(ROOT).join(tool).exists(), "{tool}");
    }
    let install = read(".github/action/install.sh");
    for target in
        yaml(&read(".github/workflows/release.yml"))["jobs"]["binary"]["strategy"]["matrix"]["include"]
            .as_sequence()
            .expect("there")
    {
        assert!(
            install.contains(target["target"].as_str().expect("there")),
            "the action downloads {target:?}"
        );
    }
}

#[test]
fn the_recipes_are_right() {
    let page = read("docs/ci.md");
    let mut recipes = 0;
    for block in page.split("```yaml\n").skip(1) {
        yaml(block.split("```").next().expect("there"));
        recipes += 1;
    }
    assert!(recipes >= 4, "{recipes}");
    let help = support::scimproof(&["run", "--help"]).out + &support::scimproof(&["compare", "--help"]).out;
    let serve = support::scimproof(&["serve", "--help"]).out;
    let long = |word: &&str| word.starts_with("--") && word.len() > 2;
    let commands = page.lines().flat_map(|line| line.split("scimproof ").skip(1));
    for word in commands.flat_map(str::split_whitespace).filter(long) {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = word.split('=').next().expect("there");
        assert!(help.contains(name) || serve.contains(name), "docs/ci.md names {name}");
    }
    for code in ["130", "2", "3", "4", "1", "5", "0"] {
        assert!(page.contains(&format!("| {code} |")), "exit code {code}");
    }
}

/// A release as the workflow leaves it, packed from the binary under test.
fn release(folder: &Path) -> PathBuf {
    let target = "x86_64-unknown-linux-musl";
    let releases = folder.join("releases/v0.1.0");
    let done = script(".ci/package", &[BINARY, target, releases.to_str().expect("UTF-8")], folder, &[]);
    assert!(done.status.success(), "{}", text(&done));
    folder.join("releases")
}

#[test]
fn the_action_downloads_checks_runs_and_hands_on_the_exit_code() {
    let folder = tempfile::tempdir().expect("there");
    let folder = folder.path();
    let releases = format!("file://{}", release(folder).display());
    let output = folder.join("output");
    let temporary = folder.join("temp");
    let variables = [
        ("INPUT_VERSION", "v0.1.0"),
        ("SCIMPROOF_RELEASES", releases.as_str()),
        ("RUNNER_TEMP", temporary.to_str().expect("UTF-8")),
        ("GITHUB_OUTPUT", output.to_str().expect("UTF-8")),
    ];
    let installed = script(".github/action/install.sh", &[], folder, &variables);
    assert!(installed.status.success(), "{}", text(&installed));
    let binary = outputs(&output)["binary"].clone();
    assert!(binary.ends_with("/scimproof") && temporary.join("scimproof").exists());

    let archive = folder.join("releases/v0.1.0/scimproof-x86_64-unknown-linux-musl.tar.gz");
    let mut bytes = std::fs::read(&archive).expect("there");
    bytes.push(0);
    std::fs::write(&archive, bytes).expect("there");
    let tampered = script(".github/action/install.sh", &[], folder, &variables);
    assert!(!tampered.status.success() && text(&tampered).contains("the checksum of"), "{}", text(&tampered));
    runs(folder, &binary);
}

fn runs(folder: &Path, binary: &str) {
    let tenant = Served::start(&["--fault", "duplicate-bad-request"]);
    let (output, summary) = (folder.join("run-output"), folder.join("summary.md"));
    let variables = [
        ("SCIMPROOF", binary),
        ("SCIM_TOKEN", tenant.token.as_str()),
        ("INPUT_URL", tenant.url.as_str()),
        ("INPUT_ARGS", "--select=users/\n--header=X-Note: $NOTE\n"),
        ("NOTE", "with a space"),
        ("INPUT_REPORTS", "junit sarif json markdown"),
        ("INPUT_FOLDER", "my reports"),
        ("GITHUB_OUTPUT", output.to_str().expect("UTF-8")),
        ("GITHUB_STEP_SUMMARY", summary.to_str().expect("UTF-8")),
    ];
    let done = script(".github/action/run.sh", &[], folder, &variables);
    assert!(done.status.success(), "{}", text(&done));
    assert!(text(&done).contains("::error"), "{}", text(&done));
    assert_eq!(outputs(&output)["exit-code"], "1", "{}", text(&done));
    assert!(std::fs::read_to_string(summary).expect("there").contains("users/duplicate-409"));
    for file in ["xml", "sarif", "json", "md"] {
        assert!(folder.join(format!("my reports/scimproof.{file}")).exists(), "{file}");
    }
}

#[test]
fn a_binary_that_needs_a_loader_is_not_static() {
    let folder = tempfile::tempdir().expect("there");
    let done = script(".ci/static-verify", &[BINARY], folder.path(), &[]);
    let is_static = cfg!(target_env = "musl");
    assert_eq!(done.status.success(), is_static, "{}", text(&done));
    assert!(is_static || text(&done).contains("needs a dynamic loader"), "{}", text(&done));
}
