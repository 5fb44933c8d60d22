//! What the properties of a directory file mean: Microsoft Graph's names and those of attribute mappings.
//!
//! Both are named on Microsoft Learn, "Customize user provisioning attribute mappings" and "user resource type".

use crate::provision::attributes::extension_attributes;

/// The property that names an object's kind.
pub(super) const TYPE: &str = "@odata.type";

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// The object id.
    Id,
    /// The manager, of users.
    Manager,
    /// The manager as a delta writes it: a list of one, perhaps taken away.
    ManagerDelta,
    /// When it went to the recycle bin.
    Deleted,
    /// The members, of groups.
    Members,
    /// Members added and removed.
    MembersDelta,
    /// The app roles it is assigned to.
    Assignments,
    /// In a delta: it is gone.
    Removed,
    /// An object that holds extension attributes.
    Extensions,
    /// A value that the service works out by itself.
    Derived,
    /// An annotation that says nothing about the object.
    Annotation,
    /// True or false.
    Flag(&'a str),
    /// Texts, of which mappings know the first under this name.
    First(&'a str),
    /// A list of texts.
    Texts(&'a str),
    /// A text, with its name in mappings.
    Text(&'a str),
    /// Anything else.
    Other(&'a str),
}

/// What the property of that name is.
pub(super) fn meaning(name: &str) -> Meaning<'_> {
    match name {
        "id" => Meaning::Id,
        "manager" => Meaning::Manager,
        "manager@delta" => Meaning::ManagerDelta,
        "deletedDateTime" => Meaning::Deleted,
        "members" => Meaning::Members,
        "members@delta" => Meaning::MembersDelta,
        "appRoleAssignments" | "appRoles" => Meaning::Assignments,
        "@removed" => Meaning::Removed,
        "onPremisesExtensionAttributes" => Meaning::Extensions,
        "objectId" | "IsSoftDeleted" => Meaning::Derived,
        "accountEnabled"
        | "mailEnabled"
        | "securityEnabled"
        | "onPremisesSyncEnabled"
        | "showInAddressList" => Meaning::Flag(name),
        "businessPhones" => Meaning::First("telephoneNumber"),
        "proxyAddresses" | "otherMails" | "imAddresses" | "groupTypes" => Meaning::Texts(name),
        "mobilePhone" => Meaning::Text("mobile"),
        "faxNumber" => Meaning::Text("facsimileTelephoneNumber"),
        "officeLocation" => Meaning::Text("physicalDeliveryOfficeName"),
        name if name.contains('@') => Meaning::Annotation,
        name if TEXTS.contains(&name) || is_extension_attribute(name) => Meaning::Text(name),
        name => Meaning::Other(name),
    }
}

/// Properties that are text and have the same name in mappings.
const TEXTS: &[&str] = &[
    "userPrincipalName",
    "displayName",
    "givenName",
    "surname",
    "mail",
    "mailNickname",
    "jobTitle",
    "department",
    "employeeId",
    "streetAddress",
    "city",
    "state",
    "postalCode",
    "country",
    "preferredLanguage",
    "companyName",
    "description",
    "employeeType",
    "usageLocation",
    "userType",
    "onPremisesSamAccountName",
    "onPremisesUserPrincipalName",
    "telephoneNumber",
    "mobile",
    "facsimileTelephoneNumber",
    "physicalDeliveryOfficeName",
    "membershipRule",
];

/// `extensionAttribute1` to `extensionAttribute15`.
fn is_extension_attribute(name: &str) -> bool {
    extension_attributes().any(|attribute| attribute == name)
}
