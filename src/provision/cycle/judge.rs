//! How an object stands: what the directory, its assignments and the filters say of it, under this job's settings.

use super::{Service, Settings};
use crate::provision::mapping::ObjectMapping;
use crate::provision::object::Kind;
use crate::provision::rules::{self, Configuration, Decision, Situation, Standing};
use crate::provision::scope::{Entitlement, entitled};
use crate::provision::state::Row;

/// What is known of an object before anything is decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// How the service stands to it, under this job's settings.
    pub standing: Standing,
    /// Whether it is assigned in a way that counts.
    pub entitlement: Entitlement,
    /// What the directory and the scope say.
    pub situation: Situation,
    /// What the job allows.
    pub configuration: Configuration,
}

impl Judged {
    /// Looks at an object.
    pub fn of(settings: &Settings, mapping: &ObjectMapping, row: &Row) -> Self {
        let entitlement = entitled(settings.scope, &row.assignments, settings.default_access);
        let situation = Situation {
            present: row.present,
            soft_deleted: row.object.soft_deleted,
            enabled: row.object.is_enabled(),
            entitled: entitlement.is_entitled(),
            passes_filters: mapping.filters.judge(&row.object).passed,
        };
        let configuration = Configuration {
            disables: mapping.disables(),
            skip_out_of_scope_deletions: settings.skip_out_of_scope_deletions,
            actions: mapping.actions,
        };
        Self { standing: standing(settings, row), entitlement, situation, configuration }
    }

    /// What is to be done.
    pub fn decide(&self) -> Decision {
        rules::decide(self.standing, self.situation, self.configuration)
    }

    /// How the service stands to it once that is done.
    pub fn after(&self, decision: Decision) -> Standing {
        rules::standing_after(self.standing, self.situation, decision)
    }

    /// Whether it is in the directory, assigned and let through by the filters, disabled or not.
    pub fn is_in_scope(&self) -> bool {
        let Situation { present, entitled, passes_filters, .. } = self.situation;
        present && entitled && passes_filters
    }

    /// Whether all values flow. Of what is out of scope or in the recycle bin, nothing but `active` is written; of an account
    /// that is disabled in the directory, whatever changes.
    pub fn flows_whole(&self) -> bool {
        self.is_in_scope() && !self.situation.soft_deleted
    }

    /// Why it is not in scope, where that needs more words than the code of the skip.
    pub fn sentence(&self) -> Option<&'static str> {
        self.entitlement.sentence()
    }
}

/// What this job did not create is kept while it may only create. It is managed as soon as the job may write to it.
fn standing(settings: &Settings, row: &Row) -> Standing {
    match row.standing {
        Standing::Kept if !settings.create_only => Standing::Managed,
        _ if settings.create_only && row.link.is_some() && !row.created => Standing::Kept,
        standing => standing,
    }
}

impl Service<'_> {
    /// The mapping of a kind; none where nothing of that kind is provisioned.
    pub(super) fn mapping(&self, kind: Kind) -> Option<&ObjectMapping> {
        match kind {
            Kind::User => Some(&self.mappings.user),
            Kind::Group => self.mappings.group.as_ref(),
        }
    }

    /// Looks at an object; `None` where nothing of its kind is provisioned.
    pub(super) fn judge(&self, row: &Row) -> Option<Judged> {
        Some(Judged::of(&self.settings, self.mapping(row.object.kind)?, row))
    }
}
