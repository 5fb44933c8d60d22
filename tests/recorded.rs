//! Transcripts of servers nobody here wrote, judged offline: a change of a check shows what it means for them.
//!
//! They were recorded by `tests/interop/run.sh`'s servers in the versions named there. What each deviation rests on
//! is written in `tests/interop/expect/`. The step `bulk/large`, a megabyte of spaces, was taken out of the files.

mod support;

use serde_json::Value;
use support::scimproof;

/// Every verdict but a pass, one a line.
fn verdicts(file: &str) -> String {
    let result = scimproof(&["judge", file, "--format", "json"]).json();
    let line = |check: &Value| {
        let text = |name: &str| check[name].as_str().unwrap_or("-").to_owned();
        let detail =
            check["findings"][0]["actual"].as_str().unwrap_or_else(|| check["reason"].as_str().unwrap_or(""));
        let detail: String = detail.chars().take(100).collect();
        format!("{} {} ({}) {}: {detail}", text("verdict"), text("id"), text("dialect"), text("skip"))
    };
    let checks = result["checks"].as_array().expect("checks").iter();
    checks.filter(|check| check["verdict"] != "pass").map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn scim2_server() {
    insta::assert_snapshot!(verdicts("fixtures/transcripts/scim2-server.ndjson"));
}

#[test]
fn scimmy() {
    insta::assert_snapshot!(verdicts("fixtures/transcripts/scimmy.ndjson"));
}

#[test]
fn nothing_of_a_credential_was_recorded() {
    for file in ["scim2-server", "scimmy"] {
        let path = format!("{}/fixtures/transcripts/{file}.ndjson", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the fixture");
        let headers = text.matches("[\"Authorization\",\"").count();
        assert!(headers > 200, "{file}");
        // One probe writes the scheme in lower case.
        let redacted =
            ["Bearer", "bearer"].map(|scheme| format!("[\"Authorization\",\"{scheme} [redacted]\"]"));
        let redacted: usize = redacted.iter().map(|header| text.matches(header).count()).sum();
        assert_eq!(headers, redacted, "{file}");
    }
}
