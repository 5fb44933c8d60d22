//! What is wrong with a case or an override is one sentence with its place and the next thing to try.

use scimproof::check;
use scimproof::suite::load;

/// Six lines; what is added begins at line 7.
const HEAD: &str = "schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n[user]\nattributes = [{ path = \"title\", type = \"String\" }]\n";

const GET: &str = "request = { method = \"GET\", path = \"/Users\" }";
const OK: &str = "expect = { status = 200 }";

fn error(added: &str) -> String {
    let ids: Vec<&str> = check::all().iter().map(|check| check.id).collect();
    let read = load::parse(&format!("{HEAD}{added}"), "own.toml", &ids);
    read.map(|_| added.to_owned()).expect_err(added).to_string()
}

/// The message about a case whose lines, from the tenth on, are these.
fn case(lines: &str) -> String {
    error(&format!("[[case]]\nid = \"x\"\ntitle = \"it MUST work\"\n{lines}\n"))
}

fn starts(error: &str, expected: &str) {
    assert!(error.starts_with(&format!("own.toml:{expected}")), "expected {expected}\n     got {error}");
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn the_head_of_a_case() {
    let head = |id: &str, title: &str| {
        error(&format!("[[case]]\nid = \"{id}\"\ntitle = \"{title}\"\n{GET}\n{OK}\n"))
    };
    starts(&head("Ex", "it MUST work"), "8:6: the id 'Ex' is not in lower case with hyphens, such as");
    starts(&head("x", "it works"), "9:9: a title is one sentence with exactly one of MUST, SHOULD and MAY");
    starts(&head("x", "it MUST and SHOULD work"), "9:9: a title is one sentence");
    let twice = format!("[[case]]\nid = \"x\"\ntitle = \"it MUST work\"\n{GET}\n{OK}\n").repeat(2);
    starts(&error(&twice), "13:6: there are two cases 'x'; choose another id");
    starts(&case(&format!("reason = \" \"\n{GET}\n{OK}")), "10:10: reason is empty");
    starts(
        &case(&format!("requst = 1\n{GET}\n{OK}")),
        "10:1: unknown field 'requst', did you mean 'request'?",
    );
    starts(
        &case(&format!("severity = \"fatal\"\n{GET}\n{OK}")),
        "10:12: 'fatal' is no value of 'severity'; it takes error, warning, note",
    );
}

#[test]
fn the_form_of_a_case() {
    starts(&case(OK), "7:1: the case 'x' has no request; give it one, or steps");
    starts(&case(GET), "7:1: the case 'x' expects nothing; add expect = ");
    starts(
        &case(&format!("{GET}\nexpect = {{}}")),
        "11:10: expect is empty; give it status, headers or json",
    );
    let step = format!("[[case.step]]\n{GET}");
    starts(
        &case(&format!("{GET}\n{OK}\n{step}")),
        "10:11: a case has either a request or steps; make the request",
    );
    starts(
        &case(&format!("{OK}\n{step}")),
        "10:10: with steps, each step has an expect of its own; move it there",
    );
}

#[test]
fn a_request_reaches_only_what_the_run_created() {
    for (method, path, expected) in [
        ("GET", "Users", "10:36: 'Users' is not a path behind the base URL, such as"),
        ("GET", "//other.example/Users", "10:36: '//other.example/Users' is not a path"),
        ("GET", "/../admin", "10:36: '/../admin' is not a path"),
        ("GET", "/Users?x=1", "10:36: a path has no query; write query ="),
        ("GET", "/Users/{usr}", "10:36: nothing is called '{usr}' here: did you mean '{user}'?"),
        ("HEAD", "/Users", "10:22: 'HEAD' is no value of 'method'; it takes GET, POST, PATCH, PUT, DELETE"),
        ("FETCH", "/Users", "10:22: 'FETCH' is no value of 'method'; "),
        ("POST", "/Bulk", "10:37: POST goes to /Users, /Groups or a /.search, not to '/Bulk'"),
        ("POST", "/Users/{user}", "10:37: POST goes to /Users, /Groups or a /.search"),
        ("POST", "/Users/.search", "10:11: a POST to a /.search needs a body"),
        ("DELETE", "/Users", "10:39: DELETE goes to a resource the run created, \"/Users/{user}\" or"),
        ("DELETE", "/Users/4711", "10:39: DELETE goes to a resource the run created"),
        (
            "DELETE",
            "/Groups/{user}",
            "10:39: {user} is not the id of a resource the run created under /Groups: use {group}",
        ),
        ("PUT", "/Users/{run}", "10:36: {run} is not the id of a resource the run created under /Users"),
        ("PUT", "/Users/{{user}}", "10:36: a placeholder has single braces: {user}"),
        ("PATCH", "/Users/{user}", "10:11: a PATCH needs set, remove or body"),
    ] {
        starts(&case(&format!("request = {{ method = \"{method}\", path = \"{path}\" }}\n{OK}")), expected);
    }
    let step = "[[case.step]]\n";
    let listed = format!(
        "{step}{GET}\ncapture = {{ a = \"/Resources/0/id\" }}\n{step}request = {{ method = \"DELETE\", path = \"/Users/{{a}}\" }}\n{OK}"
    );
    starts(
        &case(&listed),
        "14:39: {a} is not the id of a resource the run created under /Users: use {user}, or capture",
    );
}

#[test]
fn what_a_request_carries() {
    for (further, expected) in [
        ("set = { \"emails[type eq\" = \"x\" }", "10:71: 'emails[type eq' is not an attribute path"),
        ("set = { title = \"{rum}\" }", "10:63: nothing is called '{rum}' here: did you mean '{run}'?"),
        ("set = { title = 2024-01-01 }", "10:63: write a date as text, in quotes"),
        ("set = { title = nan }", "10:63: JSON has neither inf nor nan; write a number"),
        ("set = { title = [{ a = -inf }] }", "10:63: JSON has neither inf nor nan; write a number"),
        ("set = { userName = \"bob\" }", "10:66: the userName of a test resource holds {run}, such as"),
        (
            "remove = [\"titel\"]",
            "10:57: the standard body of a user has no 'titel' to remove: did you mean 'title'?",
        ),
        ("remove = [\"userName\"]", "10:56: nothing would carry the run's marker"),
        ("body = { userName = \"bob\" }", "10:54: the body holds no {run} in userName"),
        ("body = \"{\"", "10:54: the body holds no {run} in userName"),
        ("body = \"{run}\", set = { title = \"x\" }", "10:54: set and remove change the standard body"),
        ("headers = { Authorization = \"x\" }", "10:75: Authorization is set by the run"),
        (
            "headers = { Accept = \"ü\" }",
            "10:68: the value of Accept is a text of printable ASCII characters",
        ),
        ("headers = { \"a b\" = \"x\" }", "10:67: 'a b' is not the name of a header"),
        ("query = { filter = [\"x\"] }", "10:66: the value of filter is a text or a number"),
        ("query = { \"a b\" = \"x\" }", "10:65: 'a b' is not the name of a query parameter, such as filter"),
    ] {
        let request = format!("request = {{ method = \"POST\", path = \"/Users\", {further} }}");
        let message = case(&format!("{request}\n{OK}"));
        let (_, text) = expected.split_once(": ").expect("a place and a text");
        assert!(message.contains(text), "expected {expected}\n     got {message}");
        assert!(message.starts_with("own.toml:10:"), "{message}");
    }
    for (further, text) in
        [("set = { title = \"x\" }", "GET /Users has no standard body"), ("body = \"x\"", "GET has no body")]
    {
        let request = format!("request = {{ method = \"GET\", path = \"/Users\", {further} }}");
        assert!(case(&format!("{request}\n{OK}")).contains(text), "{text}");
    }
}

#[test]
fn what_is_expected() {
    for (expect, expected) in [
        (
            "status = \"40x\"",
            "11:21: '40x' is no status, expected a status code such as 201, a class such as \"4xx\"",
        ),
        ("status = 99", "11:21: expected a status code such as 201"),
        ("status = []", "11:21: the list is empty, expected a status code"),
        ("status = true", "11:21: invalid type: boolean `true`, expected a status code"),
        ("json = [{ equals = 1 }]", "11:20: say where by one of pointer = \"/title\" and path = \"title\""),
        ("json = [{ pointer = \"id\" }]", "11:32: 'id' is not a JSON pointer such as"),
        ("json = [{ pointer = \"/a~2\" }]", "11:32: '/a~2' is not a JSON pointer such as"),
        ("json = [{ path = \"a[\" }]", "11:29: 'a[' is not an attribute path: at character 3"),
        (
            "json = [{ pointer = \"/id\", absent = true, equals = 1 }]",
            "11:48: what is absent can be nothing else",
        ),
        ("json = [{ pointer = \"/id\", matches = \"(\" }]", "11:49: not a regular expression: "),
        ("json = [{ pointer = \"/id\", matches = \"a)(b\" }]", "11:49: not a regular expression: "),
        (
            "json = [{ pointer = \"/id\", type = \"text\" }]",
            "11:46: 'text' is no value of 'type'; it takes string, number, integer, boolean, array, object",
        ),
        (
            "json = [{ pointer = \"/id\", equals = \"{friend}\" }]",
            "11:48: nothing is called '{friend}' here: known here are run,",
        ),
        (
            "json = [{ pointer = \"/id\", contains = inf }]",
            "11:50: JSON has neither inf nor nan; write a number",
        ),
        ("headers = [{ name = \"\" }]", "11:32: the header has no name"),
        (
            "headers = [{ name = \"ETag\", absent = true, equals = \"x\" }]",
            "11:49: what is absent can be nothing else",
        ),
    ] {
        starts(&case(&format!("{GET}\nexpect = {{ {expect} }}")), expected);
    }
}

#[test]
fn what_is_captured() {
    for (capture, expected) in [
        ("run = \"/id\"", "12:19: 'run' stands for something already; choose another name"),
        ("\"1\" = \"/id\"", "12:19: '1' cannot be a placeholder; begin with a letter"),
        ("a = \"id\"", "12:17: \"id\" is not a JSON pointer such as \"/id\""),
        ("a = 1", "12:17: 1 is not a JSON pointer such as \"/id\""),
    ] {
        let steps = format!("[[case.step]]\n{GET}\ncapture = {{ {capture} }}\n[[case.step]]\n{GET}\n{OK}");
        starts(&case(&steps), expected);
    }
}

#[test]
fn overrides() {
    let entry = |lines: &str| error(&format!("[[override]]\n{lines}\n"));
    let check = "check = \"users/delete-returns-204\"";
    for (lines, expected) in [
        (
            "check = \"users/delete-returns-205\"\nskip = true\nreason = \"x\"".to_owned(),
            "8:9: there is no check 'users/delete-returns-205', did you mean 'users/delete-returns-204'?",
        ),
        (
            "check = \"app/y\"\nskip = true\nreason = \"x\"".to_owned(),
            "8:9: there is no check 'app/y'; `scimproof check list` shows all",
        ),
        (
            format!("{check}\nreason = \"x\""),
            "8:9: the override changes nothing; add severity = \"note\" or skip = true",
        ),
        (
            format!("{check}\nskip = true\nseverity = \"note\"\nreason = \"x\""),
            "9:8: what is skipped has no severity; leave one of the two lines out",
        ),
        (format!("{check}\nskip = true"), "7:1: missing field 'reason'"),
        (format!("{check}\nskip = true\nreason = \"\""), "10:10: 'reason' is empty"),
        (
            format!("{check}\nskip = true\nreason = \" \""),
            "10:10: say why 'users/delete-returns-204' does not apply",
        ),
    ] {
        starts(&entry(&lines), expected);
    }
    let twice = format!("[[override]]\n{check}\nskip = true\nreason = \"x\"\n").repeat(2);
    starts(&error(&twice), "12:9: the check users/delete-returns-204 is overridden twice; make one of them");
}

/// The standard body has a misprinted attribute under the path that is meant, and only what Entra writes.
#[test]
fn what_is_removed_is_in_the_body() {
    let removes = |row: &str, path: &str| {
        let request = format!("request = {{ method = \"POST\", path = \"/Users\", remove = [\"{path}\"] }}");
        let case = format!("[[case]]\nid = \"x\"\ntitle = \"it MAY work\"\n{request}\n{OK}\n");
        let head = HEAD.replace("attributes = [", &format!("attributes = [{row}, "));
        load::parse(&format!("{head}{case}"), "own.toml", &[]).map_err(|error| error.to_string())
    };
    let misprint = "{ path = \"nikName\", likely = \"nickName\", type = \"String\" }";
    assert!(removes(misprint, "nickName").is_ok());
    starts(&removes(misprint, "nikName").unwrap_err(), "10:57: the standard body of a user has no 'nikName'");
    let active = "{ path = \"active\", type = \"Boolean\" }";
    assert!(removes(active, "active").is_ok());
    let kept = format!("{active}]\nremoval = \"delete-only\"\n#");
    let kept = removes(&kept, "active").unwrap_err();
    assert!(kept.contains("the standard body of a user has no 'active'"), "{kept}");
}

/// What is inherited counts: a case may remove it, and an own case of the same id takes the place of the other.
#[test]
fn a_case_knows_what_its_suite_inherits() {
    let text = format!(
        "inherits = \"entra\"\n{}[[case]]\nid = \"x\"\ntitle = \"it MAY work\"\nrequest = {{ method = \"POST\", path = \"/Users\", remove = [\"name.givenName\", \"emails\"] }}\n{OK}\n[[override]]\ncheck = \"app/x\"\nskip = true\nreason = \"not yet\"\n",
        HEAD.split_once("[user]").expect("a head").0
    );
    let suite = load::parse(&text, "own.toml", &[]).expect("a suite");
    assert_eq!(suite.cases[0].steps.len(), 1, "the short form is one step");
    assert_eq!(suite.override_of("app/x").map(|entry| entry.reason.as_str()), Some("not yet"));
    let written = serde_json::to_string(&suite).expect("JSON");
    assert_eq!(serde_json::from_str::<scimproof::suite::Suite>(&written).expect("the same"), suite);
}
