//! What holds for the values of every attribute that an app of the gallery lists.

mod rules;

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Whose it is, type and path of every attribute in the tables of the gallery's pages; misprints are set right.
const PATHS: &str = include_str!("paths.txt");

fn rows() -> Vec<(Of, Attribute)> {
    let row = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let of = if parts[0] == "group" { Of::Group } else { Of::User };
        let kind = serde_json::from_value(json!(parts[1])).unwrap();
        (of, Attribute::new(parts[2].parse().unwrap(), kind))
    };
    PATHS.lines().map(row).collect()
}

fn suite() -> Suite {
    crate::suite::load::by_name("entra", &[]).unwrap()
}

fn sampler(run: &str) -> Sampler {
    Sampler::new(&suite(), run, "tern.example")
}

fn value(sampler: &Sampler, (of, row): &(Of, Attribute), number: usize, version: Version) -> Value {
    match of {
        Of::User => sampler.value(row, number, version),
        Of::Group => sampler.group_value(row, number, version),
    }
}

fn is_text_or_number(row: &Attribute) -> bool {
    !matches!(row.kind, AttributeType::Complex | AttributeType::Reference)
}

/// Attributes whose two values are the same, for a reason.
const CONSTANT: &[&str] = &["roles[primary eq \"True\"].type", "manager", "administrator", "isSoftDeleted"];

#[test]
fn an_update_changes_every_attribute_of_the_gallery() {
    let sampler = sampler("spabcdefgh");
    for row in rows().iter().filter(|(_, row)| is_text_or_number(row)) {
        let path = row.1.path.as_str();
        let is_constant = CONSTANT.iter().any(|end| path.ends_with(end))
            || ["manager", "relations"].iter().any(|name| path.contains(name));
        let values = VERSIONS.map(|version| value(&sampler, row, 3, version));
        assert_eq!(values[0] == values[1], is_constant, "{path} {values:?}");
        assert!(values.iter().all(|value| *value != "" && !value.is_null()), "{path}");
    }
}

#[test]
fn identifiers_are_nobody_elses() {
    let (one, two) = (sampler("spabcdefgh"), sampler("spzyxwvuts"));
    let telling = rows()
        .into_iter()
        .filter(|(_, row)| row.kind == AttributeType::String && natural::is_identifier(row.path.path()));
    let mut count = 0;
    for row in telling {
        count += 1;
        let mut seen = HashSet::new();
        for (sampler, person) in (0..300).flat_map(|person| [(&one, person), (&two, person)]) {
            for version in VERSIONS {
                let value = plain(&value(sampler, &row, person, version));
                assert!(seen.insert(value.clone()), "{} {value}", row.1.path);
            }
        }
    }
    assert!(count > 60, "{count}");
}

/// A value that stands for many others, by the path or by what the path ends with.
#[test]
fn values_are_what_an_app_expects() {
    let sampler = sampler("spabcdefgh");
    let created: HashMap<String, String> = rows()
        .iter()
        .map(|row| (format!("{:?} {}", row.0, row.1.path), plain(&value(&sampler, row, 0, Version::Created))))
        .collect();
    insta::assert_json_snapshot!(created.into_iter().collect::<std::collections::BTreeMap<_, _>>());
}

#[test]
fn mail_phone_country_and_dates_have_their_form() {
    let sampler = sampler("spabcdefgh");
    for row in rows().iter().filter(|(of, row)| *of == Of::User && row.kind == AttributeType::String) {
        let path = row.1.path.as_str().to_lowercase();
        let form = match path.as_str() {
            path if path.ends_with("label")
                || path.ends_with("_post_dial")
                || path.contains("mailverified") =>
            {
                continue;
            }
            path if path.contains("sendmail") || path.contains("externalids") => continue,
            path if path.contains("mail") => r"[!-?A-~]+@tern\.example",
            path if path.contains("phone") => r"\+1[0-9]{10}",
            path if path.ends_with("country") || path.ends_with("countrycode") => "[A-Z]{2}",
            path if path.ends_with("date") || path.ends_with("startat") || path.ends_with("birth") => {
                r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]"
            }
            path if path.ends_with("locale") || path.ends_with("language") => "[a-z]{2}-[A-Z]{2}",
            path if path.ends_with("timezone") => "[A-Z][a-z]+/[A-Z][a-z]+",
            path if path.ends_with("employeenumber") => "[0-9]{7,}",
            path if path.ends_with("profileurl") || path.contains("websites") => r"https://[a-z./0-9]+",
            path if path.ends_with("guid") => {
                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"
            }
            _ => continue,
        };
        let form = pattern::Pattern::new(form).unwrap();
        for version in VERSIONS {
            let value = plain(&value(&sampler, row, 5, version));
            assert!(form.matches(&value), "{path}: {value}");
        }
    }
}

#[test]
fn constants_take_the_type() {
    let path: AttributePath = "active".parse().unwrap();
    let sampler = sampler("spabc").overriding(vec![(path.clone(), "True".into())]);
    let attribute = Attribute::new(path, AttributeType::Boolean);
    assert_eq!(sampler.value(&attribute, 0, Version::Changed), json!(true));
    let text = r#"[{"value":"MIIBdz","display":"Night Watch"}]"#;
    let kept = typed(text, AttributeType::Complex).to_string();
    assert_eq!(kept, text, "complex constants keep their letters");
}

#[test]
fn a_misprint_has_the_value_of_what_it_stands_for() {
    let mut row = Attribute::new("name.giveName".parse().unwrap(), AttributeType::String);
    row.likely = Some("name.givenName".parse().unwrap());
    assert_eq!(sampler("spabc").value(&row, 0, Version::Created), "Zoë");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_run_id_gives_the_same_values_every_time(run in "sp[a-z2-9]{8}", person in 0_usize..500) {
        let (one, again) = (sampler(&run), sampler(&run));
        for row in rows() {
            for version in VERSIONS {
                prop_assert_eq!(value(&one, &row, person, version), value(&again, &row, person, version));
            }
        }
        for version in VERSIONS {
            prop_assert!(one.user_name(person, version).contains(&run));
            prop_assert!(one.group_name(person, version).contains(&run));
        }
    }
}
