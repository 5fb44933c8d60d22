//! What an app would be sent in earnest: values by type and path, as if there were no rule for them.

use serde_json::{Value, json};

use super::person::Person;
use super::words;
use crate::scim::Path;
use crate::scim::filter::{CompareOp, Filter};
use crate::suite::AttributeType;

/// The `type` that Entra gives every role (Microsoft Learn, "Customize user provisioning attribute-mappings").
const ROLE_TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// The value of an attribute of that type and path.
pub(super) fn value(kind: AttributeType, path: &Path, who: Person) -> Value {
    let names = names(path);
    let name = names.first().map_or("", String::as_str);
    match kind {
        AttributeType::Boolean => {
            let (created, changed) = words::booleans(name);
            json!(who.pick(created, changed))
        }
        AttributeType::Integer if is_date(&names, who) => json!(who.pick(1_767_945_600, 1_770_710_400)),
        AttributeType::Integer => json!(1000 + 2 * who.number + who.pick(0, 1)),
        AttributeType::DateTime => json!(date_time(&names, who)),
        AttributeType::Binary => json!(who.pick("c2NpbQ==", "cHJvb2Y=")),
        AttributeType::Complex => json!([]),
        AttributeType::String | AttributeType::Reference => json!(text(path, &names, who)),
    }
}

/// The attribute's own name behind that of its part, which tells more. `value` tells nothing.
fn names(path: &Path) -> Vec<String> {
    let sub = path.sub.as_deref().filter(|sub| !sub.eq_ignore_ascii_case("value"));
    let whole = sub.map(|sub| format!("{} {sub}", path.name));
    sub.map(str::to_owned).into_iter().chain(whole).chain([path.name.clone()]).collect()
}

fn is_date(names: &[String], who: Person) -> bool {
    words::text(names, who).parse::<jiff::civil::Date>().is_ok()
}

/// The moments of a date that the name tells, else two of this year.
fn date_time(names: &[String], who: Person) -> String {
    let day = words::text(names, who);
    let day = if is_date(names, who) { day.as_str() } else { who.pick("2026-01-09", "2026-02-10") };
    format!("{day}T{}Z", who.pick("08:15:00", "09:30:00"))
}

fn text(path: &Path, names: &[String], who: Person) -> String {
    let attribute = path.name.to_lowercase();
    let sub = path.sub.as_deref().unwrap_or_default().to_lowercase();
    match (attribute.as_str(), sub.as_str()) {
        ("username", _) => who.user_name(),
        ("externalid", _) => who.external_id(),
        ("name", sub) => part_of_name(sub, who),
        ("displayname" | "nickname", _) | ("emails" | "phonenumbers" | "ims" | "photos", "display") => {
            who.full_name()
        }
        ("password", _) => format!("Tern!{}7a", who.serial("password").digits(8)),
        ("gender", _) => who.pick("female", "male").to_owned(),
        // A user the run created, by the name that is known before it has an id.
        ("manager" | "relations", "" | "value") => who.at(super::Version::Created).user_name(),
        ("roles", "type") => ROLE_TYPE.to_owned(),
        (_, "type") if path.filter.is_some() => element_type(path),
        ("emails", "" | "value" | "address") => who.mail(&element_type(path)),
        ("phonenumbers", "" | "value") => who.phone(&element_type(path)),
        ("addresses", sub) => address(sub, who).to_owned(),
        ("ims", "" | "value") => who.external_id().to_lowercase(),
        ("externalids", "" | "value") => {
            format!("{}-{}{}", element_type(path), who.account(), who.pick("", "-2"))
        }
        _ if words::is_boolean(names.first().map_or("", String::as_str)) => {
            let (created, changed) = words::booleans(&names[0]);
            // As Entra writes a boolean into a text attribute.
            if who.pick(created, changed) { "True" } else { "False" }.to_owned()
        }
        _ => words::text(names, who),
    }
}

fn part_of_name(sub: &str, who: Person) -> String {
    match sub {
        "givenname" => who.given_name().to_owned(),
        "familyname" => who.family_name(),
        "middlename" => who.pick("Maren", "Élise").to_owned(),
        "honorificprefix" => who.pick("Ms.", "Dr.").to_owned(),
        "honorificsuffix" => who.pick("Jr.", "III").to_owned(),
        _ => who.full_name(),
    }
}

fn address(sub: &str, who: Person) -> &'static str {
    match sub {
        "streetaddress" => who.pick("Strandkaien 4", "Quai Ouest 9"),
        "locality" => who.pick("Bergen", "Genève"),
        "region" => who.pick("Vestland", "GE"),
        "postalcode" => who.pick("5013", "1201"),
        "country" => who.pick("NO", "CH"),
        _ => who.pick("Strandkaien 4, 5013 Bergen", "Quai Ouest 9, 1201 Genève"),
    }
}

/// The word a value filter asks for, `work` when it asks for none.
fn element_type(path: &Path) -> String {
    match path.filter.as_deref() {
        Some(Filter::Compare(_, CompareOp::Eq, Value::String(kind))) => kind.to_lowercase(),
        _ => "work".to_owned(),
    }
}

/// Whether the values of the path tell people apart, so that no two may share one.
pub(super) fn is_identifier(path: &Path) -> bool {
    let attribute = path.name.to_lowercase();
    let is_value = path
        .sub
        .as_deref()
        .is_none_or(|sub| ["value", "address"].iter().any(|whole| sub.eq_ignore_ascii_case(whole)));
    match attribute.as_str() {
        "username" | "externalid" | "password" => true,
        "emails" | "phonenumbers" | "ims" | "externalids" => is_value,
        "name" | "displayname" | "nickname" | "gender" | "addresses" | "manager" | "relations" => false,
        _ => {
            let names = names(path);
            !names.first().is_some_and(|name| words::is_boolean(name)) && words::is_identifier(&names)
        }
    }
}
