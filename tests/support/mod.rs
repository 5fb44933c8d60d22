//! What the command-line tests share: the binary in clean surroundings, and the reference tenant beside it.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Where a command runs: nothing of the machine's environment reaches it.
pub struct Place {
    pub home: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The binary with these arguments and variables.
    pub fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scimproof"));
        command.args(arguments).env_clear().env("XDG_STATE_HOME", self.home.path()).env("COLUMNS", "100");
        command.envs(variables.iter().copied()).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
        command
    }

    /// Runs it to the end.
    pub fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
        Done::from(self.command(arguments, variables).output().expect("the binary runs"))
    }

    /// How many ledgers are kept.
    pub fn ledgers(&self) -> usize {
        let folder = self.home.path().join("scimproof/ledger");
        std::fs::read_dir(folder).map_or(0, |files| files.count())
    }
}

/// Runs the binary in surroundings of its own.
pub fn scimproof(arguments: &[&str]) -> Done {
    Place::new().run(arguments, &[])
}

/// What a command left.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Done {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }
}

/// A reference tenant in a process of its own, as `scimproof serve` starts it.
pub struct Served {
    child: Child,
    pub url: String,
    pub token: String,
    /// The file of the authority, with `--tls`.
    pub authority: Option<String>,
}

impl Served {
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scimproof"));
        command.arg("serve").args(arguments).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the binary runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let url = lines.next().expect("a URL").expect("a line");
        let token = lines.next().expect("a token").expect("a line");
        let token = token.strip_prefix("SCIM_TOKEN=").expect("the token").to_owned();
        let mut authority = None;
        if arguments.contains(&"--tls") {
            let line = lines.next().expect("an authority").expect("a line");
            authority = line.strip_prefix("SCIM_CA=").map(str::to_owned);
        }
        Self { child, url, token, authority }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The files of a folder of the repository with that extension: name and text, by name.
pub fn texts(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(&folder).expect("the folder").flatten().map(|entry| entry.path());
    let mut texts: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect();
    texts.sort();
    texts
}

/// A generated file of the repository is as it would be generated now; `INSTA_UPDATE=always` writes it instead.
pub fn is_current(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    #[expect(clippy::disallowed_methods, reason = "the same switch as that of the snapshots")]
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    if update {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
        std::fs::write(&path, text).expect("can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{file} is out of date: INSTA_UPDATE=always cargo test writes it anew");
}

/// The ids of the checks with that verdict.
pub fn with_verdict(result: &Value, verdict: &str) -> Vec<String> {
    let checks = result["checks"].as_array().expect("checks");
    let mut ids: Vec<String> = checks
        .iter()
        .filter(|check| check["verdict"] == verdict)
        .map(|check| check["id"].as_str().expect("an id").to_owned())
        .collect();
    ids.dedup();
    ids
}

/// Whether any file below the folder, or its name, holds the text.
pub fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).is_ok_and(|files| {
        files.flatten().any(|file| {
            let path = file.path();
            if path.is_dir() {
                return holds(&path, text);
            }
            std::fs::read(&path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(text))
        })
    })
}
