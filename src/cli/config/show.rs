//! `scimproof config show`: the effective options, and where each came from.

use std::io::{self, BufWriter, Write};

use serde_json::{Value as Json, json};

use super::Effective;
use super::layers::{Origin, Setting, Unused};
use super::options::Slot;
use crate::cli::Format;
use crate::config::{Takes, Value};
use crate::context::RunContext;
use crate::text::printable;

/// The variables that hold credentials; only whether they are set is shown.
const CREDENTIALS: &[&str] = &["SCIM_TOKEN", "SCIM_USER", "SCIM_PASSWORD", "SCIM_CLIENT_SECRET"];

pub(super) fn print(effective: &Effective, format: Format, context: &RunContext) -> io::Result<()> {
    let set: Vec<&str> =
        CREDENTIALS.iter().copied().filter(|name| context.variable(name).is_some()).collect();
    let mut out = BufWriter::new(io::stdout());
    match format {
        Format::Human => human(&mut out, effective, &set, context)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(effective, &set))?;
            writeln!(out)?;
        }
    }
    out.flush()
}

fn human(out: &mut impl Write, effective: &Effective, set: &[&str], context: &RunContext) -> io::Result<()> {
    let file = effective.file.as_ref().map_or("no config file", |file| &file.name);
    let environment = effective.environment.as_ref().map(|name| format!(", environment {name}"));
    writeln!(
        out,
        "scimproof {}: {file}{}\n",
        effective.options.path.join(" "),
        printable(&environment.unwrap_or_default())
    )?;
    let (lines, not_set) = lines(effective);
    let width = |of: fn(&[String; 3]) -> &String| {
        lines.iter().map(|line| of(line).chars().count()).max().unwrap_or_default()
    };
    let (names, values) = (width(|line| &line[0]), width(|line| &line[1]).min(50));
    for [name, value, origin] in &lines {
        writeln!(out, "  {name:names$}  {value:values$}  {origin}")?;
    }
    if !effective.chosen.unused.is_empty() {
        writeln!(out, "\nNot used:")?;
    }
    for Unused { setting, reason } in &effective.chosen.unused {
        writeln!(out, "  {} of {} ({reason})", setting.name, origin(effective, setting))?;
    }
    writeln!(out, "\nNot set:")?;
    in_lines(out, &not_set, context.width())?;
    let credentials = if set.is_empty() { "none".to_owned() } else { set.join(", ") };
    writeln!(out, "Credentials in the environment: {credentials}")
}

/// The names, as many in a line as the terminal has room for.
fn in_lines(out: &mut impl Write, names: &[&str], width: usize) -> io::Result<()> {
    let mut line = String::new();
    for name in names {
        if !line.is_empty() && line.len() + name.len() + 4 > width {
            writeln!(out, " {line}")?;
            line.clear();
        }
        line.push(' ');
        line.push_str(name);
    }
    writeln!(out, " {line}\n")
}

/// Name, value and origin of what is set, and the names of what is not.
fn lines(effective: &Effective) -> (Vec<[String; 3]>, Vec<&str>) {
    let mut lines = Vec::new();
    let mut not_set = Vec::new();
    for slot in effective.options.slots() {
        let name = || slot.name.clone();
        match setting(effective, slot) {
            Some(setting) => lines.push([name(), words(&shown(setting)), origin(effective, setting)]),
            None if slot.takes == Takes::Nothing || slot.defaults.is_empty() => {
                not_set.push(slot.name.as_str());
            }
            None => lines.push([name(), slot.defaults.join(", "), "default".to_owned()]),
        }
    }
    (lines, not_set)
}

fn setting<'a>(effective: &'a Effective, slot: &Slot) -> Option<&'a Setting> {
    effective.chosen.settings.iter().find(|setting| setting.name == slot.name)
}

fn words(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        value => printable(&value.texts().join(", ")),
    }
}

/// The value as it may be shown: that of a header only where it names a variable and nothing else, and a URL without
/// its credential.
fn shown(setting: &Setting) -> Value {
    let hide: fn(&str) -> String = match setting.name.as_str() {
        "header" => header,
        "url" | "oauth-token-url" => url,
        _ => return setting.value.clone(),
    };
    match &setting.value {
        Value::Many(texts) => Value::Many(texts.iter().map(|text| hide(text)).collect()),
        Value::One(text) => Value::One(hide(text)),
        Value::Flag(flag) => Value::Flag(*flag),
    }
}

fn header(text: &str) -> String {
    let (name, value) = text.split_once(':').unwrap_or((text, ""));
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if value.trim().strip_prefix('$').is_some_and(is_name) {
        return text.to_owned();
    }
    format!("{name}: (not shown)")
}

fn url(text: &str) -> String {
    match text.split_once("://").map(|(scheme, rest)| (scheme, rest, rest.find(['/', '?', '#']))) {
        Some((scheme, rest, end)) => {
            let (authority, path) = rest.split_at(end.unwrap_or(rest.len()));
            let host = authority.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        None => text.to_owned(),
    }
}

fn origin(effective: &Effective, setting: &Setting) -> String {
    let file = effective.file.as_ref().map_or("", |file| &file.name);
    match &setting.origin {
        Origin::Typed => "flag".to_owned(),
        Origin::Variable(name) => (*name).to_owned(),
        Origin::File { entry } => {
            let table = entry.environment.as_ref().map(|name| format!(" [environment.{name}]"));
            format!("{file}:{}{}", entry.line, printable(&table.unwrap_or_default()))
        }
    }
}

fn as_json(effective: &Effective, set: &[&str]) -> Json {
    let options: Vec<Json> = effective.options.slots().iter().map(|slot| option(effective, slot)).collect();
    let unused = effective.chosen.unused.iter().map(|Unused { setting, reason }| {
        json!({ "name": setting.name, "from": from(effective, setting), "reason": reason })
    });
    json!({
        "version": 1,
        "command": effective.options.path.join(" "),
        "config": effective.file.as_ref().map(|file| &file.name),
        "environment": effective.environment,
        "options": options,
        "unused": unused.collect::<Vec<_>>(),
        "credentials": set,
    })
}

fn option(effective: &Effective, slot: &Slot) -> Json {
    let (value, from) = match setting(effective, slot) {
        Some(setting) => (value(&shown(setting)), from(effective, setting)),
        None if slot.takes == Takes::Nothing => (json!(false), json!({ "kind": "default" })),
        None if slot.defaults.is_empty() => (Json::Null, Json::Null),
        None => (json!(slot.defaults.join(",")), json!({ "kind": "default" })),
    };
    json!({ "name": slot.name, "value": value, "from": from })
}

fn value(value: &Value) -> Json {
    match value {
        Value::Flag(flag) => json!(flag),
        Value::One(text) => json!(text),
        Value::Many(texts) => json!(texts),
    }
}

fn from(effective: &Effective, setting: &Setting) -> Json {
    match &setting.origin {
        Origin::Typed => json!({ "kind": "flag" }),
        Origin::Variable(name) => json!({ "kind": "variable", "name": name }),
        Origin::File { entry } => json!({
            "kind": "file",
            "file": effective.file.as_ref().map(|file| &file.name),
            "line": entry.line,
            "environment": entry.environment,
        }),
    }
}
