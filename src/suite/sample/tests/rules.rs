//! Rules of the format: accepted values, patterns, lengths, equal attributes, placeholders.

use std::collections::HashSet;

use super::*;

fn row(path: &str) -> Attribute {
    Attribute::new(path.parse().unwrap(), AttributeType::String)
}

/// The suite with this row in place of its own.
fn with(row: Attribute) -> Suite {
    let mut suite = suite();
    suite.user.attributes.retain(|own| own.path != row.path);
    suite.user.attributes.push(row);
    suite
}

/// Values of the first people, created and changed, for a suite that can be run.
fn values(row: &Attribute, people: usize) -> Vec<String> {
    let suite = with(row.clone());
    possible(&suite).unwrap_or_else(|error| panic!("{error}"));
    let sampler = Sampler::new(&suite, "spabcdefgh", "tern.example");
    let each = |person| VERSIONS.map(|version| plain(&sampler.value(row, person, version)));
    (0..people).flat_map(each).collect()
}

fn refusal(row: Attribute) -> String {
    possible(&with(row)).unwrap_err().to_string()
}

#[test]
fn accepted_values_are_taken_in_their_order() {
    let accepted = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
    let three = Attribute { values: accepted(&["Teacher", "Student", "Guest"]), ..row("eduRole") };
    assert_eq!(values(&three, 2), ["Teacher", "Student", "Teacher", "Student"]);
    let one = Attribute { values: accepted(&["Teacher"]), ..row("eduRole") };
    assert_eq!(values(&one, 1), ["Teacher", "Teacher"]);
    assert!(sampler("spabc").is_constant(&one) && !sampler("spabc").is_constant(&three));
    let words = Attribute { kind: AttributeType::Integer, ..one };
    assert_eq!(refusal(words), "eduRole: the value 'Teacher' is no whole number");
}

#[test]
fn patterns_are_matched_by_the_most_natural_value() {
    for (path, pattern, expected) in [
        ("name.givenName", "[A-Za-z]+", "Zoe"),
        ("name.familyName", "[^0-9]*", "Brontë"),
        ("displayName", "[a-z ]+", "zoe bronte"),
        ("externalId", "[^A-Z]+", "zoe.bronte.spabcdefgh.0"),
        ("externalId", "[a-z0-9]+", "spabcdefgh0"),
        (
            "userName",
            "[a-z0-9.]+@tern.example|[a-z0-9.]+@example.com",
            "zoe.bronte.spabcdefgh.0@tern.example",
        ),
        ("userName", "[a-z0-9_]+", "spabcdefgh_0"),
        ("addresses[type eq \"work\"].country", "[A-Z]{2}", "NO"),
        ("timezone", "[A-Z]{3}", "VEP"),
    ] {
        let row = Attribute { pattern: Some(pattern.to_owned()), ..row(path) };
        let values = values(&row, 1);
        if path != "timezone" {
            assert_eq!(values[0], expected, "{path} {pattern}");
        }
        assert_ne!(values[0], values[1], "{path}");
    }
}

#[test]
fn identifiers_that_match_a_pattern_tell_people_apart() {
    for (path, pattern) in [
        ("phoneNumbers[type eq \"work\"].value", r"\d{10}"),
        ("emails[type eq \"work\"].value", r"[a-z0-9.]+@.*"),
        ("userName", r"EMP-[a-z0-9]{14}"),
        ("userName", r"(?=[a-z])[a-z0-9.]{5,20}"),
        ("urn:tern:User:badgeId", r"[A-F]{2}-\d{4}"),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", r"E\d{6}"),
    ] {
        let row = Attribute { pattern: Some(pattern.to_owned()), ..row(path) };
        let values = values(&row, 200);
        assert_eq!(values.iter().collect::<HashSet<_>>().len(), 400, "{path} {:?}", &values[..4]);
    }
}

#[test]
fn short_values_are_still_somebodys_own() {
    for (path, most, people) in [
        ("userName", 20, 200),
        ("userName", 27, 200),
        ("externalId", 15, 200),
        ("emails[type eq \"work\"].value", 20, 200),
        ("phoneNumbers[type eq \"work\"].value", 10, 200),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", 4, 200),
    ] {
        let row = Attribute { max_length: Some(most), ..row(path) };
        let values = values(&row, people);
        assert!(values.iter().all(|value| value.chars().count() <= most), "{path} {:?}", &values[..4]);
        assert_eq!(values.iter().collect::<HashSet<_>>().len(), 2 * people, "{path}");
    }
    let title = Attribute { max_length: Some(4), ..row("title") };
    assert_eq!(values(&title, 1), ["Tide", "Harb"]);
    let note = Attribute { max_length: Some(5), ..row("custom_1") };
    let values = values(&note, 1);
    assert!(values[0] != values[1] && values.iter().all(|v| v.len() <= 5), "{values:?}");
}

#[test]
fn a_short_user_name_still_holds_the_run() {
    let row = Attribute { max_length: Some(20), ..row("userName") };
    let sampler = Sampler::new(&with(row.clone()), "spabcdefgh", "tern.example");
    assert_eq!(sampler.user_name(12, Version::Created), "spabcdefgh.12");
    assert_eq!(sampler.user_name(12, Version::Changed), "xspabcdefgh.12");
    assert_eq!(sampler.value(&row, 12, Version::Created), "spabcdefgh.12");
}

#[test]
fn equal_attributes_follow_each_other() {
    let row = Attribute { equals: Some(AttributePath::user_name()), ..row("emails[type eq \"work\"].value") };
    let sampler = sampler("spabcdefgh");
    for version in VERSIONS {
        assert_eq!(sampler.value(&row, 2, version), sampler.user_name(2, version));
    }
    assert!(possible(&with(row)).is_ok());
}

#[test]
fn placeholders_are_filled_anew_for_everybody() {
    let sample = Some("crew-{%generateRandomNumber 6%}".to_owned());
    let numbered = Attribute { sample, ..row("title") };
    let values = values(&numbered, 100);
    assert_eq!(values.iter().collect::<HashSet<_>>().len(), 200);
    assert!(values.iter().all(|value| value.starts_with("crew-") && value.len() == 11));
    assert!(!sampler("spabc").is_constant(&numbered));
    let whole = Attribute {
        kind: AttributeType::Integer,
        sample: Some("{%generateRandomNumber 9%}".to_owned()),
        ..row("startDate")
    };
    assert!(sampler("spabc").value(&whole, 0, Version::Created).is_u64());
}

#[test]
fn what_cannot_be_is_said_in_a_sentence() {
    let text = |text: &str| Some(text.to_owned());
    let marked = "holds the run id, 10 small letters and digits, with a number behind";
    for (row, expected) in [
        (Attribute { max_length: Some(10), ..row("userName") }, marked),
        (Attribute { max_length: Some(11), ..row("externalId") }, marked),
        (Attribute { pattern: text("[A-Z]+"), ..row("userName") }, marked),
        (Attribute { pattern: text(r"\d{9}"), ..row("externalId") }, marked),
        (Attribute { sample: text("mira"), ..row("userName") }, "userName: 'sample' cannot be given"),
        (Attribute { values: vec!["a".into()], ..row("externalId") }, "'values' cannot be given"),
        (Attribute { max_length: Some(3), sample: text("admin"), ..row("role") }, "'admin' has 5 characters"),
        (Attribute { pattern: text("[0-9]"), values: vec!["x".into()], ..row("role") }, "'x' does not match"),
        (Attribute { pattern: text("(?!x)y"), ..row("role") }, "found; give one as 'sample'"),
        (Attribute { pattern: text(r"\d"), ..row("pin") }, "tells people apart was found"),
        (Attribute { max_length: Some(0), ..row("role") }, "give one as 'sample'"),
        (Attribute { pattern: text("("), ..row("role") }, "is not a regular expression"),
        (Attribute { equals: Some("role".parse().unwrap()), ..row("role") }, "cannot equal itself"),
        (Attribute { equals: Some("nobody".parse().unwrap()), ..row("role") }, "does not list nobody"),
        (Attribute { equals: Some("title".parse().unwrap()), ..row("userName") }, "has to say 'equals'"),
        (
            Attribute { equals: Some(AttributePath::user_name()), max_length: Some(9), ..row("login") },
            "the equal value has",
        ),
    ] {
        let path = row.path.to_string();
        let error = refusal(row);
        assert!(error.starts_with(&path) && error.contains(expected), "{error}");
    }
}

#[test]
fn a_long_domain_may_be_too_long() {
    let row = Attribute { max_length: Some(30), ..row("emails[type eq \"work\"].value") };
    let domain = "a-rather-long-domain-name.example";
    let suite = with(row);
    assert!(possible(&suite).is_ok());
    let error = Sampler::new(&suite, "spabcdefgh", domain).possible().unwrap_err();
    assert_eq!(error.key, "max_length");
}

fn some_pattern() -> impl Strategy<Value = String> {
    let class = prop_oneof!["[a-z]", "[A-Z]", "[0-9]", "[A-Za-z0-9]", "\\[\\^0-9\\]", "\\."];
    let times = prop_oneof!["", "\\+", "\\*", "\\{1,9\\}", "\\{3\\}"];
    let part = (class, times).prop_map(|(class, times)| format!("{class}{times}"));
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the rules are, the values obey them or the suite is refused.
    #[test]
    fn values_obey_or_the_suite_is_refused(
        pattern in prop::option::of(some_pattern()),
        most in prop::option::of(0_usize..40),
        path in prop::sample::select(vec!["userName", "externalId", "title", "displayName", "pin", "emails[type eq \"work\"].value"]),
        person in 0_usize..300,
    ) {
        let row = Attribute { pattern: pattern.clone(), max_length: most, ..row(path) };
        let suite = with(row.clone());
        if possible(&suite).is_ok() {
            let sampler = Sampler::new(&suite, "spabcdefgh", "example.com");
            for version in VERSIONS {
                let value = plain(&sampler.value(&row, person, version));
                prop_assert!(most.is_none_or(|most| value.chars().count() <= most), "{value}");
                let regex = pattern.as_deref().map(|p| pattern::Pattern::new(p).unwrap());
                prop_assert!(regex.is_none_or(|regex| regex.matches(&value)), "{value}");
                prop_assert!(!["userName", "externalId"].contains(&path) || value.contains("spabcdefgh"));
            }
        }
    }
}
