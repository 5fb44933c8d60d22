//! A job in a folder of its own, worked on by the built binary.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::history::{Directory, Settings};
use super::oracle::mapping;
use super::tenant::TOKEN;

/// The folder with job, directory and state.
pub struct Job {
    folder: TempDir,
}

/// What a command left.
#[derive(Debug)]
pub struct Done {
    /// None when it was killed.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Job {
    /// A job for the tenant at that host and port.
    pub fn new(settings: &Settings, authority: &str) -> Self {
        let job = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let actions = if settings.deletes_users { "Add, Update, Delete" } else { "Add, Update" };
        job.write("mapping.json", &mapping::schema(actions, settings.disables).to_string());
        job.write("job.toml", &text(settings, authority));
        job
    }

    /// A job with a text of its own; `{tenant}` in it stands for the tenant's base URL.
    pub fn with_text(text: &str, authority: &str) -> Self {
        let job = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        job.write("job.toml", &text.replace("{tenant}", &format!("http://{authority}/scim/v2")));
        job
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).expect("can be written");
    }

    /// The directory file, as JSON or JSON Lines.
    pub fn is_given(&self, directory: &Directory, lines: bool) {
        if lines {
            self.write("directory.jsonl", &directory.lines());
        } else {
            self.write("directory.json", &json!(directory).to_string());
        }
    }

    /// `scimproof provision …` with that token.
    pub fn command_with(&self, token: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scimproof"));
        command.arg("provision").args(arguments).args(["--job", "job.toml"]);
        command.env_clear().env("SCIM_TOKEN", token).env("XDG_STATE_HOME", self.folder.path());
        command.env("COLUMNS", "100").current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_with(TOKEN, arguments)
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::from(self.command(arguments).output().expect("the binary runs"))
    }

    /// A process to be killed.
    pub fn spawn(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
    }

    /// Whether `start` has made a state.
    pub fn has_state(&self) -> bool {
        self.path("job.state").exists()
    }
}

fn text(settings: &Settings, authority: &str) -> String {
    let flag = if settings.compliant { "?aadOptscim062020" } else { "" };
    let mut job = toml::Table::new();
    let mut put = |key: &str, value: Value| {
        job.insert(key.to_owned(), toml::Value::try_from(value).expect("is TOML"));
    };
    put("name", json!("Contoso to Tern"));
    if settings.own_mapping {
        put("mapping", json!("mapping.json"));
    } else {
        put("suite", json!("entra"));
    }
    put("directory", json!(if settings.lines { "directory.jsonl" } else { "directory.json" }));
    put("state", json!("job.state"));
    put("scope", json!(if settings.scope_all { "all" } else { "assigned" }));
    put("default_access", json!(if settings.default_access { "provisioned" } else { "excluded" }));
    put("skip_out_of_scope_deletions", json!(settings.skip_out_of_scope_deletions));
    put("create_only", json!(settings.create_only));
    put("deletion_threshold", settings.threshold.map_or(json!(false), |threshold| json!(threshold)));
    put("too_many_requests", json!(if settings.waits { "retry-after" } else { "next-cycle" }));
    put("tenant", json!({"url": format!("http://{authority}/scim/v2{flag}"), "auth": "bearer"}));
    put("user", user(settings));
    job.to_string()
}

fn user(settings: &Settings) -> Value {
    let actions: &[&str] =
        if settings.deletes_users { &["create", "update", "delete"] } else { &["create", "update"] };
    let filters: Vec<Value> = settings
        .filters
        .iter()
        .enumerate()
        .map(|(number, clauses)| json!({"title": format!("filter {number}"), "clauses": clauses}))
        .collect();
    if filters.is_empty() {
        json!({"actions": actions})
    } else {
        json!({"actions": actions, "filter": filters})
    }
}
