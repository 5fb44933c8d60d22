//! What a tenant must hold after a history: the mappings and the scope of every version of the directory, minus the
//! exceptions that Microsoft documents. It shares no code with the service; each exception is a function whose
//! comment begins with "Rule".
//!
//! Sources: Microsoft Learn, "How application provisioning works", "Known issues for provisioning", "Skip deletion of
//! out-of-scope user accounts", "Accidental deletions prevention", "Customize user provisioning attribute mappings".

pub mod groups;
pub mod mapping;
pub mod scope;
pub mod users;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::groups::{Member, member};
use self::scope::Facts;
use self::users::{Account, Due, Standing};
use super::history::{Directory, Edit, History, Settings, Version, id, texts};

/// What must be there.
pub struct Expected {
    pub settings: Settings,
    /// Users in the order in which they first came up.
    pub users: Vec<(String, users::Life)>,
    pub groups: Vec<(String, groups::Life)>,
    /// Accounts that nobody of the directory was matched with.
    pub strangers: Vec<Account>,
    /// The last version of the directory.
    pub last: Directory,
    /// Every value that a target attribute could have had, by user.
    pub ever: BTreeMap<String, Ever>,
}

/// What was possible at any time: disturbances may leave less than the last version, never anything else.
#[derive(Debug, Default)]
pub struct Ever {
    pub values: BTreeMap<&'static str, BTreeSet<String>>,
    pub roles: BTreeSet<String>,
    pub managers: BTreeSet<String>,
    /// The account that was there before, as it was.
    pub found: Option<Account>,
}

/// What a history must come to.
pub fn expected(history: &History) -> Expected {
    let strangers = history.strangers.iter().map(Account::of_resource).collect();
    after(&history.settings, strangers, &history.versions())
}

/// What these versions of a directory must come to.
pub fn after(settings: &Settings, strangers: Vec<Account>, versions: &[Version]) -> Expected {
    let mut world = World::new(settings.clone(), strangers);
    for version in versions {
        world.remember(&version.directory);
        if world.is_run(version) {
            world.cycle(version, false);
        }
    }
    let last = versions.last().map(|version| version.directory.clone()).unwrap_or_default();
    world.cycle(&Version::of(last), true);
    world.now
}

struct World {
    now: Expected,
    before: Option<Directory>,
    /// Whether deletions wait, so that the job is in quarantine.
    quarantined: bool,
}

impl World {
    fn new(settings: Settings, strangers: Vec<Account>) -> Self {
        let now = Expected {
            settings,
            users: Vec::new(),
            groups: Vec::new(),
            strangers,
            last: Directory::default(),
            ever: BTreeMap::new(),
        };
        Self { now, before: None, quarantined: false }
    }

    /// Rule: a job in quarantine runs once a day, and at once after a restart. All cycles of a history are of one day.
    fn is_run(&self, version: &Version) -> bool {
        version.allowed || version.restarted || !self.quarantined
    }

    /// One cycle: users, groups, managers, members. Behind the last edit, more than a day later, comes a quiet one.
    fn cycle(&mut self, version: &Version, quiet: bool) {
        let allowed = version.allowed;
        self.before = Some(std::mem::replace(&mut self.now.last, version.directory.clone()));
        if version.restarted {
            // Rule: a restart looks at everybody anew.
            self.before = None;
        }
        self.welcome();
        let budget = self.now.settings.threshold.filter(|_| !allowed);
        let left = self.users(budget, allowed);
        self.groups(left, allowed);
        self.managers(quiet);
        self.members(quiet);
        let waits = |staged: bool| staged && !allowed;
        self.quarantined = self.now.users.iter().any(|(_, life)| waits(life.staged))
            || self.now.groups.iter().any(|(_, life)| waits(life.staged));
    }

    /// New objects come up behind the known ones.
    fn welcome(&mut self) {
        let now = &mut self.now;
        for user in now.last.users.iter().map(id) {
            if !now.users.iter().any(|(own, _)| own == user) {
                now.users.push((user.to_owned(), users::Life::new()));
            }
        }
        for group in now.last.groups.iter().map(id) {
            if !now.groups.iter().any(|(own, _)| own == group) {
                now.groups.push((group.to_owned(), groups::Life::default()));
            }
        }
    }

    /// Works on the users; returns how many deletions are left for the groups.
    fn users(&mut self, budget: Option<usize>, allowed: bool) -> Option<usize> {
        let mut left = budget;
        let Expected { settings, users, strangers, last, ever, .. } = &mut self.now;
        for (id, life) in users {
            let facts = scope::of_user(last, settings, id);
            let due = life.due(&facts, settings);
            if due.is_deletion() && stays_staged(&mut life.staged, &mut left, allowed) {
                continue;
            }
            let stranger = if due == Due::Provision { matching(strangers, &facts) } else { None };
            if stranger.is_some() {
                ever.entry(id.clone()).or_default().found.clone_from(&stranger);
            }
            life.apply(due, &facts, settings, stranger);
        }
        left
    }

    fn groups(&mut self, mut left: Option<usize>, allowed: bool) {
        let Expected { settings, groups, last, .. } = &mut self.now;
        for (id, life) in groups {
            let facts = scope::of_group(last, settings, id);
            let due = life.due(&facts, settings);
            if due.is_deletion() && stays_staged(&mut life.staged, &mut left, allowed) {
                continue;
            }
            life.apply(due, &facts);
        }
        let gone: Vec<String> = self.now.gone();
        for (_, group) in &mut self.now.groups {
            group.members.retain(|member| !gone.contains(member));
        }
    }

    /// Rules: references flow when the user changes, and never to nobody: a cleared manager stays. A manager or member who
    /// is in scope and not in the tenant is waited for, for six hours at least.
    fn managers(&mut self, quiet: bool) {
        for index in 0..self.now.users.len() {
            let (id, life) = &self.now.users[index];
            let facts = self.now.user_facts(id);
            let before = self.before.as_ref().map(|before| scope::of_user(before, &self.now.settings, id));
            let looks = before.as_ref() != Some(&facts) || quiet && life.awaits_manager;
            let writes = facts.active() && !life.untouchable && life.account.is_some();
            if looks {
                let manager = facts.object.as_ref().and_then(|user| user["manager"].as_str());
                let written = manager.filter(|_| writes).map(|manager| self.manager(manager));
                self.now.users[index].1.take_manager(written);
            }
        }
    }

    /// A manager, which of the manager's accounts it is, and how the manager stands.
    fn manager(&self, id: &str) -> (String, u32, Member) {
        (id.to_owned(), self.now.user(id).map_or(0, |life| life.accounts), self.now.stands(id))
    }

    fn members(&mut self, quiet: bool) {
        for index in 0..self.now.groups.len() {
            let (id, life) = &self.now.groups[index];
            let facts = scope::of_group(&self.now.last, &self.now.settings, id);
            let Some(group) = facts.object.clone().filter(|_| facts.active() && life.values.is_some()) else {
                continue;
            };
            let before = self.before.as_ref().and_then(|before| before.get(id));
            if before == Some(&group) && !(quiet && life.waited) {
                continue;
            }
            let wanted = texts(&group["members"]);
            let stands: BTreeMap<&str, Member> = wanted.iter().map(|id| (*id, self.now.stands(id))).collect();
            self.now.groups[index].1.work_on_members(&wanted, |member| stands[member]);
        }
    }

    fn remember(&mut self, version: &Directory) {
        let rows = mapping::users(self.now.settings.own_mapping);
        for user in &version.users {
            let ever = self.now.ever.entry(id(user).to_owned()).or_default();
            for row in &rows {
                let values = row.value(user).into_iter().chain(row.default.map(str::to_owned));
                ever.values.entry(row.target).or_default().extend(values);
            }
            ever.roles.extend(scope::of_user(version, &self.now.settings, id(user)).roles);
            ever.managers.extend(user["manager"].as_str().map(str::to_owned));
        }
    }
}

/// Rule: deletions beyond the threshold are staged and stay so until they are allowed.
fn stays_staged(staged: &mut bool, left: &mut Option<usize>, allowed: bool) -> bool {
    if *staged && !allowed {
        return true;
    }
    let Some(left) = left else { return false };
    if *left > 0 {
        *left -= 1;
        return false;
    }
    *staged = true;
    true
}

/// Rule: an account with the matching value is taken over, whatever the letter case.
fn matching(strangers: &mut Vec<Account>, facts: &Facts) -> Option<Account> {
    let name = facts.object.as_ref()?["userPrincipalName"].as_str()?.to_lowercase();
    let found = strangers
        .iter()
        .position(|account| account.values.get("userName").is_some_and(|own| own.to_lowercase() == name))?;
    Some(strangers.remove(found))
}

impl Expected {
    pub fn user_facts(&self, id: &str) -> Facts {
        scope::of_user(&self.last, &self.settings, id)
    }

    pub fn user(&self, id: &str) -> Option<&users::Life> {
        self.users.iter().find(|(own, _)| own == id).map(|(_, life)| life)
    }

    pub fn group(&self, id: &str) -> Option<&groups::Life> {
        self.groups.iter().find(|(own, _)| own == id).map(|(_, life)| life)
    }

    /// How a member or manager stands now.
    pub fn stands(&self, id: &str) -> Member {
        if let Some(life) = self.user(id) {
            return member(&self.user_facts(id), life.account.is_some(), life.standing);
        }
        let facts = scope::of_group(&self.last, &self.settings, id);
        let exists = self.group(id).is_some_and(|life| life.values.is_some());
        member(&facts, exists, Standing::Managed)
    }

    /// Whether it is in the tenant for certain, whatever failed before: it is in scope, and enabled.
    pub fn is_surely_there(&self, id: &str) -> bool {
        let group = scope::of_group(&self.last, &self.settings, id);
        self.stands(id) == Member::There && (self.user_facts(id).active() || group.active())
    }

    /// Users and groups without an account or group in the tenant.
    fn gone(&self) -> Vec<String> {
        let users = self.users.iter().filter(|(_, life)| life.account.is_none()).map(|(id, _)| id);
        let groups = self.groups.iter().filter(|(_, life)| life.values.is_none()).map(|(id, _)| id);
        users.chain(groups).cloned().collect()
    }
}

/// A history of one user, for the examples of the rules.
pub fn of_one(user: Value, cycles: Vec<Vec<Edit>>, settings: Settings) -> Expected {
    let initial = Directory { users: vec![user], ..Directory::default() };
    expected(&History { settings, initial, strangers: Vec::new(), cycles, deltas: Vec::new() })
}
