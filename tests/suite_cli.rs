//! `scimproof suite`: the built-in suites and the user's own, their messages and exit codes.

mod support;

use serde_json::Value;
use support::{Place, scimproof};

/// Every suite that is built in: the generic one and those of the gallery.
const ALL: usize = 322;

fn slugs(result: &Value) -> Vec<&str> {
    let suites = result["suites"].as_array().expect("suites").iter();
    suites.map(|suite| suite["slug"].as_str().expect("a slug")).collect()
}

#[test]
fn all_suites_are_listed() {
    let result = scimproof(&["suite", "list", "--format", "json"]).json();
    let slugs = slugs(&result);
    assert_eq!((slugs.len(), slugs[0]), (ALL, "entra"));
    assert!(slugs[1..].is_sorted());
    let done = scimproof(&["suite", "list"]);
    assert_eq!((done.code, done.out.lines().count()), (0, ALL + 1));
}

#[test]
fn suites_are_found_by_name_and_slug() {
    insta::assert_snapshot!(scimproof(&["suite", "list", "RHOMBUS"]).out);
    let by_name = scimproof(&["suite", "list", "genesys cloud", "--format", "json"]).json();
    assert_eq!(slugs(&by_name), ["purecloud-by-genesys"]);
    let nothing = scimproof(&["suite", "list", "rombus-systems"]);
    assert_eq!(nothing.code, 2);
    assert_eq!(
        nothing.err,
        "error: no built-in suite is named like 'rombus-systems'\n  try: did you mean 'rhombus-systems'?\n"
    );
}

#[test]
fn a_suite_is_shown_as_it_is_run() {
    let kept = std::fs::read_to_string("suites/gallery/rhombus-systems.toml").unwrap();
    assert_eq!(scimproof(&["suite", "show", "rhombus-systems"]).out, kept, "with its comments");
    insta::assert_snapshot!(scimproof(&["suite", "show", "rfpio"]).out);
    let json = scimproof(&["suite", "show", "rfpio", "--format", "json"]).json();
    assert_eq!(json["user"]["attributes"].as_array().map(Vec::len), Some(24));
    assert_eq!(json["inherits"], Value::Null, "what is inherited is in it");
}

#[test]
fn what_is_shown_is_a_suite_again() {
    let place = Place::new();
    let file = place.home.path().join("rfpio.toml");
    std::fs::write(&file, scimproof(&["suite", "show", "rfpio"]).out).unwrap();
    let again = scimproof(&["suite", "show", file.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(again, scimproof(&["suite", "show", "rfpio", "--format", "json"]).json());
}

/// The suites that are built in hold no error, and nothing that was probably meant in another way.
#[test]
fn the_shipped_suites_are_clean() {
    let list = scimproof(&["suite", "list", "--format", "json"]).json();
    let arguments = [&["suite", "lint", "--format", "json"], slugs(&list).as_slice()].concat();
    let done = scimproof(&arguments);
    let linted = done.json();
    let suites = linted["suites"].as_array().unwrap();
    let bad: Vec<&Value> = suites
        .iter()
        .filter(|suite| {
            suite["problems"].as_array().unwrap().iter().any(|problem| problem["level"] != "note")
        })
        .collect();
    assert_eq!((done.code, bad), (0, Vec::new()));
}

const WRONG: &str = r#"schema = 1
[app]
name = "Own"
slug = "own"
auth = "bearer"
[user]
maching = ["userName"]
"#;

const ODD: &str = r#"schema = 1
[app]
name = "Odd"
slug = "odd"
[user]
attributes = [
  { path = 'userName', type = "String" },
  { path = 'name.giveName', type = "String" },
  { path = 'pphoneNumbers[type eq "fax"].value', likely = 'phoneNumbers[type eq "fax"].value', type = "String" },
]
"#;

#[test]
fn every_file_is_linted_and_the_worst_decides() {
    let place = Place::new();
    std::fs::write(place.home.path().join("own.toml"), WRONG).unwrap();
    std::fs::write(place.home.path().join("odd.toml"), ODD).unwrap();
    let lint = |files: &[&str], format: &str| {
        let mut command = place.command(&[&["suite", "lint", "--format", format], files].concat(), &[]);
        support::Done::from(command.current_dir(place.home.path()).output().unwrap())
    };
    let done = lint(&["own.toml", "none.toml", "odd.toml", "promap"], "human");
    assert_eq!(done.code, 2);
    insta::assert_snapshot!(done.out);
    assert_eq!(lint(&["odd.toml", "rfpio"], "human").code, 0, "a warning is no error");
    insta::assert_snapshot!(lint(&["own.toml", "none.toml"], "json").out);
}

#[test]
fn a_run_names_the_first_error() {
    let place = Place::new();
    let file = place.home.path().join("own.toml");
    std::fs::write(&file, WRONG).unwrap();
    let done = place.run(&["run", file.to_str().unwrap(), "--demo"], &[]);
    assert_eq!(done.code, 2);
    let expected = format!(
        "error: {}:5:8: 'bearer' is no value of 'auth'; did you mean 'bearer-token'?",
        file.display()
    );
    assert!(done.err.starts_with(&expected), "{}", done.err);
}
