//! The fault matrix: every fault fails the checks it declares, and every check is declared by a fault.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use scimproof::check;
use scimproof::server::{FAULTS, FaultInfo};
use support::{scimproof, with_verdict};

/// A fault that makes more checks fail than it declares shows why: they rest on what it breaks.
const COLLATERAL: &[(&str, &[&str])] = &[
    // The suite of this fault asks by the work e-mail in Test Connection.
    ("work-email-filter-refused", &["query/no-match-empty-list"]),
    // The generic suite marks nothing but userName and externalId as filterable.
    ("user-name-filter-misses", &["suite/filterable"]),
    // A filter that is ignored is ignored when it is malformed, too.
    ("filter-ignored", &["errors/invalid-filter-400"]),
    // A 5xx on a read is repeated, which is noted.
    ("unknown-id-server-error", &["transport/first-attempt"]),
    // These requests hold an operation of the kind that is without effect, beside others.
    ("plain-replace-without-effect", &["patch/all-operations"]),
    ("only-first-operation", &["patch/no-path-mixed", "patch/one-element-for-sub-attributes"]),
    ("value-filter-replace-without-effect", &["patch/no-path-mixed"]),
    ("title-not-patchable", &["patch/all-operations", "patch/no-path-mixed"]),
];

#[test]
fn every_fault_fails_exactly_what_it_declares_and_explains() {
    let wrong = Mutex::new(BTreeMap::new());
    let queue = Mutex::new(FAULTS.iter());
    std::thread::scope(|scope| {
        for _ in 0..4 {
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
        "--dialect",
        "both",
        "--settle",
        "1s",
        "--format",
        "json",
        "--fail-on",
        "note",
        "--fault",
        info.id,
    ];
    let done = scimproof(&arguments);
    if done.code != 1 {
        return Err(format!("exit code {}: {}", done.code, done.err));
    }
    let failed: BTreeSet<String> = with_verdict(&done.json(), "fail").into_iter().collect();
    let expected: BTreeSet<String> =
        info.must_fail.iter().chain(collateral(info.id)).map(|id| (*id).to_owned()).collect();
    if failed == expected {
        return Ok(());
    }
    let missing: Vec<_> = expected.difference(&failed).collect();
    let further: Vec<_> = failed.difference(&expected).collect();
    Err(format!("not failed: {missing:?}, failed as well: {further:?}"))
}

fn collateral(fault: &str) -> &'static [&'static str] {
    COLLATERAL.iter().find(|(id, _)| *id == fault).map_or(&[], |(_, checks)| checks)
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
        for id in info.must_fail.iter().chain(collateral(info.id)) {
            assert!(check::by_id(id).is_some(), "{} names {id}", info.id);
        }
    }
}
