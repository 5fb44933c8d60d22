//! `suite import`: pages of invented apps and a schema become suites; whatever else comes in, it neither stops nor stalls.

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use scimproof::import::{Format, ImportError, Imported, Options, import};
use scimproof::suite::{GroupSupport, Suite, load};
use support::{Place, scimproof};

fn read(file: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    import(bytes, &Options { file: file.to_owned(), ..Options::default() })
}

fn fixture(name: &str) -> Imported {
    let path = Path::new("fixtures/tutorials").join(name);
    read(name, &std::fs::read(path).expect("a fixture")).expect("a suite")
}

/// The suite and what is told beside it.
fn shown(imported: &Imported) -> String {
    let remarks: Vec<String> = imported.remarks.sorted().iter().map(ToString::to_string).collect();
    format!("{}\n{}", imported.toml(), remarks.join("\n"))
}

#[test]
fn pages_become_suites() {
    for entry in std::fs::read_dir("fixtures/tutorials").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "README.md" {
            let imported = fixture(&name);
            insta::assert_snapshot!(name, shown(&imported));
        }
    }
}

#[test]
fn a_schema_becomes_a_suite() {
    let imported = read("tern.json", &std::fs::read("fixtures/schemas/tern.json").unwrap()).unwrap();
    insta::assert_snapshot!("schema", shown(&imported));
}

/// What a page is copied with changes no fact, but that marks may be lost.
#[test]
fn copies_of_a_page_agree() {
    let markdown = fixture("petrel-logbook.md").suite;
    let tabs = fixture("petrel-logbook-tabs.txt").suite;
    assert_eq!((&tabs.user, &tabs.group), (&markdown.user, &markdown.group));
    let mut bare = fixture("petrel-logbook.txt").suite;
    assert_eq!(facts(&bare), facts(&tabs));
    assert!(bare.user.attributes.iter().all(|row| row.filter.is_none() && row.required.is_none()));
    for (row, marked) in bare.user.attributes.iter_mut().zip(&markdown.user.attributes) {
        (row.filter, row.required) = (marked.filter, marked.required);
    }
    assert_eq!(bare.user, markdown.user);
}

/// The suite without what depends on the file alone.
fn facts(suite: &Suite) -> (String, Option<String>, String, GroupSupport, usize) {
    let app = &suite.app;
    let rest = format!("{:?} {:?} {:?}", app.auth, app.capabilities, app.default_access);
    (app.name.clone(), app.tenant_url.clone(), rest, suite.group_support(), suite.user.attributes.len())
}

#[test]
fn languages_of_a_page_agree() {
    let english = fixture("dunlin.md").suite;
    for name in ["dunlin.de.md", "dunlin.ja.md"] {
        let other = fixture(name).suite;
        assert_eq!(facts(&other), facts(&english), "{name}");
        assert_eq!((&other.user, &other.group), (&english.user, &english.group), "{name}");
    }
}

#[test]
fn an_imported_suite_runs() {
    let place = Place::new();
    let file = place.home.path().join("dunlin.toml");
    let file = file.to_str().unwrap();
    let done = place.run(&["suite", "import", "fixtures/tutorials/dunlin.md", "--output", file], &[]);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    assert!(done.err.contains("found     name: Dunlin Ferry (line 2)\n"), "{}", done.err);
    assert!(done.err.contains("dunlin.toml --demo\n"), "{}", done.err);
    let run = place.run(&["run", file, "--demo"], &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_line_of_gallery_facts_becomes_a_suite() {
    let line = r#"{"slug":"turnstone","name":"Turnstone","source":"turnstone.md","source_date":"2026-01-02","protocol":"scim",
        "capabilities":{"create":true,"update":true,"remove":true,"groups":false,"sso":false},"tenant_url":null,"auth":"basic",
        "user_attributes":[{"name":"userName","type":"String","filter":true,"required":true}],"group_attributes":[],
        "limitations":["no hard delete"],"no_table":false}"#;
    let imported = read("turnstone.json", line.as_bytes()).unwrap();
    insta::assert_snapshot!("facts", shown(&imported));
    let error = read("x.json", line.replace("scim", "rest").as_bytes()).unwrap_err();
    assert!(error.message.contains("not provisioned by SCIM"), "{error}");
}

#[test]
fn names_are_as_asked_for() {
    let arguments =
        ["suite", "import", "fixtures/tutorials/dunlin.md", "--name", "Other", "--slug", "other-1"];
    let done = scimproof(&arguments);
    assert!(done.out.contains("name = \"Other\"\nslug = \"other-1\"\n"), "{}", done.out);
    let done = scimproof(&[&arguments[..6], &["Not a slug"]].concat());
    assert_eq!(done.code, 2);
    assert!(done.err.contains("'Not a slug' cannot name a suite"), "{}", done.err);
}

#[test]
fn a_file_is_overwritten_only_when_that_is_asked_for() {
    let place = Place::new();
    let file = place.home.path().join("own.toml");
    std::fs::write(&file, "mine").unwrap();
    let name = file.to_str().unwrap();
    let arguments = ["suite", "import", "fixtures/tutorials/dunlin.md", "-o", name];
    let done = place.run(&arguments, &[]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("exists already") && done.err.contains("--force"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let forced = [&arguments[..], &["--force"]].concat();
    assert_eq!(place.run(&forced, &[]).code, 0);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Dunlin Ferry"));
    let names = std::fs::read_dir(place.home.path()).unwrap().count();
    assert_eq!(names, 1, "no half-written file is left");
}

#[test]
fn what_cannot_be_imported_is_named() {
    let place = Place::new();
    for (bytes, message) in [
        (&b"%PDF-1.7 x"[..], "it is a PDF, not text"),
        (b"PK\x03\x04\0\0", "a DOCX or another packed file"),
        (b"<!DOCTYPE html>\n<html>", "it is HTML, not text"),
        (b"", "the file is empty"),
        (b"a\n\xff", ":2:1: from here on it is not UTF-8"),
        (b"Shopping list\n\nBread and salt.\n", "nothing in it reads like a provisioning tutorial"),
        (b"{\"a\":1}", "it is JSON, but neither"),
        (b"schema = 1\n[app]\nname = \"x\"\n", "it is a suite already"),
        (b"{\"synchronizationRules\": [", "EOF while parsing"),
        (
            b"\xe3\x82\xb5 \xe3\x82\x92\xe6\xa7\x8b\xe6\x88\x90\nTenant URL https://x.example/scim",
            "no slug can be made",
        ),
    ] {
        let file = place.home.path().join("\u{30b5}");
        std::fs::write(&file, bytes).unwrap();
        let done = place.run(&["suite", "import", file.to_str().unwrap()], &[]);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{}", done.err);
        assert!(done.err.starts_with("error: ") && done.err.contains(message), "{}", done.err);
        assert!(done.err.contains("  try: "), "{}", done.err);
    }
    let done = place.run(&["suite", "import", "fixtures"], &[]);
    assert!(done.err.contains("is a folder"), "{}", done.err);
}

/// The time grows with the length alone. What grew with its square would take minutes here.
#[test]
fn noise_is_read_in_a_moment() {
    let head =
        "# Configure Noise for automatic user provisioning\n\nTenant URL https://noise.example/scim\n\n";
    for pattern in [
        "[",
        "![",
        "<",
        "](",
        "&",
        "|",
        "http",
        "http://<",
        "a b ",
        "|a|b|\n",
        "\\",
        "x\t",
        "groups not supported. ",
        "`",
        "userName String\n\n",
        "<!--\n",
        "emails[type eq \"",
        ":::image ",
        "\u{3042}",
        "#",
        "- \n",
        "must be the same ",
        "## a\n\nlimit\n",
        "1. ",
        "---\n",
        "Attribute Type\nuserName String\n\n",
        "[](",
        "[type eq ",
        "<a <",
        "\"",
        "|http://ab/scim",
        "ab: http://ab/scim ",
        "|Attribute|Type|\n|members|String|\n\n",
        "emails[a pr or ",
    ] {
        let noise = head.to_owned() + &pattern.repeat(300_000 / pattern.len());
        let started = Instant::now();
        let _ = read("noise.md", noise.as_bytes());
        let taken = started.elapsed();
        assert!(taken < Duration::from_secs(10), "{pattern:?} {taken:?}");
    }
}

/// A sentence that was looked at again for every table below it.
#[test]
fn a_long_paragraph_before_many_tables_is_read_in_a_moment() {
    let table = "\n\n|Attribute|Type|\n|---|---|\n|title|String|";
    let page = format!("Tenant URL https://a.example/scim {}{}", "word ".repeat(60_000), table.repeat(8_000));
    let started = Instant::now();
    let named = Options { name: Some("Noise".into()), file: "noise.md".into(), ..Options::default() };
    assert_eq!(import(page.as_bytes(), &named).unwrap().suite.user.attributes.len(), 1);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

/// Ten times what this allows took half a minute, and makes no suite that is of use.
#[test]
fn what_is_longer_than_any_page_is_refused() {
    let head = "Tenant URL https://a.example/scim\n";
    for (part, of) in [("# a\n", "lines"), ("Groups are not supported. ", "sentences")] {
        let error = read("x.md", (head.to_owned() + &part.repeat(60_000)).as_bytes()).unwrap_err();
        assert_eq!(error.message, format!("more than 50000 {of} are more than a page has"));
    }
    let page = head.to_owned() + &"# a\n".repeat(40_000);
    assert!(read("x.md", page.as_bytes()).is_ok());
}

/// A filter of very many parts, one nested in the other, exhausted the stack.
#[test]
fn a_path_of_very_many_parts_is_no_path() {
    let table = |path: &str| {
        let head = "# Configure Tern for automatic user provisioning\n\n|Attribute|Type|\n|---|---|\n";
        read("tern.md", format!("{head}|userName|String|\n|{path}|String|\n").as_bytes()).unwrap()
    };
    for path in [format!("emails[{}a pr].value", "a pr or ".repeat(200_000)), "[".repeat(200_000)] {
        assert_eq!(table(&path).suite.user.attributes.len(), 1);
    }
}

/// What a page says of values need not be possible; the rest of it is of use all the same.
#[test]
fn rules_that_no_value_obeys_are_left_out() {
    let head = "# Configure Tern for automatic user provisioning\n\n|Attribute|Type|\n|---|---|\n";
    let rows = "|userName|String|\n|externalId|String|\n|title|String|\n\n## Limitations\n\n";
    for (sentence, told) in [
        ("The userName must be at most 5 characters long.", "'max_length' is left out"),
        ("userName must be one of \"Crew\", \"Guest\".", "'values' is left out"),
        ("userName and externalId must have the same value.", "'equals' is left out"),
    ] {
        let imported = read("tern.md", format!("{head}{rows}{sentence}\n").as_bytes()).unwrap();
        let remarks: Vec<String> = imported.remarks.sorted().iter().map(ToString::to_string).collect();
        assert!(remarks.iter().any(|remark| remark.ends_with(told)), "{remarks:?}");
    }
    let imported =
        read("tern.md", format!("{head}{rows}The title can have up to 20 characters.\n").as_bytes());
    assert_eq!(imported.unwrap().suite.user.attributes[2].max_length, Some(20));
}

/// Facts are written by somebody: what is wrong with them is said, and is no mistake of the import.
#[test]
fn facts_that_are_wrong_are_named() {
    let facts = |members: &str| {
        let rest = r#""protocol":"scim","capabilities":{}"#;
        read("x.json", format!("{{{members},{rest},\"user_attributes\":[]}}").as_bytes())
    };
    let message = |members: &str| facts(members).unwrap_err().message;
    assert!(message(r#""slug":"A b","name":"X""#).contains("its slug 'A b' cannot name a suite"));
    assert!(message(r#""slug":"a","name":" ""#).contains("do not say what the app is called"));
    let imported = facts(r#""slug":"a","name":"X","source_date":"March""#).unwrap();
    assert_eq!(imported.suite.app.source_date, None);
    assert!(imported.remarks.sorted().iter().any(|remark| remark.text.contains("'March' is no date")));
    let row = r#""slug":"a","name":"X","user_attributes":[{"name":"userName"},{"name":"see below"}]"#;
    let line = format!("{{{row},\"protocol\":\"scim\",\"capabilities\":{{}}}}");
    assert_eq!(read("x.json", line.as_bytes()).unwrap().suite.user.attributes.len(), 1);
}

/// Names of real attributes, so that some of what is made up looks like a table.
fn line() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("userName".to_owned()),
        Just("emails[type eq \"work\"].value".to_owned()),
        Just("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager".to_owned()),
        Just("✓".to_owned()),
        Just("String".to_owned()),
        Just("Attribute".to_owned()),
        Just("Type".to_owned()),
        Just("Required".to_owned()),
        Just("members".to_owned()),
        Just("---".to_owned()),
        "\\PC{0,12}",
        "[a-z]{1,6}\\[[a-z ]{0,12}[\"”\\]]{0,3}\\.?[a-z]{0,5}",
    ];
    let joint = prop_oneof![Just("|"), Just("\t"), Just(" "), Just("\n")];
    (proptest::collection::vec(cell, 0..6), joint).prop_map(|(cells, joint)| cells.join(joint))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn what_is_written_can_be_read(lines in proptest::collection::vec(line(), 0..25)) {
        let head = "# Configure Tern for automatic user provisioning\n\nTenant URL https://tern.example/scim\n\n";
        let text = head.to_owned() + &lines.join("\n");
        if let Ok(imported) = read("tern.md", text.as_bytes()) {
            let written = imported.toml();
            prop_assert!(load::parse(&written, "tern.toml", &[]).is_ok());
            prop_assert_eq!(&toml::from_str::<Suite>(&written).unwrap(), &imported.suite);
        }
    }

    #[test]
    fn no_bytes_stop_it(bytes in proptest::collection::vec(any::<u8>(), 0..400), format in 0..5) {
        let formats = [None, Some(Format::Markdown), Some(Format::Text), Some(Format::Schema), Some(Format::Facts)];
        let format = formats[usize::try_from(format).unwrap()];
        let options = Options { file: "x".into(), format, name: Some("X".into()), slug: None };
        if let Err(error) = import(&bytes, &options) {
            prop_assert!(!error.help.is_empty());
        }
    }
}
