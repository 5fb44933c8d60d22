//! Foreign users: accounts that were there before any client came, one administrator among them.

use serde_json::{Value, json};

use super::{Kind, Store};
use crate::scim::schema::Model;
use crate::scim::urn;

/// Given names as written and as they stand in a userName.
const GIVEN: [(&str, &str); 12] = [
    ("Astrid", "astrid"),
    ("Bjørn", "bjorn"),
    ("Chloé", "chloe"),
    ("Dmytro", "dmytro"),
    ("Élodie", "elodie"),
    ("Fatima", "fatima"),
    ("Grzegorz", "grzegorz"),
    ("Hana", "hana"),
    ("İbrahim", "ibrahim"),
    ("José", "jose"),
    ("Kaoru", "kaoru"),
    ("Līga", "liga"),
];

const FAMILY: [(&str, &str); 11] = [
    ("Ångström", "angstrom"),
    ("Bakker", "bakker"),
    ("Çelik", "celik"),
    ("Dvořák", "dvorak"),
    ("Eriksen", "eriksen"),
    ("Fitzgerald", "fitzgerald"),
    ("García", "garcia"),
    ("Haddad", "haddad"),
    ("Ito", "ito"),
    ("Jansen", "jansen"),
    ("Kovačević", "kovacevic"),
];

const DEPARTMENTS: [&str; 5] = ["Hydrography", "Pilotage", "Finance", "Legal", "Harbour Control"];

/// Adds `count` users to the store.
pub(crate) fn populate(store: &mut Store, count: usize, model: &Model) {
    let disable = model.core.attribute("active").is_some();
    for number in 0..count {
        let mut body = user(number);
        if let (false, Value::Object(body)) = (disable, &mut body) {
            body.shift_remove("active");
        }
        store.table_mut(Kind::User).insert(&body);
    }
}

fn user(number: usize) -> Value {
    let (given, given_ascii) = GIVEN[number % GIVEN.len()];
    let (family, family_ascii) = FAMILY[number % FAMILY.len()];
    // The lists have coprime lengths, so only a round through all pairs repeats a name.
    let round = number / (GIVEN.len() * FAMILY.len());
    let suffix = if round == 0 { String::new() } else { (round + 1).to_string() };
    let address = format!("{given_ascii}.{family_ascii}{suffix}@quayside.example");
    let mut body = json!({
        "userName": address,
        "name": {"formatted": format!("{given} {family}"), "familyName": family, "givenName": given},
        "displayName": format!("{given} {family}"),
        "active": !number.is_multiple_of(9) || number == 0,
        "emails": [{"value": address, "type": "work", "primary": true}],
    });
    if number == 0 {
        body["title"] = "Administrator".into();
        body["roles"] = json!([{"value": "admin", "display": "Administrator", "primary": true}]);
    }
    if number % 3 == 1 {
        body["externalId"] = format!("quay-{number:06}").into();
        body[urn::ENTERPRISE_USER] = json!({"department": DEPARTMENTS[number % DEPARTMENTS.len()]});
    }
    body
}
