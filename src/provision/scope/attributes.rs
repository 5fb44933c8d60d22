//! Which source attributes a scoping filter can read.

use super::FilterError;

/// Why a scoping filter cannot read an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Obstacle {
    Several,
    Reference,
    Date,
    Excluded,
    Own,
    Called(&'static str),
}

use Obstacle::{Called, Date, Excluded, Own, Reference, Several};

/// Attributes that cannot be read (Microsoft Learn, "Scoping users or groups to be provisioned with scoping filters" and
/// "Known issues for provisioning"), and those that mappings call differently than Microsoft Graph.
const OBSTACLES: [(&str, Obstacle); 39] = [
    ("businessPhones", Called("telephoneNumber")),
    ("mobilePhone", Called("mobile")),
    ("faxNumber", Called("facsimileTelephoneNumber")),
    ("officeLocation", Called("physicalDeliveryOfficeName")),
    ("id", Called("objectId")),
    ("proxyAddresses", Several),
    ("otherMails", Several),
    ("imAddresses", Several),
    ("identities", Several),
    ("assignedLicenses", Several),
    ("assignedPlans", Several),
    ("assignedRoles", Several),
    ("provisionedPlans", Several),
    ("provisioningErrors", Several),
    ("onPremisesProvisioningErrors", Several),
    ("serviceProvisioningErrors", Several),
    ("groupTypes", Several),
    ("resourceBehaviorOptions", Several),
    ("resourceProvisioningOptions", Several),
    ("responsibilities", Several),
    ("schools", Several),
    ("skills", Several),
    ("interests", Several),
    ("pastProjects", Several),
    ("appRoleAssignments", Excluded),
    ("userType", Excluded),
    ("manager", Reference),
    ("directReports", Reference),
    ("members", Reference),
    ("memberOf", Reference),
    ("transitiveMemberOf", Reference),
    ("owners", Reference),
    ("birthday", Date),
    ("hireDate", Date),
    ("employeeHireDate", Date),
    ("renewedDateTime", Date),
    ("IsSoftDeleted", Own),
    ("SingleAppRoleAssignment", Excluded),
    ("AppRoleAssignmentsComplex", Excluded),
];

/// Attributes whose letter case is put right; the others are taken as they are written.
const KNOWN: [&str; 31] = [
    "objectId",
    "userPrincipalName",
    "originalUserPrincipalName",
    "accountEnabled",
    "displayName",
    "givenName",
    "surname",
    "mail",
    "mailNickname",
    "jobTitle",
    "department",
    "companyName",
    "employeeId",
    "employeeType",
    "telephoneNumber",
    "mobile",
    "facsimileTelephoneNumber",
    "physicalDeliveryOfficeName",
    "streetAddress",
    "city",
    "state",
    "postalCode",
    "country",
    "usageLocation",
    "preferredLanguage",
    "description",
    "immutableId",
    "onPremisesSecurityIdentifier",
    "mailEnabled",
    "securityEnabled",
    "dirSyncEnabled",
];

/// The name of the attribute as the directory has it.
pub(super) fn readable(attribute: &str) -> Result<String, FilterError> {
    let attribute = attribute.trim();
    if attribute.is_empty() {
        return Err(FilterError::new(
            "a clause names no attribute",
            "name one, such as country or department",
        ));
    }
    let listed = OBSTACLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute));
    let obstacle = listed.map(|(_, obstacle)| *obstacle).or_else(|| is_date(attribute).then_some(Date));
    if let Some(obstacle) = obstacle {
        return Err(refusal(attribute, obstacle));
    }
    let known = KNOWN.iter().find(|name| name.eq_ignore_ascii_case(attribute));
    Ok(known.map_or(attribute, |name| name).to_owned())
}

fn is_date(attribute: &str) -> bool {
    attribute.to_ascii_lowercase().ends_with("datetime")
}

fn refusal(attribute: &str, obstacle: Obstacle) -> FilterError {
    let why = match obstacle {
        Called(name) => {
            return FilterError::new(
                format!("mappings and filters know no '{attribute}'"),
                format!("there it is called '{name}'"),
            );
        }
        Several => "which has several values",
        Reference => "which refers to other objects",
        Date => "which is a date",
        Excluded => "which Entra leaves out of filters",
        Own => "which follows from the filters themselves",
    };
    FilterError::new(
        format!("a scoping filter cannot read '{attribute}', {why}"),
        "filter by an attribute with one value, such as department or extensionAttribute1, or by assignment",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_entra_cannot_filter_by_is_refused_with_the_reason() {
        for (attribute, expected) in [
            ("otherMails", "a scoping filter cannot read 'otherMails', which has several values"),
            ("members", "a scoping filter cannot read 'members', which refers to other objects"),
            ("Manager", "a scoping filter cannot read 'Manager', which refers to other objects"),
            ("employeeHireDate", "a scoping filter cannot read 'employeeHireDate', which is a date"),
            ("createdDateTime", "a scoping filter cannot read 'createdDateTime', which is a date"),
            ("userType", "a scoping filter cannot read 'userType', which Entra leaves out of filters"),
            (
                "appRoleAssignments",
                "a scoping filter cannot read 'appRoleAssignments', which Entra leaves out of filters",
            ),
            (
                "isSoftDeleted",
                "a scoping filter cannot read 'isSoftDeleted', which follows from the filters themselves",
            ),
            ("mobilePhone", "mappings and filters know no 'mobilePhone'"),
            (" ", "a clause names no attribute"),
        ] {
            assert_eq!(readable(attribute).unwrap_err().to_string(), expected);
        }
        assert_eq!(readable("mobilePhone").unwrap_err().help, "there it is called 'mobile'");
    }

    #[test]
    fn letter_case_is_put_right_where_the_attribute_is_known() {
        assert_eq!(readable("Country").unwrap(), "country");
        assert_eq!(readable("extension_0a1b_costCenter").unwrap(), "extension_0a1b_costCenter");
    }
}
