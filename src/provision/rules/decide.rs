//! What becomes of an object: one decision table (Microsoft Learn, "How application provisioning works").

use serde::{Deserialize, Serialize};

use super::skips;
use crate::provision::mapping::Actions;

/// How the service stands to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Never provisioned.
    New,
    /// Linked, in scope, and active as far as the service knows.
    Managed,
    /// Linked and disabled, because it left the scope by assignment or filter; no longer managed.
    Released,
    /// Linked and disabled while in scope: its account is disabled or soft-deleted in the directory.
    Disabled,
    /// Deleted in the tenant by this job.
    Deleted,
    /// Linked to an account that was there before, in a job that never writes to such an account (`create_only`).
    Kept,
}

/// What the directory and the scope say of an object now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Situation {
    /// Still in the directory; false: hard-deleted.
    pub present: bool,
    /// In the recycle bin.
    pub soft_deleted: bool,
    /// `accountEnabled`.
    pub enabled: bool,
    /// Assigned in a way that entitles, or everything is in scope.
    pub entitled: bool,
    /// The scoping filters let it through.
    pub passes_filters: bool,
}

impl Situation {
    /// `IsSoftDeleted`: true in exactly four cases (Microsoft Learn, "Customize user provisioning attribute mappings").
    pub fn is_soft_deleted(self) -> bool {
        !self.is_in_scope() || !self.is_active()
    }

    /// Whether assignment and filters let it in.
    pub fn is_in_scope(self) -> bool {
        self.entitled && self.passes_filters
    }

    /// Whether its account can be used in the directory.
    pub fn is_active(self) -> bool {
        self.enabled && !self.soft_deleted
    }
}

/// What the job's configuration says that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Configuration {
    /// Whether leaving the scope is written by `active` (else by DELETE).
    pub disables: bool,
    /// `SkipOutOfScopeDeletions`
    pub skip_out_of_scope_deletions: bool,
    /// What may be done.
    pub actions: Actions,
}

impl Configuration {
    /// Whether [`Decision::Provision`] may create what matching did not find.
    pub fn may_create(self) -> bool {
        self.actions.create
    }

    /// Whether [`Decision::Provision`] may write to what matching found.
    pub fn may_update(self) -> bool {
        self.actions.update
    }
}

/// What is to be done about an object. Updates include the change of `active`, as the mapping evaluates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Look for it by its matching attributes; create it where there is none, else update it. Either only where
    /// [`Configuration::may_create`] and [`Configuration::may_update`] say so; the link is made anyway.
    Provision,
    /// Linked: read it and write what differs; restores it where it was disabled.
    Update,
    /// Write `active` false; counts as a deletion.
    Disable,
    /// DELETE; counts as a deletion.
    Delete,
    /// Nothing, with the reason as the log names it.
    Skip(&'static str),
}

/// What is to be done.
pub fn decide(standing: Standing, situation: Situation, configuration: Configuration) -> Decision {
    match standing {
        Standing::New | Standing::Deleted => unlinked(situation),
        Standing::Released => released(situation, configuration),
        Standing::Managed | Standing::Disabled if !situation.present => delete(configuration),
        Standing::Managed => managed(situation, configuration),
        Standing::Disabled => disabled(situation, configuration),
        Standing::Kept => Decision::Skip(skips::CREATE_ONLY),
    }
}

/// How the service stands to the object once the decision is carried out. Skipping changes it too: a disabled account
/// that leaves the scope needs no request, and is no longer managed.
pub fn standing_after(standing: Standing, situation: Situation, decision: Decision) -> Standing {
    match decision {
        Decision::Provision | Decision::Update | Decision::Disable if !situation.is_in_scope() => {
            Standing::Released
        }
        Decision::Provision | Decision::Update if situation.is_active() => Standing::Managed,
        Decision::Provision | Decision::Update | Decision::Disable => Standing::Disabled,
        Decision::Delete => Standing::Deleted,
        Decision::Skip(_)
            if standing == Standing::Disabled && situation.present && !situation.is_in_scope() =>
        {
            Standing::Released
        }
        Decision::Skip(_) => standing,
    }
}

fn unlinked(situation: Situation) -> Decision {
    if !situation.present {
        return Decision::Skip(skips::NEVER_PROVISIONED);
    }
    if let Some(reason) = out_of_scope(situation) {
        return Decision::Skip(reason);
    }
    if situation.is_active() { Decision::Provision } else { Decision::Skip(skips::INACTIVE) }
}

/// What left the scope is left alone until it comes back, even when it is deleted for good (Microsoft Learn, "Known
/// issues for provisioning").
fn released(situation: Situation, configuration: Configuration) -> Decision {
    if !situation.present {
        return Decision::Skip(skips::NO_LONGER_MANAGED);
    }
    out_of_scope(situation).map_or_else(|| update(configuration), Decision::Skip)
}

fn managed(situation: Situation, configuration: Configuration) -> Decision {
    if !situation.is_soft_deleted() {
        return update(configuration);
    }
    remove(situation, configuration)
}

fn disabled(situation: Situation, configuration: Configuration) -> Decision {
    match out_of_scope(situation) {
        // It is disabled already.
        Some(reason) if configuration.disables => Decision::Skip(reason),
        None if configuration.disables || situation.is_active() => update(configuration),
        _ => remove(situation, configuration),
    }
}

/// One of the four cases: by `active` or by DELETE.
fn remove(situation: Situation, configuration: Configuration) -> Decision {
    if situation.is_active() && configuration.skip_out_of_scope_deletions {
        return Decision::Skip(skips::KEPT_OUT_OF_SCOPE);
    }
    match (configuration.disables, configuration.actions.update) {
        (true, true) => Decision::Disable,
        (true, false) => Decision::Skip(skips::UPDATE_OFF),
        (false, _) => delete(configuration),
    }
}

fn update(configuration: Configuration) -> Decision {
    if configuration.actions.update { Decision::Update } else { Decision::Skip(skips::UPDATE_OFF) }
}

fn delete(configuration: Configuration) -> Decision {
    if configuration.actions.delete { Decision::Delete } else { Decision::Skip(skips::DELETE_OFF) }
}

fn out_of_scope(situation: Situation) -> Option<&'static str> {
    match (situation.entitled, situation.passes_filters) {
        (false, _) => Some(skips::NOT_ENTITLED),
        (true, false) => Some(skips::FILTERED_OUT),
        (true, true) => None,
    }
}

#[cfg(test)]
mod tests;
