//! The outside world as a value: arguments, environment, working directory, terminal, clock and fresh ids are read here and nowhere else,
//! then handed down.
#![expect(clippy::disallowed_methods, reason = "this is the one place")]

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use jiff::Timestamp;
use rand::Rng;

use crate::secret::Secret;

/// What the process was started with.
#[derive(Debug)]
pub struct RunContext {
    environment: HashMap<OsString, OsString>,
    /// The command line, the name of the program first.
    pub arguments: Vec<OsString>,
    /// The working directory; empty where it is gone.
    pub folder: PathBuf,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// Whether questions can be asked: standard input and error are both terminals.
    pub can_ask: bool,
    /// When the process started.
    pub started: Timestamp,
    clock: Instant,
}

impl RunContext {
    /// Reads the surroundings of this process.
    pub fn from_process() -> Self {
        let stderr_is_terminal = std::io::stderr().is_terminal();
        Self {
            environment: std::env::vars_os().collect(),
            arguments: std::env::args_os().collect(),
            folder: std::env::current_dir().unwrap_or_default(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal,
            can_ask: stderr_is_terminal && std::io::stdin().is_terminal(),
            started: Timestamp::now(),
            clock: Instant::now(),
        }
    }

    /// An environment variable that is set to something.
    pub fn variable(&self, name: &str) -> Option<String> {
        let value = self.environment.get(&OsString::from(name))?;
        Some(value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
    }

    /// A credential from the environment.
    pub fn secret(&self, name: &str) -> Option<Secret> {
        self.variable(name).map(Secret::new)
    }

    /// Milliseconds since the process started.
    pub fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.clock.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether colour may be written to standard output (<https://no-color.org>, and `CLICOLOR_FORCE`).
    pub fn colour(&self) -> bool {
        if self.variable("NO_COLOR").is_some() {
            return false;
        }
        let forced = self.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        forced || (self.stdout_is_terminal && self.variable("TERM").is_none_or(|term| term != "dumb"))
    }

    /// Width of the terminal in columns; `COLUMNS` wins, and a pipe counts as 100.
    pub fn width(&self) -> usize {
        let stated = self.variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let seen = || terminal_columns().filter(|_| self.stdout_is_terminal);
        stated.or_else(seen).unwrap_or(100).clamp(40, 160)
    }

    /// Columns for what is drawn on standard error, where that is a terminal.
    pub fn bar_width(&self) -> usize {
        terminal_columns().unwrap_or(80)
    }

    /// Where the ledgers of runs are kept until everything they name is removed.
    pub fn state_folder(&self) -> PathBuf {
        let home = || self.variable("HOME").map(|home| PathBuf::from(home).join(".local/state"));
        let base = self
            .variable("XDG_STATE_HOME")
            .or_else(|| self.variable("LOCALAPPDATA"))
            .map(PathBuf::from)
            .or_else(home)
            .unwrap_or_else(std::env::temp_dir);
        base.join("scimproof")
    }
}

fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// A fresh run id: `sp` and eight letters and digits, which every name the run creates carries.
pub fn fresh_run_id() -> String {
    const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let letters = (0..8).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]));
    "sp".chars().chain(letters).collect()
}

/// A fresh random GUID, as Entra uses in Test Connection.
pub fn fresh_guid() -> String {
    let bytes: [u8; 16] = rand::rng().random();
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}
