//! Looking for the account of an object that is not linked (Microsoft Learn, "Customize user provisioning attribute
//! mappings", Matching users in the source and target systems).

use super::answer::{self, Shown};
use super::failure::Trouble;
use super::object::Task;
use super::{journal, wire::Wire};
use crate::provision::mapping::Match;
use crate::provision::state::Row;

/// The target attribute of members.
pub(super) const MEMBERS: &str = "members";

/// Asks by one matching attribute after the other and stops at the first that finds one.
pub(super) async fn look(wire: &Wire, task: &mut Task) -> Result<Option<Shown>, Trouble> {
    let written_down = written_down(&task.row).len();
    for (at, by) in task.lookups.iter().enumerate() {
        let response = wire.find(task.kind(), by).await?;
        let (total, mut resources) = answer::list(&response)?;
        if total > 1 {
            return Err(Trouble::object("DuplicateTargetEntries", several(by, total)));
        }
        if total == 1 {
            let found = resources.pop().ok_or("totalResults is 1, and there is no resource".to_owned());
            let shown = found.and_then(answer::shown);
            let shown = shown.map_err(|what| Trouble::unreadable(&what, &response))?;
            task.by_intent = at < written_down;
            task.matched_by = Some(by.clone());
            if wire.cycle == 0 {
                task.steps.push(journal::matched(by, &shown.id));
            }
            return Ok(Some(shown));
        }
    }
    if wire.cycle == 0 {
        task.steps.push(journal::not_matched(&task.lookups));
    }
    Ok(None)
}

fn several(by: &Match, total: u64) -> String {
    format!(
        "{total} objects of the tenant have the {} '{}'; one of them can be matched, not several",
        by.target, by.value
    )
}

/// What an earlier create request of this object would be found by. The same place holds, for groups, whom a request
/// without a known outcome was to add; see `plan_references`.
pub(super) fn written_down(row: &Row) -> &[Match] {
    let matches = row.intent.as_ref().map_or(&[][..], |intent| &intent.matches);
    if matches.iter().any(|by| by.target == MEMBERS) { &[] } else { matches }
}

/// What is looked for: what an earlier create request may have left first, then what the mapping says now.
pub(super) fn lookups(intent: &[Match], now: Vec<Match>) -> Vec<Match> {
    let mut all = intent.to_vec();
    all.extend(now);
    let mut unique: Vec<Match> = Vec::with_capacity(all.len());
    for by in all {
        if !unique.contains(&by) {
            unique.push(by);
        }
    }
    unique
}
