//! scimproof.toml as users meet it: what it changes, what of it is refused, and what `config show` prints.

mod support;

use std::path::Path;

use support::{Done, Place, Served};

const FILE: &str = r#"# The project's own
profile = "gallery"
jobs = 8
select = ["users/", "query/"]
report = ["junit=out/junit.xml"]
baseline = "accepted.toml"
reason = "known since the first release"

[environment.local]
demo = true
fault = ["title-dropped"]

[environment.staging]
url = "https://staging.example.com/scim/v2"
yes = true
header = ["X-Key: $STAGING_KEY"]
rate = "25/s"
"#;

fn folder(text: &str) -> Place {
    let place = Place::new();
    std::fs::write(place.home.path().join("scimproof.toml"), text).expect("a file");
    place
}

fn run_in(place: &Place, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
    Done::from(place.command(arguments, variables).current_dir(folder).output().expect("the binary runs"))
}

fn run(place: &Place, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
    run_in(place, place.home.path(), arguments, variables)
}

fn shown(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let done = run(&folder(FILE), arguments, variables);
    assert_eq!(done.code, 0, "{}", done.err);
    done.out
}

#[test]
fn what_counts_and_where_it_came_from() {
    insta::assert_snapshot!(
        "show",
        shown(&["config", "show", "--env", "staging"], &[("SCIM_TOKEN", "s3cret")])
    );
}

#[test]
fn a_flag_wins_over_a_variable_over_the_environment_over_the_file() {
    let arguments = ["config", "show", "--env", "staging", "run", "--jobs", "2", "--header", "X-Key: s3cret"];
    let variables = [("SCIM_URL", "https://other.example.com/scim"), ("SCIMPROOF_ENV", "local")];
    let out = shown(&arguments, &variables);
    assert!(!out.contains("s3cret"), "{out}");
    insta::assert_snapshot!("layers", out);
}

#[test]
fn what_is_typed_puts_aside_what_it_excludes() {
    let out =
        shown(&["config", "show", "run", "--url", "https://u:p@h.example/x"], &[("SCIMPROOF_ENV", "local")]);
    assert!(!out.contains("u:p"), "{out}");
    insta::assert_snapshot!("excluded", out);
}

#[test]
fn programs_read_it_as_json() {
    let out = shown(&["config", "show", "--format", "json", "clean", "--env", "staging"], &[]);
    insta::assert_snapshot!("json", out);
}

#[test]
fn a_run_takes_its_options_from_the_environment() {
    let place = folder(FILE);
    let inner = place.home.path().join("src/deep");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::create_dir(place.home.path().join("out")).unwrap();
    let arguments = ["run", "--env", "local", "--write-baseline", "--format", "json", "--select", "suite/"];
    let done = run_in(&place, &inner, &arguments, &[]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let result = done.json();
    assert_eq!((&result["profile"], &result["dialects"][1]), (&"gallery".into(), &"compliant".into()));
    let accepted = std::fs::read_to_string(place.home.path().join("accepted.toml")).unwrap();
    assert!(accepted.contains("known since the first release"), "paths start from the folder of the file");
    assert!(place.home.path().join("out/junit.xml").exists());
    let without = run(&place, &["run", "--no-config", "--demo", "--format", "json"], &[]);
    assert_eq!(without.json()["profile"], "entra");
}

#[test]
fn the_suite_and_the_tenant_may_stand_in_the_file() {
    let tenant = Served::start(&["--suite", "rfpio"]);
    let place = folder(&format!("url = '{}'\nsuite = 'rfpio'\n", tenant.url));
    let token = [("SCIM_TOKEN", tenant.token.as_str())];
    let result = run(&place, &["run", "--format", "json"], &token).json();
    assert_eq!((&result["suite"]["slug"], &result["exit_code"]), (&"rfpio".into(), &0.into()));
    let result = run(&place, &["run", "--demo", "--format", "json", "promapp"], &[]).json();
    assert_eq!(result["suite"]["slug"], "promapp", "what is typed wins, and puts the url aside");
    assert_eq!(run(&place, &["clean"], &token).out, "Nothing to remove.\n");
    let other = place.home.path().join("other.toml");
    std::fs::write(&other, "demo = true\nsuite = 'entra'\n").unwrap();
    let result = run(&place, &["--config", "other.toml", "run", "--format", "json"], &[]).json();
    assert_eq!(result["suite"]["slug"], "entra");
}

#[test]
fn mistakes_exit_2_and_name_the_place() {
    for (text, arguments, message) in [
        (
            "profil = 'all'\n",
            &["run", "--demo"][..],
            "scimproof.toml:1:1: there is no option 'profil'\n  try: did you mean 'profile'?",
        ),
        (
            "\njobs = 900\n",
            &["run", "--demo"],
            "scimproof.toml:2:1: invalid value '900' for '--jobs <JOBS>': 900 is not in 1..=64",
        ),
        (
            "profile = 'galery'\n",
            &["check", "list"],
            "scimproof.toml:1:1: invalid value 'galery' for '--profile <PROFILE>'\n  try: did you mean 'gallery'?",
        ),
        ("report = ['jnit=x']\n", &["judge", "t"], "there is no format 'jnit'; did you mean 'junit'?"),
        ("demo = 1\n", &["run"], "scimproof.toml:1:1: demo takes true or false"),
        ("token = 'abc'\n", &["run", "--demo"], "token would be a secret in a file"),
        ("demo = true\nurl = 'https://a.example'\n", &["run"], "cannot be used with"),
        (
            "[environment.staging]\nport = 1\n",
            &["run", "--env", "stagin"],
            "scimproof.toml has no environment 'stagin'\n  try: did you mean 'staging'?",
        ),
        (
            "[environment.staging]\nprt = 1\n",
            &["run", "--demo"],
            "scimproof.toml:2:1: there is no option 'prt'\n  try: did you mean 'port'?",
        ),
        ("yes = true\n", &["run", "--url", "https://scim.example.com"], "add --yes to agree"),
        ("demo = true\n", &["run", "--config", "none.toml"], "cannot read the config file none.toml"),
        ("demo = true\n", &["run", "--jobs", "x"], "invalid value 'x' for '--jobs <JOBS>'"),
        (
            "demo = true\n",
            &["config", "show", "explain", "x"],
            "this command takes no option from a config file",
        ),
    ] {
        let done = run(&folder(text), arguments, &[]);
        assert_eq!(done.code, 2, "{text}: {}{}", done.out, done.err);
        assert!(done.err.starts_with("error: ") && done.err.contains(message), "{text}: {}", done.err);
        assert!(!done.err.contains("abc"), "{}", done.err);
    }
    let done = run(&Place::new(), &["run", "--env", "staging"], &[]);
    assert!(done.code == 2 && done.err.contains("there is no scimproof.toml"), "{}", done.err);
}
