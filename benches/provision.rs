//! The provisioning service beside a bare keep-alive loop: requests, CPU and memory of an initial cycle, and what an
//! incremental cycle costs in a large directory.
//!
//!     cargo bench --bench provision                    20,000 users
//!     cargo bench --bench provision -- 1000000         as many as that
//!
//! Tenant, service and bare loop are processes of their own; the tenant has one core to itself, the other two take
//! turns on another one. What counts are ratios, as the machines this runs on are noisy. Nothing is asserted.

#[path = "../tests/provision/proxy.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod proxy;
#[path = "../tests/provision/wire.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod wire;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Rounds that are measured, behind one that warms up.
const ROUNDS: usize = 5;
/// Users of the comparison with the bare loop, and of the smaller directory.
const COMPARED: usize = 20_000;
const SMALL: usize = 10_000;
/// Objects that change before an incremental cycle.
const CHANGES: usize = 1_000;
/// Requests under way at a time: the service's default.
const JOBS: usize = 4;
const TOKEN: &str = "bench-token";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, file, authority] = &arguments[..]
        && mode == "bare"
    {
        return bare::run(Path::new(file), authority);
    }
    let users = arguments.first().and_then(|text| text.replace([',', '_'], "").parse().ok());
    let users: usize = users.unwrap_or(COMPARED);
    beside_a_bare_loop(users.min(COMPARED));
    let small = in_a_directory_of(SMALL);
    let large = in_a_directory_of(users);
    report(&format!(
        "cost per user at {users} to that at {SMALL}: {:.2} (time), {:.2} (CPU)",
        large.elapsed / small.elapsed,
        large.cpu / small.cpu
    ));
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn report(line: &str) {
    println!("{line}");
}

/// What a process took.
struct Took {
    elapsed: Duration,
    /// Of user and system together.
    cpu: Duration,
    /// Peak of the resident set, in kB.
    peak: u64,
}

/// Microseconds per user.
struct PerUser {
    elapsed: f64,
    cpu: f64,
}

fn beside_a_bare_loop(users: usize) {
    let (capture, requests) = capture(users);
    let mut ratios = Vec::new();
    for round in 0..=ROUNDS {
        let tenant = Served::start();
        let job = Job::new(&tenant.authority, users);
        let service = job.run(&["start"]);
        let tenant = Served::start();
        let program = std::env::current_exe().expect("a program");
        let mut bare = pinned(0, program.to_str().expect("UTF-8"));
        bare.args(["bare", capture.path().join("requests").to_str().expect("UTF-8"), &tenant.authority]);
        let bare = measure(bare);
        let [service, bare] = [service, bare].map(|took| rate(requests, took.elapsed));
        if round > 0 {
            ratios.push(service / bare);
            report(&format!(
                "round {round}: service {service:.0} requests/s, bare loop {bare:.0} requests/s"
            ));
        }
    }
    ratios.sort_by(f64::total_cmp);
    report(&format!("median ratio {:.2} (initial cycle of {users} users to bare loop)", ratios[ROUNDS / 2]));
}

/// Writes down what the service sends in an initial cycle, and tells what it sends after changes.
fn capture(users: usize) -> (TempDir, usize) {
    let tenant = Served::start();
    let proxy = proxy::Proxy::start(&tenant.authority);
    let job = Job::new(proxy.authority(), users);
    job.run(&["start"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut file = BufWriter::new(File::create(folder.path().join("requests")).expect("can be made"));
    let passed = proxy.take();
    for request in &passed {
        let line = json!([request.method, request.target, request.body]);
        writeln!(file, "{line}").expect("can be written");
    }
    file.flush().expect("can be written");
    job.write_directory(users, CHANGES.min(users));
    job.run(&["cycle"]);
    report(&format!(
        "{} requests for {users} users, then {} for {} changes",
        passed.len(),
        proxy.take().len(),
        CHANGES.min(users)
    ));
    (folder, passed.len())
}

/// Initial, idle, incremental and delta cycles.
fn in_a_directory_of(users: usize) -> PerUser {
    let tenant = Served::start();
    let job = Job::new(&tenant.authority, users);
    let initial = job.run(&["start"]);
    let per = |took: Duration| took.as_secs_f64() * 1e6 / count(users);
    let cost = PerUser { elapsed: per(initial.elapsed), cpu: per(initial.cpu) };
    let words = format!("{users} users, initial cycle: {:.0} µs per user", cost.elapsed);
    report(&format!("{words}, of which CPU {:.0} µs; peak memory {} MB", cost.cpu, initial.peak / 1024));
    let idle = job.run(&["cycle"]);
    let compared = rate(users, idle.elapsed);
    report(&format!(
        "{users} users, nothing changed: {:.2} s, {compared:.0} objects/s",
        idle.elapsed.as_secs_f64()
    ));
    let changes = CHANGES.min(users);
    job.write_directory(users, changes);
    let changed = job.run(&["cycle"]);
    let words = format!("{users} users, {changes} changed: {:.2} s", changed.elapsed.as_secs_f64());
    report(&format!("{words}, peak memory {} MB", changed.peak / 1024));
    job.write_delta(changes);
    let delta = job.run(&["cycle", "--delta", "delta.jsonl"]);
    report(&format!("{users} users, {changes} in a delta: {:.2} s", delta.elapsed.as_secs_f64()));
    cost
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn count(things: usize) -> f64 {
    things as f64
}

fn rate(things: usize, elapsed: Duration) -> f64 {
    count(things) / elapsed.as_secs_f64()
}

/// A reference tenant in a process of its own.
struct Served {
    child: Child,
    authority: String,
}

impl Served {
    fn start() -> Self {
        let mut command = pinned(1, env!("CARGO_BIN_EXE_scimproof"));
        command.args(["serve", "--token-env", "BENCH_TOKEN"]).env("BENCH_TOKEN", TOKEN);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the tenant starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let url = lines.next().expect("a URL").expect("a line");
        let authority = url.trim_start_matches("http://").trim_end_matches("/scim/v2").to_owned();
        Self { child, authority }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command on that core, where there is `taskset` and a second core.
fn pinned(core: usize, program: &str) -> Command {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let can = cores > 1 && Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok();
    let mut command = if can { Command::new("taskset") } else { Command::new(program) };
    if can {
        command.args(["-c", &core.to_string(), program]);
    }
    command
}

/// Runs a command to its end and watches what it takes.
fn measure(mut command: Command) -> Took {
    let before = cpu_of_children();
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("the program runs");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    let (exit, elapsed) = loop {
        peak = peak.max(resident_peak(&status));
        if let Some(exit) = child.try_wait().expect("a child") {
            break (exit, begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(exit.success(), "{exit}");
    Took { elapsed, cpu: cpu_of_children().saturating_sub(before), peak }
}

fn resident_peak(status: &Path) -> u64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// User and system time of all children that have ended (`cutime` and `cstime`, in hundredths of a second).
fn cpu_of_children() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = fields.iter().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

/// A job with a directory of that many users.
struct Job {
    folder: TempDir,
}

impl Job {
    fn new(authority: &str, users: usize) -> Self {
        let job = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let text = format!(
            "name = \"bench\"\nsuite = \"entra\"\ndirectory = \"directory.jsonl\"\nstate = \"job.state\"\nscope = \"all\"\n\n\
             [tenant]\nurl = \"http://{authority}/scim/v2\"\n"
        );
        std::fs::write(job.folder.path().join("job.toml"), text).expect("can be written");
        job.write_directory(users, 0);
        job
    }

    /// So many users, the first `changed` of them with another title than before.
    fn write_directory(&self, users: usize, changed: usize) {
        let file = File::create(self.folder.path().join("directory.jsonl")).expect("can be made");
        let mut file = BufWriter::new(file);
        for number in 0..users {
            let title = if number < changed { "Captain" } else { "Pilot" };
            writeln!(file, "{}", user(number, title)).expect("can be written");
        }
        file.flush().expect("can be written");
    }

    fn write_delta(&self, changes: usize) {
        let file = File::create(self.folder.path().join("delta.jsonl")).expect("can be made");
        let mut file = BufWriter::new(file);
        for number in 0..changes {
            let change =
                json!({"@odata.type": "#microsoft.graph.user", "id": id(number), "jobTitle": "Admiral"});
            writeln!(file, "{change}").expect("can be written");
        }
        file.flush().expect("can be written");
    }

    fn run(&self, arguments: &[&str]) -> Took {
        let mut command = pinned(0, env!("CARGO_BIN_EXE_scimproof"));
        command.arg("provision").args(arguments).args(["--job", "job.toml"]).env("SCIM_TOKEN", TOKEN);
        command.env("XDG_STATE_HOME", self.folder.path()).current_dir(self.folder.path());
        measure(command)
    }
}

fn id(number: usize) -> String {
    format!("5c1a0000-0000-4000-8000-{number:012}")
}

/// A user as people in a middling organisation are.
fn user(number: usize, title: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.user", "id": id(number),
        "userPrincipalName": format!("person{number}@contoso.example"), "accountEnabled": true,
        "displayName": format!("Person {number}"), "givenName": "Person", "surname": format!("Of House {number}"),
        "mail": format!("person{number}@contoso.example"), "mailNickname": format!("person{number}"),
        "jobTitle": title, "department": format!("Department {}", number % 40),
        "employeeId": format!("{number:08}"), "businessPhones": [format!("+47 5500 {number:07}")],
        "mobilePhone": format!("+47 400 {number:07}"), "officeLocation": format!("Pier {}", number % 12),
        "city": "Bergen", "country": "NO", "postalCode": "5003", "preferredLanguage": "nb-NO",
    })
}

/// The bare loop: reqwest alone, with requests that were written down before.
mod bare {
    use super::*;

    struct Line {
        method: reqwest::Method,
        url: String,
        body: Option<String>,
    }

    pub(super) fn run(file: &Path, authority: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime can be built").block_on(send(Arc::new(read(file, authority))));
    }

    fn read(file: &Path, authority: &str) -> Vec<Line> {
        let lines = BufReader::new(File::open(file).expect("the requests")).lines();
        let parse = |line: String| {
            let line: Value = serde_json::from_str(&line).expect("a request");
            Line {
                method: line[0].as_str().expect("a method").parse().expect("a method"),
                url: format!("http://{authority}{}", line[1].as_str().expect("a target")),
                body: (!line[2].is_null()).then(|| line[2].to_string()),
            }
        };
        lines.map(|line| parse(line.expect("a line"))).collect()
    }

    async fn send(lines: Arc<Vec<Line>>) {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client");
        let next = Arc::new(AtomicUsize::new(0));
        let workers: Vec<_> = (0..JOBS)
            .map(|_| tokio::spawn(work(client.clone(), Arc::clone(&lines), Arc::clone(&next))))
            .collect();
        for worker in workers {
            worker.await.expect("nothing panics");
        }
    }

    async fn work(client: reqwest::Client, lines: Arc<Vec<Line>>, next: Arc<AtomicUsize>) {
        while let Some(line) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut request = client.request(line.method.clone(), &line.url).bearer_auth(TOKEN);
            request = request.header("Accept", "application/scim+json");
            if let Some(body) = &line.body {
                request = request.header("Content-Type", "application/scim+json").body(body.clone());
            }
            let answer = request.send().await.expect("an answer");
            answer.bytes().await.expect("a body");
        }
    }
}
