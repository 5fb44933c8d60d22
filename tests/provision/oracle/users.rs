//! What becomes of one user's account in a cycle: every exception of the service is a function with its rule.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::history::Settings;
use super::mapping::{self, Row, Values, shown};
use super::scope::Facts;

/// An account in the tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub active: bool,
    pub values: Values,
    pub roles: BTreeSet<String>,
    /// Source id of the manager, and which of the manager's accounts it was.
    pub manager: Option<(String, u32)>,
}

/// How the service stands to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Never provisioned, or deleted in the tenant.
    Unknown,
    Managed,
    /// Disabled in the directory while in scope.
    Disabled,
    /// Left the scope: no longer managed until it comes back.
    Released,
}

#[derive(Debug, Clone)]
pub struct Life {
    pub account: Option<Account>,
    pub standing: Standing,
    /// How many accounts it has had.
    pub accounts: u32,
    /// Matched with an account of somebody else's making that the job must not touch.
    pub untouchable: bool,
    /// A deletion waits for the administrator.
    pub staged: bool,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Nothing,
    Provision,
    Update,
    /// By `active`; to that standing.
    Disable(Standing),
    Delete,
    /// It is gone from the directory, and the service forgets it.
    Forget,
}

impl Due {
    /// Rule: disables count for the deletion threshold as deletes do.
    pub fn is_deletion(self) -> bool {
        matches!(self, Self::Disable(_) | Self::Delete)
    }
}

impl Life {
    pub fn new() -> Self {
        Self { account: None, standing: Standing::Unknown, accounts: 0, untouchable: false, staged: false }
    }

    /// What the facts ask for.
    pub fn due(&self, facts: &Facts, settings: &Settings) -> Due {
        match self.standing {
            _ if self.untouchable => Due::Nothing,
            Standing::Unknown => unknown(facts),
            Standing::Released => released(facts),
            Standing::Managed | Standing::Disabled => self.linked(facts, settings),
        }
    }

    fn linked(&self, facts: &Facts, settings: &Settings) -> Due {
        if facts.object.is_none() {
            return hard_deleted(settings);
        }
        if facts.active() {
            return Due::Update;
        }
        if let Some(spared) = spared(facts, settings) {
            return spared;
        }
        match self.standing {
            Standing::Disabled if facts.in_scope() => Due::Nothing,
            _ if facts.in_scope() => Due::Disable(Standing::Disabled),
            _ => Due::Disable(Standing::Released),
        }
    }

    /// Takes over what was done.
    pub fn apply(&mut self, due: Due, facts: &Facts, settings: &Settings, stranger: Option<Account>) {
        self.staged = false;
        match due {
            Due::Nothing => {}
            Due::Provision => self.provision(facts, settings, stranger),
            Due::Update => {
                self.flow(facts, settings, false);
                self.standing = Standing::Managed;
            }
            Due::Disable(standing) => {
                self.account.iter_mut().for_each(|account| account.active = false);
                self.standing = standing;
            }
            Due::Delete => {
                self.account = None;
                self.standing = Standing::Unknown;
            }
            Due::Forget => self.standing = Standing::Unknown,
        }
    }

    /// Rule: who has an account in the tenant already is matched with it, and nobody is created twice.
    fn provision(&mut self, facts: &Facts, settings: &Settings, stranger: Option<Account>) {
        self.standing = Standing::Managed;
        self.accounts += 1;
        let created = stranger.is_none();
        self.untouchable = !created && settings.create_only;
        self.account = Some(stranger.unwrap_or_else(Account::empty));
        if !self.untouchable {
            self.flow(facts, settings, created);
        }
    }

    fn flow(&mut self, facts: &Facts, settings: &Settings, creates: bool) {
        let (Some(account), Some(user)) = (&mut self.account, &facts.object) else { return };
        account.active = true;
        for row in mapping::users(settings.own_mapping) {
            if let Some(value) = flowing(&row, user, creates) {
                account.write(row.target, value);
            }
        }
        if settings.own_mapping {
            add_roles(account, facts);
        }
    }
}

/// Rule: disabled users who were never provisioned are not created, and neither is anybody out of scope.
fn unknown(facts: &Facts) -> Due {
    if facts.active() { Due::Provision } else { Due::Nothing }
}

/// Rule: who was unassigned is no longer managed: a later hard delete sends nothing. Coming back into scope restores.
fn released(facts: &Facts) -> Due {
    match facts.object {
        None => Due::Forget,
        Some(_) if facts.active() => Due::Update,
        Some(_) => Due::Nothing,
    }
}

/// Rule: a hard delete removes the account, unless deletes are switched off.
fn hard_deleted(settings: &Settings) -> Due {
    if settings.deletes_users { Due::Delete } else { Due::Forget }
}

/// Rule: with `SkipOutOfScopeDeletions` leaving the scope does nothing; a disabled or soft-deleted user is disabled
/// as ever.
fn spared(facts: &Facts, settings: &Settings) -> Option<Due> {
    let only_out_of_scope = !facts.in_scope() && facts.enabled && !facts.soft_deleted;
    (settings.skip_out_of_scope_deletions && only_out_of_scope).then_some(Due::Nothing)
}

/// Rules: nulls do not flow; defaults and creation-only values flow on creation alone.
pub fn flowing(row: &Row, user: &Value, creates: bool) -> Option<String> {
    if row.only_on_creation && !creates {
        return None;
    }
    let default = row.default.filter(|_| creates).map(str::to_owned);
    row.value(user).or(default)
}

/// Rule: `AppRoleAssignmentsComplex` only ever adds roles.
fn add_roles(account: &mut Account, facts: &Facts) {
    account.roles.extend(facts.roles.iter().cloned());
}

impl Account {
    fn empty() -> Self {
        Self { active: true, values: Values::new(), roles: BTreeSet::new(), manager: None }
    }

    /// Rule: a change of letter case alone is no change.
    fn write(&mut self, target: &'static str, value: String) {
        let shown = self.values.get(target);
        if shown.is_none_or(|shown| shown.to_lowercase() != value.to_lowercase()) {
            self.values.insert(target, value);
        }
    }

    /// A resource of the tenant, in the same terms; its manager is left to the caller.
    pub fn of_resource(resource: &Value) -> Self {
        let rows = mapping::users(true);
        let values = rows.iter().filter_map(|row| Some((row.target, shown(resource, row.target)?))).collect();
        let roles = resource["roles"].as_array().into_iter().flatten();
        Self {
            active: resource["active"] == true,
            values,
            roles: roles.filter_map(role).collect(),
            manager: None,
        }
    }
}

/// The value of a role; the default dialect writes the whole role as JSON text.
fn role(element: &Value) -> Option<String> {
    let text = element["value"].as_str()?;
    let inner: Option<Value> = serde_json::from_str(text).ok();
    let inner = inner.and_then(|inner| inner["value"].as_str().map(str::to_owned));
    Some(inner.unwrap_or_else(|| text.to_owned()))
}
