//! The published JSON Schema of suites, and what the tool accepts: they are the same.

mod support;

use serde_json::{Value, json};
use support::{Place, scimproof};

fn schema() -> Value {
    serde_json::from_str(&scimproof(&["generate", "schema", "suite"]).out).unwrap()
}

/// A suite with every key of the format.
fn complete() -> Value {
    json!({
        "schema": 1,
        "inherits": "entra",
        "app": {
            "name": "Tern", "slug": "tern", "source": "tern.md", "source_date": "2026-01-09",
            "tenant_url": "https://tern.example/scim",
            "hosts": [{ "url": "https://eu.tern.example/scim", "when": "Europe" }],
            "auth": "bearer-token", "capabilities": ["create"], "default_access": "excluded",
            "rate_limit": { "requests": 10, "seconds": 1 }, "notes": ["a note"],
        },
        "user": {
            "matching": ["userName"], "not_offered": ["update"], "removal": "disable-only",
            "attributes": [{
                "path": "titel", "type": "String", "required": true, "filter": false, "likely": "title",
                "written": "at-creation", "values": ["a"], "pattern": "[ab]", "max_length": 1, "equals": "userName",
                "sample": "a",
            }],
        },
        "group": {
            "support": "supported", "not_offered": ["create"], "matching": ["displayName"],
            "attributes": [{ "path": "members", "type": "Reference" }],
        },
        "override": [{ "check": "users/duplicate-409", "severity": "note", "skip": true, "reason": "says so" }],
        "case": [{
            "id": "title-kept", "title": "a title MUST be kept", "severity": "error", "reason": "says so", "fix": "keep it",
            "source": "tern.md", "demo": true,
            "step": [{
                "request": {
                    "method": "POST", "path": "/Users", "query": { "attributes": "title" }, "headers": { "X-Tern": "1" },
                    "set": { "title": "Pilot" }, "remove": ["displayName"],
                },
                "expect": {
                    "status": [201, "4xx"], "headers": [{ "name": "Location", "matches": ".+" }],
                    "json": [{ "pointer": "/title", "equals": "Pilot", "type": "string", "contains": "Pi" }],
                },
                "capture": { "made": "/id" },
            }],
        }],
    })
}

/// Whether the tool reads the suite, and what it says when it does not.
fn accepted(suite: &Value) -> Result<(), String> {
    let place = Place::new();
    let file = place.home.path().join("tern.toml");
    std::fs::write(&file, toml::to_string(suite).unwrap()).unwrap();
    let done = place.run(&["suite", "show", file.to_str().unwrap(), "--format", "json"], &[]);
    if done.code == 0 { Ok(()) } else { Err(done.err) }
}

#[test]
fn every_shipped_suite_complies() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let files = std::fs::read_dir("suites/gallery").unwrap().map(|file| file.unwrap().path());
    for path in files.chain(["suites/entra.toml".into()]) {
        let suite: toml::Value = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let suite = serde_json::to_value(suite).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&suite)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

/// The objects of the schema, each with a place in the complete suite.
fn objects() -> [(&'static str, &'static str); 14] {
    [
        ("", ""),
        ("/definitions/app", "/app"),
        ("/definitions/host", "/app/hosts/0"),
        ("/definitions/rate_limit", "/app/rate_limit"),
        ("/definitions/user", "/user"),
        ("/definitions/attribute", "/user/attributes/0"),
        ("/definitions/group", "/group"),
        ("/definitions/override", "/override/0"),
        ("/definitions/case", "/case/0"),
        ("/definitions/step", "/case/0/step/0"),
        ("/definitions/request", "/case/0/step/0/request"),
        ("/definitions/expect", "/case/0/step/0/expect"),
        ("/definitions/header_rule", "/case/0/step/0/expect/headers/0"),
        ("/definitions/json_rule", "/case/0/step/0/expect/json/0"),
    ]
}

#[test]
fn the_tool_accepts_the_keys_of_the_schema() {
    let (schema, suite) = (schema(), complete());
    assert!(jsonschema::is_valid(&schema, &suite));
    assert_eq!(accepted(&suite), Ok(()));
    for (definition, place) in objects() {
        let mut known: Vec<&String> = schema
            .pointer(&format!("{definition}/properties"))
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .collect();
        let mut used: Vec<&String> = suite.pointer(place).unwrap().as_object().unwrap().keys().collect();
        (known.sort(), used.sort());
        assert_eq!(known, used, "{definition}: the complete suite has every key");
    }
    assert_eq!(schema["definitions"].as_object().unwrap().len(), objects().len() - 1);
}

#[test]
fn neither_accepts_another_key() {
    let schema = schema();
    for (_, place) in objects() {
        let mut suite = complete();
        suite.pointer_mut(place).unwrap()["frobnicate"] = json!(1);
        assert!(!jsonschema::is_valid(&schema, &suite), "{place}");
        let error = accepted(&suite).unwrap_err();
        assert!(error.contains("unknown field 'frobnicate'"), "{place}: {error}");
    }
}

/// The words of the schema are the words that are read: each of them is accepted, none but them is.
#[test]
fn both_accept_the_same_words() {
    let schema = schema();
    for (definition, place) in objects() {
        let properties = schema.pointer(&format!("{definition}/properties")).unwrap().as_object().unwrap();
        for (key, property) in properties {
            let (list, words) = match (&property["enum"], &property["items"]["enum"]) {
                (Value::Array(words), _) => (false, words),
                (_, Value::Array(words)) => (true, words),
                _ => continue,
            };
            let with = |word: &str| {
                let mut suite = complete();
                // These contradict one another, as they should.
                suite["user"]["not_offered"] = json!([]);
                suite["user"]["attributes"][0]
                    .as_object_mut()
                    .unwrap()
                    .retain(|key, _| key == "path" || key == "type" || key == "likely");
                suite.pointer_mut(place).unwrap()[key] = if list { json!([word]) } else { json!(word) };
                suite
            };
            for word in words.iter().map(|word| word.as_str().unwrap()) {
                assert!(jsonschema::is_valid(&schema, &with(word)), "{place} {key} {word}");
                assert_eq!(accepted(&with(word)), Ok(()), "{place} {key} {word}");
            }
            assert!(!jsonschema::is_valid(&schema, &with("frobnicate")), "{place} {key}");
            assert!(accepted(&with("frobnicate")).unwrap_err().contains("no value of"), "{place} {key}");
        }
    }
}
