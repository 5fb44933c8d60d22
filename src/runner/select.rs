//! Selecting: which checks are judged, and which steps that takes.

use std::collections::HashSet;

use crate::check::{self, AnyCheck, Profile};
use crate::entra::Plan;
use crate::suite::Suite;
use crate::transcript::{Header, Selection};

/// The checks that a run is asked for.
pub fn checks(header: &Header) -> Vec<AnyCheck<'_>> {
    checks_of(header.profile, &header.selection, &header.suite)
}

/// The checks of a profile, and the suite's own, that are asked for.
pub fn checks_of<'a>(profile: Profile, selection: &Selection, suite: &'a Suite) -> Vec<AnyCheck<'a>> {
    let included = |check: &AnyCheck| match check.profile() {
        Profile::Load => selection.load,
        other => profile.includes(other),
    };
    let asked = |check: &AnyCheck| included(check) && selection.includes(&check.id());
    check::with_cases(suite).filter(asked).collect()
}

/// Leaves out every step that no selected check reads and no step that stays depends on.
///
/// Test Connection stays in any case. A check that reads everything keeps the whole sequence, but no probe.
pub fn prune(plan: &mut Plan, checks: &[AnyCheck]) {
    let mut kept: HashSet<String> =
        plan.connection.steps.first().map(|step| step.id.clone()).into_iter().collect();
    // The connection comes last: the storylines depend on its steps, not the other way round.
    let storylines: Vec<_> = plan.all_mut().collect();
    for storyline in storylines.into_iter().rev() {
        for step in storyline.steps.iter().rev() {
            let is_read = |check: &AnyCheck| {
                if storyline.is_probe { check.names(&step.id) } else { check.reads(&step.id) }
            };
            if kept.contains(&step.id) || checks.iter().any(is_read) {
                kept.insert(step.id.clone());
                kept.extend(step.needs.iter().cloned());
                kept.extend(step.if_refused.iter().cloned());
            }
        }
        storyline.steps.retain(|step| kept.contains(&step.id));
    }
}
