//! Every format of a report, drawn from the same documents: the snapshots are read like code, and programs that read the
//! formats read them back.

mod documents;

use std::io::Write;

use documents::{HOSTILE, NAMES, all, many};
use scimproof::event::Event;
use scimproof::report::document::{Document, Draw};
use scimproof::report::github::GitHub;
use scimproof::report::human::{Detail, Human, Look};
use scimproof::report::{Reporter, comparison, har, json, junit, markdown, sarif};
use serde_json::Value;

/// The formats of report files. Each document is drawn in each of them.
const FILES: &[(&str, Draw)] = &[
    ("junit", junit::draw),
    ("json", json::draw),
    ("sarif", sarif::draw),
    ("markdown", markdown::draw),
    ("har", har::draw),
];

fn drawn(draw: Draw, document: &Document) -> String {
    let mut out = Vec::new();
    draw(document, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

fn told(document: &Document, reporter: impl FnOnce(&mut Vec<u8>) -> Box<dyn Reporter + '_>) -> String {
    let mut out = Vec::new();
    let finished = Event::RunFinished(document.result.clone());
    reporter(&mut out).event(&finished).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

fn human(document: &Document, width: usize, colour: bool, detail: Detail) -> String {
    told(document, |out| Box::new(Human::new(out, Look { colour, width }, detail)))
}

fn github(document: &Document) -> String {
    told(document, |out| Box::new(GitHub::new(out)))
}

fn document(name: &str) -> Document {
    all().into_iter().find(|(known, _)| *known == name).expect("a canonical document").1
}

/// Compares with the snapshot of that name. Escapes of colour are shown as text.
fn compare(name: &str, text: &str) {
    let text = text.replace('\u{1b}', "␛");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn report_files() {
    for (name, document) in all() {
        for (format, draw) in FILES {
            compare(&format!("{format}__{name}"), &drawn(*draw, &document));
        }
    }
}

#[test]
fn the_report_for_people() {
    for (name, document) in all() {
        compare(&format!("human__{name}"), &human(&document, 80, false, Detail::Usual));
    }
    for name in ["verdicts", "hostile"] {
        for (width, colour) in [(40, false), (40, true), (80, true), (100, false), (100, true)] {
            let colours = if colour { "_colour" } else { "" };
            let text = human(&document(name), width, colour, Detail::Usual);
            compare(&format!("human__{name}_{width}{colours}"), &text);
        }
    }
    for (detail, word) in [(Detail::Quiet, "quiet"), (Detail::Verbose, "verbose")] {
        compare(&format!("human__verdicts_{word}"), &human(&document("verdicts"), 80, false, detail));
    }
}

#[test]
fn annotations() {
    for (name, document) in all() {
        compare(&format!("github__{name}"), &github(&document));
    }
}

#[test]
fn colour_adds_nothing_to_the_words() {
    for (name, document) in all() {
        for detail in [Detail::Quiet, Detail::Usual, Detail::Verbose] {
            let plain = human(&document, 80, false, detail);
            let coloured = human(&document, 80, true, detail);
            assert!(!plain.contains('\u{1b}'), "{name}");
            assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain, "{name}");
        }
    }
}

#[test]
fn a_narrow_terminal_is_not_overrun_by_sentences() {
    // A command of a CI system that was made harmless is a character longer than before.
    let whole = ["https://", "http://", "curl ", "scimproof explain", "scimproof clean", "# #vso["];
    for (name, document) in all() {
        for line in human(&document, 40, false, Detail::Verbose).lines() {
            let long = unicode_width::UnicodeWidthStr::width(line) > 40;
            let may = whole.iter().any(|part| line.contains(part)) || !line.trim().contains(' ');
            assert!(!long || may || line.contains("User "), "{name}: {line}");
        }
    }
}

#[test]
fn no_line_of_a_log_is_a_command() {
    for (name, document) in all() {
        let text = human(&document, 60, false, Detail::Verbose);
        let obeyed = text.lines().find(|line| line.trim_start().starts_with("::") || line.contains("##vso["));
        assert_eq!(obeyed, None, "{name}");
        let text = github(&document);
        let wrong = text.lines().find(|line| {
            line.starts_with("::")
                && !["::error ", "::warning ", "::notice "].iter().any(|word| line.starts_with(word))
        });
        assert_eq!(wrong, None, "{name}");
        assert!(!text.contains("::error::") || !text.lines().any(|line| line.starts_with("::error::")));
    }
}

#[test]
fn annotations_stay_within_what_github_shows() {
    let text = github(&many(2000));
    for (level, most) in [("::error ", 10), ("::warning ", 10), ("::notice ", 10)] {
        assert!(text.lines().filter(|line| line.starts_with(level)).count() <= most, "{level}");
    }
    assert!(text.starts_with("::notice title=scimproof::FAIL: "), "the verdict comes first");
    assert!(text.contains("error, not annotated: users/check-10, "), "what is not shown is named");
}

#[test]
fn sarif_is_read_back() {
    for (name, document) in all() {
        let text = drawn(sarif::draw, &document);
        let log: serde_sarif::sarif::Sarif = serde_json::from_str(&text).expect(name);
        let run = &log.runs[0];
        let rules = run.tool.driver.rules.as_ref().expect("rules");
        for result in run.results.as_ref().expect("results") {
            let rule = &rules[usize::try_from(result.rule_index.expect("an index")).expect("an index")];
            assert_eq!(Some(&rule.id), result.rule_id.as_ref(), "{name}");
            assert_eq!(result.locations.as_ref().map(Vec::len), Some(1), "{name}");
        }
    }
}

#[test]
fn sarif_keeps_the_rules_of_code_scanning() {
    for (name, document) in all().into_iter().chain([("many", many(2000))]) {
        let log: Value = serde_json::from_str(&drawn(sarif::draw, &document)).expect("JSON");
        let run = &log["runs"][0];
        for rule in run["tool"]["driver"]["rules"].as_array().expect("rules") {
            for text in ["shortDescription", "fullDescription"] {
                let length = rule[text]["text"].as_str().expect("a text").chars().count();
                assert!((1..=1024).contains(&length), "{name}: {text} has {length} characters");
            }
            assert!(rule["help"]["text"].is_string() && rule["help"]["markdown"].is_string());
            assert!(rule["properties"]["tags"].as_array().is_some_and(|tags| tags.len() <= 10));
        }
        let results = run["results"].as_array().expect("results");
        let mut prints: Vec<&str> = results
            .iter()
            .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a hash"))
            .collect();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), results.len(), "{name}: two alerts would be taken for one");
        assert!(
            results.iter().all(|result| !result["message"]["text"].as_str().expect("a text").contains("]("))
        );
    }
}

#[test]
fn junit_is_read_back() {
    for (name, document) in all().into_iter().chain([("many", many(2000))]) {
        let text = drawn(junit::draw, &document);
        let report = quick_junit::Report::deserialize_from_str(&text).expect(name);
        let result = &document.result;
        let breaking =
            result.failures().filter(|check| scimproof::report::words::breaks(result, check)).count();
        assert_eq!((report.tests, report.failures), (result.checks.len(), breaking), "{name}");
        assert_eq!(report.errors, result.summary.error, "{name}");
    }
}

#[test]
fn har_is_read_back() {
    for (name, document) in all().into_iter().chain([("many", many(2000))]) {
        let text = drawn(har::draw, &document);
        let ::har::Spec::V1_2(log) = ::har::from_str(&text).expect(name).log else {
            panic!("{name}: another version")
        };
        assert_eq!(log.entries.len(), document.transcript.exchanges().count(), "{name}");
        let begun: Vec<&str> = log.entries.iter().map(|entry| entry.started_date_time.as_str()).collect();
        assert!(begun.is_sorted(), "{name}");
        assert!(log.entries.iter().all(|entry| !entry.request.url.is_empty()), "{name}");
    }
}

#[test]
fn what_a_tenant_said_stands_in_the_har_unchanged() {
    let log: Value = serde_json::from_str(&drawn(har::draw, &document("hostile"))).expect("JSON");
    let said = |at: usize| log["log"]["entries"][at]["response"]["content"]["text"].as_str();
    assert_eq!((said(0), said(1)), (Some(NAMES), Some(HOSTILE)), "the second step was sent first");
}

#[test]
fn markdown_fits_a_comment() {
    for (name, document) in all().into_iter().chain([("many", many(2000))]) {
        let text = drawn(markdown::draw, &document);
        assert!(text.chars().count() <= 65_536, "{name}: {} characters", text.chars().count());
        let raw = text
            .lines()
            .find(|line| line.starts_with('<') && (line.contains("<script") || line.contains("<b>")));
        assert_eq!(raw, None, "{name}: code spans apart, nothing of a tenant is HTML");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count(), "{name}");
    }
    let text = drawn(markdown::draw, &many(2000));
    assert!(text.contains("more, all in the JSON result: users/check-"), "what does not fit is named");
}

#[test]
fn two_thousand_exchanges() {
    let document = many(2000);
    let mut sizes = String::new();
    let mut size = |format: &str, text: &str| {
        let (lines, size) = (text.lines().count(), text.len() / 1000);
        sizes.extend([format!("{format}: {lines} lines, {size} kB\n")]);
    };
    for (format, draw) in FILES {
        size(format, &drawn(*draw, &document));
    }
    size("human", &human(&document, 100, false, Detail::Usual));
    size("github", &github(&document));
    compare("sizes__many", &sizes);
}

#[test]
fn comparisons() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let saved = |name: &str, document: &Document| {
        let path = folder.path().join(name);
        std::fs::File::create(&path)
            .expect("a file")
            .write_all(drawn(json::draw, document).as_bytes())
            .expect("room");
        scimproof::compare::Saved::read(&path).expect("a result")
    };
    let mut slow = document("verdicts");
    slow.result.timings[0].p95_ms = 900.0;
    let results = [("good", document("healthy")), ("bad", slow), ("hostile", document("hostile"))];
    for (old, new) in [("good", "bad"), ("bad", "good"), ("bad", "hostile"), ("good", "good")] {
        let of = |wanted: &str| results.iter().find(|(name, _)| *name == wanted).expect("a result");
        let compared = scimproof::compare::compare(&saved(old, &of(old).1), &saved(new, &of(new).1));
        for (width, colour) in [(40, false), (80, true), (100, false)] {
            let mut out = Vec::new();
            comparison::human(&compared, Look { colour, width }, &mut out).expect("memory can be written");
            compare(&format!("comparison__{old}_{new}_{width}"), &String::from_utf8(out).expect("UTF-8"));
        }
        let mut out = Vec::new();
        comparison::markdown(&compared, &mut out).expect("memory can be written");
        compare(&format!("comparison__{old}_{new}_markdown"), &String::from_utf8(out).expect("UTF-8"));
        let json = serde_json::to_string_pretty(&compared).expect("JSON");
        compare(&format!("comparison__{old}_{new}_json"), &json);
    }
}
