//! What becomes of one user's account in a cycle: every exception of the service is a function with its rule.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::history::Settings;
use super::groups::Member;
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
    /// The manager is in scope and not in the tenant.
    pub awaits_manager: bool,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Nothing,
    Provision,
    /// All values flow, `active` too.
    Update,
    /// By `active`.
    Disable,
    Delete,
    /// It is disabled already; from now on it is not managed.
    Release,
    /// It is gone from the directory, and the service forgets it.
    Forget,
}

impl Due {
    /// Rule: disables count for the deletion threshold as deletes do.
    pub fn is_deletion(self) -> bool {
        matches!(self, Self::Disable | Self::Delete)
    }
}

impl Life {
    pub fn new() -> Self {
        Self {
            account: None,
            standing: Standing::Unknown,
            accounts: 0,
            untouchable: false,
            staged: false,
            awaits_manager: false,
        }
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
        match &facts.object {
            None => hard_deleted(settings),
            Some(_) if facts.active() => Due::Update,
            Some(_) if self.standing == Standing::Disabled => disabled_before(facts),
            Some(_) if spared(facts, settings) => Due::Nothing,
            Some(_) if settings.deletes_instead() => hard_deleted(settings),
            Some(_) => Due::Disable,
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
                self.standing = standing_of(facts);
            }
            Due::Disable => {
                self.disable(facts, settings);
                self.standing = standing_of(facts);
            }
            Due::Release => self.standing = Standing::Released,
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

    /// Rule: what changes together with `accountEnabled` travels with it; of whom leaves the scope nothing but `active`
    /// is written.
    fn disable(&mut self, facts: &Facts, settings: &Settings) {
        if facts.in_scope() {
            self.flow(facts, settings, false);
        }
        if let Some(account) = &mut self.account {
            account.active = false;
        }
    }

    /// The manager of a user who is looked at: written, waited for, or neither.
    pub fn take_manager(&mut self, manager: Option<(String, u32, Member)>) {
        self.awaits_manager = matches!(manager, Some((_, _, Member::Awaited)));
        if let (Some((manager, accounts, Member::There)), Some(account)) = (manager, &mut self.account) {
            account.manager = Some((manager, accounts));
        }
    }

    fn flow(&mut self, facts: &Facts, settings: &Settings, creates: bool) {
        let (Some(account), Some(user)) = (&mut self.account, &facts.object) else { return };
        if !settings.deletes_instead() {
            account.active = facts.active();
        }
        if is_in_the_bin(facts) {
            return;
        }
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

/// How the service stands to whom it has just written.
fn standing_of(facts: &Facts) -> Standing {
    match (facts.in_scope(), facts.active()) {
        (false, _) => Standing::Released,
        (true, true) => Standing::Managed,
        (true, false) => Standing::Disabled,
    }
}

/// Rule: who was unassigned is no longer managed: a later hard delete sends nothing. Coming back into scope restores,
/// as far as the account is enabled in the directory.
fn released(facts: &Facts) -> Due {
    match facts.object {
        None => Due::Forget,
        Some(_) if facts.in_scope() => Due::Update,
        Some(_) => Due::Nothing,
    }
}

/// Rule: of whom lies in the recycle bin nothing but `active` is written; changes flow when it comes back.
fn is_in_the_bin(facts: &Facts) -> bool {
    facts.soft_deleted
}

/// Rule: who is disabled and in scope is still managed; leaving the scope then needs no request.
fn disabled_before(facts: &Facts) -> Due {
    if facts.in_scope() { Due::Update } else { Due::Release }
}

/// Rule: a hard delete removes the account, unless deletes are switched off.
fn hard_deleted(settings: &Settings) -> Due {
    if settings.deletes_users { Due::Delete } else { Due::Nothing }
}

/// Rule: with `SkipOutOfScopeDeletions` leaving the scope does nothing; a disabled or soft-deleted user is disabled
/// as ever.
fn spared(facts: &Facts, settings: &Settings) -> bool {
    settings.skip_out_of_scope_deletions && !facts.in_scope() && facts.enabled && !facts.soft_deleted
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
