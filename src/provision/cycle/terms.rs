//! The terms of a job beside its mappings and filters: who counts as assigned. They are kept as they were when everything
//! was evaluated last.
//!
//! A scope that becomes wider, or another meaning of *Default Access*, is a new initial cycle. From "all" to "assigned" is
//! none: nobody is deprovisioned for it before a restart (Microsoft Learn, "Known issues for provisioning").

use serde::{Deserialize, Serialize};

use super::{Service, Settings};
use crate::provision::scope::{DefaultAccess, Scope};
use crate::provision::state::{State, StateError};

/// Under what name they are kept. A restart that resets the watermark forgets them.
const NAME: &str = "terms";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Terms {
    scope: Scope,
    default_access: DefaultAccess,
    skip_out_of_scope_deletions: bool,
}

impl Terms {
    fn of(settings: &Settings) -> Self {
        Self {
            scope: settings.scope,
            default_access: settings.default_access,
            skip_out_of_scope_deletions: settings.skip_out_of_scope_deletions,
        }
    }

    /// Whether everything has to be evaluated again where these become the other ones.
    fn calls_for_all(self, now: Self) -> bool {
        match (self.scope, now.scope) {
            (Scope::Assigned, Scope::All) => true,
            (Scope::All, Scope::Assigned) => false,
            _ => self.default_access != now.default_access,
        }
    }

    /// What of the change waits for a restart.
    fn waits(self, now: Self) -> Option<&'static str> {
        if (self.scope, now.scope) == (Scope::All, Scope::Assigned) {
            return Some(
                "the scope was \"all\" before: who is not assigned is not deprovisioned before a restart",
            );
        }
        (self.skip_out_of_scope_deletions != now.skip_out_of_scope_deletions).then_some(
            "skip_out_of_scope_deletions was changed: who is out of scope already is not evaluated again before a restart",
        )
    }
}

/// Whether other terms than last time make everything due again.
pub(super) fn call_for_all(service: &Service, state: &State) -> Result<bool, StateError> {
    let known: Option<Terms> = state.get(NAME)?;
    Ok(known.is_some_and(|known| known.calls_for_all(Terms::of(&service.settings))))
}

/// Keeps the terms where everything is evaluated by them.
pub(super) fn keep(service: &Service, state: &mut State, everything: bool) -> Result<(), StateError> {
    if everything || state.get::<Terms>(NAME)?.is_none() {
        state.put(NAME, Some(&Terms::of(&service.settings)))?;
    }
    Ok(())
}

/// What of a change waits for a restart, as a sentence.
pub(super) fn waiting(service: &Service, state: &State) -> Result<Option<&'static str>, StateError> {
    let known: Option<Terms> = state.get(NAME)?;
    Ok(known.and_then(|known| known.waits(Terms::of(&service.settings))))
}
