//! The User schema and its enterprise extension (RFC 7643 §4.1, §4.3, §8.7.1), without `password`: Entra never
//! provisions one and its validator trips over it.

use super::Schema;
use super::attribute::{Attribute, Kind, boolean, complex, reference, string};
use crate::scim::urn;

/// The core schema of a user.
pub fn user() -> Schema {
    Schema::new(urn::USER, "User", "A person's account", [single_valued(), multi_valued()].concat())
}

fn single_valued() -> Vec<Attribute> {
    vec![
        string("userName", "Unique name the user signs in with").required().unique(),
        complex("name", "The parts of the user's name", name()),
        string("displayName", "Name shown to other people"),
        string("nickName", "Casual name"),
        reference("profileUrl", &["external"], "Address of the user's profile page"),
        string("title", "Job title"),
        string("userType", "Relation to the organization, such as Employee or Contractor"),
        string("preferredLanguage", "Preferred language as in Accept-Language, such as nb-NO"),
        string("locale", "Locale for dates and numbers, such as nb-NO"),
        string("timezone", "Time zone as in the IANA database, such as Europe/Oslo"),
        boolean("active", "Whether the user may sign in"),
    ]
}

fn name() -> Vec<Attribute> {
    vec![
        string("formatted", "The full name as displayed"),
        string("familyName", "Family name"),
        string("givenName", "Given name"),
        string("middleName", "Middle names"),
        string("honorificPrefix", "Title in front of the name"),
        string("honorificSuffix", "Suffix behind the name"),
    ]
}

fn multi_valued() -> Vec<Attribute> {
    let work = &["work", "home", "other"];
    let phones = &["work", "mobile", "fax", "home", "pager", "other"];
    let ims = &["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"];
    vec![
        plural("emails", "E-mail addresses", string("value", "The address"), work),
        plural("phoneNumbers", "Telephone numbers", string("value", "The number, kept as sent"), phones),
        plural("ims", "Instant messaging addresses", string("value", "The address"), ims),
        plural("photos", "Pictures of the user", photo(), &["photo", "thumbnail"]),
        complex("addresses", "Postal addresses", address(work)).many(),
        groups(),
        plural("entitlements", "Things the user is entitled to", string("value", "The entitlement"), &[]),
        roles(),
        plural("x509Certificates", "Certificates", certificate(), &[]),
    ]
}

fn photo() -> Attribute {
    reference("value", &["external"], "Address of the picture")
}

fn certificate() -> Attribute {
    Attribute::new("value", Kind::Binary, "A DER certificate in Base64")
}

/// A multi-valued attribute with the sub-attributes every one has (RFC 7643 §2.4). `display` of e-mail
/// addresses is left out: Entra's validator does not expect it.
fn plural(name: &str, description: &str, value: Attribute, types: &[&str]) -> Attribute {
    let mut subs = vec![value];
    if name != "emails" {
        subs.push(string("display", "Label for people"));
    }
    subs.push(string("type", "What the value is used for").canonical(types));
    subs.push(primary());
    complex(name, description, subs).many()
}

fn primary() -> Attribute {
    boolean("primary", "Whether this is the preferred value; at most one is")
}

fn address(types: &[&str]) -> Vec<Attribute> {
    vec![
        string("formatted", "The whole address as written on mail"),
        string("streetAddress", "Street, house number and further lines"),
        string("locality", "City"),
        string("region", "State or region"),
        string("postalCode", "Postal code"),
        string("country", "Country as ISO 3166-1 alpha-2 code"),
        string("type", "What the address is used for").canonical(types),
        primary(),
    ]
}

/// `displayName` is not the RFC's: Entra's AppRoleAssignmentsComplex labels roles with it (Microsoft Learn,
/// "Customize user provisioning attribute-mappings", provisioning a role).
fn roles() -> Attribute {
    let mut roles = plural("roles", "Roles of the user", string("value", "The role"), &[]);
    roles.sub_attributes.push(string("displayName", "Label of the role as Entra sends it"));
    roles
}

fn groups() -> Attribute {
    let subs = vec![
        string("value", "Identifier of the group").case_exact(),
        reference("$ref", &["Group"], "Address of the group"),
        string("display", "Name of the group"),
        string("type", "Whether the user is a member itself").canonical(&["direct", "indirect"]),
    ];
    complex("groups", "Groups the user belongs to; changed through the group", subs).many().read_only()
}

/// The enterprise extension of a user.
pub fn enterprise_user() -> Schema {
    let attributes = vec![
        string("employeeNumber", "Number or code the organization gave the user"),
        string("costCenter", "Cost center"),
        string("organization", "Organization"),
        string("division", "Division"),
        string("department", "Department"),
        complex("manager", "The user's manager", manager()),
    ];
    Schema::new(urn::ENTERPRISE_USER, "EnterpriseUser", "A person's account in an organization", attributes)
}

fn manager() -> Vec<Attribute> {
    vec![
        string("value", "Identifier of the manager's account").case_exact(),
        reference("$ref", &["User"], "Address of the manager's account"),
        string("displayName", "Name of the manager").read_only(),
    ]
}
