//! What the tenant holds, in memory: two tables of resources and the memberships between them.
//!
//! It stores and finds; it knows no HTTP, no projection and no rule of PATCH.

pub(super) mod foreign;
mod index;
mod memberships;
mod table;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub(super) use memberships::Memberships;
pub(super) use table::{Record, Table};

use crate::scim::Path;

/// The resource types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    User,
    Group,
}

impl Kind {
    /// Name of the resource type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }
}

/// All resources of a tenant.
#[derive(Debug, Clone)]
pub(super) struct Store {
    users: Table,
    groups: Table,
    pub(super) memberships: Memberships,
}

impl Store {
    /// An empty store that indexes the attributes a client looks users up by, and those in `matching`.
    pub(super) fn new(matching: &[Path]) -> Self {
        let mut paths = ["userName", "externalId", "displayName", "emails"].map(Path::attribute).to_vec();
        for path in matching {
            if !paths.iter().any(|known| known.same(path)) {
                paths.push(path.clone());
            }
        }
        let groups = Table::new(["displayName", "externalId"].map(Path::attribute).to_vec());
        Self { users: Table::new(paths), groups, memberships: Memberships::default() }
    }

    pub(super) fn table(&self, kind: Kind) -> &Table {
        match kind {
            Kind::User => &self.users,
            Kind::Group => &self.groups,
        }
    }

    pub(super) fn table_mut(&mut self, kind: Kind) -> &mut Table {
        match kind {
            Kind::User => &mut self.users,
            Kind::Group => &mut self.groups,
        }
    }

    /// Removes a resource and every membership it has part in. `bury` keeps a copy, as faulty servers do.
    pub(super) fn remove(&mut self, kind: Kind, id: &str, bury: bool) -> Option<Value> {
        let body = self.table_mut(kind).remove(id, bury)?;
        for group in self.memberships.forget(id) {
            self.groups.touch(&group);
        }
        Some(body)
    }

    /// Resource type and name of a possible member of a group.
    pub(super) fn describe(&self, id: &str) -> Option<(Kind, &str)> {
        let find = |kind| self.table(kind).get(id).map(|record| (kind, record.label.as_str()));
        find(Kind::User).or_else(|| find(Kind::Group))
    }
}
