//! Manners on a terminal, seen through a pseudo-terminal: what is for eyes alone, what is for files, and what Ctrl-C does.
#![cfg(target_os = "linux")]

mod support;

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use support::{Place, Served, scimproof};

/// A shell command on a terminal of its own, which util-linux's `script` gives it.
struct Terminal {
    child: Child,
    keys: ChildStdin,
    shown: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    fn open(place: &Place, columns: usize, arguments: &str, variables: &[(&str, &str)]) -> Self {
        let binary = env!("CARGO_BIN_EXE_scimproof");
        let line = format!("stty cols {columns} rows 24; exec {binary} {arguments}");
        let mut command = Command::new("script");
        command.args(["-qefc", &line, "/dev/null"]).current_dir(place.home.path());
        command.env_clear().env("PATH", "/usr/bin:/bin").env("SHELL", "/bin/sh").env("TERM", "xterm");
        command.env("XDG_STATE_HOME", place.home.path()).envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("script of util-linux");
        let (keys, mut screen) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let shown = Arc::new(Mutex::new(Vec::new()));
        let kept = shown.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(number @ 1..) = screen.read(&mut buffer) {
                kept.lock().expect("one writer").extend_from_slice(&buffer[..number]);
            }
        });
        Self { child, keys, shown }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().expect("one writer")).into_owned()
    }

    fn wait_for(&self, text: &str) {
        let begun = Instant::now();
        while !self.shown().contains(text) {
            assert!(begun.elapsed() < Duration::from_secs(60), "no '{text}' in {}", self.shown());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn press_ctrl_c(&mut self) {
        self.keys.write_all(b"\x03").expect("a terminal that listens");
    }

    /// Waits for the end: everything that was shown, and the exit code.
    fn end(mut self) -> (String, i32) {
        let code = self.child.wait().expect("it ends").code().unwrap_or(-1);
        std::thread::sleep(Duration::from_millis(100));
        (self.shown(), code)
    }
}

/// Waits until the run has created something, or is about to.
fn until_created(place: &Place) {
    let begun = Instant::now();
    while place.ledgers() == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is created");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_secs(1));
}

/// Sequences that set colour or weight.
fn colours(text: &str) -> usize {
    let letters = text
        .split("\u{1b}[")
        .skip(1)
        .filter_map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').chars().next());
    letters.filter(|letter| *letter == 'm').count()
}

const FAILURE: &str = "run --demo --fault duplicate-bad-request --select users/duplicate-409";

#[test]
fn the_bar_is_on_standard_error_alone_and_goes() {
    let (place, tenant) = (Place::new(), Served::start(&["--latency", "5ms"]));
    let arguments = format!("run --url {} --select users/ >out.txt", tenant.url);
    let (shown, code) = Terminal::open(&place, 80, &arguments, &[("SCIM_TOKEN", &tenant.token)]).end();
    assert_eq!(code, 0, "{shown}");
    let total = shown.split('/').nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).count());
    assert!(total.is_some_and(|digits| digits > 0), "a bar with a total: {shown:?}");
    assert!(shown.trim_end().ends_with("\u{1b}[2K"), "the bar is gone: {shown:?}");
    let out = std::fs::read_to_string(place.home.path().join("out.txt")).expect("the report");
    assert!(out.contains("PASS ") && !out.contains('\u{1b}') && !out.contains('\r'), "{out:?}");
    assert!(!shown.contains("PASS "), "{shown}");
}

#[test]
fn colour_on_a_terminal_unless_no_color_says_no() {
    let place = Place::new();
    let (shown, code) = Terminal::open(&place, 80, FAILURE, &[]).end();
    assert_eq!(code, 1, "{shown}");
    assert!(colours(&shown) > 4 && shown.contains("FAIL"), "{shown:?}");
    let (shown, _) = Terminal::open(&place, 80, FAILURE, &[("NO_COLOR", "1")]).end();
    assert_eq!(colours(&shown), 0, "{shown:?}");
    assert!(shown.contains("FAIL users/duplicate-409 (error)"), "{shown}");
}

#[test]
fn forty_columns_are_enough() {
    let (shown, _) = Terminal::open(&Place::new(), 40, &format!("{FAILURE} -q"), &[("NO_COLOR", "1")]).end();
    let whole = ["https://", "http://", "curl ", "scimproof explain"];
    for line in shown.lines().map(|line| line.trim_end_matches('\r')) {
        // A single word, such as a userName, is never broken.
        let long = line.chars().count() > 40 && line.trim().contains(' ');
        assert!(!long || whole.iter().any(|part| line.contains(part)), "{line}");
    }
    assert!(shown.contains("FAIL 0 passed, 1 failed"), "{shown}");
}

#[test]
fn quiet_shows_failures_and_the_verdict_only() {
    let done = scimproof(&["run", "--demo", "-q"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert!(done.out.starts_with("PASS ") && done.out.lines().count() == 1, "{}", done.out);
    let done =
        scimproof(&["run", "--demo", "--quiet", "--fault", "duplicate-bad-request", "--select", "users/"]);
    assert!(done.out.starts_with("FAIL users/") && !done.out.contains("area"), "{}", done.out);
    let (shown, _) = Terminal::open(&Place::new(), 80, "run --demo --quiet >out.txt", &[]).end();
    assert_eq!(shown, "", "no bar");
    assert_eq!(scimproof(&["run", "--demo", "-q", "-v"]).code, 2);
}

#[test]
fn verbose_tells_every_step_and_every_pass() {
    let done = scimproof(&["run", "--demo", "--verbose", "--select", "users/duplicate-409"]);
    let lines: Vec<&str> = done.err.lines().collect();
    assert!(lines[0].starts_with("run sp") && lines[0].ends_with(" steps"), "{}", done.err);
    assert!(lines[1].contains(": GET http://127.0.0.1:") && lines[1].contains(" → 200, "), "{}", done.err);
    assert!(lines[1].ends_with(" ms"), "{}", done.err);
    assert!(done.err.contains(" → 409, ") && done.err.contains("removing 2 test resources"), "{}", done.err);
    assert!(done.out.contains("pass users/duplicate-409\n"), "{}", done.out);
    let json = scimproof(&["run", "--demo", "-v", "--select", "users/duplicate-409", "--format", "json"]);
    assert_eq!(json.json()["exit_code"], 0, "standard output is for the result alone");
}

#[test]
fn the_first_ctrl_c_cleans_up_and_writes_every_report() {
    let (place, tenant) = (Place::new(), Served::start(&["--latency", "100ms"]));
    let files = ["junit", "json", "sarif", "markdown", "har"];
    let reports = files.map(|format| format!(" --report {format}={format}.out")).join("");
    let arguments = format!("run --url {} --jobs 1 --transcript t.ndjson{reports}", tenant.url);
    let mut terminal = Terminal::open(&place, 80, &arguments, &[("SCIM_TOKEN", &tenant.token)]);
    until_created(&place);
    terminal.press_ctrl_c();
    terminal.wait_for("interrupted: cleaning up; press Ctrl-C again to stop at once");
    let (shown, code) = terminal.end();
    assert_eq!(code, 130, "{shown}");
    assert!(shown.contains("INTERRUPTED"), "{shown}");
    assert_eq!(place.ledgers(), 0, "everything was removed");
    let text = |name: &str| std::fs::read_to_string(place.home.path().join(name)).expect(name);
    for format in files {
        assert!(text(&format!("{format}.out")).ends_with('\n') || format == "junit", "{format}");
    }
    let result: serde_json::Value = serde_json::from_str(&text("json.out")).expect("JSON");
    assert_eq!((&result["exit_code"], &result["left_behind"]), (&130.into(), &serde_json::json!([])));
    quick_junit::Report::deserialize_from_str(&text("junit.out")).expect("JUnit");
    serde_json::from_str::<serde_sarif::sarif::Sarif>(&text("sarif.out")).expect("SARIF");
    har::from_str(&text("har.out")).expect("HAR");
    assert!(text("markdown.out").starts_with("## scimproof: INTERRUPTED"));
}

#[test]
fn the_second_ctrl_c_stops_and_leaves_older_reports_alone() {
    let (place, tenant) = (Place::new(), Served::start(&["--latency", "300ms"]));
    std::fs::write(place.home.path().join("old.json"), "older").expect("a file");
    let arguments = format!("run --url {} --jobs 8 --report json=old.json", tenant.url);
    let mut terminal = Terminal::open(&place, 80, &arguments, &[("SCIM_TOKEN", &tenant.token)]);
    until_created(&place);
    terminal.press_ctrl_c();
    terminal.wait_for("interrupted: cleaning up");
    terminal.press_ctrl_c();
    let begun = Instant::now();
    let (shown, code) = terminal.end();
    assert_eq!(code, 130, "{shown}");
    assert!(begun.elapsed() < Duration::from_secs(5), "at once");
    assert!(shown.contains("scimproof clean"), "{shown}");
    assert_eq!(std::fs::read_to_string(place.home.path().join("old.json")).expect("a file"), "older");
    let litter = std::fs::read_dir(place.home.path()).expect("a folder").flatten();
    let litter =
        litter.filter(|entry| entry.file_name().to_string_lossy().starts_with(".scimproof-")).count();
    assert_eq!(litter, 0, "no temporary file is left");
    assert_eq!(place.ledgers(), 1, "what is left can be removed later");
}
