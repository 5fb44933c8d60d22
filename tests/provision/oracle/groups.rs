//! What becomes of one group in a cycle, and of its members.

use std::collections::BTreeSet;

use super::super::history::Settings;
use super::mapping::{self, Values};
use super::scope::Facts;
use super::users::{Due, Standing, flowing};

#[derive(Debug, Clone, Default)]
pub struct Life {
    /// The group in the tenant.
    pub values: Option<Values>,
    /// Its members there, by source id.
    pub members: BTreeSet<String>,
    /// Whether a member was waited for.
    pub waited: bool,
    pub staged: bool,
}

impl Life {
    /// Rule: a group has no `active`, so whatever takes it out of scope deletes it.
    pub fn due(&self, facts: &Facts, settings: &Settings) -> Due {
        match (&self.values, &facts.object) {
            (None, _) if facts.active() => Due::Provision,
            (Some(_), Some(_)) if facts.active() => Due::Update,
            (Some(_), Some(_)) if settings.skip_out_of_scope_deletions && !facts.soft_deleted => Due::Nothing,
            (Some(_), _) => Due::Delete,
            (None, _) => Due::Nothing,
        }
    }

    pub fn apply(&mut self, due: Due, facts: &Facts) {
        self.staged = false;
        match due {
            Due::Provision => {
                self.values = Some(Values::new());
                self.flow(facts);
            }
            Due::Update => self.flow(facts),
            Due::Delete => *self = Self::default(),
            _ => {}
        }
    }

    fn flow(&mut self, facts: &Facts) {
        let (Some(values), Some(group)) = (&mut self.values, &facts.object) else { return };
        for row in mapping::groups() {
            if let Some(value) = flowing(&row, group, false) {
                values.insert(row.target, value);
            }
        }
    }
}

/// How a member stands when its group is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// In scope and in the tenant.
    There,
    /// In scope, but not in the tenant: disabled before it was ever provisioned.
    Awaited,
    /// Out of scope.
    Outside,
}

/// Rule: managers and members out of scope are not sent, and not waited for.
pub fn member(facts: &Facts, exists: bool, standing: Standing) -> Member {
    match (facts.in_scope(), exists) {
        (true, true) if standing != Standing::Released => Member::There,
        (true, _) => Member::Awaited,
        (false, _) => Member::Outside,
    }
}

impl Life {
    /// Rule: membership is looked at when the group changes; a member who enters the scope later is not noticed.
    pub fn work_on_members(&mut self, wanted: &[&str], stands: impl Fn(&str) -> Member) {
        self.members.retain(|member| wanted.contains(&member.as_str()));
        let there = wanted.iter().filter(|member| stands(member) == Member::There);
        self.members.extend(there.map(|member| (*member).to_owned()));
        self.waited = wanted.iter().any(|member| stands(member) == Member::Awaited);
    }
}
