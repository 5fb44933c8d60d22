//! The HTML report as text: complete, well-formed, self-contained, and deaf to what a tenant says. How it behaves in a
//! browser is tested by `tests/html/run.sh`.

mod support;

use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use ring::digest::{SHA256, digest};
use scimproof::http::Outcome;
use scimproof::report::document::Document;
use scimproof::report::html;
use scimproof::runner::evaluate::evaluate;
use scimproof::transcript::{Transcript, file};
use support::Place;

const EVIL: &str =
    "</script></style></title></pre><img src=x onerror='a()'><script>a()</script>\u{0}\u{202e}]]>\"";

fn transcript() -> Transcript {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/transcripts/scim2-server.ndjson");
    file::read(&path).expect("a transcript")
}

fn drawn(transcript: Transcript) -> (String, Document) {
    let result = Box::new(evaluate(&transcript));
    let document = Document { result, transcript: Arc::new(transcript) };
    let mut out = Vec::new();
    html::draw(&document, &mut out).expect("it is drawn");
    (String::from_utf8(out).expect("UTF-8"), document)
}

/// What stands between two pieces of markup.
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    page.split_once(begin).expect("the begin").1.split_once(end).expect("the end").0
}

/// A start tag: name, attributes, and the text behind it.
type Element = (String, Vec<(String, String)>, String);

/// Every start tag with the text behind it. A page that is not well-formed XML panics.
fn elements(page: &str) -> Vec<Element> {
    // Style and script are not markup.
    let page = page.replace(between(page, "<style>", "</style>"), "");
    let page = page.replace(between(&page, "<script>", "</script>"), "");
    let mut reader = Reader::from_str(&page);
    let mut all: Vec<Element> = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                depth += 1;
                all.push(element(&start));
            }
            Event::Empty(start) => all.push(element(&start)),
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                if let Some(last) = all.last_mut() {
                    last.2.push_str(&text.decode().expect("UTF-8"));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "everything is closed");
    all
}

fn element(start: &BytesStart) -> (String, Vec<(String, String)>, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute with a value in quotes, given once");
        (text(attribute.key.as_ref()), text(&attribute.value))
    });
    (text(start.name().as_ref()), attributes.collect(), String::new())
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_check_and_every_exchange_is_there_once() {
    let (page, document) = drawn(transcript());
    let elements = elements(&page);
    let ids: Vec<&str> =
        elements.iter().filter_map(|(_, attributes, _)| attribute(attributes, "id")).collect();
    for check in &document.result.checks {
        let dialect = check.dialect.map(|dialect| format!("-{dialect}")).unwrap_or_default();
        let id = format!("check-{}{dialect}", check.id);
        assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{id}");
    }
    for exchange in document.transcript.exchanges() {
        let id = format!("exchange-{}", exchange.number);
        assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{id}");
    }
}

#[test]
fn the_policy_names_the_style_and_the_script_by_their_hashes() {
    let (page, _) = drawn(transcript());
    for element in ["style", "script"] {
        let text = between(&page, &format!("<{element}>"), &format!("</{element}>"));
        let hash = STANDARD.encode(digest(&SHA256, text.as_bytes()));
        assert!(page.contains(&format!("{element}-src &#39;sha256-{hash}&#39;")), "{element}");
    }
    assert!(page.contains("content=\"default-src &#39;none&#39;;"));
}

#[test]
fn the_file_asks_nobody_for_anything() {
    let (page, _) = drawn(transcript());
    let style = between(&page, "<style>", "</style>");
    assert!(!style.contains("url(") && !style.contains("@import"));
    for (name, attributes, _) in elements(&page) {
        for (key, value) in &attributes {
            assert!(!key.starts_with("on") && key != "style" && key != "src", "{name} {key}");
            let inside = value.starts_with('#') || (name == "link" && value == "data:,");
            let link = name == "a" && value.starts_with("https://");
            assert!(key != "href" || inside || link, "{name} {value}");
        }
    }
}

#[test]
fn what_a_tenant_says_stays_text() {
    let known = |page: &str| {
        let mut names: Vec<String> = elements(page).into_iter().map(|(name, _, _)| name).collect();
        names.sort();
        names.dedup();
        names
    };
    let mut evil = transcript();
    let clean = known(&drawn(evil.clone()).0);
    evil.header.suite.app.name = EVIL.to_owned();
    evil.header.run = EVIL.to_owned();
    evil.header.tenant = format!("https://example.com/{EVIL}");
    for record in &mut evil.steps {
        for exchange in &mut record.exchanges {
            exchange.request.url.push_str(EVIL);
            if let Outcome::Response(response) = &mut exchange.outcome {
                response.headers.push((EVIL.to_owned(), EVIL.to_owned()));
                response.body = serde_json::json!({ EVIL: [EVIL], "detail": EVIL, "id": EVIL }).to_string();
            }
        }
    }
    let (page, _) = drawn(evil);
    // `p.failure` and the like need what the clean run has not; nothing else may appear.
    let new: Vec<String> = known(&page).into_iter().filter(|name| !clean.contains(name)).collect();
    assert_eq!(new, Vec::<String>::new());
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.matches("&lt;img src=x").count() > 1000 && !page.contains("<img"));
    assert!(!page.contains('\u{202e}') && page.contains("[U+202E]") && !page.contains('\0'));
}

/// The classes of an attribute's cells in the matrix of promises: create, update, filter, required.
fn promises(page: &str, path: &str) -> Vec<String> {
    let table = between(page, "<table class=\"promises\">", "</table>");
    let mut rows = table.split("<tr>");
    let row = rows.find(|row| row.contains(&format!("<code>{path}</code>"))).expect("a row");
    let cells = row.split("<td class=\"").skip(1);
    cells.map(|cell| cell.split('"').next().expect("a class").to_owned()).collect()
}

#[test]
fn a_broken_promise_stands_at_its_attribute_alone() {
    for (suite, fault, path, cell, neighbour) in [
        ("entra", "title-dropped", "title", 0, "displayName"),
        ("fixtures/suites/tern.toml", "other-filters-refused", "title", 2, "userName"),
    ] {
        let place = Place::new();
        let file = place.home.path().join("report.html");
        let report = format!("html={}", file.display());
        let done = place.run(&["run", suite, "--demo", "--fault", fault, "--report", &report, "-q"], &[]);
        let page = std::fs::read_to_string(&file).expect(&done.err);
        assert_eq!(promises(&page, path)[cell], "broken", "{path}: {:?}", promises(&page, path));
        assert_eq!(promises(&page, neighbour)[cell], "kept", "{neighbour}: {:?}", promises(&page, neighbour));
    }
}

#[test]
fn a_run_without_an_exchange_has_a_report() {
    let mut empty = transcript();
    empty.steps.clear();
    let (page, document) = drawn(empty);
    assert!(document.result.checks.iter().all(|check| check.findings.is_empty()));
    assert!(page.contains("NOTHING JUDGED") || page.contains("ERROR"));
    elements(&page);
}

/// Sections and headings, without what is inside the checks and exchanges.
#[test]
fn the_skeleton_of_the_page() {
    let (page, _) = drawn(transcript());
    let shown =
        ["header", "nav", "main", "footer", "section", "h1", "h2", "form", "table", "th", "legend", "button"];
    let mut lines: Vec<String> = Vec::new();
    for (name, attributes, text) in elements(&page) {
        let told = attribute(&attributes, "class") != Some("copy scripted")
            && attribute(&attributes, "scope") != Some("row");
        if shown.contains(&name.as_str()) && told {
            let label =
                attribute(&attributes, "id").or(attribute(&attributes, "aria-label")).unwrap_or_default();
            lines.push(format!("{name} {label} {}", text.trim()).trim_end().to_owned());
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}
