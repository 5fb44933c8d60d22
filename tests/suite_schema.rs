//! The published JSON Schema of suites, and what the tool accepts: they are the same.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::{Place, scimproof};

fn schema() -> Value {
    serde_json::from_str(&scimproof(&["generate", "schema", "suite"]).out).expect("JSON")
}

/// Suites that together have every key of the format. One could not have them all: some say the opposite of others.
fn suites() -> Vec<Value> {
    vec![rows_and_steps(), rules_and_cases(), plain()]
}

fn rows_and_steps() -> Value {
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
            "matching": ["userName"], "not_offered": ["update"],
            "attributes": [
                { "path": "titel", "type": "String", "required": true, "filter": false, "likely": "title", "written": "at-creation" },
                { "path": "emails[type eq \"work\"].value", "type": "String", "equals": "userName" },
            ],
        },
        "group": {
            "support": "supported", "not_offered": ["create"], "matching": ["displayName"],
            "attributes": [{ "path": "members", "type": "Reference" }],
        },
        "override": [{ "check": "users/duplicate-409", "severity": "note", "reason": "says so" }],
        "case": [{
            "id": "title-kept", "title": "a title MUST be kept", "severity": "error", "reason": "says so", "fix": "keep it",
            "source": "tern.md", "demo": true,
            "step": [{
                "request": {
                    "method": "POST", "path": "/Users", "query": { "attributes": "title" }, "headers": { "X-Tern": "1" },
                    "set": { "title": "Pilot" }, "remove": ["displayName"],
                },
                "expect": {
                    "status": [201, "4xx"],
                    "headers": [{ "name": "Location", "matches": ".+" }, { "name": "X-Tern", "absent": true }],
                    "json": [{ "pointer": "/title", "equals": "Pilot", "type": "string", "contains": "Pi" }],
                },
                "capture": { "made": "/id" },
            }],
        }],
    })
}

fn rules_and_cases() -> Value {
    json!({
        "schema": 1,
        "app": { "name": "Skua", "slug": "skua" },
        "user": {
            "removal": "disable-only",
            "attributes": [{
                "path": "title", "type": "String", "values": ["a", "b"], "pattern": "[ab]", "max_length": 1, "sample": "a",
            }],
        },
        "override": [{ "check": "users/duplicate-409", "skip": true, "reason": "says so" }],
        "case": [{
            "id": "no-json", "title": "a list MUST be refused",
            "request": { "method": "PUT", "path": "/Users/{user}", "body": [] },
            "expect": {
                "headers": [{ "name": "Content-Type", "equals": "application/scim+json" }],
                "json": [{ "path": "id", "absent": true }, { "path": "detail", "matches": ".+" }],
            },
        }],
    })
}

/// A row without a rule, which may have every type, and a request without a body, which may have most methods.
fn plain() -> Value {
    json!({
        "schema": 1,
        "app": { "name": "Gannet", "slug": "gannet" },
        "user": { "attributes": [{ "path": "title", "type": "String" }] },
        "case": [{
            "id": "read", "title": "a user MUST be read", "request": { "method": "GET", "path": "/Users/{user}" },
            "expect": { "json": [{ "path": "title", "type": "string" }] },
        }],
    })
}

/// An object of a suite whose keys the schema lists.
struct Object<'s> {
    definition: String,
    suite: &'s Value,
    place: String,
}

impl Object<'_> {
    fn here(&self) -> &serde_json::Map<String, Value> {
        self.suite.pointer(&self.place).expect("a place").as_object().expect("an object")
    }

    /// The suite with another value of that key here.
    fn with(&self, key: &str, value: Value) -> Value {
        let mut suite = self.suite.clone();
        suite.pointer_mut(&self.place).expect("a place")[key] = value;
        suite
    }
}

/// All such objects of the suites.
fn objects<'s>(schema: &Value, suites: &'s [Value]) -> Vec<Object<'s>> {
    let mut found = Vec::new();
    for suite in suites {
        found.push(Object { definition: String::new(), suite, place: String::new() });
        walk(schema, schema, suite, "", &mut found);
    }
    found
}

fn walk<'s>(schema: &Value, definition: &Value, suite: &'s Value, place: &str, found: &mut Vec<Object<'s>>) {
    for (key, property) in definition["properties"].as_object().expect("properties") {
        let many = property["type"] == "array";
        let inner = if many { &property["items"] } else { property };
        let Some(definition) = inner["$ref"].as_str().map(|reference| reference.trim_start_matches('#'))
        else {
            continue;
        };
        let here = format!("{place}/{key}");
        let values = suite.pointer(&here);
        let count = values.map_or(0, |values| if many { values.as_array().map_or(0, Vec::len) } else { 1 });
        for at in 0..count {
            let place = if many { format!("{here}/{at}") } else { here.clone() };
            found.push(Object { definition: definition.to_owned(), suite, place: place.clone() });
            walk(schema, schema.pointer(definition).expect("a definition"), suite, &place, found);
        }
    }
}

/// Whether the tool reads the suite, and what it says when it does not.
fn accepted(suite: &Value) -> Result<(), String> {
    let place = Place::new();
    let file = place.home.path().join("tern.toml");
    std::fs::write(&file, toml::to_string(suite).expect("TOML")).expect("a file");
    let done = place.run(&["suite", "show", file.to_str().expect("UTF-8"), "--format", "json"], &[]);
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

#[test]
fn the_tool_accepts_the_keys_of_the_schema() {
    let (schema, suites) = (schema(), suites());
    for suite in &suites {
        assert!(jsonschema::is_valid(&schema, suite), "{suite}");
        assert_eq!(accepted(suite), Ok(()), "{suite}");
    }
    let objects = objects(&schema, &suites);
    let definitions = schema["definitions"].as_object().unwrap().keys();
    let definitions = definitions.map(|name| format!("/definitions/{name}")).chain([String::new()]);
    for definition in definitions {
        let known = &schema.pointer(&format!("{definition}/properties")).unwrap().as_object().unwrap();
        let known: BTreeSet<&String> = known.keys().collect();
        let of_it = objects.iter().filter(|object| object.definition == definition);
        let used: BTreeSet<&String> = of_it.flat_map(|object| object.here().keys()).collect();
        assert_eq!(known, used, "{definition}: the suites have every key");
    }
}

#[test]
fn neither_accepts_another_key() {
    let (schema, suites) = (schema(), suites());
    for object in objects(&schema, &suites) {
        let (suite, place) = (object.with("frobnicate", json!(1)), &object.place);
        assert!(!jsonschema::is_valid(&schema, &suite), "{place}");
        let error = accepted(&suite).unwrap_err();
        assert!(error.contains("unknown field 'frobnicate'"), "{place}: {error}");
    }
}

/// The words of the schema are the words that are read: each of them is accepted somewhere, none but them is anywhere.
#[test]
fn both_accept_the_same_words() {
    let (schema, suites) = (schema(), suites());
    let objects = objects(&schema, &suites);
    for definition in objects.iter().map(|object| object.definition.as_str()).collect::<BTreeSet<_>>() {
        let properties = schema.pointer(&format!("{definition}/properties")).unwrap().as_object().unwrap();
        for (key, property) in properties {
            let (list, words) = match (&property["enum"], &property["items"]["enum"]) {
                (Value::Array(words), _) => (false, words),
                (_, Value::Array(words)) => (true, words),
                _ => continue,
            };
            let of_it: Vec<&Object> =
                objects.iter().filter(|o| o.definition == definition && o.here().contains_key(key)).collect();
            let with = |object: &Object, word: &str| {
                object.with(key, if list { json!([word]) } else { json!(word) })
            };
            for word in words.iter().map(|word| word.as_str().unwrap()) {
                let suites = of_it.iter().map(|object| with(object, word));
                let results: Vec<_> =
                    suites.map(|suite| (jsonschema::is_valid(&schema, &suite), accepted(&suite))).collect();
                assert!(results.contains(&(true, Ok(()))), "{definition} {key} {word}: {results:?}");
            }
            for suite in of_it.iter().map(|object| with(object, "frobnicate")) {
                assert!(!jsonschema::is_valid(&schema, &suite), "{definition} {key}");
                assert!(accepted(&suite).unwrap_err().contains("no value of"), "{definition} {key}");
            }
        }
    }
}
