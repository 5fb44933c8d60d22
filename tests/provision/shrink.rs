//! Makes a failing history small: what can be left out and it still fails, is left out.

use super::history::{History, id};

/// A smaller history that still fails; at most so many are tried.
pub fn shrink(history: &History, fails: impl Fn(&History) -> bool, mut tries: usize) -> History {
    let mut smallest = history.clone();
    loop {
        let candidates = smaller(&smallest);
        let found = candidates.into_iter().find(|candidate| {
            tries = tries.saturating_sub(1);
            tries > 0 && fails(candidate)
        });
        match found {
            Some(found) => smallest = found,
            None => return smallest,
        }
    }
}

fn smaller(history: &History) -> Vec<History> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut History)| {
        let mut candidate = history.clone();
        change(&mut candidate);
        if candidate != *history {
            all.push(candidate);
        }
    };
    for cycle in (0..history.cycles.len()).rev() {
        with(&|h| drop(h.cycles.remove(cycle)));
    }
    for group in history.initial.groups.iter().map(id) {
        with(&|h| h.initial.apply(&super::history::Edit::Purge(group.to_owned())));
    }
    for user in history.initial.users.iter().map(id) {
        with(&|h| h.initial.apply(&super::history::Edit::Purge(user.to_owned())));
    }
    for (cycle, edits) in history.cycles.iter().enumerate() {
        for edit in 0..edits.len() {
            with(&|h| drop(h.cycles[cycle].remove(edit)));
        }
    }
    with(&|h| h.deltas.clear());
    with(&|h| h.settings.lines = false);
    with(&|h| h.strangers.clear());
    with(&|h| h.settings.filters.clear());
    with(&|h| h.settings.threshold = None);
    with(&|h| h.settings.own_mapping = false);
    with(&|h| h.settings.compliant = false);
    with(&|h| h.settings.create_only = false);
    with(&|h| h.settings.skip_out_of_scope_deletions = false);
    with(&|h| h.settings.deletes_users = true);
    all
}
