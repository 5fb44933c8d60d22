use std::fmt::Write as _;

use super::*;

const STANDINGS: [Standing; 6] = [
    Standing::New,
    Standing::Managed,
    Standing::Disabled,
    Standing::Released,
    Standing::Deleted,
    Standing::Kept,
];

/// The facts a decision depends on, in the order in which the table asks for them.
const FACTS: [(&str, &str); 10] = [
    ("in the directory", "hard-deleted"),
    ("assigned", "not assigned"),
    ("passes the filters", "filtered out"),
    ("not in the recycle bin", "soft-deleted"),
    ("account enabled", "account disabled"),
    ("active is mapped", "active is not mapped"),
    ("out-of-scope deletions", "SkipOutOfScopeDeletions"),
    ("create on", "create off"),
    ("update on", "update off"),
    ("delete on", "delete off"),
];

fn situation(facts: &[bool]) -> Situation {
    Situation {
        present: facts[0],
        entitled: facts[1],
        passes_filters: facts[2],
        soft_deleted: !facts[3],
        enabled: facts[4],
    }
}

fn configuration(facts: &[bool]) -> Configuration {
    Configuration {
        disables: facts[5],
        skip_out_of_scope_deletions: !facts[6],
        actions: Actions { create: facts[7], update: facts[8], delete: facts[9] },
    }
}

fn outcome(standing: Standing, facts: &[bool]) -> String {
    let situation = situation(facts);
    let decision = decide(standing, situation, configuration(facts));
    let after = standing_after(standing, situation, decision);
    let what = match decision {
        Decision::Skip(reason) => format!("skip, {reason}"),
        other => format!("{other:?}").to_lowercase(),
    };
    if after == standing { what } else { format!("{what} → {after:?}") }
}

fn all_facts() -> impl Iterator<Item = Vec<bool>> {
    (0..1_u32 << FACTS.len()).map(|bits| (0..FACTS.len()).map(|at| bits >> at & 1 == 0).collect())
}

/// The outcomes of all combinations that begin with these facts, if they are the same.
fn same(standing: Standing, known: &[bool]) -> Option<String> {
    let mut fitting = all_facts().filter(|facts| facts.starts_with(known));
    let first = outcome(standing, &fitting.next()?);
    fitting.all(|facts| outcome(standing, &facts) == first).then_some(first)
}

/// Whether the next fact makes a difference.
fn matters(standing: Standing, known: &[bool]) -> bool {
    all_facts().filter(|facts| facts.starts_with(known)).any(|facts| {
        let mut other = facts.clone();
        other[known.len()] = !other[known.len()];
        outcome(standing, &facts) != outcome(standing, &other)
    })
}

/// Writes the table as a tree that leaves out what makes no difference.
fn branch(out: &mut String, standing: Standing, known: &[bool], depth: usize, label: &str) {
    let indent = "  ".repeat(depth);
    if let Some(outcome) = same(standing, known) {
        let _ = writeln!(out, "{indent}{label}: {outcome}");
        return;
    }
    let with = |fact| [known, &[fact]].concat();
    if !matters(standing, known) {
        return branch(out, standing, &with(true), depth, label);
    }
    let _ = writeln!(out, "{indent}{label}");
    let (yes, no) = FACTS[known.len()];
    branch(out, standing, &with(true), depth + 1, yes);
    branch(out, standing, &with(false), depth + 1, no);
}

#[test]
fn the_whole_table() {
    let mut table = String::new();
    for standing in STANDINGS {
        branch(&mut table, standing, &[], 0, &format!("{standing:?}"));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_holds_for_every_combination() {
    let mut combinations = 0;
    for standing in STANDINGS {
        for facts in all_facts() {
            let (situation, configuration) = (situation(&facts), configuration(&facts));
            let decision = decide(standing, situation, configuration);
            let context = format!("{standing:?} {situation:?} {configuration:?} {decision:?}");
            let after = standing_after(standing, situation, decision);
            let linked = matches!(standing, Standing::Managed | Standing::Disabled | Standing::Released);
            match decision {
                Decision::Provision => assert!(!linked && !situation.is_soft_deleted(), "{context}"),
                Decision::Update => {
                    assert!(linked && situation.is_in_scope() && configuration.actions.update, "{context}")
                }
                Decision::Disable => {
                    assert!(configuration.disables && configuration.actions.update, "{context}")
                }
                Decision::Delete => assert!(configuration.actions.delete && linked, "{context}"),
                Decision::Skip(reason) => {
                    assert!(crate::provision::rules::word(reason).is_some(), "{context}")
                }
            }
            if !situation.present {
                assert!(matches!(decision, Decision::Delete | Decision::Skip(_)), "{context}");
            }
            assert!(after != Standing::New || standing == Standing::New, "{context}");
            combinations += 1;
        }
    }
    assert_eq!(combinations, 6 * 32 * 32);
}

/// Carrying a decision out and deciding again never sends a deletion twice.
#[test]
fn nothing_is_removed_twice() {
    for standing in STANDINGS {
        for facts in all_facts() {
            let (situation, configuration) = (situation(&facts), configuration(&facts));
            let first = decide(standing, situation, configuration);
            let after = standing_after(standing, situation, first);
            if matches!(first, Decision::Disable | Decision::Delete) {
                let second = decide(after, situation, configuration);
                assert!(
                    matches!(second, Decision::Skip(_) | Decision::Update),
                    "{standing:?} {situation:?} {second:?}"
                );
            }
        }
    }
}
