//! Who belongs to which group, from both sides. Adding and removing a member costs the same however many
//! members a group has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The members of all groups.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memberships {
    members: HashMap<String, Members>,
    groups: HashMap<String, BTreeSet<String>>,
}

/// The members of one group, in the order they were added.
#[derive(Debug, Clone, Default)]
struct Members {
    order: BTreeMap<u64, String>,
    places: HashMap<String, u64>,
    next: u64,
}

impl Memberships {
    /// The members of a group.
    pub(crate) fn of(&self, group: &str) -> impl Iterator<Item = &str> {
        self.members.get(group).into_iter().flat_map(|members| members.order.values().map(String::as_str))
    }

    /// The groups a user or group belongs to.
    pub(crate) fn groups_of(&self, member: &str) -> impl Iterator<Item = &str> {
        self.groups.get(member).into_iter().flat_map(|groups| groups.iter().map(String::as_str))
    }

    pub(crate) fn contains(&self, group: &str, member: &str) -> bool {
        self.members.get(group).is_some_and(|members| members.places.contains_key(member))
    }

    /// Adds a member; adding it again changes nothing.
    pub(crate) fn add(&mut self, group: &str, member: &str) {
        if self.contains(group, member) {
            return;
        }
        let members = self.members.entry(group.to_owned()).or_default();
        members.order.insert(members.next, member.to_owned());
        members.places.insert(member.to_owned(), members.next);
        members.next += 1;
        self.groups.entry(member.to_owned()).or_default().insert(group.to_owned());
    }

    /// Removes a member; removing one that is absent changes nothing.
    pub(crate) fn remove(&mut self, group: &str, member: &str) {
        let Some(members) = self.members.get_mut(group) else { return };
        if let Some(place) = members.places.remove(member) {
            members.order.remove(&place);
        }
        if let Some(groups) = self.groups.get_mut(member) {
            groups.remove(group);
        }
    }

    /// Forgets a resource, both as a member and as a group; returns the groups it was a member of.
    pub(crate) fn forget(&mut self, id: &str) -> Vec<String> {
        let members: Vec<String> = self.of(id).map(str::to_owned).collect();
        for member in &members {
            self.remove(id, member);
        }
        self.members.remove(id);
        let groups: Vec<String> = self.groups_of(id).map(str::to_owned).collect();
        for group in &groups {
            self.remove(group, id);
        }
        self.groups.remove(id);
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_repeats_change_nothing() {
        let mut memberships = Memberships::default();
        for member in ["b", "a", "b", "c"] {
            memberships.add("g", member);
        }
        memberships.remove("g", "a");
        memberships.remove("g", "a");
        assert_eq!(memberships.of("g").collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(memberships.groups_of("b").collect::<Vec<_>>(), ["g"]);
        assert_eq!(memberships.groups_of("a").count(), 0);
    }

    #[test]
    fn forgetting_works_from_both_sides() {
        let mut memberships = Memberships::default();
        memberships.add("g", "u");
        memberships.add("h", "g");
        assert_eq!(memberships.forget("g"), ["h"]);
        assert_eq!((memberships.groups_of("u").count(), memberships.of("h").count()), (0, 0));
    }
}
