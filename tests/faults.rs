//! The fault matrix: every fault fails the checks it declares, and every check is declared by a fault.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex};

use scimproof::check;
use scimproof::server::{FAULTS, FaultInfo};
use serde::Deserialize;
use support::{scimproof, with_verdict};

/// What `tests/collateral/*.toml` adds to the declarations of the faults.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Collateral {
    fault: String,
    checks: Vec<String>,
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CollateralFile {
    collateral: Vec<Collateral>,
}

static COLLATERAL: LazyLock<Vec<Collateral>> = LazyLock::new(|| {
    let files = support::texts("tests/collateral", "toml");
    let parse = |(name, text): (String, String)| {
        toml::from_str::<CollateralFile>(&text).unwrap_or_else(|error| panic!("{name}: {error}")).collateral
    };
    files.into_iter().flat_map(parse).collect()
});

fn collateral(fault: &str) -> Vec<&'static str> {
    let entries = COLLATERAL.iter().filter(|entry| entry.fault == fault);
    entries.flat_map(|entry| &entry.checks).map(String::as_str).collect()
}

#[test]
fn every_fault_fails_exactly_what_it_declares_and_explains() {
    let wrong = Mutex::new(BTreeMap::new());
    let queue = Mutex::new(FAULTS.iter());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let Some(info) = queue.lock().expect("no panic").next() else { return };
                    if let Err(difference) = judge(info) {
                        wrong.lock().expect("no panic").insert(info.id, difference);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Runs against the broken tenant and compares what failed with what is declared.
fn judge(info: &FaultInfo) -> Result<(), String> {
    let arguments = [
        "run",
        info.suite,
        "--demo",
        "--profile",
        "all",
        "--settle",
        "1s",
        "--format",
        "json",
        "--fail-on",
        "note",
        "--fault",
        info.id,
    ];
    let done = if info.needs_tls() {
        over_tls(info)
    } else if info.needs_load() {
        scimproof(&[&arguments[..], &["--load", "--select", "transport/"]].concat())
    } else {
        scimproof(&arguments)
    };
    if done.code != 1 {
        return Err(format!("exit code {}: {}", done.code, done.err));
    }
    let failed: BTreeSet<String> = with_verdict(&done.json(), "fail").into_iter().collect();
    let expected: BTreeSet<String> =
        info.must_fail.iter().copied().chain(collateral(info.id)).map(str::to_owned).collect();
    if failed == expected {
        return Ok(());
    }
    let missing: Vec<_> = expected.difference(&failed).collect();
    let further: Vec<_> = failed.difference(&expected).collect();
    Err(format!("not failed: {missing:?}, failed as well: {further:?}"))
}

/// Runs against a broken tenant that is reached over https.
fn over_tls(info: &FaultInfo) -> support::Done {
    let served = support::Served::start(&["--tls", "--fault", info.id]);
    let authority = served.authority.as_deref().expect("an authority");
    let arguments = [
        "run",
        "--url",
        &served.url,
        "--ca-cert",
        authority,
        "--profile",
        "all",
        "--settle",
        "1s",
        "--format",
        "json",
        "--fail-on",
        "note",
        "--select",
        "transport/",
    ];
    support::Place::new().run(&arguments, &[("SCIM_TOKEN", &served.token)])
}

#[test]
fn a_healthy_tenant_passes_over_tls_and_under_load() {
    let served = support::Served::start(&["--tls"]);
    let authority = served.authority.as_deref().expect("an authority");
    let arguments = [
        "run",
        "--url",
        &served.url,
        "--ca-cert",
        authority,
        "--profile",
        "rfc",
        "--load",
        "--format",
        "json",
        "--fail-on",
        "note",
        "--select",
        "transport/",
    ];
    let done = support::Place::new().run(&arguments, &[("SCIM_TOKEN", &served.token)]);
    let skipped = with_verdict(&done.json(), "skipped");
    assert_eq!((done.code, skipped), (0, vec!["transport/retry-after".to_owned()]), "{}", done.err);
}

#[test]
fn every_check_is_the_target_of_a_narrow_fault() {
    for check in check::all() {
        let narrow = FAULTS.iter().any(|info| {
            info.must_fail.contains(&check.id) && info.must_fail.len() + collateral(info.id).len() <= 3
        });
        assert!(narrow, "no fault that fails at most three checks declares {}", check.id);
    }
}

#[test]
fn faults_name_known_checks() {
    for info in FAULTS.iter() {
        assert!(!info.must_fail.is_empty(), "{} declares no check", info.id);
        for id in info.must_fail.iter().copied().chain(collateral(info.id)) {
            assert!(check::by_id(id).is_some(), "{} names {id}", info.id);
        }
    }
    for entry in COLLATERAL.iter() {
        assert!(FAULTS.iter().any(|info| info.id == entry.fault), "{} is no fault", entry.fault);
        assert!(entry.why.ends_with('.') && !entry.checks.is_empty(), "{}", entry.fault);
        let listed = collateral(&entry.fault);
        let distinct: BTreeSet<_> = listed.iter().collect();
        assert_eq!(listed.len(), distinct.len(), "{} explains a check twice", entry.fault);
    }
}

/// Checks that fail for exactly the same faults, from `tests/collateral/twins/*.toml`, and why each of them exists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Twins {
    checks: Vec<String>,
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TwinsFile {
    twins: Vec<Twins>,
}

fn twins() -> Vec<Twins> {
    let parse = |(name, text): (String, String)| {
        toml::from_str::<TwinsFile>(&text).unwrap_or_else(|error| panic!("{name}: {error}")).twins
    };
    support::texts("tests/collateral/twins", "toml").into_iter().flat_map(parse).collect()
}

#[test]
fn no_two_checks_fail_for_the_same_faults_without_a_reason() {
    let mut by_faults: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for check in check::all() {
        let fails =
            |info: &&FaultInfo| info.must_fail.contains(&check.id) || collateral(info.id).contains(&check.id);
        by_faults
            .entry(FAULTS.iter().filter(fails).map(|info| info.id).collect())
            .or_default()
            .push(check.id);
    }
    let explained = twins();
    let wrong: Vec<_> = by_faults
        .into_iter()
        .filter(|(_, checks)| checks.len() > 1)
        .filter(|(_, checks)| {
            !explained.iter().any(|twins| checks.iter().all(|id| twins.checks.iter().any(|c| c == id)))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(explained.iter().all(|twins| twins.why.ends_with('.') && twins.checks.len() > 1));
}

#[test]
fn the_matrix_is_current() {
    let mut text = String::from(
        "# Faults\n\n<!-- Generated from the registry of faults and tests/collateral: INSTA_UPDATE=always cargo test -->\n\n\
         What the reference tenant can do wrong, which requirement that breaks, and which checks fail for it: those the fault\n\
         declares, and those that rest on what it breaks. `tests/faults.rs` runs every one of them.\n",
    );
    for info in FAULTS.iter() {
        let _ = writeln!(
            text,
            "\n## {}\n\nThe tenant {} ({}, suite {}).\n",
            info.id, info.title, info.breaks, info.suite
        );
        for id in info.must_fail {
            let _ = writeln!(text, "- must fail: {}", linked(id));
        }
        for entry in COLLATERAL.iter().filter(|entry| entry.fault == info.id) {
            let checks: Vec<String> = entry.checks.iter().map(|id| linked(id)).collect();
            let _ = writeln!(text, "- fails as well: {}. {}", checks.join(", "), entry.why);
        }
    }
    support::is_current("docs/faults.md", &text);
}

fn linked(id: &str) -> String {
    let (area, name) = id.split_once('/').expect("area/name");
    format!("[{id}](checks/{area}.md#{name})")
}
