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
        assert!(check.fix().len() > 10 && !check.fix().contains("##"), "{}: {}", check.id, check.fix());
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
        let sampler = Sampler::new(&suite, "spabcdefgh", "example.com");
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
    let sampler = Sampler::new(&suite, "spabcdefgh", "example.com");
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

/// Sections of the RFCs that checks rest on.
const RFC7643: &str = "1 1.1 1.2 2 2.1 2.2 2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.3.6 2.3.7 2.3.8 2.4 2.5 3 3.1 3.2 3.3 4 4.1 4.1.1 4.1.2 4.2 4.3 5 6 7 8 8.1 8.2 8.3 8.4 8.5 8.6 8.7 8.7.1 8.7.2 9 9.1 9.2 9.3 10 10.1 10.2 10.2.1 10.3 10.3.1 10.3.2 10.4 11 11.1 11.2";
const RFC7644: &str = "1 1.1 1.2 1.3 2 2.1 2.2 3 3.1 3.2 3.3 3.3.1 3.4 3.4.1 3.4.2 3.4.2.1 3.4.2.2 3.4.2.3 3.4.2.4 3.4.2.5 3.4.3 3.5 3.5.1 3.5.2 3.5.2.1 3.5.2.2 3.5.2.3 3.6 3.7 3.7.1 3.7.2 3.7.3 3.7.4 3.8 3.9 3.10 3.11 3.12 3.13 3.14 4 5 6 6.1 6.2 7 7.1 7.2 7.3 7.4 7.5 7.5.1 7.5.2 7.6 7.7 7.8 8 8.1 8.2 9 9.1 9.2";
const RFC9865: &str = "1 1.1 1.2 2 2.1 2.2 2.3 2.4 3 4 5 5.1 5.2 5.3 5.4 6 7 7.1 7.2";
const RFC6750: &str =
    "1 1.1 1.2 1.3 2 2.1 2.2 2.3 3 3.1 4 5 5.1 5.2 5.3 6 6.1 6.1.1 6.2 6.2.1 6.2.2 6.2.3 7 7.1 7.2";
const RFC6749: &str = "1 1.1 1.2 1.3 1.3.1 1.3.2 1.3.3 1.3.4 1.4 1.5 1.6 1.7 1.8 1.9 2 2.1 2.2 2.3 2.3.1 2.3.2 2.4 3 3.1 3.1.1 3.1.2 3.1.2.1 3.1.2.2 3.1.2.3 3.1.2.4 3.1.2.5 3.2 3.2.1 3.3 4 4.1 4.1.1 4.1.2 4.1.2.1 4.1.3 4.1.4 4.2 4.2.1 4.2.2 4.2.2.1 4.3 4.3.1 4.3.2 4.3.3 4.4 4.4.1 4.4.2 4.4.3 4.5 5 5.1 5.2 6 7 7.1 7.2 8 8.1 8.2 8.3 8.4 8.5 9 10 10.1 10.2 10.3 10.4 10.5 10.6 10.7 10.8 10.9 10.10 10.11 10.12 10.13 10.14 10.15 10.16 11 11.1 11.1.1 11.2 11.2.1 11.2.2 11.3 11.3.1 11.3.2 11.4 11.4.1 12 12.1 12.2";

/// Headings of "Known issues and resolutions with SCIM 2.0 protocol compliance", as anchors.
const COMPATIBILITY: [&str; 3] = [
    "understanding-the-provisioning-job",
    "scim-20-compliance-issues-and-status",
    "flags-to-alter-the-scim-behavior",
];

fn has(sections: &str, section: &str) -> bool {
    sections.split_whitespace().any(|known| known == section)
}

#[test]
fn every_source_is_a_heading_that_exists() {
    let exists = |source: &Source| match source {
        Source::Learn(anchor) => LEARN.contains(anchor),
        Source::LearnCompatibility(anchor) => COMPATIBILITY.contains(anchor),
        Source::Rfc7643(section) => has(RFC7643, section),
        Source::Rfc7644(section) => has(RFC7644, section),
        Source::Rfc9865(section) => has(RFC9865, section),
        Source::Rfc6750(section) => has(RFC6750, section),
        Source::Rfc6749(section) => has(RFC6749, section),
        _ => true,
    };
    let sources = check::all().iter().flat_map(|check| check.sources.iter().map(|source| (check.id, source)));
    let wrong: Vec<_> = sources.filter(|(_, source)| !exists(source)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_only_inferred_is_no_error() {
    let inferred = check::all().iter().filter(|check| check.is_inferred());
    let wrong: Vec<_> =
        inferred.filter(|check| check.severity == Severity::Error).map(|check| check.id).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
