//! A recorded healthy run in which one answer is edited: second branches of checks that no fault of the reference
//! tenant reaches.

mod support;

use std::sync::LazyLock;

use serde_json::{Value, json};
use support::{scimproof, with_verdict};

/// The lines of a healthy run's transcript.
static HEALTHY: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("healthy.ndjson");
    let path = file.to_str().expect("a path in UTF-8");
    let done = scimproof(&["run", "--demo", "--profile", "all", "--transcript", path]);
    assert_eq!(done.code, 0, "{}", done.out);
    let text = std::fs::read_to_string(&file).expect("the transcript");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
});

/// What the check says once the body of the step's last answer was edited.
fn judged(check: &str, step: &str, edit: impl Fn(&mut Value)) -> Vec<String> {
    let mut lines = HEALTHY.clone();
    let record = lines.iter_mut().find(|line| line["step"]["step"] == step).expect("the step");
    let exchange =
        record["step"]["exchanges"].as_array_mut().and_then(|all| all.last_mut()).expect("an exchange");
    let parse = |text: &Value| text.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let response = &mut exchange["outcome"]["response"];
    let mut body = parse(&response["body"]).unwrap_or_default();
    edit(&mut body);
    response["body"] = json!(body.to_string());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("edited.ndjson");
    let text = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    std::fs::write(&file, text).expect("the transcript");
    let path = file.to_str().expect("a path in UTF-8");
    let done = scimproof(&["judge", path, "--select", check, "--format", "json", "--fail-on", "note"]);
    with_verdict(&done.json(), "fail").into_iter().collect()
}

#[test]
fn unedited_everything_passes() {
    assert!(judged("paging/", "paging/unbounded", |_| {}).is_empty());
}

#[test]
fn a_refused_create_that_is_found_afterwards() {
    let check = "auth/refused-write-changes-nothing";
    let name =
        HEALTHY.iter().find(|line| line["step"]["step"] == "refusals/missing-token-post").map(|line| {
            let body = line["step"]["exchanges"][0]["request"]["body"].as_str().expect("a body");
            serde_json::from_str::<Value>(body).expect("JSON")["userName"].clone()
        });
    let failed = judged(check, "refusals/missing-token-post/read", |list| {
        list["totalResults"] = json!(1);
        list["Resources"] = json!([{ "id": "made-all-the-same", "userName": name }]);
    });
    assert_eq!(failed, [check]);
}

#[test]
fn a_create_with_attributes_that_is_answered_without_id() {
    let check = "projection/id-with-attributes";
    let failed = judged(check, "projection/create", |user| {
        user.as_object_mut().expect("a user").shift_remove("id");
    });
    assert_eq!(failed, [check]);
}

#[test]
fn addresses_that_lose_the_value_that_was_asked_for() {
    let check = "projection/element-sub-attribute";
    let failed = judged(check, "projection/email-value", |user| user["emails"] = json!([{}]));
    assert_eq!(failed, [check]);
}

#[test]
fn a_whole_list_that_counts_too_few() {
    let check = "paging/unbounded-list";
    let failed = judged(check, "paging/unbounded", |list| list["totalResults"] = json!(1));
    assert_eq!(failed, [check]);
}

#[test]
fn nothing_passes_where_nothing_was_sent() {
    let steps = HEALTHY.iter().filter(|line| line.get("step").is_none());
    let text = steps.map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("empty.ndjson");
    std::fs::write(&file, text).expect("the transcript");
    let done = scimproof(&["judge", file.to_str().expect("UTF-8"), "--format", "json"]);
    assert_eq!(with_verdict(&done.json(), "pass"), Vec::<String>::new());
    assert_eq!(done.code, 4, "{}", done.err);
}
