//! `scimproof provision` as users meet it: what it prints, what it refuses, how it exits.

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use support::{Done, Place, Served, holds};

const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// A job in a folder of its own, and the tenant it provisions.
struct Job {
    place: Place,
    tenant: Served,
    token: String,
}

impl Job {
    /// A job over that directory, with further lines at the top of its file.
    fn new(directory: &Value, lines: &str) -> Self {
        Self::at(Served::start(&[]), directory, lines)
    }

    fn at(tenant: Served, directory: &Value, lines: &str) -> Self {
        let job = Self { place: Place::new(), token: tenant.token.clone(), tenant };
        job.directory(directory);
        job.file(lines, "");
        job
    }

    fn folder(&self) -> &Path {
        self.place.home.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes the job file: lines in front of the tenant, and sections behind it.
    fn file(&self, lines: &str, sections: &str) {
        let url = &self.tenant.url;
        let text = format!(
            "name = \"Contoso to Tern\"\ndirectory = \"directory.json\"\n{lines}\n\n[tenant]\nurl = \"{url}\"\n{sections}"
        );
        std::fs::write(self.path("job.toml"), text).expect("a writable folder");
    }

    fn directory(&self, directory: &Value) {
        std::fs::write(self.path("directory.json"), directory.to_string()).expect("a writable folder");
    }

    /// Runs `provision` in the job's folder.
    fn run(&self, arguments: &[&str]) -> Done {
        self.with(arguments, &[])
    }

    fn with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
        let mut command = self.place.command(&["provision"], &[("SCIM_TOKEN", &self.token)]);
        command.args(arguments).envs(variables.iter().copied()).current_dir(self.folder());
        Done::from(command.output().expect("the binary runs"))
    }

    /// Runs it on a day of March 2026.
    fn on(&self, day: u8, arguments: &[&str]) -> Done {
        let at = format!("2026-03-{day:02}T08:00:00Z");
        // One after the other, so that the log has one order.
        self.run(&[arguments, &["--job", "job.toml", "--at", &at, "--jobs", "1"]].concat())
    }

    /// What a command printed and how it ended, without what differs from run to run.
    fn shown(&self, done: &Done) -> String {
        let mut text = done.out.clone();
        if !done.err.is_empty() {
            text.push_str("--- standard error\n");
            text.push_str(&done.err);
        }
        let folder = self.folder().to_string_lossy().into_owned();
        format!("{text}--- exit code {}\n", done.code).replace(&folder, "FOLDER")
    }
}

macro_rules! snapshot {
    ($($text:expr),+) => {{
        let mut settings = insta::Settings::clone_current();
        settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT");
        settings.add_filter(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "GUID");
        settings.add_filter(r"in \d+\.\d s", "in TIME");
        settings.add_filter(r"08:00:0\dZ", "08:00:00Z");
        settings.add_filter(r#""durationInMilliseconds": ?\d+"#, r#""durationInMilliseconds":TIME"#);
        settings.bind(|| insta::assert_snapshot!([$($text),+].join("\n")));
    }};
}

fn user(name: &str, further: &Value) -> Value {
    let mut user = json!({
        "id": format!("u-{name}"), "userPrincipalName": format!("{name}@contoso.example"), "displayName": name,
        "appRoleAssignments": [DEFAULT_ACCESS],
    });
    for (key, value) in further.as_object().expect("an object") {
        user[key] = value.clone();
    }
    user
}

fn people(names: &[&str]) -> Value {
    let users: Vec<Value> = names.iter().map(|name| user(name, &json!({}))).collect();
    json!({ "users": users, "groups": [] })
}

/// Two users, one the other's manager, and a group of both.
fn crew() -> Value {
    json!({
        "appRoles": [{"id": "r-crew", "value": "crew", "displayName": "Crew"}],
        "users": [
            user("alice", &json!({"jobTitle": "Pilot", "manager": "u-bob", "department": "Bridge"})),
            user("bob", &json!({"jobTitle": "Captain", "businessPhones": ["+47 12345678"]})),
            {"id": "u-carol", "userPrincipalName": "carol@contoso.example", "displayName": "carol"},
        ],
        "groups": [{"id": "g-crew", "displayName": "Crew", "members": ["u-alice", "u-bob"], "appRoleAssignments": ["r-crew"]}],
    })
}

#[test]
fn a_job_from_start_to_log() {
    let job = Job::new(&crew(), "");
    let start = job.on(2, &["start"]);
    let again = job.on(2, &["cycle"]);
    let mut changed = crew();
    changed["users"][0]["jobTitle"] = json!("Navigator");
    changed["users"][1]["accountEnabled"] = json!(false);
    job.directory(&changed);
    let cycle = job.on(3, &["cycle"]);
    let status = job.run(&["status", "--job", "job.toml"]);
    let log = job.run(&["log", "--job", "job.toml"]);
    snapshot!(job.shown(&start), job.shown(&again), job.shown(&cycle), job.shown(&status), job.shown(&log));
}

#[test]
fn the_log_is_filtered_and_exported() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let log = |arguments: &[&str]| job.run(&[&["log", "--job", "job.toml"], arguments].concat());
    let skipped = log(&["--status", "skipped", "--format", "json"]).json();
    let skipped = skipped["value"].as_array().unwrap();
    assert_eq!(skipped.len(), 1, "{skipped:#?}");
    assert_eq!(skipped[0]["sourceIdentity"]["displayName"], "carol@contoso.example");
    assert_eq!(
        skipped[0]["provisioningStatusInfo"]["errorInformation"]["errorCode"],
        "NotEffectivelyEntitled"
    );
    let created = log(&["--action", "create", "--format", "json"]).json();
    assert_eq!(created["value"].as_array().unwrap().len(), 3);
    let alice = log(&["--user", "ALICE", "--cycle", "1", "--action", "create", "--format", "json"]);
    let twice = log(&["--user", "ALICE", "--cycle", "1", "--action", "create", "--format", "json"]);
    assert_eq!(alice.out, twice.out, "ids stay the same");
    assert_eq!(log(&["--last", "2", "--format", "csv"]).out.lines().count(), 3);
    let none = log(&["--cycle", "7"]);
    assert_eq!((none.code, none.out.as_str()), (4, "No entry of the log matches.\n"));
    assert_eq!(log(&["--cycle", "7", "--format", "json"]).json(), json!({"value": []}));
    let mut settings = insta::Settings::clone_current();
    settings.add_redaction(".**.durationInMilliseconds", "[time]");
    settings.add_redaction(".**.id", "[id]");
    settings.add_redaction(".**.targetSystem.displayName", "[tenant]");
    for field in ["changeId", "cycleId", "jobId", "tenantId", "ApplicationId", "ServicePrincipalId"] {
        settings.add_redaction(&format!(".**.{field}"), "[id]");
    }
    settings.bind(|| insta::assert_json_snapshot!(alice.json()));
}

#[test]
fn a_formula_in_a_name_is_text_in_csv() {
    let job =
        Job::new(&json!({"users": [user("eve", &json!({"userPrincipalName": "=cmd|' /C calc'!A0"}))]}), "");
    job.on(2, &["start"]);
    let csv = job.run(&["log", "--job", "job.toml", "--format", "csv"]).out;
    assert!(csv.contains(",'=cmd|") && !csv.contains(",=cmd"), "{csv}");
}

#[test]
fn status_in_the_shape_of_graph() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let status = job.run(&["status", "--job", "job.toml", "--format", "json"]).json();
    assert_eq!(status["code"], "Active");
    assert_eq!(status["lastExecution"]["state"], "Succeeded");
    assert_eq!(status["synchronizedEntryCountByType"][0], json!({"key": "User", "value": 2}));
    let keys: Vec<&String> = status.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "code",
            "countSuccessiveCompleteFailures",
            "escrowsPruned",
            "lastExecution",
            "lastSuccessfulExecution",
            "lastSuccessfulExecutionWithExports",
            "progress",
            "quarantine",
            "steadyStateFirstAchievedTime",
            "steadyStateLastAchievedTime",
            "synchronizedEntryCountByType",
            "troubleshootingUrl",
        ]
    );
}

#[test]
fn a_refused_credential_quarantines_the_job() {
    let mut job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.directory(&people(&["alice", "bob"]));
    let right = std::mem::replace(&mut job.token, "not-the-t0ken".to_owned());
    let refused = job.on(3, &["cycle"]);
    job.token = right;
    let not_due = job.on(3, &["cycle"]);
    let status = job.run(&["status", "--job", "job.toml"]);
    let restart = job.run(&["restart", "--job", "job.toml"]);
    let healed = job.on(3, &["cycle"]);
    assert_eq!((refused.code, not_due.code, restart.code, healed.code), (3, 4, 0, 0));
    let status = job.shown(&status).replace(" disabled\n", " quarantine\n");
    snapshot!(job.shown(&refused), job.shown(&not_due), status, job.shown(&restart), job.shown(&healed));
    let explained = json!(support::scimproof(&["explain", "TooManyDeletes"]).out);
    assert!(explained.as_str().unwrap().contains("quarantine reason"), "{explained}");
}

#[test]
fn a_quarantined_job_runs_again_after_a_day() {
    let mut job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.directory(&people(&["alice", "bob"]));
    let right = std::mem::replace(&mut job.token, "not-the-t0ken".to_owned());
    assert_eq!(job.on(3, &["cycle"]).code, 3);
    job.token = right;
    let left = job.on(4, &["cycle"]);
    assert!(left.code == 0 && left.out.contains("The job has left quarantine."), "{}", left.out);
}

#[test]
fn too_many_deletions_wait_for_the_administrator() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let job = Job::new(&people(&names), "deletion_threshold = 2");
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.directory(&people(&["a"]));
    let stopped = job.on(3, &["cycle"]);
    let staged = job.run(&["log", "--job", "job.toml", "--action", "staged-delete"]);
    let allowed = job.run(&["restart", "--allow-deletes", "--job", "job.toml"]);
    let done = job.on(4, &["cycle"]);
    assert_eq!((stopped.code, staged.code, allowed.code, done.code), (1, 0, 0, 0));
    snapshot!(job.shown(&stopped), job.shown(&staged), job.shown(&allowed), job.shown(&done));
}

#[test]
fn one_user_on_demand() {
    let job = Job::new(&crew(), "");
    let rehearsed = job.on(2, &["on-demand", "bob@contoso.example", "--dry-run"]);
    assert!(!job.path("job.state").exists(), "a rehearsal leaves nothing behind");
    let created = job.on(2, &["on-demand", "bob@contoso.example"]);
    let again = job.on(2, &["on-demand", "u-bob"]);
    let skipped = job.on(2, &["on-demand", "carol@contoso.example"]);
    let group = job.on(2, &["on-demand", "crew"]);
    let nobody = job.on(2, &["on-demand", "nobody"]);
    assert_eq!((rehearsed.code, created.code, again.code, skipped.code, nobody.code), (0, 0, 0, 4, 2));
    snapshot!(
        job.shown(&rehearsed),
        job.shown(&created),
        job.shown(&again),
        job.shown(&skipped),
        job.shown(&group),
        job.shown(&nobody)
    );
    let shown = job.on(2, &["on-demand", "alice@contoso.example", "--format", "json"]).json();
    assert_eq!(shown["provisioningSteps"][0]["provisioningStepType"], "import");
    assert_eq!(shown["value"][0]["provisioningAction"], "create");
}

#[test]
fn a_large_group_is_not_for_on_demand() {
    let mut directory = people(&["a", "b", "c", "d", "e", "f"]);
    let members = ["u-a", "u-b", "u-c", "u-d", "u-e", "u-f"];
    directory["groups"] = json!([{"id": "g", "displayName": "All", "members": members, "appRoleAssignments": [DEFAULT_ACCESS]}]);
    let job = Job::new(&directory, "");
    let refused = job.on(2, &["on-demand", "All"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("'All' has 6 members, on demand takes at most 5"), "{}", refused.err);
    assert_eq!(job.on(2, &["start"]).code, 0);
    let refused = job.on(2, &["on-demand", "All"]);
    assert_eq!(refused.code, 2, "its size counts, not how many wait: {}", refused.out);
}

#[test]
fn on_demand_tests_the_connection_first() {
    let job = Job::new(&crew(), "");
    let arguments = ["on-demand", "bob@contoso.example", "--job", "job.toml"];
    let refused = job.with(&arguments, &[("SCIM_TOKEN", "somebody-elses")]);
    assert_eq!(refused.code, 3, "{}{}", refused.out, refused.err);
    assert!(refused.out.starts_with("0. Test Connection failed"), "{}", refused.out);
    assert!(!refused.out.contains("1. Import"), "{}", refused.out);
}

#[test]
fn expressions() {
    let job = Job::new(&crew(), "");
    let of = |expression: &str, user: &str| {
        job.run(&["expression", expression, "--user", user, "--job", "job.toml"])
    };
    assert_eq!(of("ToUpper([jobTitle])", "alice@contoso.example").out, "PILOT\n");
    assert_eq!(of(r#"Join(", ", [displayName], [telephoneNumber])"#, "u-bob").out, "bob, +47 12345678\n");
    assert!(of("ToUpper([department])", "u-bob").out.starts_with("(no value"));
    let directory = ["expression", "ToUpper([jobTitle])", "--user", "u-bob", "--directory", "directory.json"];
    assert_eq!(job.run(&directory).out, "CAPTAIN\n");
    let neither = job.run(&["expression", "ToUpper([jobTitle])", "--user", "u-bob"]);
    assert_eq!(neither.code, 2);
    snapshot!(
        job.shown(&of("ToUper([jobTitle])", "u-bob")),
        job.shown(&of(r#"Join(" ", [givenName], [surname]"#, "u-bob")),
        job.shown(&of("ToUpper([jobTitle])", "nobody"))
    );
}

#[test]
fn a_sample_is_the_same_every_time_and_can_be_provisioned() {
    let job = Job::new(&json!({}), "");
    for (format, file) in [("json", "directory.json"), ("jsonl", "d.jsonl"), ("csv", "d.csv")] {
        let arguments = ["sample", "--users", "30", "--groups", "3", "--seed", "7", "--format", format];
        let first = job.run(&arguments);
        assert_eq!(first.out, job.run(&arguments).out, "{format}");
        assert_eq!(job.run(&[&arguments[..], &["-o", file]].concat()).code, 0);
        assert_eq!(std::fs::read_to_string(job.path(file)).unwrap(), first.out, "{format}");
    }
    let start = job.on(2, &["start"]);
    assert_eq!(start.code, 0, "{}{}", start.out, start.err);
    let full = job.run(&["sample", "-o", "no/such/folder.json"]);
    assert!(full.code == 2 && full.err.contains("cannot write no/such/folder.json"), "{}", full.err);
}

/// What a broken file does: the same sentence for `start` and, where the job was started, for `cycle`; nothing is sent.
#[test]
fn bad_input_is_one_clear_sentence() {
    let mut shown = Vec::new();
    let mut bad = |what: &str, change: &dyn Fn(&Job)| {
        let job = Job::new(&crew(), "");
        change(&job);
        let done = job.on(2, &["start"]);
        assert_eq!(done.code, 2, "{what}: {}{}", done.out, done.err);
        let left = ["job.state", "job.state.lock"].into_iter().find(|name| job.path(name).exists());
        assert_eq!(left, None, "{what}: a state is left behind");
        shown.push(format!("=== {what}\n{}", job.shown(&done)));
    };
    let directory =
        |text: &'static str| move |job: &Job| std::fs::write(job.path("directory.json"), text).unwrap();
    bad("no directory file", &|job| std::fs::remove_file(job.path("directory.json")).unwrap());
    bad(
        "a broken line",
        &directory(
            "{\"users\":[\n {\"id\":\"1\",\"userPrincipalName\":\"a@b.example\"},\n {\"id\":\"2\" \"userPrincipalName\":\"c@b.example\"}\n]}",
        ),
    );
    bad(
        "a file that is cut off",
        &directory("{\"users\":[\n {\"id\":\"1\",\"userPrincipalName\":\"a@b.example\"}"),
    );
    bad(
        "a duplicate id",
        &directory(
            "{\"users\":[\n {\"id\":\"1\",\"userPrincipalName\":\"a@b.example\"},\n {\"id\":\"1\",\"userPrincipalName\":\"c@b.example\"}\n]}",
        ),
    );
    bad(
        "an unknown manager",
        &directory(
            "{\"users\":[\n {\"id\":\"1\",\"userPrincipalName\":\"a@b.example\",\"manager\":\"9\"}\n]}",
        ),
    );
    bad(
        "an unknown member",
        &directory(
            "{\"users\":[],\n\"groups\":[\n {\"id\":\"g\",\"displayName\":\"G\",\"members\":[\"9\"]}\n]}",
        ),
    );
    bad(
        "an unknown role",
        &directory(
            "{\"users\":[\n {\"id\":\"1\",\"userPrincipalName\":\"a@b.example\",\"appRoleAssignments\":[\"9\"]}\n]}",
        ),
    );
    bad("no id", &directory("{\"users\":[\n {\"userPrincipalName\":\"a@b.example\"}\n]}"));
    bad("an unknown key", &|job| job.file("directroy = \"x\"", ""));
    bad("no such suite", &|job| job.file("suite = \"rhombus\"", ""));
    bad("a filter on a list", &|job| {
        job.file("", "[[user.filter]]\nclauses = [ { attribute = \"proxyAddresses\", operator = \"EQUALS\", value = \"x\" } ]");
    });
    bad("an unknown operator", &|job| {
        job.file("", "[[user.filter]]\nclauses = [ { attribute = \"country\", operator = \"EQUAL\", value = \"NO\" } ]");
    });
    bad("a mapping to an unknown path", &|job| schema(job, "emails[", "[mail]"));
    bad("a mapping to a path that nobody knows", &|job| schema(job, "name.givenNam", "[givenName]"));
    bad("an expression that does not parse", &|job| schema(job, "displayName", "ToUper([displayName])"));
    bad("no such mapping file", &|job| job.file("mapping = \"none.json\"", ""));
    bad("a state that is no state", &|job| {
        job.file("state = \"directory.json\"", "");
        std::fs::write(job.path("d2.json"), crew().to_string()).unwrap();
        let text = std::fs::read_to_string(job.path("job.toml")).unwrap();
        std::fs::write(
            job.path("job.toml"),
            text.replace("directory = \"directory.json\"", "directory = \"d2.json\""),
        )
        .unwrap();
    });
    bad("a state in no folder", &|job| job.file("state = \"no/such/folder.state\"", ""));
    bad("an e-mail without a server", &|job| job.file("", "[notify]\nemail = \"a@b.example\""));
    bad("a webhook over plain http", &|job| {
        job.file("", "[notify]\nwebhook = \"http://hooks.contoso.example/x\"")
    });
    snapshot!(shown.join("\n"));
}

/// A synchronizationSchema whose user mapping has this one attribute beside userName.
fn schema(job: &Job, target: &str, expression: &str) {
    let mapping = |target: &str, source: Value, priority: u8| {
        json!({"targetAttributeName": target, "matchingPriority": priority, "flowType": "Always",
               "flowBehavior": "FlowWhenChanged", "defaultValue": null, "exportMissingReferences": false, "source": source})
    };
    let direct = |name: &str| json!({"type": "Attribute", "name": name, "expression": format!("[{name}]"), "parameters": []});
    let source = if expression.starts_with('[') {
        direct(expression.trim_matches(['[', ']']))
    } else {
        json!({"type": "Function", "name": "ToUper", "expression": expression, "parameters": []})
    };
    let schema = json!({"id": "s", "version": "v1", "directories": [], "synchronizationRules": [{
        "id": "r", "name": "USER_OUTBOUND", "priority": 1, "editable": true,
        "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "customappsso",
        "objectMappings": [{"name": "Provision users", "enabled": true, "flowTypes": "Add, Update, Delete",
            "sourceObjectName": "User",
            "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "scope": null,
            "attributeMappings": [mapping("userName", direct("userPrincipalName"), 1), mapping(target, source, 0)]}]}]});
    let text = serde_json::to_string_pretty(&schema).expect("JSON");
    std::fs::write(job.path("schema.json"), text).expect("a writable folder");
    job.file("mapping = \"schema.json\"", "");
}

#[test]
fn a_broken_directory_leaves_a_running_job_as_it_was() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    std::fs::write(job.path("directory.json"), "{\"users\":[{\"id\":\"u-alice\"").unwrap();
    let broken = job.on(3, &["cycle"]);
    assert_eq!(broken.code, 2);
    std::fs::write(
        job.path("delta.json"),
        "{\"value\":[\n {\"id\":\"u-x\",\"userPrincipalName\":\"x@b.example\",\"manager\":\"nobody\"}\n]}",
    )
    .unwrap();
    let delta = job.on(3, &["cycle", "--delta", "delta.json"]);
    assert_eq!(delta.code, 2, "{}", delta.out);
    job.directory(&crew());
    let next = job.on(4, &["cycle"]);
    assert!(next.code == 0 && next.out.contains("0 new or changed"), "{}", next.out);
    snapshot!(job.shown(&broken), job.shown(&delta));
}

#[test]
fn a_delta_is_applied() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let delta = json!({"value": [
        {"@odata.type": "#microsoft.graph.user", "id": "u-alice", "jobTitle": "Navigator"},
        {"@odata.type": "#microsoft.graph.user", "id": "u-carol", "@removed": {"reason": "deleted"}},
    ]});
    std::fs::write(job.path("delta.json"), delta.to_string()).unwrap();
    let cycle = job.on(3, &["cycle", "--delta", "delta.json"]);
    assert_eq!(cycle.code, 0, "{}{}", cycle.out, cycle.err);
    let log = job.run(&["log", "--job", "job.toml", "--cycle", "2", "--format", "json"]).json();
    assert_eq!(log["value"][0]["modifiedProperties"][0]["newValue"], "Navigator", "{log:#}");
}

#[test]
fn the_directory_file_does_not_undo_a_delta() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let delta = json!({"value": [{"id": "u-alice", "jobTitle": "Navigator"}]});
    std::fs::write(job.path("delta.json"), delta.to_string()).unwrap();
    assert_eq!(job.on(3, &["cycle", "--delta", "delta.json"]).code, 0);
    for command in ["cycle", "start", "watch"] {
        let refused = job.on(3, &[command]);
        assert_eq!(refused.code, 2, "{command}: {}{}", refused.out, refused.err);
        assert!(
            refused.err.contains("--delta FILE") && refused.err.contains("--from-file"),
            "{}",
            refused.err
        );
    }
    assert!(job.path("job.state").exists(), "a refused start leaves the state of others alone");
    let mut changed = crew();
    changed["users"][0]["jobTitle"] = json!("Navigator");
    job.directory(&changed);
    let again = job.on(4, &["cycle", "--from-file"]);
    assert!(again.code == 0 && again.out.contains("0 new or changed"), "{}{}", again.out, again.err);
    assert_eq!(job.on(4, &["cycle"]).code, 0);
}

#[test]
fn a_new_object_of_a_delta_says_what_it_is() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let delta = "{\"value\":[\n {\"id\":\"u-dave\",\"userPrincipalName\":\"dave@contoso.example\"}\n]}";
    std::fs::write(job.path("delta.json"), delta).unwrap();
    let refused = job.on(3, &["cycle", "--delta", "delta.json"]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("delta.json:2:2: `u-dave` is not known yet"), "{}", refused.err);
}

#[test]
fn a_changed_scope_is_a_new_initial_cycle_or_says_why_not() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.file("scope = \"all\"", "");
    let wider = job.on(3, &["cycle"]);
    assert!(wider.out.contains("initial cycle 2") && wider.err.is_empty(), "{}{}", wider.out, wider.err);
    let log = job.run(&["log", "--job", "job.toml", "--user", "carol", "--cycle", "2", "--format", "json"]);
    assert_eq!(log.json()["value"].as_array().unwrap().len(), 1, "{}", log.out);
    job.file("scope = \"assigned\"", "");
    let narrower = job.on(4, &["cycle"]);
    assert!(!narrower.out.contains("initial cycle"), "{}", narrower.out);
    assert!(narrower.err.contains("is not deprovisioned before a restart"), "{}", narrower.err);
    assert_eq!(job.run(&["restart", "--job", "job.toml"]).code, 0);
    let restarted = job.on(5, &["cycle"]);
    assert!(restarted.out.contains("initial cycle") && restarted.err.is_empty(), "{}", restarted.err);
    let log = job.run(&["log", "--job", "job.toml", "--action", "disable", "--format", "json"]).json();
    assert_eq!(log["value"].as_array().unwrap().len(), 1, "{log:#}");
    job.file("default_access = \"excluded\"", "");
    assert!(job.on(6, &["cycle"]).out.contains("initial cycle"));
}

#[test]
fn commands_before_start_and_wrong_options() {
    let job = Job::new(&crew(), "");
    for (arguments, message) in [
        (&["cycle", "--job", "job.toml"][..], "try: scimproof provision start --job job.toml"),
        (&["watch", "--job", "job.toml"], "the job has no state yet"),
        (&["status", "--job", "job.toml"], "job.state does not exist"),
        (&["log", "--job", "job.toml"], "job.state does not exist"),
        (&["restart", "--job", "job.toml"], "job.state does not exist"),
        (&["start", "--job", "none.toml"], "cannot read the job none.toml"),
        (&["start"], "--job <FILE>"),
        (&["start", "--job", "job.toml", "--at", "tomorrow"], "expected a time such as"),
        (&["start", "--job", "job.toml", "--jobs", "0"], "0 is not in 1..=64"),
        (&["start", "--job", "job.toml", "--url", "ftp://x"], "not an http or https URL"),
        (&["start", "--job", "job.toml", "--url", "http://scim.contoso.example"], "plain http"),
        (&["start", "--job", "job.toml", "--url", "https://scim.contoso.example"], "add --yes to agree"),
        (
            &["on-demand", "alice", "--job", "job.toml", "--url", "https://scim.contoso.example"],
            "add --yes to agree",
        ),
        (
            &["start", "--job", "job.toml", "--url", "https://scim.contoso.example", "--create-only"],
            "--create-only needs it as well",
        ),
        (&["restart", "--job", "job.toml", "--reset", "Links"], "possible values: None, ConnectorDataStore"),
    ] {
        let done = job.run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {}{}", done.out, done.err);
        assert!(done.err.contains(message), "{arguments:?}: {}", done.err);
        assert!(!job.path("job.state").exists(), "{arguments:?}");
    }
    let nobody = job.with(&["start", "--job", "job.toml"], &[("SCIM_TOKEN", "")]);
    assert!(nobody.code == 2 && nobody.err.contains("no credential was given"), "{}", nobody.err);
}

#[test]
fn a_tenant_that_is_not_there_or_refuses() {
    let mut job = Job::new(&crew(), "");
    let dead = job.run(&["start", "--job", "job.toml", "--url", "http://127.0.0.1:1/scim"]);
    assert_eq!(dead.code, 3, "{}", dead.err);
    assert!(dead.err.contains("Test Connection to http://127.0.0.1:1/scim failed"), "{}", dead.err);
    job.token = "not-the-t0ken".to_owned();
    let refused = job.on(2, &["start"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("CredentialValidationFailure"), "{}", refused.err);
    assert!(!job.path("job.state").exists(), "nothing was provisioned, so there is nothing to remember");
    job.token = job.tenant.token.clone();
    assert_eq!(job.on(2, &["start"]).code, 0);
    let mut changed = crew();
    changed["users"][0]["jobTitle"] = json!("Navigator");
    job.directory(&changed);
    let other = job.run(&["cycle", "--job", "job.toml", "--url", "http://127.0.0.1:1/scim"]);
    assert!(other.code == 2 && other.err.contains("belongs to another job"), "{}", other.err);
}

#[test]
fn nobody_in_scope_exits_4() {
    let carol = json!({"id": "1", "userPrincipalName": "carol@contoso.example", "displayName": "Carol"});
    let job = Job::new(&json!({"users": [carol]}), "");
    let start = job.on(2, &["start"]);
    assert_eq!(start.code, 4, "{}{}", start.out, start.err);
    assert_eq!(Job::new(&json!({"users": [carol]}), "scope = \"all\"").on(2, &["start"]).code, 0);
}

#[test]
fn create_only_touches_no_account_that_was_there() {
    let job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    let mut directory = people(&["alice", "bob"]);
    directory["users"][0]["displayName"] = json!("Alice the Second");
    job.directory(&directory);
    // Another job meets alice's account.
    job.file("state = \"second.state\"\ncreate_only = true", "");
    let second = job.on(3, &["start"]);
    assert_eq!(second.code, 0, "{}{}", second.out, second.err);
    let log = job.run(&["log", "--job", "job.toml", "--user", "alice", "--format", "json"]).json();
    assert_eq!(log["value"][0]["provisioningStatusInfo"]["status"], "skipped", "{log:#}");
}

#[test]
fn a_second_process_is_refused() {
    let job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    // A tenant that never answers keeps the first process busy.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/scim", silent.local_addr().unwrap());
    job.file(&format!("state = \"slow.state\"\n# {url}"), "");
    let arguments = ["provision", "start", "--job", "job.toml", "--url", &url, "--timeout", "20s"];
    let mut command = job.place.command(&arguments, &[("SCIM_TOKEN", "t0ken-of-nobody")]);
    let mut first =
        command.current_dir(job.folder()).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let _asked = silent.accept().unwrap();
    let second = job.run(&["start", "--job", "job.toml", "--url", &url]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.code, 2, "{}{}", second.out, second.err);
    assert!(second.err.contains("slow.state is in use by another scimproof"), "{}", second.err);
}

#[cfg(unix)]
#[test]
fn watch_ends_at_a_signal_after_its_cycle() {
    let job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.run(&["start", "--job", "job.toml"]).code, 0);
    job.directory(&people(&["alice", "bob"]));
    let arguments = ["provision", "watch", "--job", "job.toml", "--every", "1s"];
    let mut command = job.place.command(&arguments, &[("SCIM_TOKEN", &job.token)]);
    let child =
        command.current_dir(job.folder()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let done = Done::from(child.wait_with_output().unwrap());
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("cycle 2,") && done.out.contains("cycle 3,"), "{}", done.out);
    assert!(done.err.contains("Ctrl-C ends"), "{}", done.err);
}

#[cfg(unix)]
#[test]
fn watch_goes_on_after_a_round_that_failed() {
    let job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.run(&["start", "--job", "job.toml"]).code, 0);
    let arguments = ["provision", "watch", "--job", "job.toml", "--every", "1s"];
    let mut command = job.place.command(&arguments, &[("SCIM_TOKEN", &job.token)]);
    let child =
        command.current_dir(job.folder()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    std::fs::write(job.path("directory.json"), "{\"users\":[").unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    job.directory(&people(&["alice", "bob"]));
    std::thread::sleep(Duration::from_millis(1500));
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let done = Done::from(child.wait_with_output().unwrap());
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.err.contains("error: ") && done.err.contains("directory.json:1:"), "{}", done.err);
    assert!(done.out.contains("1 new or changed"), "{}", done.out);
}

#[test]
fn an_administrator_who_was_not_told_is_told_by_the_next_cycle() {
    let mut job = Job::new(&people(&["alice"]), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.directory(&people(&["alice", "bob"]));
    job.token = "not-the-t0ken".to_owned();
    assert_eq!(job.on(3, &["cycle"]).code, 3);
    // As if the process had died before it told anybody.
    let state = rusqlite::Connection::open(job.path("job.state")).unwrap();
    let notice = "SELECT count(*) FROM kept WHERE name = 'notice'";
    assert_eq!(state.query_row(notice, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    state.execute("INSERT INTO kept VALUES ('notice', '\"entered\"')", []).unwrap();
    drop(state);
    job.file("", "[notify]\nwebhook = \"http://127.0.0.1:1/hook\"");
    let next = job.on(3, &["cycle"]);
    assert!(next.err.contains("warning: cannot reach the webhook"), "{}{}", next.out, next.err);
    assert!(job.on(3, &["cycle"]).err.is_empty(), "it is tried once");
}

#[test]
fn a_refused_state_gets_no_lock_file() {
    let job = Job::new(&crew(), "");
    assert_eq!(job.on(2, &["start"]).code, 0);
    std::fs::remove_file(job.path("job.state.lock")).unwrap();
    let refused = job.run(&["start", "--job", "job.toml", "--url", "http://127.0.0.1:1/scim"]);
    assert!(refused.code == 2 && refused.err.contains("belongs to another job"), "{}", refused.err);
    assert!(job.path("job.state").exists() && !job.path("job.state.lock").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupted_cycle_is_carried_on() {
    let names: Vec<String> = (0..40).map(|number| format!("user{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let job = Job::at(Served::start(&["--latency", "100ms"]), &people(&names), "");
    let arguments = ["provision", "start", "--job", "job.toml", "--jobs", "2"];
    let mut command = job.place.command(&arguments, &[("SCIM_TOKEN", &job.token)]);
    let child =
        command.current_dir(job.folder()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let stopped = Done::from(child.wait_with_output().unwrap());
    assert_eq!(stopped.code, 130, "{}{}", stopped.out, stopped.err);
    assert!(stopped.out.contains("INTERRUPTED"), "{}", stopped.out);
    assert!(stopped.err.contains("finishing what is under way"), "{}", stopped.err);
    let next = job.run(&["cycle", "--job", "job.toml", "--jobs", "8"]);
    assert_eq!(next.code, 0, "{}{}", next.out, next.err);
    let log = ["log", "--job", "job.toml", "--action", "create", "--status", "success", "--format", "json"];
    let log = job.run(&log).json();
    let targets = log["value"].as_array().unwrap().iter().map(|entry| &entry["targetIdentity"]["id"]);
    let targets: std::collections::HashSet<&str> = targets.map(|id| id.as_str().unwrap()).collect();
    assert_eq!((log["value"].as_array().unwrap().len(), targets.len()), (40, 40), "each account once");
}

#[test]
fn a_webhook_hears_of_a_quarantine_once() {
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let hook = format!("[notify]\nwebhook = \"http://{}/hook?key=s3cret\"", receiver.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut socket, _) = receiver.accept().unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b"}") {
            let mut buffer = [0; 4096];
            let read = socket.read(&mut buffer).unwrap();
            heard.extend_from_slice(&buffer[..read]);
        }
        socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        drop(receiver);
        String::from_utf8(heard).unwrap()
    });
    let mut job = Job::new(&people(&["alice"]), "");
    job.file("", &hook);
    assert_eq!(job.on(2, &["start"]).code, 0);
    job.directory(&people(&["alice", "bob"]));
    let right = std::mem::replace(&mut job.token, "not-the-t0ken".to_owned());
    let refused = job.on(3, &["cycle"]);
    assert!(refused.code == 3 && refused.err.is_empty(), "{}", refused.err);
    let heard = heard.join().unwrap();
    let body: Value = serde_json::from_str(heard.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(
        (&body["event"], &body["reason"]),
        (&json!("quarantine"), &json!("EncounteredQuarantineException"))
    );
    assert!(!heard.contains("not-the-t0ken") && !heard.to_lowercase().contains("authorization"), "{heard}");
    // The same reason a day later: nobody listens any more, and nobody is told.
    let later = job.on(5, &["cycle"]);
    assert!(later.code == 3 && later.err.is_empty(), "{}", later.err);
    // Healed and refused again: told anew, and what goes wrong there is a warning without the address.
    job.token = right;
    assert_eq!(job.on(7, &["cycle"]).code, 0);
    job.directory(&people(&["alice", "bob", "carol"]));
    job.token = "not-the-t0ken".to_owned();
    let unheard = job.on(8, &["cycle"]);
    assert_eq!(unheard.code, 3);
    assert!(unheard.err.starts_with("warning: cannot reach the webhook at 127.0.0.1:"), "{}", unheard.err);
    assert!(!unheard.err.contains("s3cret"), "{}", unheard.err);
}

#[test]
fn the_token_is_in_no_output_and_no_file() {
    let job = Job::new(&crew(), "");
    let mut all = String::new();
    for arguments in [&["start"][..], &["cycle"], &["on-demand", "u-alice", "--format", "json"]] {
        let done = job.on(2, arguments);
        all.push_str(&done.out);
        all.push_str(&done.err);
    }
    for arguments in
        [&["log", "--format", "json"][..], &["log", "--format", "csv"], &["status", "--format", "json"]]
    {
        all.push_str(&job.run(&[arguments, &["--job", "job.toml"]].concat()).out);
    }
    assert!(!all.contains(&job.token));
    assert!(!holds(job.folder(), &job.token));
}

#[test]
fn words_of_the_log_are_explained() {
    for word in
        ["EntryConflict", "RedundantExport", "EncounteredQuarantineException", "entryconflict", "codes"]
    {
        let done = support::scimproof(&["explain", word]);
        assert_eq!(done.code, 0, "{word}: {}", done.err);
    }
    let slip = support::scimproof(&["explain", "EntryConflct"]);
    assert!(slip.code == 2 && slip.err.contains("did you mean 'EntryConflict'?"), "{}", slip.err);
}
