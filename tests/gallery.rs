//! The facts of the gallery and the suites that were made of them.

use std::collections::BTreeSet;

use scimproof::suite::facts::{self, FactsError};
use scimproof::suite::lint::{Level, lint};
use scimproof::suite::{AttributeType, GroupSupport, Operation, Removal, Suite, builtin, load};

fn lines() -> Vec<String> {
    let text = std::fs::read_to_string("fixtures/gallery/apps.jsonl").expect("the facts");
    text.lines().map(str::to_owned).collect()
}

/// The suite the facts of that app give.
fn made(slug: &str) -> facts::Drafted {
    let start = format!("{{\"slug\": \"{slug}\",");
    let line = lines().into_iter().find(|line| line.starts_with(&start)).expect("an app of that name");
    facts::suite_of(&line).expect("facts of a suite")
}

#[test]
fn every_app_provisioned_by_scim_has_a_suite() {
    let mut apps = BTreeSet::new();
    for line in lines() {
        match facts::suite_of(&line) {
            Ok(drafted) => assert!(apps.insert(drafted.suite.app.slug), "{line}"),
            Err(error) => assert!(matches!(error, FactsError::NotScim(..)), "{error}"),
        }
    }
    assert_eq!(apps.len(), 321);
    let built_in: BTreeSet<String> = builtin::slugs().skip(1).map(str::to_owned).collect();
    assert_eq!(apps, built_in);
}

#[test]
fn what_is_made_is_clean_and_reads_back_as_it_was() {
    for line in lines() {
        let Ok(drafted) = facts::suite_of(&line) else { continue };
        let text = drafted.text();
        let problems = lint(&text, &drafted.suite.app.slug, &[]);
        assert!(problems.iter().all(|problem| problem.level == Level::Note), "{text}\n{problems:#?}");
        assert_eq!(load::read(&text, &[]).unwrap().written, drafted.suite);
    }
}

/// The pages of the four apps were read by hand before there were facts.
#[test]
fn tables_read_by_hand_say_the_same() {
    for slug in ["promapp", "rfpio", "rhombus-systems", "rouse-sales"] {
        let by_hand = load::read(builtin::text(slug).unwrap(), &[]).unwrap().written;
        let made = made(slug).suite;
        let table = |suite: &Suite| -> Vec<_> {
            let rows = suite.user.attributes.iter();
            rows.map(|row| (row.target().to_string(), row.kind, row.required, row.filter)).collect()
        };
        assert_eq!(table(&made), table(&by_hand), "{slug}");
        assert_eq!((&made.inherits, made.app.auth), (&by_hand.inherits, by_hand.app.auth), "{slug}");
        assert_eq!(made.app.default_access, by_hand.app.default_access, "{slug}");
        assert_eq!(made.group.support, by_hand.group.support, "{slug}");
    }
}

#[test]
fn facts_become_fields_only_where_a_page_says_so() {
    let suite = |slug: &str| made(slug).suite;
    assert_eq!(suite("4me").user.removal, Some(Removal::DisableOnly));
    assert_eq!(suite("15five").user.removal, Some(Removal::DeleteOnly));
    assert_eq!(suite("boxcryptor").user.removal, None, "the table without active says nothing");
    assert_eq!(suite("zenya").user.removal, None, "may is not must");
    assert_eq!(suite("browserstack-single-sign-on").group.support, Some(GroupSupport::Unsupported));
    assert_eq!(suite("airbase").group.support, Some(GroupSupport::Undeclared), "only not listed");
    assert_eq!(suite("miro").group.not_offered, [Operation::Create, Operation::Delete]);
    assert_eq!(suite("gtmhub").user.not_offered, [Operation::Create]);
    let matching = |suite: Suite| suite.user.matching.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(matching(suite("auditboard")), ["emails[type eq \"work\"].value"]);
    assert_eq!(matching(suite("twingate")), ["externalId"]);
    assert_eq!(matching(suite("egnyte")), ["userName"]);
    assert_eq!(
        suite("whimsical").app.tenant_url.as_deref(),
        Some("https://whimsical.com/public-api/scim-v2/?aadOptscim062020")
    );
}

#[test]
fn what_a_page_prints_is_kept_beside_what_it_means() {
    let zoho = made("zoho-one");
    let fax = zoho.suite.user_attribute("phoneNumbers[type eq \"fax\"].value").unwrap();
    assert_eq!(fax.printed().as_str(), "pphoneNumbers[type eq \"fax\"].value");
    assert_eq!(
        zoho.suite.user.attributes.iter().filter(|row| row.target().same("preferredLanguage")).count(),
        1
    );
    let title = made("workplace-from-meta");
    assert_eq!(title.suite.user_attribute("title").unwrap().kind, AttributeType::String);
    assert_eq!(title.comments.user_rows, [("title".to_owned(), "printed as Boolean".to_owned())]);
    assert!(title.guessed.contains(&"title: String, printed as Boolean".to_owned()));
}

#[test]
fn lines_that_are_none_are_refused() {
    let error = |line: &str| facts::suite_of(line).unwrap_err().to_string();
    assert!(error("").starts_with("not the facts of an app: EOF"));
    assert!(error("{\"slug\": 3}").contains("expected a string"));
    let other = lines().into_iter().find(|line| line.contains("\"protocol\": \"other\"")).unwrap();
    assert!(error(&other).contains("is not provisioned by SCIM"));
}
