//! Source attributes: what they are called, and what an object answers to them.

use serde_json::{Value, json};

use super::{IS_SOFT_DELETED, Surroundings};
use crate::provision::object::Kind;

/// Names of source attributes that every Entra tenant has, under the names of mappings (Microsoft Learn, "Develop a
/// SCIM endpoint", Default user attribute mappings; "Customize user provisioning attribute mappings").
pub(super) const KNOWN: &[&str] = &[
    "IsSoftDeleted",
    "accountEnabled",
    "ageGroup",
    "appRoleAssignments",
    "city",
    "companyName",
    "country",
    "createdDateTime",
    "creationType",
    "department",
    "description",
    "displayName",
    "employeeHireDate",
    "employeeId",
    "employeeLeaveDateTime",
    "employeeType",
    "facsimileTelephoneNumber",
    "givenName",
    "imAddresses",
    "jobTitle",
    "mail",
    "mailEnabled",
    "mailNickname",
    "manager",
    "members",
    "mobile",
    "objectId",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesImmutableId",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesUserPrincipalName",
    "originalUserPrincipalName",
    "otherMails",
    "physicalDeliveryOfficeName",
    "postalCode",
    "preferredLanguage",
    "proxyAddresses",
    "securityEnabled",
    "state",
    "streetAddress",
    "surname",
    "telephoneNumber",
    "usageLocation",
    "userPrincipalName",
    "userType",
];

/// The source attribute that holds references: `manager` of users, `members` of groups.
pub(super) fn reference_of(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "manager",
        Kind::Group => "members",
    }
}

/// Whether any tenant may have a source attribute of that name: the known ones, the fifteen extension attributes, and
/// directory extensions (`extension_<application id>_<name>`).
pub(super) fn is_possible(name: &str) -> bool {
    KNOWN.contains(&name) || name.starts_with("extension")
}

impl Surroundings<'_> {
    /// The value of a source attribute; empty text and empty lists are no value.
    pub(super) fn source(&self, name: &str) -> Option<Value> {
        match name {
            IS_SOFT_DELETED => return Some(json!(self.is_soft_deleted)),
            "objectId" => return Some(json!(self.object.id)),
            "userPrincipalName" => return self.user_principal_name(),
            "manager" => return self.object.manager.as_deref().map(Value::from),
            "originalUserPrincipalName" => return self.object.text("userPrincipalName").map(Value::from),
            _ => {}
        }
        let value = self.object.attributes.get(name)?;
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        (!empty).then(|| value.clone())
    }

    fn user_principal_name(&self) -> Option<Value> {
        let name = self.object.text("userPrincipalName").filter(|name| !name.is_empty())?;
        Some(without_ext(name).map_or_else(|| json!(name), Value::String))
    }
}

/// A guest's own address: `mira_tern.example#EXT#@contoso.example` provisions as `mira@tern.example` (Microsoft Learn,
/// "How application provisioning works", B2B users). Without an underscore only the mark goes, as older pages say.
fn without_ext(name: &str) -> Option<String> {
    let at = name.to_ascii_uppercase().find("#EXT#")?;
    let (alias, rest) = (&name[..at], &name[at + "#EXT#".len()..]);
    match alias.rsplit_once('_') {
        Some((alias, domain)) if !alias.is_empty() && !domain.is_empty() => Some(format!("{alias}@{domain}")),
        _ => Some(format!("{alias}{rest}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_is_known_by_the_own_address() {
        let own = |name: &str| without_ext(name);
        assert_eq!(own("mira_tern.example#EXT#@contoso.example").as_deref(), Some("mira@tern.example"));
        assert_eq!(
            own("mira_berg_tern.example#ext#@contoso.example").as_deref(),
            Some("mira_berg@tern.example")
        );
        assert_eq!(own("mira#EXT#@contoso.example").as_deref(), Some("mira@contoso.example"));
        assert_eq!(own("mira@contoso.example"), None);
        assert_eq!(own("#EXT#").as_deref(), Some(""));
    }

    #[test]
    fn known_names_are_sorted() {
        assert!(KNOWN.is_sorted(), "the list is read by people");
    }
}
