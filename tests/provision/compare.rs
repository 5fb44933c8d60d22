//! The tenant beside what it must hold. What differs is told in sentences.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::history::texts;
use super::oracle::groups;
use super::oracle::users::Account;
use super::oracle::{Ever, Expected, mapping, users};

/// Whether requests failed on the way, or the process was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Quiet,
    /// What the last version of the directory says must be there; what earlier versions said and the last one does
    /// not may or may not be there.
    Rough,
}

/// What differs; empty when all is well.
pub fn compare(expected: &Expected, users: &[Value], groups: &[Value], way: Way) -> Vec<String> {
    let tenant = Tenant { expected, users, groups, way };
    let mut found = tenant.duplicates();
    let mut seen = BTreeSet::new();
    for (id, life) in &expected.users {
        tenant.user(id, life, &mut seen, &mut found);
    }
    tenant.strangers(&seen, &mut found);
    tenant.groups(&mut found);
    found
}

struct Tenant<'a> {
    expected: &'a Expected,
    users: &'a [Value],
    groups: &'a [Value],
    way: Way,
}

fn lower(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_lowercase()
}

fn folded(value: Option<&String>) -> Option<String> {
    value.map(|value| value.to_lowercase())
}

impl Tenant<'_> {
    /// Nobody is there twice, by `userName`, `externalId` or, as a group, `displayName` or `externalId`.
    fn duplicates(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (resources, attributes) in
            [(self.users, ["userName", "externalId"]), (self.groups, ["displayName", "externalId"])]
        {
            for attribute in attributes {
                let mut seen = BTreeSet::new();
                let values =
                    resources.iter().map(|resource| lower(&resource[attribute])).filter(|v| !v.is_empty());
                found.extend(
                    values
                        .filter(|value| !seen.insert(value.clone()))
                        .map(|value| format!("twice in the tenant: {attribute} {value}")),
                );
            }
        }
        found
    }

    /// The account of a user: found by any name it ever had, as no name is given twice. Behind disturbances the user may
    /// have been renamed before it came to matching; then one that was there before is still there beside its own.
    fn account(&self, id: &str) -> Option<&Value> {
        let names = &self.expected.ever.get(id)?.values["userName"];
        let is_own = |user: &&Value| names.iter().any(|name| name.to_lowercase() == lower(&user["userName"]));
        let own: Vec<&Value> = self.users.iter().filter(is_own).collect();
        own.iter().find(|user| !self.was_never_matched(user)).or(own.first()).copied()
    }

    /// Whether an account is exactly as it was before the first cycle, though somebody of the directory matches it.
    fn was_never_matched(&self, user: &Value) -> bool {
        let account = Account::of_resource(user);
        self.way == Way::Rough
            && self.expected.ever.values().any(|ever| ever.found.as_ref() == Some(&account))
    }

    fn user(&self, id: &str, life: &users::Life, seen: &mut BTreeSet<String>, found: &mut Vec<String>) {
        let actual = self.account(id);
        let taken_over = life.account.is_some() || self.way == Way::Rough;
        if taken_over {
            seen.extend(actual.map(|actual| lower(&actual["userName"])));
        }
        match (&life.account, actual) {
            (Some(account), Some(actual)) => self.values(id, life, account, actual, found),
            (Some(_), None) if self.must_be_there(id, life) => found.push(format!("user {id}: is missing")),
            (None, Some(actual)) if !self.is_stranger(actual) && !self.was_never_matched(actual) => {
                self.too_much(id, actual, found);
            }
            _ => {}
        }
    }

    fn is_stranger(&self, actual: &Value) -> bool {
        let names = self.expected.strangers.iter().filter_map(|account| account.values.get("userName"));
        names.into_iter().any(|name| name.to_lowercase() == lower(&actual["userName"]))
    }

    fn must_be_there(&self, id: &str, life: &users::Life) -> bool {
        self.way == Way::Quiet || self.expected.user_facts(id).active() || life.untouchable
    }

    /// An account that should not be there. Behind disturbances a disabled one may be: the service had not heard of
    /// its creation, or not of the time in between.
    fn too_much(&self, id: &str, actual: &Value, found: &mut Vec<String>) {
        if self.way == Way::Quiet || actual["active"] == true {
            found.push(format!("user {id}: is there, active {}, and should not be", actual["active"]));
        }
    }

    fn values(
        &self,
        id: &str,
        life: &users::Life,
        account: &Account,
        actual: &Value,
        found: &mut Vec<String>,
    ) {
        let shown = Account::of_resource(actual);
        let facts = self.expected.user_facts(id);
        let firm = self.way == Way::Quiet || life.untouchable;
        let less = !firm && !facts.active();
        let found_before = self.expected.ever.get(id).and_then(|ever| ever.found.as_ref());
        if less && found_before == Some(&shown) {
            return; // It never came to matching.
        }
        if shown.active != account.active && (shown.active || !less) {
            found.push(format!("user {id}: active is {}, not {}", shown.active, account.active));
        }
        let none = Ever::default();
        let ever = self.expected.ever.get(id).unwrap_or(&none);
        let object = facts.object.unwrap_or(Value::Null);
        for row in mapping::users(true) {
            let (shown, wanted) = (shown.values.get(row.target), account.values.get(row.target));
            let open = !firm && (less || row.only_on_creation || row.value(&object).is_none());
            let possible = open && shown.is_none_or(|shown| has(ever.values.get(row.target), shown));
            // Met later than without the disturbance: a difference of letter case alone does not flow.
            let is_found =
                found_before.is_some_and(|found| shown.is_some() && found.values.get(row.target) == shown);
            let in_other_case = !firm && is_found && folded(shown) == folded(wanted);
            if shown != wanted && !possible && !in_other_case {
                found.push(format!("user {id}: {} is {shown:?}, not {wanted:?}", row.target));
            }
        }
        self.roles(id, account, &shown, less, firm, found);
        self.manager(id, account, actual, firm, found);
    }

    fn roles(
        &self,
        id: &str,
        account: &Account,
        shown: &Account,
        less: bool,
        firm: bool,
        found: &mut Vec<String>,
    ) {
        let own = self.expected.user_facts(id).roles;
        let ever = self.expected.ever.get(id).map(|ever| &ever.roles);
        let has_now = less || !self.expected.settings.own_mapping || own.is_subset(&shown.roles);
        let possible = !firm && has_now && ever.is_some_and(|ever| shown.roles.is_subset(ever));
        if shown.roles != account.roles && !possible {
            found.push(format!("user {id}: roles are {:?}, not {:?}", shown.roles, account.roles));
        }
    }

    fn manager(&self, id: &str, account: &Account, actual: &Value, firm: bool, found: &mut Vec<String>) {
        let written =
            &actual["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]["manager"]["value"];
        let shown = written.as_str().map(|target| self.source_of(target).unwrap_or("(gone)".to_owned()));
        let wanted = account.manager.as_ref().map(|(manager, accounts)| {
            let life = self
                .expected
                .user(manager)
                .filter(|life| life.account.is_some() && life.accounts == *accounts);
            life.map_or("(gone)".to_owned(), |_| manager.clone())
        });
        if shown == wanted {
            return;
        }
        let now =
            self.expected.user_facts(id).object.and_then(|user| user["manager"].as_str().map(str::to_owned));
        let is_wish = wanted.is_some() && wanted == now && self.expected.user_facts(id).active();
        let firmly = is_wish && wanted.as_ref().is_some_and(|manager| self.expected.is_surely_there(manager));
        let ever = self.expected.ever.get(id);
        let known = shown
            .as_ref()
            .is_none_or(|shown| shown == "(gone)" || ever.is_some_and(|ever| ever.managers.contains(shown)));
        if firm || firmly || !known {
            found.push(format!("user {id}: manager is {shown:?}, not {wanted:?}"));
        }
    }

    /// Source id of the user or group with that id in the tenant.
    fn source_of(&self, target: &str) -> Option<String> {
        if let Some(group) = self.groups.iter().find(|group| group["id"] == target) {
            return group["externalId"].as_str().map(str::to_owned);
        }
        let user = self.users.iter().find(|user| user["id"] == target)?;
        let is_own = |id: &&String| self.account(id).is_some_and(|account| account["id"] == user["id"]);
        self.expected.users.iter().map(|(id, _)| id).find(is_own).cloned()
    }

    /// Accounts of nobody's are as they were.
    fn strangers(&self, seen: &BTreeSet<String>, found: &mut Vec<String>) {
        let mut strangers: BTreeMap<String, &Account> = BTreeMap::new();
        for account in &self.expected.strangers {
            strangers.insert(account.values["userName"].to_lowercase(), account);
        }
        for user in self.users {
            let name = lower(&user["userName"]);
            match strangers.remove(&name) {
                Some(account) if self.way == Way::Quiet && Account::of_resource(user) != *account => {
                    found.push(format!("{name} of nobody's was changed: {user}"));
                }
                None if !seen.contains(&name) && !self.was_never_matched(user) => {
                    found.push(format!("{name} belongs to nobody: {user}"))
                }
                _ => {}
            }
        }
        let lost = strangers.keys().filter(|name| !seen.contains(*name));
        found.extend(lost.map(|name| format!("{name} of nobody's is gone")));
    }

    fn groups(&self, found: &mut Vec<String>) {
        let mut left: Vec<&Value> = self.groups.iter().collect();
        for (id, life) in &self.expected.groups {
            let place = left.iter().position(|group| group["externalId"] == *id);
            let actual = place.map(|place| left.remove(place));
            match (&life.values, actual) {
                (Some(values), Some(actual)) => self.group(id, life, values, actual, found),
                (Some(_), None) => found.push(format!("group {id}: is missing")),
                (None, Some(_)) => found.push(format!("group {id}: is there and should not be")),
                (None, None) => {}
            }
        }
        found.extend(left.iter().map(|group| format!("a group of nobody's: {group}")));
    }

    fn group(
        &self,
        id: &str,
        life: &groups::Life,
        values: &mapping::Values,
        actual: &Value,
        found: &mut Vec<String>,
    ) {
        for (target, wanted) in values {
            let shown = mapping::shown(actual, target);
            if shown.as_ref() != Some(wanted) {
                found.push(format!("group {id}: {target} is {shown:?}, not {wanted:?}"));
            }
        }
        let members =
            actual["members"].as_array().into_iter().flatten().filter_map(|member| member["value"].as_str());
        let shown: BTreeSet<String> =
            members.map(|id| self.source_of(id).unwrap_or_else(|| format!("({id})"))).collect();
        let listed = self.expected.last.get(id).map(|group| texts(&group["members"])).unwrap_or_default();
        let known =
            self.expected.users.iter().map(|(id, _)| id).chain(self.expected.groups.iter().map(|(id, _)| id));
        for member in known.chain(shown.iter().filter(|id| id.starts_with('('))) {
            let (is, may) = (shown.contains(member), self.may((id, life), member, &listed));
            if Some(is) != may && may.is_some() {
                let words = if is { "is shown" } else { "is not shown" };
                found.push(format!("group {id}: member {member} {words}"));
            }
        }
    }

    /// Whether the member is to be shown; none where both is right.
    fn may(&self, (id, life): (&str, &groups::Life), member: &str, listed: &[&str]) -> Option<bool> {
        let wished = listed.contains(&member);
        let is_member = life.members.contains(member);
        // Behind disturbances the group may have been worked on when the member was out of scope, or in again, or when
        // the group itself was out of scope already.
        if self.way == Way::Rough && wished {
            let both = self.expected.is_surely_there(member) && self.expected.is_surely_there(id);
            return (is_member && both).then_some(true);
        }
        Some(is_member)
    }
}

fn has(values: Option<&BTreeSet<String>>, value: &str) -> bool {
    values.is_some_and(|values| values.iter().any(|own| own.to_lowercase() == value.to_lowercase()))
}
