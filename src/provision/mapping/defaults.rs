//! Entra's default mappings, for the attributes a suite lists (Microsoft Learn, "Develop a SCIM endpoint", Default user
//! and group attribute mappings).
//!
//! An attribute beyond that table gets the source an administrator would choose, where Entra has one, else none. What
//! has no source is named by [`Mappings::unmapped`]; nothing is made up for it.

use super::{Actions, AttributeMapping, Mappings, ObjectMapping, Source, has_enterprise, source};
use crate::entra::body::ROLE_TYPE;
use crate::provision::object::Kind;
use crate::provision::scope::Filters;
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::{Path, urn};
use crate::suite::{Attribute, AttributePath, AttributeType, Removal, Suite};

/// `active` as the default table maps it; the empty argument says that there is no default.
pub const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;

impl Mappings {
    /// Entra's default mappings for the attributes the suite lists.
    pub fn of_suite(suite: &Suite) -> Self {
        let user = user(suite);
        let mut notes = Vec::new();
        if let Some(row) = suite.user.attributes.iter().find(|row| suite.cannot_disable_by(row)) {
            let what =
                if suite.writes(row) { "active is written at creation only" } else { "active is not mapped" };
            notes.push(format!("{what}: the app deletes users and cannot disable them"));
        }
        Self {
            has_enterprise: has_enterprise(&user.attributes),
            user,
            group: suite.sends_groups().then(|| group(suite)),
            notes,
        }
    }
}

fn user(suite: &Suite) -> ObjectMapping {
    let listed = suite.user.attributes.iter().filter(|row| suite.writes(row));
    let map = |row: &Attribute| {
        if suite.cannot_disable_by(row) { at_creation(row, "True") } else { mapped(Kind::User, row) }
    };
    let mut rows: Vec<AttributeMapping> = listed.map(map).collect();
    let matching = match suite.user.matching.as_slice() {
        [] => vec![AttributePath::user_name()],
        matching => matching.to_vec(),
    };
    ensure(Kind::User, &mut rows, &AttributePath::user_name());
    match_by(Kind::User, &mut rows, &matching);
    let delete = suite.user.removal != Some(Removal::DisableOnly);
    ObjectMapping {
        kind: Kind::User,
        attributes: rows,
        filters: Filters::default(),
        actions: Actions { create: true, update: true, delete },
    }
}

fn group(suite: &Suite) -> ObjectMapping {
    let mut rows: Vec<AttributeMapping> =
        suite.group.attributes.iter().map(|row| mapped(Kind::Group, row)).collect();
    ensure(Kind::Group, &mut rows, &AttributePath::display_name());
    if suite.group.attributes.is_empty() {
        let others = ["externalId", "members"].into_iter().filter_map(|path| path.parse().ok());
        rows.extend(others.map(|path| plain(Kind::Group, path)));
    }
    let matching = match suite.group.matching.as_slice() {
        [] => vec![AttributePath::display_name()],
        matching => matching.to_vec(),
    };
    match_by(Kind::Group, &mut rows, &matching);
    ObjectMapping {
        kind: Kind::Group,
        attributes: rows,
        filters: Filters::default(),
        actions: Actions { create: true, update: true, delete: true },
    }
}

/// `userName` and `displayName` are written whether or not the suite lists them.
fn ensure(kind: Kind, rows: &mut Vec<AttributeMapping>, path: &AttributePath) {
    if !rows.iter().any(|row| row.target.same(path.as_str())) {
        rows.insert(0, plain(kind, path.clone()));
    }
}

/// Numbers the matching attributes; one that is not listed is mapped as well.
fn match_by(kind: Kind, rows: &mut Vec<AttributeMapping>, matching: &[AttributePath]) {
    for (path, precedence) in matching.iter().zip(1..) {
        if !rows.iter().any(|row| row.target.same(path.as_str())) {
            rows.push(plain(kind, path.clone()));
        }
        if let Some(row) = rows.iter_mut().find(|row| row.target.same(path.as_str())) {
            row.matching = Some(precedence);
        }
    }
}

fn plain(kind: Kind, path: AttributePath) -> AttributeMapping {
    mapped(kind, &Attribute::new(path, AttributeType::String))
}

fn mapped(kind: Kind, row: &Attribute) -> AttributeMapping {
    let source = natural(kind, row.target().path());
    // The documented create request has an empty `roles`, which the default table does not map.
    let empty_roles = row.target().path().is_attribute("roles") && row.sample.as_deref() == Some("[]");
    if empty_roles && row.kind == AttributeType::Complex {
        return at_creation(row, "[]");
    }
    let is_reference = matches!(&source, Source::Direct(name) if name == source::reference_of(kind));
    match (is_reference, row.kind) {
        (true, _) => AttributeMapping::new(row.target().clone(), AttributeType::Reference, source),
        // Entra has no other references; as values they would never flow.
        (false, AttributeType::Reference) => {
            AttributeMapping::new(row.target().clone(), row.kind, Source::None)
        }
        (false, target_type) => AttributeMapping::new(row.target().clone(), target_type, source),
    }
}

/// A constant that is written at creation and never again.
fn at_creation(row: &Attribute, constant: &str) -> AttributeMapping {
    let mapping =
        AttributeMapping::new(row.target().clone(), row.kind, Source::Constant(constant.to_owned()));
    AttributeMapping { only_on_creation: true, ..mapping }
}

/// The source of a target attribute.
fn natural(kind: Kind, path: &Path) -> Source {
    let name = path.name.to_lowercase();
    let sub = path.sub.as_deref().map(str::to_lowercase);
    match (&path.urn, kind) {
        (Some(extension), _) if !urn::is_core(extension) => extended(extension, path, sub.as_deref()),
        (_, Kind::User) if name == "roles" => role(sub.as_deref()),
        (_, Kind::User) => match (sub.as_deref(), path.filter.is_some()) {
            (None, false) => of_user(&name, &path.name),
            (Some(sub), _) => of_element(&name, &element_type(path), sub),
            (None, true) => Source::None,
        },
        (_, Kind::Group) if path.sub.is_none() && path.filter.is_none() => of_group(&name, &path.name),
        (_, Kind::Group) => Source::None,
    }
}

fn direct(name: &str) -> Source {
    Source::Direct(name.to_owned())
}

fn expression(text: &str) -> Source {
    text.parse().map_or(Source::None, Source::Expression)
}

/// A top-level attribute of the core schema; one that has the name of a source attribute gets that.
fn of_user(name: &str, written: &str) -> Source {
    match name {
        "username" => direct("userPrincipalName"),
        "externalid" | "nickname" => direct("mailNickname"),
        "active" => expression(ACTIVE),
        "displayname" => direct("displayName"),
        "title" => direct("jobTitle"),
        "preferredlanguage" | "locale" => direct("preferredLanguage"),
        "usertype" => direct("userType"),
        _ => known(written),
    }
}

fn of_group(name: &str, written: &str) -> Source {
    match name {
        "displayname" => direct("displayName"),
        "externalid" => direct("objectId"),
        _ => known(written),
    }
}

/// Entra's attribute of that name. Roles and the derived ones are no plain values.
fn known(written: &str) -> Source {
    let derived = ["appRoleAssignments", "IsSoftDeleted", "objectId"];
    let same = |name: &&&str| name.eq_ignore_ascii_case(written) && !derived.contains(*name);
    source::KNOWN.iter().find(same).map_or(Source::None, |name| direct(name))
}

/// A part of a complex attribute, or of the element of that type.
fn of_element(name: &str, element: &str, sub: &str) -> Source {
    match (name, element, sub) {
        ("name", _, "givenname") => direct("givenName"),
        ("name", _, "familyname") => direct("surname"),
        ("name", _, "formatted") => expression(r#"Join(" ", [givenName], [surname])"#),
        ("emails", "" | "work" | "primary", "value") => direct("mail"),
        ("emails", "other", "value") => direct("proxyAddresses"),
        ("emails", "home", "value") => direct("otherMails"),
        ("phonenumbers", "" | "work" | "primary", "value") => direct("telephoneNumber"),
        ("phonenumbers", "mobile", "value") => direct("mobile"),
        ("phonenumbers", "fax", "value") => direct("facsimileTelephoneNumber"),
        ("addresses", "" | "work" | "other" | "primary", sub) => of_address(sub),
        ("manager", _, "value") => direct("manager"),
        _ => Source::None,
    }
}

fn of_address(sub: &str) -> Source {
    match sub {
        "formatted" => direct("physicalDeliveryOfficeName"),
        "streetaddress" => direct("streetAddress"),
        "locality" => direct("city"),
        "region" => direct("state"),
        "postalcode" => direct("postalCode"),
        "country" => direct("country"),
        _ => Source::None,
    }
}

/// The function that Microsoft recommends for a list of roles, or the one for a single role.
fn role(sub: Option<&str>) -> Source {
    match sub {
        None => expression("AssertiveAppRoleAssignmentsComplex([appRoleAssignments])"),
        Some("value" | "display") => expression("SingleAppRoleAssignment([appRoleAssignments])"),
        Some("type") => Source::Constant(ROLE_TYPE.to_owned()),
        _ => Source::None,
    }
}

/// An attribute of an extension: the enterprise attributes of the default table, others by their own name, which the
/// directory may carry.
fn extended(extension: &str, path: &Path, sub: Option<&str>) -> Source {
    let name = path.name.to_lowercase();
    if name == "manager" && matches!(sub, None | Some("value")) {
        return direct("manager");
    }
    if sub.is_some() || path.filter.is_some() {
        return Source::None;
    }
    match name.as_str() {
        "employeenumber" if urn::same(extension, urn::ENTERPRISE_USER) => direct("employeeId"),
        "organization" if urn::same(extension, urn::ENTERPRISE_USER) => direct("companyName"),
        _ => match known(&path.name) {
            Source::None => direct(&path.name),
            known => known,
        },
    }
}

/// What a value filter selects: the `type` it asks for, `primary`, or nothing.
fn element_type(path: &Path) -> String {
    match path.filter.as_deref() {
        Some(Filter::Compare(by, CompareOp::Eq, serde_json::Value::String(kind)))
            if by.is_attribute("type") =>
        {
            kind.to_lowercase()
        }
        Some(Filter::Compare(by, CompareOp::Eq, _)) if by.is_attribute("primary") => "primary".to_owned(),
        Some(_) => "another".to_owned(),
        None => String::new(),
    }
}
