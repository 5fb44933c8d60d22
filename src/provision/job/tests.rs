use proptest::prelude::*;

use super::*;
use crate::provision::object::Object;
use crate::suite::load;

const COMPLETE: &str = r#"
name = "Contoso to Tern"
suite = "entra"
directory = "contoso.json"
state = "state/contoso.state"
scope = "all"
default_access = "excluded"
skip_out_of_scope_deletions = true
create_only = true
deletion_threshold = 25
too_many_requests = "next-cycle"
[tenant]
url = "http://127.0.0.1:8080/scim/v2?aadOptscim062020"
auth = "oauth-client"
[user]
actions = ["create", "update"]
[[user.filter]]
title = "Norwegian staff"
clauses = [ { attribute = "country", operator = "EQUALS", value = "NO" }, { attribute = "jobTitle", operator = "IS NOT NULL" } ]
[[user.filter]]
clauses = [ { attribute = "employeeId", operator = "Greater_Than", value = 1000000 } ]
[group]
enabled = false
actions = []
[notify]
email = "admin@contoso.example"
from = "scimproof@contoso.example"
smtp = "smtp://127.0.0.1:2525"
starttls = true
smtp_ca = "ca.pem"
webhook = "https://hooks.contoso.example/provisioning"
"#;

fn parse(text: &str) -> Result<Job, JobError> {
    Job::parse(text, Path::new("jobs/tern.toml"))
}

fn error(text: &str) -> (String, String) {
    let error = parse(text).unwrap_err();
    (error.to_string(), error.help())
}

#[test]
fn a_complete_job() {
    let job = parse(COMPLETE).unwrap();
    assert_eq!((job.name.as_str(), job.suite.as_str()), ("Contoso to Tern", "entra"));
    assert_eq!(job.directory, Path::new("jobs/contoso.json"));
    assert_eq!(job.state, Path::new("jobs/state/contoso.state"));
    assert_eq!((job.scope, job.default_access), (Scope::All, Some(DefaultAccess::Excluded)));
    assert!(job.skip_out_of_scope_deletions && job.create_only);
    assert_eq!(job.deletion_threshold, Some(25));
    assert_eq!(job.too_many_requests, TooManyRequests::NextCycle);
    assert_eq!(job.tenant.url.as_deref(), Some("http://127.0.0.1:8080/scim/v2?aadOptscim062020"));
    assert_eq!(job.tenant.auth, Some(Auth::OauthClient));
    assert_eq!(job.user.actions, Some(Actions { create: true, update: true, delete: false }));
    assert!(job.user.enabled && !job.group.enabled);
    assert_eq!(job.group.actions, Some(Actions { create: false, update: false, delete: false }));
    let filters = &job.filters(Kind::User).groups;
    assert_eq!((filters[0].title.as_str(), filters[0].clauses.len()), ("Norwegian staff", 2));
    assert_eq!(
        (filters[1].title.as_str(), filters[1].clauses[0].value.as_deref()),
        ("Filter 2", Some("1000000"))
    );
    assert!(job.filters(Kind::Group).groups.is_empty());
    let mail = job.notify.mail.unwrap();
    assert_eq!(
        (mail.to.as_str(), mail.from.as_str()),
        ("admin@contoso.example", "scimproof@contoso.example")
    );
    assert!(mail.starttls && mail.smtp == "smtp://127.0.0.1:2525");
    assert_eq!(mail.authorities.as_deref(), Some(Path::new("jobs/ca.pem")));
    assert_eq!(job.notify.webhook.as_deref(), Some("https://hooks.contoso.example/provisioning"));
}

#[test]
fn defaults() {
    let job = parse("directory = '/srv/people.csv'").unwrap();
    assert_eq!((job.name.as_str(), job.suite.as_str(), job.mapping.as_deref()), ("tern", "entra", None));
    assert_eq!(
        (job.directory.as_path(), job.state.as_path()),
        (Path::new("/srv/people.csv"), Path::new("jobs/tern.state"))
    );
    assert_eq!((job.scope, job.default_access), (Scope::Assigned, None));
    assert!(!job.skip_out_of_scope_deletions && !job.create_only);
    assert_eq!((job.deletion_threshold, job.too_many_requests), (Some(10), TooManyRequests::RetryAfter));
    assert_eq!((job.tenant, job.notify), (Tenant::default(), Notify::default()));
    assert_eq!((job.user, job.group), (KindSettings::default(), KindSettings::default()));
    let here = Job::parse(
        "directory = 'd.json'\nsuite = 'own.toml'\nmapping = 'schema.json'",
        Path::new("job.toml"),
    );
    let here = here.unwrap();
    assert_eq!((here.directory.as_path(), here.suite.as_str()), (Path::new("d.json"), "own.toml"));
    assert_eq!(
        (here.mapping.as_deref(), here.state.as_path()),
        (Some(Path::new("schema.json")), Path::new("job.state"))
    );
    assert_eq!(parse("directory = 'd'\nsuite = 'own.toml'").unwrap().suite, "jobs/own.toml");
    assert_eq!(parse("directory = 'd'\ndeletion_threshold = false").unwrap().deletion_threshold, None);
    let mail =
        parse("directory = 'd'\n[notify]\nemail = 'a@b.example'\nsmtp = 'smtps://mail.b.example'").unwrap();
    assert_eq!(mail.notify.mail.unwrap().from, "a@b.example");
}

#[test]
fn the_suite_says_what_default_access_means_unless_the_job_does() {
    let text = |line: &str| format!("schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n{line}\n");
    let excluded = load::parse(&text("default_access = \"excluded\""), "own.toml", &[]).unwrap();
    let silent = load::parse(&text(""), "own.toml", &[]).unwrap();
    let job = parse("directory = 'd'").unwrap();
    assert_eq!(job.default_access(&excluded), DefaultAccess::Excluded);
    assert_eq!(job.default_access(&silent), DefaultAccess::Provisioned);
    let job = parse("directory = 'd'\ndefault_access = 'provisioned'").unwrap();
    assert_eq!(job.default_access(&excluded), DefaultAccess::Provisioned);
}

#[test]
fn actions_come_from_the_mapping_unless_the_job_names_them() {
    let mapped = Actions { create: true, update: true, delete: false };
    let job = parse("directory = 'd'\n[user]\nactions = ['delete']").unwrap();
    assert_eq!(job.actions(Kind::User, mapped), Actions { create: false, update: false, delete: true });
    assert_eq!(job.actions(Kind::Group, mapped), mapped);
}

#[test]
fn filters_are_ready_to_judge() {
    let job = parse(COMPLETE).unwrap();
    let attributes = serde_json::json!({"country": "NO", "jobTitle": "Clerk"})
        .as_object()
        .unwrap()
        .clone()
        .into_iter()
        .collect();
    let ann = Object { kind: Kind::User, id: "u1".into(), attributes, manager: None, soft_deleted: false };
    assert!(job.filters(Kind::User).judge(&ann).passed);
}

/// Every error names its place and a next step.
fn assert_errors(cases: &[(String, &str, &str)]) {
    for (text, message, help) in cases {
        let (found, next) = error(text);
        assert!(found.starts_with(&format!("jobs/tern.toml:{message}")), "{text}\n{found}");
        assert!(next.starts_with(help), "{text}\n{next}");
        assert!(!found.contains("secret"), "{found}");
    }
}

#[test]
fn errors_in_keys_and_values() {
    assert_errors(&[
        ("directory = ".to_owned(), "1:13: ", "correct the TOML there"),
        (String::new(), "1:1: the job names no directory", "add directory = \"contoso.json\""),
        ("directory = 'd'\nnmae = 'x'".into(), "2:1: there is no key 'nmae' here", "did you mean 'name'?"),
        (
            "directory = 'd'\nzzz = 1".into(),
            "2:1: there is no key 'zzz' here",
            "the keys here are name, suite",
        ),
        ("directory = 7".into(), "1:13: directory is an integer", "write a string in quotes"),
        ("directory = ' '".into(), "1:13: directory is empty", "give it a value"),
        (
            "directory = 'd'\nscope = 'asigned'".into(),
            "2:9: scope cannot be 'asigned'",
            "did you mean 'assigned'?",
        ),
        ("directory = 'd'\nscope = 'x'".into(), "2:9: scope cannot be 'x'", "it can be assigned, all"),
        (
            "directory = 'd'\ncreate_only = 'no'".into(),
            "2:15: create_only is a string",
            "write true or false",
        ),
        (
            "directory = 'd'\ndeletion_threshold = true".into(),
            "2:22: deletion_threshold is true",
            "give a whole number",
        ),
        (
            "directory = 'd'\ndeletion_threshold = -1".into(),
            "2:22: deletion_threshold cannot be -1",
            "give a whole number",
        ),
        (
            "directory = 'd'\ndeletion_threshold = '5'".into(),
            "2:22: deletion_threshold is a string",
            "write a whole number",
        ),
        ("directory = 'd'\ntenant = 'x'".into(), "2:10: tenant is a string", "write a table"),
        (
            "directory = 'd'\n[tenant]\nurl = 'api.example'".into(),
            "3:7: 'api.example' is not a URL",
            "give the tenant's base URL",
        ),
        (
            "directory = 'd'\n[tenant]\nurl = 'https://u:p@x.example'".into(),
            "3:7: the URL holds a credential",
            "use --auth basic",
        ),
        (
            "directory = 'd'\n[tenant]\nauth = 'barer'".into(),
            "3:8: auth cannot be 'barer'",
            "did you mean 'bearer'?",
        ),
        (
            "directory = 'd'\n[user]\nenabled = true".into(),
            "3:1: there is no key 'enabled' here",
            "the keys here are actions, filter",
        ),
        (
            "directory = 'd'\n[user]\nactions = ['create', 'updat']".into(),
            "3:22: actions cannot be 'updat'",
            "did you mean 'update'?",
        ),
        (
            "directory = 'd'\n[user]\nactions = [1]".into(),
            "3:12: actions is an integer",
            "write strings in quotes",
        ),
        (
            "directory = 'd'\n[[user.filter]]\ntitle = 'T'".into(),
            "2:1: the filter has no clauses",
            "add clauses = [",
        ),
    ]);
}

#[test]
fn errors_in_filters() {
    let clause = |clause: &str| format!("directory = 'd'\n[[user.filter]]\nclauses = [ {clause} ]");
    assert_errors(&[
        (clause("{ attribute = 'city' }"), "3:13: the clause has no operator", "write { attribute"),
        (
            clause("{ attribute = 'city', operator = 'EQUAL', value = 'x' }"),
            "3:46: there is no operator 'EQUAL'",
            "did you mean 'EQUALS'?",
        ),
        (
            clause("{ attribute = 'otherMails', operator = 'EQUALS', value = 'x' }"),
            "3:27: a scoping filter cannot read 'otherMails', which has several values",
            "filter by an attribute",
        ),
        (
            clause("{ attribute = 'city', operator = 'REGEX MATCH', value = '(' }"),
            "3:69: '(' is not a regular expression",
            "patterns are .NET",
        ),
        (
            clause("{ attribute = 'city', operator = 'EQUALS' }"),
            "3:46: EQUALS needs a value",
            "give the clause a value",
        ),
        (
            clause("{ attribute = 'city', operator = 'IS NULL', value = 'x' }"),
            "3:65: IS NULL takes no value",
            "leave the value out",
        ),
        (
            clause("{ attribute = 'city', operator = 'EQUALS', value = true }"),
            "3:64: value is a boolean",
            "write a string",
        ),
        (
            clause("{ attribute = 'city', operater = 'EQUALS' }"),
            "3:35: there is no key 'operater' here",
            "did you mean 'operator'?",
        ),
        (clause("7"), "3:13: clauses is an integer", "write a table"),
    ]);
}

#[test]
fn errors_in_notifications() {
    let notify = |lines: &str| format!("directory = 'd'\n[notify]\n{lines}");
    assert_errors(&[
        (notify("email = 'a@b.example'"), "2:1: email needs smtp", "add smtp"),
        (notify("smtp = 'smtp://x.example'"), "2:1: smtp needs email", "add email"),
        (notify("starttls = true"), "2:1: from, starttls and smtp_ca need email and smtp", "add both"),
        (notify("email = 'a'\nsmtp = 'smtp://x'"), "3:9: 'a' is not an e-mail address", "write an address"),
        (notify("email = 'a@b.example'\nsmtp = 'mail.b.example'"), "4:8: smtp is not a URL", "write smtp://"),
        (
            notify("email = 'a@b.example'\nsmtp = 'http://b.example'"),
            "4:8: smtp is neither smtp:// nor smtps://",
            "write smtp://",
        ),
        (
            notify("email = 'a@b.example'\nsmtp = 'smtp://u:p@b.example'"),
            "4:8: smtp holds a credential",
            "set SMTP_USER",
        ),
        (
            notify("email = 'a@b.example'\nsmtp = 'smtps://b.example'\nstarttls = true"),
            "4:8: smtps is encrypted from the beginning",
            "leave starttls out",
        ),
        (
            notify("webhook = 'ftp://secret.example/token'"),
            "3:11: webhook is not an http or https URL",
            "write an address",
        ),
    ]);
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("job.toml");
    let error = Job::read(&path).unwrap_err();
    assert!(error.to_string().contains("job.toml") && error.help().contains("--job"));
    std::fs::write(&path, "directory = 'd.json'").unwrap();
    assert_eq!(Job::read(&path).unwrap().directory, folder.path().join("d.json"));
}

#[test]
fn deep_nesting_is_an_error() {
    assert!(parse(&format!("directory = {}", "[".repeat(100_000))).is_err());
    assert!(parse(&"a.".repeat(100_000)).is_err());
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_toml_panics(lines in prop::collection::vec(
        ("(name|scope|suite|state|directory|deletion_threshold|tenant|user|group|notify|value|x)",
         "('[a-z:/@.]{0,12}'|true|-?[0-9]{1,30}|\\[1, 'create'\\]|\\{ url = 'x' \\}|1979-05-27|inf)"), 0..8),
        header in "(\\[user\\]|\\[\\[user.filter\\]\\]|\\[notify\\]|\\[tenant\\]|)") {
        let body: Vec<String> = lines.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        let _ = parse(&format!("directory = 'é'\n{header}\n{}", body.join("\n")));
    }

    #[test]
    fn a_cut_job_never_panics(at in 0..COMPLETE.len()) {
        if let Some(text) = COMPLETE.get(..at) {
            let _ = parse(text);
        }
    }
}
