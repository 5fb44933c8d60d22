//! What the readers say of bad files: file, line, column, what is wrong, and what to try.

use super::entries;
use crate::provision::directory::{DirectoryError, read};

/// Name and content of a file; where and what the error is; what the help speaks of.
type Case = (&'static str, &'static [u8], &'static str, &'static str);

fn holds(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (name, content, message, help) in cases {
        let shown = String::from_utf8_lossy(content);
        let error = entries(name, content).expect_err(&shown);
        if error.to_string() != format!("{name}:{message}") || !error.help.contains(help) {
            wrong.push(format!("{shown}\n  {error}\n  {}", error.help));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_as_a_whole() {
    holds(&[
        ("d.json", b"", "1:1: the file is empty", "written to the end"),
        ("d.json", b" \n\n", "1:1: the file is empty", "written to the end"),
        ("d.jsonl", b"\n \r\n", "1:1: the file is empty", "written to the end"),
        ("d.csv", b"\xEF\xBB\xBF\n", "1:1: the file is empty", "written to the end"),
        ("d", b"", "1:1: the file is empty", "written to the end"),
        ("d.csv", b"\xFF\xFEi\0d\0", "1:1: the file is UTF-16", "CSV UTF-8"),
        (
            "d.json",
            b"[]",
            "1:1: a list where an object with `users`, `groups` and `appRoles` belongs",
            "\"users\": [",
        ),
        ("d.json", b"x", "1:1: not JSON: an object begins with `{`", "\"users\": ["),
        ("d.json", b"{}", "1:1: neither `users` nor `groups` nor `appRoles` in the file", "\"users\": ["),
        (
            "d.json",
            b"{\"value\": []}",
            "1:1: neither `users` nor `groups` nor `appRoles` in the file",
            "--delta",
        ),
        ("d.json", b"{\"users\": {}}", "1:11: `users` must be a list", "\"users\": [ "),
        ("d.json", b"{\"users\": [],\n\"users\": []}", "2:1: `users` occurs twice", "one list"),
        ("d.json", b"{\"users\": []}\n{", "2:1: something stands behind the end of the object", ".jsonl"),
    ]);
}

#[test]
fn broken_json() {
    holds(&[
        (
            "d.json",
            b"{\"users\": [\n{\"id\": \"a\"}\n{\"id\": \"b\"}]}",
            "3:1: neither a comma nor `]`",
            "commas",
        ),
        ("d.json", b"{\"users\": [{\"id\": \"a\"},\n]}", "2:1: nothing behind the comma", "last comma"),
        ("d.json", b"{\"users\": [,]}", "1:12: a value is missing", "comma"),
        ("d.json", b"{\"users\": ],}", "1:11: `users` must be a list", "["),
        ("d.json", b"{\"users\" []}", "1:10: a colon is missing", "\"name\": value"),
        ("d.json", b"{users: []}", "1:2: the name of a property is missing", "quotes"),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a}\n]}",
            "1:22: a string is not closed, or holds a control character",
            "quote",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \n{\"id\": \"b\"}]}",
            "2:1: not JSON: key must be a string",
            "brackets",
        ),
        (
            "d.json",
            b"{\"users\": [\n{\"id\": \"a\", \"city\": [}]}",
            "2:22: not JSON: expected value",
            "brackets",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\"",
            "1:22: the file ends inside of what begins in line 1",
            "cut off",
        ),
        ("d.json", b"{\"users\": [{\"id\": \"a\"}", "1:23: the file ends too early", "cut off"),
        ("d.json", b"{\"users\": [{\"id\": \"a\"}]", "1:24: the file ends too early", "cut off"),
        ("d.json", b"{\"x\": nul, \"users\": []}", "1:9: breaks off before its end", "bracket"),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"\\ud800\"}]}",
            "1:26: not JSON: unexpected end of hex escape",
            "quotes",
        ),
        ("d.jsonl", b"{\"id\": \"a\"", "1:10: breaks off before its end", "cut off"),
        ("d.jsonl", b"hello", "1:1: not a JSON object", "{ … }"),
        ("d.jsonl", b"{}{}", "1:3: not JSON: trailing characters", "brackets"),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn wrong_json() {
    holds(&[
        ("d.json", b"{\"users\": [\n  1]}", "2:3: not a JSON object", "{ … }"),
        ("d.json", b"{\"users\": [\n  {\"city\": \"a\"}]}", "2:3: `id` is missing", "never changes"),
        (
            "d.json",
            b"{\"users\": [\n {\"objectId\": \"a\"}]}",
            "2:15: `objectId` is not a property of the directory",
            "`id` is the object id",
        ),
        (
            "d.json",
            b"{\"users\": [\n {\"Id\": \"a\"}]}",
            "2:9: `id` is missing, but there is `Id`",
            "rename `Id`",
        ),
        ("d.json", b"{\"users\": [{\"id\": \"\"}]}", "1:19: `id` is empty", "id of its own"),
        ("d.json", b"{\"users\": [{\"id\": 7}]}", "1:19: `id` must be text, not a number", "quotes"),
        ("d.json", b"{\"users\": [{\"id\": \"a\", \"id\": \"a\"}]}", "1:30: `id` occurs twice", "leave one"),
        (
            "d.json",
            "{\"users\": [{\"id\": \"ø❄\", \"city\": 7}]}".as_bytes(),
            "1:33: `city` must be text, not a number",
            "quotes",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\",\n\"accountEnabled\": \"true\"}]}",
            "2:19: `accountEnabled` must be true or false, not text",
            "without quotes",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"otherMails\": \"x\"}]}",
            "1:38: `otherMails` must be a list, not text",
            "[ ]",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"otherMails\": [\"x\", 1]}]}",
            "1:44: `otherMails` must be text, not a number",
            "quotes",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"height\": 1.8}]}",
            "1:34: `height` must be text, true, false or a whole number, not a number",
            "quotes",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"members\": [\"b\"]}]}",
            "1:35: a user with `members`",
            "only groups",
        ),
        (
            "d.json",
            b"{\"groups\": [{\"id\": \"a\", \"manager\": \"b\"}]}",
            "1:36: a group with a `manager`",
            "only users",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"manager\": {\"upn\": \"b\"}}]}",
            "1:35: `manager` without `id`",
            "{\"id\": \"id\"}",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"manager\": 5}]}",
            "1:35: `manager` must be an object id, not a number",
            "\"id\"",
        ),
        (
            "d.json",
            b"{\"groups\": [{\"id\": \"a\", \"members\": [\"b\", {\"value\": 1}]}]}",
            "1:42: `members` without `id`",
            "{\"id\": \"id\"}",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"deletedDateTime\": \"yes\"}]}",
            "1:43: `deletedDateTime` is not a time: `yes`",
            "2026-",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"@removed\": {\"reason\": \"deleted\"}}]}",
            "1:36: `@removed` belongs into a delta",
            "--delta",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"mobilePhone\": \"1\", \"mobile\": \"2\"}]}",
            "1:54: `mobile` occurs twice",
            "leave one",
        ),
        (
            "d.json",
            b"{\"users\": [{\"id\": \"a\", \"mobile\": \"1\", \"mobilePhone\": \"2\"}]}",
            "1:54: `mobilePhone` says `mobile` a second time",
            "leave one",
        ),
        (
            "d.json",
            b"{\"users\": [{\"@odata.type\": \"#microsoft.graph.group\", \"id\": \"a\"}]}",
            "1:12: a group where a user belongs",
            "move it",
        ),
        (
            "d.json",
            b"{\"appRoles\": [{\"id\": \"a\"}]}",
            "1:15: an app role without `displayName`",
            "add the name",
        ),
        ("d.jsonl", b"{\"id\": \"a\"}", "1:1: `@odata.type` is missing", "#microsoft.graph.user"),
        (
            "d.jsonl",
            b"\n {\"@odata.type\": \"#microsoft.graph.device\"}",
            "2:18: unknown kind `#microsoft.graph.device`",
            "appRole",
        ),
    ]);
}

#[test]
fn wrong_rows() {
    holds(&[
        ("d.csv", b"name,city\n", "1:1: no column `id`", "Microsoft Graph"),
        ("d.csv", b"ID,city\n", "1:1: no column `id`", "rename `ID`"),
        ("d.csv", b"id;city\n", "1:3: the columns are not separated by commas", "commas"),
        ("d.csv", b"id,,city\n", "1:4: a column without a name", "name the column"),
        ("d.csv", b"id,city,id\n", "1:9: two columns `id`", "take one"),
        ("d.csv", b"id,city\na\n", "2:2: 1 cells under 2 columns", "quotes"),
        ("d.csv", b"id,city\na,b,c\n", "2:5: 3 cells under 2 columns", "quotes"),
        ("d.csv", b"id,city\n,b\n", "2:1: `id` is missing", "object id"),
        ("d.csv", b"type,id\n,b\n", "2:1: `type` is empty", "appRole"),
        ("d.csv", b"id,type\n\"b\",device\n", "2:5: unknown type `device`", "appRole"),
        (
            "d.csv",
            b"id,accountEnabled\na,true\nb,maybe\n",
            "3:3: `accountEnabled` must be true or false, not `maybe`",
            "true or false",
        ),
        ("d.csv", b"id,city\na,\"b\nc,d\n", "2:3: a quote is not closed", "close"),
        ("d.csv", b"id,city\na,\"b\" c\n", "2:6: text behind a closing quote", "double"),
        ("d.csv", b"id,members\na,b\n", "2:3: a user with `members`", "only groups"),
        ("d.csv", b"id,objectId\na,b\n", "2:3: `objectId` is not a property of the directory", "`id`"),
    ]);
}

#[test]
fn not_utf8() {
    holds(&[
        ("d.json", b"{\"users\": [\n{\"id\": \"\xC3\xA6\xFF\"}]}", "2:10: not UTF-8", "UTF-8"),
        ("d.jsonl", b"{\"id\": \"\xE9\"}", "1:9: not UTF-8", "UTF-8"),
        ("d.csv", b"id,city\na,Troms\xF8\n", "2:8: not UTF-8", "UTF-8"),
        ("d.csv", b"id,\xF8\n", "1:4: not UTF-8", "UTF-8"),
    ]);
}

#[test]
fn a_missing_bracket_is_found_before_the_end() {
    let user = "{\"id\": \"a\", \"displayName\": \"Somebody\"},\n";
    let content = format!("{{\"users\": [\n{{\"id\": \"b\",\n{}", user.repeat(100_000));
    let error = entries("d.json", content.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "d.json:3:1: not JSON: key must be a string");
}

#[test]
fn an_object_of_endless_attributes_is_refused_at_once() {
    let of = |many: usize, begin: &str, end: &str| {
        let names: Vec<String> = (0..many).map(|name| format!("\"shoe{name}\": 38")).collect();
        let content = format!("{{\"users\": [{{\"id\": \"a\",\n{begin}{}{end}}}]}}", names.join(",\n"));
        entries("d.json", content.as_bytes())
    };
    for (begin, end) in [("", ""), ("\"onPremisesExtensionAttributes\": {", "}")] {
        assert_eq!(of(1000, begin, end).unwrap().len(), 1);
        let error = of(500_000, begin, end).unwrap_err().to_string();
        assert!(error.starts_with("d.json:1002:"), "{error}");
        assert!(error.ends_with(": more than 1000 attributes in one object"), "{error}");
    }
}

#[test]
fn files_that_are_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("nobody.json"), folder.path().to_owned()] {
        let error = read(&path, &mut |_| Ok::<(), DirectoryError>(())).unwrap_err();
        assert!(error.to_string().starts_with(&format!("{}: cannot be read: ", path.display())), "{error}");
        assert!(error.help.contains("path"));
    }
}

#[test]
fn messages_are_short_and_harmless() {
    let name = "x\u{1b}[31m\n".repeat(1000);
    let content = format!("{{\"users\": [{{\"id\": \"a\", {}: 1.5}}]}}", serde_json::json!(name));
    let error = entries("d.json", content.as_bytes()).unwrap_err().to_string();
    assert!(error.chars().count() < 350 && !error.contains(['\u{1b}', '\n']), "{error}");
}
