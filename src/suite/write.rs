//! Suites as TOML text, laid out as a person would: a row for each attribute, paths in literal strings, comments where
//! there is something to say.

mod case;

use std::fmt::Write as _;

use serde::Serialize;

use super::{App, Attribute, AttributePath, GroupRules, Host, Override, Suite, UserRules};

/// What is said beside the values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// Lines at the top.
    pub head: Vec<String>,
    /// Lines above what is said of users.
    pub user: Vec<String>,
    /// Lines above what is said of groups.
    pub group: Vec<String>,
    /// A remark behind the row of a user attribute, by its printed path.
    pub user_rows: Vec<(String, String)>,
    /// A remark behind the row of a group attribute, by its printed path.
    pub group_rows: Vec<(String, String)>,
}

/// Widest line of a list in one line.
const WIDTH: usize = 110;

/// The text of a suite; reading it gives the same suite.
pub fn suite(suite: &Suite, comments: &Comments) -> String {
    let mut out = String::new();
    remarks(&mut out, &comments.head);
    let _ = writeln!(out, "schema = {}", suite.schema);
    if let Some(base) = &suite.inherits {
        let _ = writeln!(out, "inherits = {}", quoted(base));
    }
    app(&mut out, &suite.app);
    if suite.user != UserRules::default() {
        out.push('\n');
        remarks(&mut out, &comments.user);
        user(&mut out, &suite.user, &comments.user_rows);
    }
    if suite.group != GroupRules::default() {
        out.push('\n');
        remarks(&mut out, &comments.group);
        group(&mut out, &suite.group, &comments.group_rows);
    }
    suite.overrides.iter().for_each(|entry| override_entry(&mut out, entry));
    suite.cases.iter().for_each(|entry| case::entry(&mut out, entry));
    out
}

fn remarks(out: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(out, "# {}", crate::text::one_line(line));
    }
}

fn app(out: &mut String, app: &App) {
    out.push_str("\n[app]\n");
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", quoted(value));
        }
    };
    text("name", Some(&app.name));
    text("slug", Some(&app.slug));
    text("source", app.source.as_deref());
    text("source_date", app.source_date.as_deref());
    text("tenant_url", app.tenant_url.as_deref());
    list(out, "hosts", &app.hosts, |host: &Host| {
        format!("{{ url = {}, when = {} }}", quoted(&host.url), quoted(&host.when))
    });
    word(out, "auth", app.auth);
    list(out, "capabilities", &app.capabilities, |capability| quoted(&name_of(capability)));
    word(out, "default_access", app.default_access);
    if let Some(limit) = app.rate_limit {
        let _ =
            writeln!(out, "rate_limit = {{ requests = {}, seconds = {} }}", limit.requests, limit.seconds);
    }
    list(out, "notes", &app.notes, |note| quoted(note));
}

fn user(out: &mut String, rules: &UserRules, remarks: &[(String, String)]) {
    out.push_str("[user]\n");
    list(out, "matching", &rules.matching, |path| text(path.as_str()));
    list(out, "not_offered", &rules.not_offered, |operation| quoted(&name_of(operation)));
    word(out, "removal", rules.removal);
    rows(out, &rules.attributes, remarks);
}

fn group(out: &mut String, rules: &GroupRules, remarks: &[(String, String)]) {
    out.push_str("[group]\n");
    word(out, "support", rules.support);
    list(out, "not_offered", &rules.not_offered, |operation| quoted(&name_of(operation)));
    list(out, "matching", &rules.matching, |path| text(path.as_str()));
    rows(out, &rules.attributes, remarks);
}

fn override_entry(out: &mut String, entry: &Override) {
    let _ = writeln!(out, "\n[[override]]\ncheck = {}", quoted(&entry.check));
    word(out, "severity", entry.severity);
    if entry.skip {
        out.push_str("skip = true\n");
    }
    let _ = writeln!(out, "reason = {}", quoted(&entry.reason));
}

fn word<T: Serialize>(out: &mut String, key: &str, value: Option<T>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {}", quoted(&name_of(&value)));
    }
}

/// The word the format has for a value of an enumeration.
fn name_of<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A list in one line where it fits, else with a line for each entry.
fn list<T>(out: &mut String, key: &str, values: &[T], text: impl Fn(&T) -> String) {
    if values.is_empty() {
        return;
    }
    let texts: Vec<String> = values.iter().map(text).collect();
    let line = format!("{key} = [{}]", texts.join(", "));
    if line.chars().count() <= WIDTH {
        let _ = writeln!(out, "{line}");
    } else {
        let _ = writeln!(out, "{key} = [\n  {},\n]", texts.join(",\n  "));
    }
}

fn rows(out: &mut String, rows: &[Attribute], remarks: &[(String, String)]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("attributes = [\n");
    for attribute in rows {
        let remark = remarks.iter().find(|(path, _)| path == attribute.printed().as_str());
        let remark = remark.map(|(_, text)| format!(" # {}", crate::text::one_line(text)));
        let _ = writeln!(out, "  {},{}", row(attribute), remark.unwrap_or_default());
    }
    out.push_str("]\n");
}

fn row(attribute: &Attribute) -> String {
    let mut cells = vec![format!("path = {}", path(attribute.printed()))];
    cells.extend(attribute.likely.as_ref().map(|likely| format!("likely = {}", path(likely))));
    cells.push(format!("type = {}", quoted(&name_of(&attribute.kind))));
    cells.extend(attribute.required.map(|required| format!("required = {required}")));
    cells.extend(attribute.filter.map(|filter| format!("filter = {filter}")));
    cells.extend(attribute.written.map(|written| format!("written = {}", quoted(&name_of(&written)))));
    if !attribute.values.is_empty() {
        let values: Vec<String> = attribute.values.iter().map(|value| quoted(value)).collect();
        cells.push(format!("values = [{}]", values.join(", ")));
    }
    cells.extend(attribute.pattern.as_deref().map(|pattern| format!("pattern = {}", literal(pattern))));
    cells.extend(attribute.max_length.map(|length| format!("max_length = {length}")));
    cells.extend(attribute.equals.as_ref().map(|other| format!("equals = {}", text(other.as_str()))));
    cells.extend(attribute.sample.as_deref().map(|sample| format!("sample = {}", text(sample))));
    format!("{{ {} }}", cells.join(", "))
}

/// The path of a row, always literally: so the rows look alike.
fn path(path: &AttributePath) -> String {
    literal(path.as_str())
}

/// A text with quotes is easier to read literally.
fn text(value: &str) -> String {
    if value.contains('"') { literal(value) } else { quoted(value) }
}

/// A literal string, where TOML allows one.
fn literal(value: &str) -> String {
    let plain = !value.contains('\'') && !value.chars().any(|c| c.is_control() && c != '\t');
    if plain { format!("'{value}'") } else { quoted(value) }
}

/// A basic string.
fn quoted(value: &str) -> String {
    let mut out = String::from('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::builtin;

    fn read(text: &str) -> Suite {
        toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    #[test]
    fn every_built_in_suite_reads_back_as_it_was() {
        for slug in builtin::slugs() {
            let suite = read(builtin::text(slug).unwrap());
            assert_eq!(read(&super::suite(&suite, &Comments::default())), suite, "{slug}");
        }
    }

    #[test]
    fn everything_the_format_has_is_written() {
        let text = r#"schema = 1
inherits = "entra"

[app]
name = "Tern \"Hydrographic\"\nLtd\u0007"
slug = "tern"
tenant_url = 'https://<host>/scim/?aadOptscim062020'
hosts = [{ url = "https://eu.example/scim", when = "Europe" }]
capabilities = ["create", "sso"]
rate_limit = { requests = 10, seconds = 1 }
default_access = "excluded"
notes = ["one", "two"]

[user]
matching = ['emails[type eq "work"].value', "userName"]
not_offered = ["create"]
removal = "disable-only"
attributes = [
  { path = 'emails[type eq “work”]', likely = 'emails[type eq "work"].value', type = "String", equals = "userName" },
  { path = "it's", likely = "title", type = "String", required = true, filter = false, written = "at-creation", values = ["a", "b"], pattern = '\w', max_length = 3, sample = '"' },
]

[group]
support = "supported"
not_offered = ["create", "delete"]
matching = ["id"]
attributes = [{ path = 'members', type = "Reference" }]

[[override]]
check = "users/create-returns-201"
severity = "note"
reason = "says so"

[[override]]
check = "users/duplicate-409"
skip = true
reason = "says so"

[[case]]
id = "short"
title = "a name MUST have \"two\" parts"
severity = "note"
request = { method = "POST", path = "/Users", set = { 'emails[type eq "work"].value' = "x", "a\tb" = [1, true, 1.5] } }
expect = { status = "4xx", json = [{ pointer = "/detail", contains = "name" }] }

[[case]]
id = "long"
title = "what is written MUST be read"
demo = false

[[case.step]]
request = { method = "PATCH", path = "/Users/{user}", headers = { If-Match = "*" }, remove = ["title"] }
capture = { id = "/id" }

[[case.step]]
request = { method = "GET", path = "/Users/{id}" }
expect = { status = [200, 203] }
"#;
        let suite = read(text);
        let comments = Comments {
            head: vec!["By hand.".into()],
            user: vec!["Users.".into()],
            group: vec!["Groups.".into()],
            user_rows: vec![("it's".into(), "sample: ours".into())],
            group_rows: vec![("members".into(), "typed\nString".into())],
        };
        let written = super::suite(&suite, &comments);
        assert_eq!(read(&written), suite);
        insta::assert_snapshot!(written);
    }
}
