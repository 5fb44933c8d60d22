//! Whatever happens to a directory, the tenant ends as the documentation says: random histories against the reference
//! tenant, in calm and in trouble, beside a declarative oracle that shares no code with the service.
//!
//! A failure prints its seed and a history. To play it again, write the history to a file and name it in
//! `PROVISION_HISTORY` (with `PROVISION_WEATHER=rough|killed` and `PROVISION_SEED=…` where it was disturbed):
//!
//!     PROVISION_HISTORY=history.json cargo test --test provision_property replay -- --nocapture
//!
//! `PROVISION_CASES` sets how many histories are played, `PROVISION_FIRST` the first seed.
#![expect(clippy::disallowed_methods, reason = "the environment chooses what is played")]

mod provision;

#[path = "provision/examples.rs"]
mod examples;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use provision::generate;
use provision::history::History;
use provision::play::{Weather, play};
use provision::shrink::shrink;

/// Histories that are played without trouble, with failing requests, and with a killed process.
const CASES: [(Weather, u64); 3] = [(Weather::Calm, 40), (Weather::Rough, 60), (Weather::Killed, 40)];
/// How many are played at the same time.
const SIDE_BY_SIDE: usize = 3;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn the_tenant_ends_as_the_oracle_says() {
    all(CASES[0]);
}

#[test]
fn it_does_so_when_one_request_in_ten_fails() {
    all(CASES[1]);
}

#[test]
fn it_does_so_when_the_process_is_killed() {
    all(CASES[2]);
}

fn all((weather, cases): (Weather, u64)) {
    let (first, cases) = (number("PROVISION_FIRST", 1), number("PROVISION_CASES", cases));
    let next = AtomicU64::new(first);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + cases {
                        return;
                    }
                    let found = play(&generate::history(seed), weather, seed);
                    if !found.is_empty() {
                        failures.lock().expect("nobody panicked").push((seed, found));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("nobody panicked");
    failures.sort();
    assert!(failures.is_empty(), "{}", words(weather, cases, &failures));
}

fn words(weather: Weather, cases: u64, failures: &[(u64, Vec<String>)]) -> String {
    let (seed, found) = &failures[0];
    let history = generate::history(*seed);
    let (small, found) = match weather {
        Weather::Calm => {
            let small = shrink(&history, |history| !play(history, weather, *seed).is_empty(), 200);
            let found = play(&small, weather, *seed);
            (small, found)
        }
        // What fails by chance is not made smaller: the chance would be another one.
        Weather::Rough | Weather::Killed => (history, found.clone()),
    };
    let again = found.join("\n  ");
    let seeds: Vec<String> = failures
        .iter()
        .map(|(seed, found)| format!("seed {seed}: {}", found[..found.len() - 1].join("\n  ")))
        .collect();
    format!(
        "{} of {cases} histories ended otherwise ({weather:?}).\n{}\n\nseed {seed} as a history to replay:\n{}\n\nwhich ends with:\n  {again}",
        failures.len(),
        seeds.join("\n"),
        small.text()
    )
}

/// Plays the history in the file that `PROVISION_HISTORY` names; without one there is nothing to do.
#[test]
fn replay() {
    let Ok(file) = std::env::var("PROVISION_HISTORY") else { return };
    let text = std::fs::read_to_string(file).expect("the file of PROVISION_HISTORY");
    let history: History = serde_json::from_str(&text).expect("a history");
    let weather = match std::env::var("PROVISION_WEATHER").as_deref() {
        Ok("rough") => Weather::Rough,
        Ok("killed") => Weather::Killed,
        _ => Weather::Calm,
    };
    let found = play(&history, weather, number("PROVISION_SEED", 1));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The generator makes what the service has rules for; otherwise the proof is empty.
#[test]
fn histories_hold_what_there_are_rules_for() {
    let histories: Vec<History> = (1..=200).map(generate::history).collect();
    let text: String = histories.iter().map(History::text).collect();
    for kind in
        ["purge", "soft-delete", "restore", "unassign", "join", "leave", "allow-deletes", "manager", "null"]
    {
        assert!(text.contains(kind), "{kind}");
    }
    assert!(histories.iter().any(|history| !history.strangers.is_empty()));
}
