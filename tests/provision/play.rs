//! Plays a history against the reference tenant and says what came out otherwise than it must.

use std::fmt::Write;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::compare::{Way, compare};
use super::history::{History, Version};
use super::job::{Done, Job};
use super::oracle;
use super::proxy::{Passed, Proxy};
use super::tenant::Home;

/// What happens on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Calm,
    /// One request in ten fails, or its answer gets lost.
    Rough,
    /// The process is killed in the middle of cycles and runs again.
    Killed,
}

/// Share of requests that are disturbed.
const SHARE: f64 = 0.1;
/// Below the silence of the proxy.
const TIMEOUT: &str = "1s";

/// Minutes behind the last edit at which quiet cycles follow, so that what waits for its next attempt gets it.
const AFTERMATH: [u64; 4] = [60, 600, 2400, 4200];

/// Where the service's clock begins, as seconds since 1970: 5 January 2026, 8:00.
const BEGIN: u64 = 1_767_600_000;

struct Play<'h> {
    history: &'h History,
    weather: Weather,
    random: StdRng,
    seed: u64,
    proxy: Proxy,
    job: Job,
    minutes: u64,
    /// Whether the cycle is told what changed by a delta.
    by_delta: bool,
    /// Whether the last cycle did not run, as the job is in quarantine.
    missed: bool,
    /// What the binary said last.
    said: String,
    /// What was sent in which cycle, for whoever reads a failure.
    trace: String,
}

/// What differs between the tenant and what it must hold; empty when all is well. The last text is everything that was
/// sent.
pub fn play(history: &History, weather: Weather, seed: u64) -> Vec<String> {
    let mut history = history.clone();
    if weather != Weather::Calm {
        // Which deletions are staged depends on what failed before.
        history.settings.threshold = None;
    }
    let home = Home::start();
    history.strangers.iter().for_each(|stranger| drop(home.create(stranger)));
    let proxy = Proxy::start(home.authority());
    let job = Job::new(&history.settings, proxy.authority());
    let random = StdRng::seed_from_u64(seed);
    let mut play = Play {
        history: &history,
        weather,
        random,
        seed,
        proxy,
        job,
        minutes: 0,
        by_delta: false,
        missed: false,
        said: String::new(),
        trace: String::new(),
    };
    let mut found = play.through();
    let way = if weather == Weather::Calm { Way::Quiet } else { Way::Rough };
    let expected = oracle::expected(&history);
    found.extend(compare(&expected, &home.all("Users"), &home.all("Groups"), way));
    if !found.is_empty() {
        found.push(format!("{}{}", play.said, play.trace));
    }
    found
}

impl Play<'_> {
    /// All cycles, and the quiet ones behind them. What it returns are failures of the command itself.
    fn through(&mut self) -> Vec<String> {
        let versions = self.history.versions();
        for (number, Version { directory, allowed, restarted }) in versions.iter().enumerate() {
            self.job.is_given(directory, self.history.settings.lines);
            self.by_delta = self.history.deltas.contains(&number) && !self.missed;
            if self.by_delta {
                self.job.write("delta.json", &directory.delta(&versions[number - 1].directory).to_string());
            }
            for (wanted, arguments) in
                [(allowed, &["restart", "--allow-deletes"][..]), (restarted, &["restart"][..])]
            {
                let done = wanted.then(|| self.job.run(arguments));
                if let Some(failure) = done.and_then(|done| self.judge(&arguments.join(" "), &done)) {
                    return vec![failure];
                }
            }
            let failure = if number == 0 { self.first() } else { self.cycle("cycle") };
            if let Some(failure) = failure {
                return vec![failure];
            }
            self.minutes += 40;
        }
        self.aftermath()
    }

    fn aftermath(&mut self) -> Vec<String> {
        self.proxy.disturb(0, 0.0);
        self.by_delta = false;
        let last = self.minutes;
        let quiet = if self.weather == Weather::Calm { &AFTERMATH[2..3] } else { &AFTERMATH[..] };
        for later in quiet {
            self.minutes = last + later;
            let arguments = self.arguments("cycle");
            let done = self.job.run(&words(&arguments));
            if let Some(failure) = self.judge("quiet cycle", &done) {
                return vec![failure];
            }
        }
        if self.weather != Weather::Calm && self.said.contains("InvalidAnchor") {
            return self.healed(last + AFTERMATH[AFTERMATH.len() - 1] + 40).into_iter().collect();
        }
        Vec::new()
    }

    /// What the log advises an administrator to do about a link to an account that is gone: the answer to its DELETE was
    /// lost, and then the user came back.
    fn healed(&mut self, minutes: u64) -> Option<String> {
        self.minutes = minutes;
        let done = self.job.run(&["restart", "--reset", "Full"]);
        if let Some(failure) = self.judge("restart --reset Full", &done) {
            return Some(failure);
        }
        let arguments = self.arguments("cycle");
        let done = self.job.run(&words(&arguments));
        self.judge("healing cycle", &done)
    }

    /// `start` until it has done its work: it gives up where Test Connection fails.
    fn first(&mut self) -> Option<String> {
        for _ in 0..20 {
            let failure = self.cycle("start");
            if failure.is_some() || self.job.has_state() && !self.said.contains("exit code Some(3)") {
                return failure;
            }
        }
        Some(format!("start does not succeed: {}", self.said))
    }

    fn cycle(&mut self, command: &str) -> Option<String> {
        self.seed = self.seed.wrapping_add(1);
        match self.weather {
            Weather::Calm => self.once(command),
            Weather::Rough => {
                self.proxy.disturb(self.seed, SHARE);
                self.once(command)
            }
            Weather::Killed => {
                for _ in 0..self.random.random_range(0..3) {
                    self.killed(command);
                }
                self.once(command)
            }
        }
    }

    fn once(&mut self, command: &str) -> Option<String> {
        let arguments = self.arguments(command);
        let done = self.job.run(&words(&arguments));
        self.judge(command, &done)
    }

    fn arguments(&self, command: &str) -> Vec<String> {
        let at = jiff::Timestamp::from_second((BEGIN + self.minutes * 60).cast_signed()).expect("a time");
        let at = &at.to_string();
        let mut arguments = vec![command, "--at", at, "--timeout", TIMEOUT];
        if self.by_delta {
            arguments.extend(["--delta", "delta.json"]);
        } else if command == "cycle" {
            // The directory file always holds what the deltas said.
            arguments.push("--from-file");
        }
        arguments.into_iter().map(str::to_owned).collect()
    }

    /// Nothing but a refusal of the arguments and a crash is wrong here; failures of objects are looked for in the
    /// tenant.
    fn judge(&mut self, command: &str, done: &Done) -> Option<String> {
        self.said = format!("{command}: exit code {:?}\n{}\n{}", done.code, done.out, done.err);
        if !command.starts_with("restart") {
            self.missed = done.code == Some(4);
        }
        let _ = writeln!(self.trace, "{command} at minute {}: exit code {:?}", self.minutes, done.code);
        for Passed { method, target, status, body, trouble } in self.proxy.take() {
            let _ = writeln!(self.trace, "  {method} {target} {body} → {status} {trouble:?}");
        }
        let calm = self.weather != Weather::Calm || done.code != Some(3);
        let fine = matches!(done.code, Some(0 | 1 | 3 | 4 | 5)) && calm && !done.err.contains("panicked");
        (!fine).then(|| self.said.clone())
    }

    /// One attempt that ends with SIGKILL: at a request, before or behind the tenant's work on it, or at any time.
    fn killed(&mut self, command: &str) {
        let at_request = self.random.random_bool(0.7);
        if at_request {
            self.proxy.trip_after(self.random.random_range(0..12), self.random.random_bool(0.6));
        }
        let arguments = self.arguments(command);
        let mut child = self.job.spawn(&words(&arguments));
        let patience =
            Duration::from_millis(if at_request { 20_000 } else { self.random.random_range(1..250) });
        let begun = Instant::now();
        while begun.elapsed() < patience && !self.proxy.is_tripped() {
            if child.try_wait().expect("a child").is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let _ = child.kill();
        let _ = child.wait_with_output();
        self.proxy.no_trip();
    }
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}
