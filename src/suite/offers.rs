//! What a suite says can be done: what is looked up by what, and what is not offered.

use super::{Attribute, AttributePath, Operation, Removal, Suite};
use crate::scim::Path;

impl Suite {
    /// Whether the suite says that users can be found by that attribute.
    pub fn finds_users_by(&self, path: &str) -> bool {
        self.user.matching.iter().any(|matching| matching.same(path))
            || self.user_attribute(path).is_some_and(|attribute| attribute.filter == Some(true))
    }

    /// Whether groups can be found by that attribute: as the suite says, or, without a table of groups, as Entra's
    /// default mapping needs it.
    pub fn finds_groups_by(&self, path: &str) -> bool {
        let listed = self.group.attributes.iter().find(|attribute| attribute.target().same(path));
        self.group.matching.iter().any(|matching| matching.same(path))
            || listed.is_some_and(|attribute| attribute.filter == Some(true))
            || self.group.attributes.is_empty()
    }

    /// The attributes of users that the page says cannot be filtered by. References are not among them: Entra asks by
    /// them in a way of its own, whatever the table says.
    pub fn unfilterable_of_users(&self) -> impl Iterator<Item = &Attribute> {
        unfilterable(&self.user.attributes, &self.user.matching)
    }

    /// The same of groups.
    pub fn unfilterable_of_groups(&self) -> impl Iterator<Item = &Attribute> {
        unfilterable(&self.group.attributes, &self.group.matching)
    }

    /// The attribute by which the run looks for a user it knows: `userName`, unless the page has users matched by
    /// others only. Entra looks by what it matches by.
    pub fn key(&self) -> &AttributePath {
        let matching = &self.user.matching;
        let own = matching.iter().find(|path| path.same("userName"));
        let other = matching.iter().find(|path| self.lists(path.as_str()));
        own.or(other).unwrap_or(USER_NAME.get_or_init(AttributePath::user_name))
    }

    /// Whether the run looks for users by their `userName`.
    pub fn looks_by_user_name(&self) -> bool {
        self.key().same("userName")
    }

    /// The attributes of groups that are listed beside the name, the external id and the members.
    pub fn further_of_groups(&self) -> impl Iterator<Item = &Attribute> {
        let usual = |attribute: &&Attribute| {
            let path = attribute.target();
            ["displayName", "externalId", "members", "id"].iter().any(|name| path.same(name))
        };
        self.group.attributes.iter().filter(move |a| !usual(a) && !a.is_reference())
    }

    /// Whether DELETE of a user is judged.
    pub fn deletes_users(&self) -> bool {
        self.user.removal != Some(Removal::DisableOnly) && !self.user.not_offered.contains(&Operation::Delete)
    }

    /// Whether users can be disabled.
    pub fn disables_users(&self) -> bool {
        self.user.removal != Some(Removal::DeleteOnly)
            && self.lists("active")
            && !self.user.not_offered.contains(&Operation::Update)
    }

    /// Whether Entra writes the attribute of users. `active` is not mapped where users can only be deleted: mapped, it
    /// would disable them. Where the page requires it all the same, a
    /// create has it.
    pub fn writes(&self, attribute: &Attribute) -> bool {
        !self.cannot_disable_by(attribute) || attribute.required == Some(true)
    }

    /// Whether the attribute would disable users, and the page has them deleted only.
    pub fn cannot_disable_by(&self, attribute: &Attribute) -> bool {
        self.user.removal == Some(Removal::DeleteOnly) && attribute.target().same("active")
    }

    /// The listed reference to a user's manager.
    pub fn manager(&self) -> Option<&AttributePath> {
        let manager = |path: &Path| path.name.eq_ignore_ascii_case("manager") && path.urn.is_some();
        self.user.attributes.iter().map(Attribute::target).find(|path| manager(path.path()))
    }
}

static USER_NAME: std::sync::OnceLock<AttributePath> = std::sync::OnceLock::new();

fn unfilterable<'a>(
    attributes: &'a [Attribute],
    matching: &'a [AttributePath],
) -> impl Iterator<Item = &'a Attribute> {
    let matched = |attribute: &Attribute| matching.iter().any(|path| path.same(attribute.target().as_str()));
    attributes.iter().filter(move |a| a.filter == Some(false) && !a.is_reference() && !matched(a))
}
