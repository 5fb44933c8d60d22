//! A day of a team that has scimproof in CI: everything green, a fault, the fault accepted, a second one, both mended.
//! The project is a git repository, its service the reference tenant, as far as `serve` breaks it.

mod support;

use std::collections::HashSet;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Done, Place, Served, with_verdict};

const CONFIG: &str =
    "select = ['users/', 'patch/', 'suite/']\nsettle = 0\n\n[environment.ci]\nbaseline = 'accepted.toml'\n";

/// The team's repository, and where a build leaves its reports.
struct Project {
    place: Place,
}

impl Project {
    fn new() -> Self {
        let project = Self { place: Place::new() };
        project.git(&["init", "--quiet", "--initial-branch", "main"]);
        project.write("scimproof.toml", CONFIG);
        project.write("accepted.toml", "version = 1\n");
        project.write(".gitignore", "reports/\nscimproof/\n");
        project.commit("scimproof in CI");
        project
    }

    fn root(&self) -> &Path {
        self.place.home.path()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.root().join(file), text).expect("it works");
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.root().join(file)).expect("it works")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let done = Command::new("git")
            .args(["-c", "user.name=CI", "-c", "user.email=ci@example.com", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.root())
            .output()
            .expect("it works");
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("it works")
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// One build: the service starts, as this day's code makes it, and the pipeline runs.
    fn build(&self, name: &str, faults: &[&str], arguments: &[&str]) -> Build {
        let faults: Vec<&str> = faults.iter().flat_map(|fault| ["--fault", fault]).collect();
        let tenant = Served::start(&faults);
        std::fs::create_dir_all(self.root().join("reports").join(name)).expect("it works");
        let report = |format: &str| format!("{format}=reports/{name}/{format}");
        let reports = ["junit", "sarif", "json", "markdown"].map(report);
        let mut all = vec!["run", "--url", &tenant.url, "--wait", "60s", "--env", "ci", "--format", "github"];
        all.extend(reports.iter().flat_map(|report| ["--report", report]));
        all.extend(arguments);
        let done = self.scimproof(&all, &[("SCIM_TOKEN", &tenant.token)]);
        let folder = self.root().join("reports").join(name);
        Build::read(done, &folder)
    }

    fn scimproof(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
        let mut command = self.place.command(arguments, variables);
        Done::from(command.current_dir(self.root()).output().expect("it works"))
    }

    fn compare(&self, old: &str, new: &str) -> Done {
        let files = [format!("reports/{old}/json"), format!("reports/{new}/json")];
        self.scimproof(&["compare", &files[0], &files[1]], &[])
    }
}

/// What a build left.
struct Build {
    code: i32,
    out: String,
    result: Value,
    /// The checks that JUnit and SARIF report as failed.
    junit: HashSet<String>,
    sarif: HashSet<String>,
}

impl Build {
    fn read(done: Done, folder: &Path) -> Self {
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).expect("it works");
        let junit = std::fs::File::open(folder.join("junit")).expect("it works");
        let junit = quick_junit::Report::deserialize(BufReader::new(junit)).expect("it works");
        let cases = junit.test_suites.iter().flat_map(|suite| &suite.test_cases);
        let failed =
            cases.filter(|case| matches!(case.status, quick_junit::TestCaseStatus::NonSuccess { .. }));
        let sarif: serde_sarif::sarif::Sarif = serde_json::from_str(&read("sarif")).expect("it works");
        let results = sarif.runs[0].results.iter().flatten();
        let open = results.filter(|result| result.suppressions.as_ref().is_none_or(Vec::is_empty));
        Self {
            code: done.code,
            out: format!("{}{}", done.out, done.err),
            result: serde_json::from_str(&read("json")).expect("it works"),
            junit: failed.map(|case| base_id(&case.name)).collect(),
            sarif: open.filter_map(|result| result.rule_id.clone()).collect(),
        }
    }
}

/// The id of a check without its dialect.
fn base_id(name: &str) -> String {
    name.split([' ', '[', '(']).next().unwrap_or_default().to_owned()
}

fn set(ids: &[&str]) -> HashSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_day_in_ci() {
    let project = Project::new();

    // In the morning, all is well.
    let green = project.build("1-green", &[], &[]);
    assert_eq!(green.code, 0, "{}", green.out);
    assert!(green.junit.is_empty() && green.sarif.is_empty());

    // Somebody's change answers a duplicate with 400.
    let broken = project.build("2-broken", &["duplicate-bad-request"], &[]);
    assert_eq!(broken.code, 1, "{}", broken.out);
    assert_eq!(with_verdict(&broken.result, "fail"), ["users/duplicate-409"]);
    assert_eq!(broken.junit, set(&["users/duplicate-409"]));
    assert_eq!(broken.sarif, set(&["users/duplicate-409"]));
    assert!(broken.out.contains("::error") && broken.out.contains("users/duplicate-409"), "{}", broken.out);
    let compared = project.compare("1-green", "2-broken");
    assert!(compared.code == 1 && compared.out.contains("users/duplicate-409"), "{}", compared.out);

    // It is known, and accepted for now.
    let accept = ["--write-baseline", "--reason", "ticket 4711, fixed with the new gateway"];
    let accepted = project.build("3-accepted", &["duplicate-bad-request"], &accept);
    assert_eq!(accepted.code, 0, "{}", accepted.out);
    project.commit("Accept what the gateway breaks");
    assert!(project.git(&["show", "--stat"]).contains("accepted.toml"));
    let still = project.build("4-still", &["duplicate-bad-request"], &[]);
    assert_eq!((still.code, still.result["baseline"]["accepted"].as_u64()), (0, Some(1)), "{}", still.out);
    assert!(still.junit.is_empty() && still.sarif.is_empty(), "{:?} {:?}", still.junit, still.sarif);

    // A second change refuses paths that begin with a URN: only that breaks the build.
    let second = project.build("5-second", &["duplicate-bad-request", "urn-path-refused"], &[]);
    assert_eq!(second.code, 1, "{}", second.out);
    let new = new_failures(&second.result);
    assert_eq!(new, set(&["patch/urn-path"]));
    assert_eq!((&second.junit, &second.sarif), (&new, &new));
    assert!(
        project.read("accepted.toml").matches("[[accepted]]").count() == 1,
        "nothing was added by itself"
    );

    // Both are mended; the baseline has more than it needs.
    let fixed = project.build("6-fixed", &[], &[]);
    assert_eq!(fixed.code, 0, "{}", fixed.out);
    assert_eq!(fixed.result["baseline"]["fixed"][0]["check"], "users/duplicate-409");
    let told = project.scimproof(&["run", "--demo", "--env", "ci"], &[]);
    assert!(told.out.contains("users/duplicate-409 passes now: remove its entry"), "{}", told.out);
    project.write("accepted.toml", "version = 1\n");
    project.commit("Nothing is accepted any more");
    let last = project.build("7-last", &[], &[]);
    assert_eq!((last.code, last.result["baseline"]["fixed"].as_array().map(Vec::len)), (0, Some(0)));

    // The history of the day.
    for (old, new, code, shown) in [
        ("2-broken", "4-still", 0, "accepted by a baseline now (1)"),
        ("4-still", "5-second", 1, "patch/urn-path"),
        ("5-second", "6-fixed", 0, "patch/urn-path"),
        ("4-still", "6-fixed", 0, "fixed (1)"),
        ("2-broken", "6-fixed", 0, "users/duplicate-409"),
        ("1-green", "7-last", 0, ""),
    ] {
        let compared = project.compare(old, new);
        assert_eq!(compared.code, code, "{old} {new}: {}{}", compared.out, compared.err);
        assert!(compared.out.contains(shown), "{old} {new}: {}", compared.out);
    }
    assert_eq!(project.git(&["log", "--oneline"]).lines().count(), 3);
    assert_eq!(project.git(&["status", "--porcelain"]), "", "a build leaves nothing in the repository");
}

/// The checks that fail and are not accepted.
fn new_failures(result: &Value) -> HashSet<String> {
    let checks = result["checks"].as_array().expect("it works").iter();
    let breaking = |check: &&Value| {
        check["verdict"] == "fail" && check["accepted"].is_null() && check["severity"] == "error"
    };
    checks.filter(breaking).map(|check| check["id"].as_str().expect("it works").to_owned()).collect()
}
