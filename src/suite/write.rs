//! Writing a suite as TOML, in the form in which suites are written by hand: one line for each attribute, a comment
//! where there is something to say.

use std::collections::HashMap;
use std::fmt::Write;

use serde::Serialize;

use super::{App, Attribute, AttributePath, GroupRules, Override, Suite, UserRules};
use crate::text::one_line;

/// Longest line a list may take before it gets a line for each entry.
const WIDTH: usize = 110;

/// What is remarked in the file, by the place it belongs to: a key such as `inherits` or `app.tenant_url`, a table such
/// as `[group]`, or a row such as `user:active`. The empty place is the head of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    above: HashMap<String, Vec<String>>,
    beside: HashMap<String, Vec<String>>,
}

impl Comments {
    /// A comment on a line of its own in front of that place.
    pub fn above(&mut self, place: &str, text: impl Into<String>) {
        self.above.entry(place.to_owned()).or_default().push(text.into());
    }

    /// A comment at the end of that line.
    pub fn beside(&mut self, place: &str, text: impl Into<String>) {
        self.beside.entry(place.to_owned()).or_default().push(text.into());
    }
}

/// The suite as the text of a TOML file.
pub fn toml(suite: &Suite, comments: &Comments) -> String {
    let Suite { schema, inherits, app, user, group, overrides } = suite;
    let mut page = Page { text: String::new(), comments, table: "" };
    page.remark("");
    page.key("schema", &schema.to_string());
    page.optional("inherits", inherits.as_deref().map(quoted));
    page.app(app);
    if *user != UserRules::default() || comments.above.contains_key("[user]") {
        page.user(user);
    }
    if *group != GroupRules::default() || comments.above.contains_key("[group]") {
        page.group(group);
    }
    for entry in overrides {
        page.an_override(entry);
    }
    page.text
}

struct Page<'a> {
    text: String,
    comments: &'a Comments,
    table: &'static str,
}

impl Page<'_> {
    fn app(&mut self, app: &App) {
        let App {
            name,
            slug,
            source,
            source_date,
            tenant_url,
            hosts,
            auth,
            capabilities,
            default_access,
            rate_limit,
            notes,
        } = app;
        self.start("app", "[app]");
        self.key("name", &quoted(name));
        self.key("slug", &quoted(slug));
        self.optional("source", source.as_deref().map(quoted));
        self.optional("source_date", source_date.as_deref().map(quoted));
        self.optional("tenant_url", tenant_url.as_deref().map(quoted));
        let host =
            |host: &super::Host| format!("{{ url = {}, when = {} }}", quoted(&host.url), quoted(&host.when));
        self.rows("hosts", hosts.iter().map(host).collect());
        self.optional("auth", auth.as_ref().map(word));
        self.list("capabilities", capabilities.iter().map(word).collect());
        self.optional("default_access", default_access.as_ref().map(word));
        let limit =
            |l: &super::RateLimit| format!("{{ requests = {}, seconds = {} }}", l.requests, l.seconds);
        self.optional("rate_limit", rate_limit.as_ref().map(limit));
        self.list("notes", notes.iter().map(|note| quoted(note)).collect());
    }

    fn user(&mut self, user: &UserRules) {
        let UserRules { matching, not_offered, removal, attributes } = user;
        self.start("user", "[user]");
        self.list("matching", matching.iter().map(path_in_list).collect());
        self.list("not_offered", not_offered.iter().map(word).collect());
        self.optional("removal", removal.as_ref().map(word));
        self.attributes(attributes);
    }

    fn group(&mut self, group: &GroupRules) {
        let GroupRules { support, not_offered, matching, attributes } = group;
        self.start("group", "[group]");
        self.optional("support", support.as_ref().map(word));
        self.list("not_offered", not_offered.iter().map(word).collect());
        self.list("matching", matching.iter().map(path_in_list).collect());
        self.attributes(attributes);
    }

    fn an_override(&mut self, entry: &Override) {
        let Override { check, severity, skip, reason } = entry;
        self.start("override", "[[override]]");
        self.key("check", &quoted(check));
        self.optional("severity", severity.as_ref().map(word));
        self.optional("skip", skip.then(|| "true".to_owned()));
        self.key("reason", &quoted(reason));
    }

    fn start(&mut self, table: &'static str, header: &str) {
        self.text.push('\n');
        self.table = table;
        self.remark(header);
        let _ = writeln!(self.text, "{header}");
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        let place = format!("{}.attributes", self.table);
        self.remark(&place);
        if attributes.is_empty() {
            return;
        }
        self.text.push_str("attributes = [\n");
        for attribute in attributes {
            let place = format!("{}:{}", self.table, attribute.printed());
            self.indented_remark(&place);
            let _ = writeln!(self.text, "  {{ {} }},{}", row(attribute), self.beside(&place));
        }
        self.text.push_str("]\n");
    }

    fn optional(&mut self, key: &str, value: Option<String>) {
        match value {
            Some(value) => self.key(key, &value),
            None => self.remark(&self.place(key)),
        }
    }

    fn key(&mut self, key: &str, value: &str) {
        let place = self.place(key);
        self.remark(&place);
        let _ = writeln!(self.text, "{key} = {value}{}", self.beside(&place));
    }

    /// A list on one line where it fits.
    fn list(&mut self, key: &str, entries: Vec<String>) {
        let short = format!("[{}]", entries.join(", "));
        match entries.len() {
            0 => self.remark(&self.place(key)),
            1 => self.key(key, &short),
            _ if key.len() + short.len() + 3 <= WIDTH && key != "notes" => self.key(key, &short),
            _ => self.rows(key, entries),
        }
    }

    /// A list with a line for each entry.
    fn rows(&mut self, key: &str, entries: Vec<String>) {
        if !entries.is_empty() {
            self.key(key, &format!("[\n  {},\n]", entries.join(",\n  ")));
        }
    }

    fn place(&self, key: &str) -> String {
        if self.table.is_empty() { key.to_owned() } else { format!("{}.{key}", self.table) }
    }

    fn remark(&mut self, place: &str) {
        for line in self.comments.above.get(place).into_iter().flatten() {
            let _ = writeln!(self.text, "# {}", one_line(line));
        }
    }

    fn indented_remark(&mut self, place: &str) {
        for line in self.comments.above.get(place).into_iter().flatten() {
            let _ = writeln!(self.text, "  # {}", one_line(line));
        }
    }

    fn beside(&self, place: &str) -> String {
        let lines = self.comments.beside.get(place).map(|lines| one_line(&lines.join("; ")));
        lines.map(|text| format!(" # {text}")).unwrap_or_default()
    }
}

/// The members of one row of an attribute table.
fn row(attribute: &Attribute) -> String {
    let Attribute {
        path,
        kind,
        required,
        filter,
        likely,
        written,
        values,
        pattern,
        max_length,
        equals,
        sample,
    } = attribute;
    let mut members = vec![format!("path = {}", literal(path.as_str()))];
    let mut add =
        |key: &str, value: Option<String>| members.extend(value.map(|value| format!("{key} = {value}")));
    add("likely", likely.as_ref().map(|path| literal(path.as_str())));
    add("type", Some(word(kind)));
    add("required", required.map(|yes| yes.to_string()));
    add("filter", filter.map(|yes| yes.to_string()));
    add("written", written.as_ref().map(word));
    let listed: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    add("values", (!listed.is_empty()).then(|| format!("[{}]", listed.join(", "))));
    add("pattern", pattern.as_deref().map(literal));
    add("max_length", max_length.map(|length| length.to_string()));
    add("equals", equals.as_ref().map(path_in_list));
    add("sample", sample.as_deref().map(quoted));
    members.join(", ")
}

fn path_in_list(path: &AttributePath) -> String {
    quoted(path.as_str())
}

/// The word of the format for a value of an enumeration.
fn word(value: &impl Serialize) -> String {
    let word = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(quoted));
    word.unwrap_or_default()
}

/// In double quotes, or in single ones where that spares escapes.
fn quoted(text: &str) -> String {
    let spares = text.contains(['"', '\\']);
    if spares && is_literal(text) { format!("'{text}'") } else { escaped(text) }
}

/// In single quotes where that is possible.
fn literal(text: &str) -> String {
    if is_literal(text) { format!("'{text}'") } else { escaped(text) }
}

fn is_literal(text: &str) -> bool {
    !text.contains(|c: char| c == '\'' || c.is_control())
}

fn escaped(text: &str) -> String {
    let mut result = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => result.extend(['\\', c]),
            '\n' => result.push_str("\\n"),
            '\t' => result.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(result, "\\u{:04X}", u32::from(c));
            }
            c => result.push(c),
        }
    }
    result.push('"');
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::builtin;

    #[test]
    fn what_is_written_reads_the_same() {
        for slug in builtin::slugs() {
            let suite: Suite = ::toml::from_str(builtin::text(slug).unwrap()).unwrap();
            let text = toml(&suite, &Comments::default());
            assert_eq!(::toml::from_str::<Suite>(&text).unwrap(), suite, "{text}");
        }
    }

    #[test]
    fn every_key_is_written() {
        let all = r#"
            schema = 1
            inherits = "entra"
            [app]
            name = "Tern \u0007 \"Pilotage\""
            slug = "tern"
            source = "tern.md"
            source_date = "2026-01-09"
            tenant_url = "https://api.tern.example/scim?x=1"
            hosts = [{ url = "https://eu.tern.example/scim", when = "Europe" }]
            auth = "other"
            capabilities = ["create", "groups"]
            default_access = "excluded"
            rate_limit = { requests = 600, seconds = 60 }
            notes = ["one", "it's\ntwo"]
            [user]
            matching = ["externalId", 'emails[type eq "work"].value']
            removal = "delete-only"
            not_offered = ["create", "update"]
            attributes = [
              { path = 'emails[type eq ‘work’].value', likely = 'emails[type eq "work"].value', type = "String", required = true, filter = false, written = "at-creation", values = ["a", 'b"'], pattern = '[a-z]\d+', max_length = 20, equals = "userName", sample = '{"a":1}' },
            ]
            [group]
            support = "supported"
            not_offered = ["delete"]
            matching = ["externalId"]
            attributes = [{ path = "displayName", type = "String" }]
            [[override]]
            check = "users/delete-returns-204"
            severity = "note"
            skip = true
            reason = "x"
        "#;
        let suite: Suite = ::toml::from_str(all).unwrap();
        let mut comments = Comments::default();
        comments.above("[group]", "a \u{2028} comment\nin two lines");
        comments.beside("group:displayName", "beside");
        let text = toml(&suite, &comments);
        assert_eq!(::toml::from_str::<Suite>(&text).unwrap(), suite, "{text}");
        assert!(text.contains("{ path = 'displayName', type = \"String\" }, # beside\n"), "{text}");
        assert!(text.contains("# a \u{fffd} comment in two lines\n[group]\n"), "{text}");
    }
}
