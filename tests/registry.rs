//! The conventions of the registry of checks, as tests.

use std::collections::BTreeSet;
use std::path::Path;

use scimproof::check::{self, Dialects, Source};
use scimproof::entra::Dialect;
use scimproof::probe;
use scimproof::suite::load;
use scimproof::suite::sample::Sampler;
use scimproof::verdict::Severity;

#[test]
fn ids_are_unique_and_shaped() {
    let mut seen = BTreeSet::new();
    for check in check::all() {
        assert!(seen.insert(check.id), "{} twice", check.id);
        let (area, name) = check.id.split_once('/').expect("area/name");
        let kebab = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        assert!(kebab(area) && kebab(name), "{}", check.id);
    }
}

#[test]
fn titles_hold_exactly_one_word_of_bcp_14() {
    for check in check::all() {
        let words =
            check.title.split_whitespace().filter(|word| ["MUST", "SHOULD", "MAY"].contains(word)).count();
        assert_eq!(words, 1, "{}", check.title);
        assert!(!check.title.ends_with('.'), "{}", check.title);
    }
}

#[test]
fn every_explanation_has_its_sections() {
    for check in check::all() {
        for section in ["## Why it matters", "## Usual cause", "## How to fix", "## Fails", "## Passes"] {
            assert!(check.explanation.contains(section), "{} lacks {section}", check.id);
        }
        assert!(check.requirement().len() > 40 && !check.requirement().contains("##"), "{}", check.id);
        assert!(check.fix().len() > 20 && !check.fix().contains("##"), "{}: {}", check.id, check.fix());
        assert!(!check.sources.is_empty(), "{}", check.id);
    }
}

#[test]
fn every_file_is_registered_under_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
    for check in check::all() {
        let file = root.join(format!("{}.rs", check.id.replace('-', "_")));
        assert!(file.exists(), "{} has no file {}", check.id, file.display());
    }
    let areas = std::fs::read_dir(&root).expect("the folder").flatten().filter(|entry| entry.path().is_dir());
    let files = areas.flat_map(|area| std::fs::read_dir(area.path()).expect("the folder").flatten());
    let declared = files.filter(|file| file.file_name() != "mod.rs").count();
    assert_eq!(declared, check::all().len(), "a file in src/check is not in its area's list");
}

#[test]
fn every_needed_step_exists_in_some_suite() {
    let dialects = [Dialect::Default, Dialect::Compliant];
    let mut steps = BTreeSet::new();
    for suite in ["entra", "rhombus-systems", "fixtures/suites/tern.toml"] {
        let suite = load::by_name(suite, &[]).expect("a suite");
        let sampler =
            Sampler { run: "spabcdefgh".into(), domain: "example.com".into(), overrides: Vec::new() };
        let plan = probe::plan(&suite, &sampler, &dialects, "guid");
        steps.extend(plan.all().flat_map(|story| &story.steps).map(|step| step.id.clone()));
        steps.extend(plan.all().flat_map(|story| &story.omitted).map(|omitted| omitted.id.clone()));
    }
    for check in check::all() {
        for need in check.needs {
            let found = match need.strip_suffix('*') {
                Some(prefix) => steps.iter().any(|step| step.starts_with(prefix)),
                None => steps.contains(*need),
            };
            assert!(found, "{} needs {need}, which no sequence has", check.id);
        }
    }
}

#[test]
fn needed_steps_of_a_storyline_stand_in_front() {
    let suite = load::by_name("entra", &[]).expect("a suite");
    let sampler = Sampler { run: "spabcdefgh".into(), domain: "example.com".into(), overrides: Vec::new() };
    let plan = probe::plan(&suite, &sampler, &[Dialect::Default, Dialect::Compliant], "guid");
    let connection: Vec<&str> = plan.connection.steps.iter().map(|step| step.id.as_str()).collect();
    for story in plan.all() {
        let mut before = connection.clone();
        let mut ids = BTreeSet::new();
        for step in &story.steps {
            for need in step.needs.iter().chain(&step.if_refused) {
                let omitted = story.omitted.iter().any(|omitted| omitted.id == *need);
                assert!(omitted || before.contains(&need.as_str()), "{} needs {need}", step.id);
            }
            assert!(ids.insert(&step.id), "{} twice", step.id);
            before.push(&step.id);
        }
    }
}

#[test]
fn a_check_for_one_dialect_is_judged_only_there() {
    let both = [Dialect::Default, Dialect::Compliant];
    for check in check::all() {
        let entries = check.dialects.entries(&both);
        let expected = match check.dialects {
            Dialects::Without | Dialects::Only(_) => 1,
            Dialects::Each => 2,
        };
        assert_eq!(entries.len(), expected, "{}", check.id);
    }
}

/// Headings of Microsoft Learn, "Develop and plan provisioning for a SCIM endpoint", as anchors.
const LEARN: [&str; 35] = [
    "understand-the-microsoft-entra-scim-implementation",
    "general",
    "retrieving-resources",
    "users",
    "groups",
    "schemas-schema-discovery",
    "user-provisioning-and-deprovisioning",
    "group-provisioning-and-deprovisioning",
    "scim-protocol-requests-and-responses",
    "user-operations",
    "create-user",
    "get-user",
    "get-user-by-query",
    "get-user-by-query---zero-results",
    "update-user-multi-valued-properties",
    "update-user-single-valued-properties",
    "disable-user",
    "delete-user",
    "group-operations",
    "create-group",
    "get-group",
    "get-group-by-displayname",
    "update-group-non-member-attributes",
    "update-group-add-members",
    "update-group-remove-members",
    "delete-group",
    "schema-discovery",
    "discover-schema",
    "security-requirements",
    "building-a-custom-scim-endpoint",
    "handling-endpoint-authentication",
    "handling-provisioning-and-deprovisioning-of-users",
    "integrate-your-scim-endpoint-with-the-microsoft-entra-provisioning-service",
    "gallery-onboarding-checklist",
    "authorization-to-provisioning-connectors-in-the-application-gallery",
];

/// Headings of "Known issues and resolutions with SCIM 2.0 protocol compliance", as anchors.
const COMPATIBILITY: [&str; 3] = [
    "understanding-the-provisioning-job",
    "scim-20-compliance-issues-and-status",
    "flags-to-alter-the-scim-behavior",
];

#[test]
fn every_source_is_a_heading_that_exists() {
    for check in check::all() {
        for source in check.sources {
            match source {
                Source::Learn(anchor) => assert!(LEARN.contains(anchor), "{}: {anchor}", check.id),
                Source::LearnCompatibility(anchor) => {
                    assert!(COMPATIBILITY.contains(anchor), "{}: {anchor}", check.id);
                }
                Source::Rfc7643(section) | Source::Rfc7644(section) | Source::Rfc9865(section) => {
                    let numbers = section.split('.').all(|part| part.parse::<u8>().is_ok());
                    assert!(numbers, "{}: section {section}", check.id);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_only_inferred_is_no_error() {
    for check in check::all().iter().filter(|check| check.is_inferred()) {
        assert!(check.severity < Severity::Error, "{}", check.id);
    }
}
