//! What an entry may be: an option there is, with a value of its type, and no secret.

use url::Url;

use super::{Entry, Known, Takes, Value};
use crate::text::nearest;

/// What is wrong, and the next thing to try.
type Complaint = (String, Option<String>);

/// Keys that somebody might write for a credential, and what holds it instead.
const SECRETS: &[(&str, &str)] = &[
    ("token", "SCIM_TOKEN or token-file"),
    ("scim-token", "SCIM_TOKEN or token-file"),
    ("secret-token", "SCIM_TOKEN or token-file"),
    ("bearer-token", "SCIM_TOKEN or token-file"),
    ("password", "SCIM_PASSWORD"),
    ("scim-password", "SCIM_PASSWORD"),
    ("client-secret", "SCIM_CLIENT_SECRET"),
    ("oauth-client-secret", "SCIM_CLIENT_SECRET"),
    ("scim-client-secret", "SCIM_CLIENT_SECRET"),
    ("client-assertion", "client-assertion-file"),
];

/// Keys that say where options come from, and so cannot come from the file.
const ABOUT_THE_FILE: &[&str] = &["env", "config", "no-config"];

pub(super) fn check(entry: &Entry, known: &[Known]) -> Result<(), Complaint> {
    if let Some(holder) = secret(&entry.key) {
        let message = format!("{} would be a secret in a file, and is not read from one", entry.key);
        return Err((message, Some(format!("take it out and use {holder}"))));
    }
    if ABOUT_THE_FILE.contains(&entry.key.as_str()) {
        return Err((
            format!("{} chooses one of this file's tables, or the file, and cannot stand in it", entry.key),
            Some("use --env, SCIMPROOF_ENV, --config or --no-config".to_owned()),
        ));
    }
    let option = known.iter().find(|option| option.name == entry.key).ok_or_else(|| unknown(entry, known))?;
    has_type(entry, option)?;
    match entry.key.as_str() {
        "header" => entry.value.texts().iter().try_for_each(|header| names_variable(header)),
        "url" | "oauth-token-url" => entry.value.texts().iter().try_for_each(|url| holds_no_credential(url)),
        _ => Ok(()),
    }
}

fn secret(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase().replace('_', "-");
    SECRETS.iter().find(|(name, _)| *name == key).map(|(_, holder)| *holder)
}

fn unknown(entry: &Entry, known: &[Known]) -> Complaint {
    let names = known.iter().map(|option| option.name.as_str());
    let help = match nearest(&entry.key, names) {
        Some(near) => format!("did you mean '{near}'?"),
        None => "keys are the long names of options, such as url, profile or select".to_owned(),
    };
    (format!("there is no option '{}'", entry.key), Some(help))
}

fn has_type(entry: &Entry, option: &Known) -> Result<(), Complaint> {
    let key = &entry.key;
    let message = match (option.takes, &entry.value) {
        (Takes::Nothing, Value::Flag(_))
        | (Takes::One, Value::One(_))
        | (Takes::Many, Value::One(_) | Value::Many(_)) => return Ok(()),
        (Takes::Nothing, _) => format!("{key} takes true or false"),
        (Takes::One, Value::Many(_)) => format!("{key} takes one value, not several"),
        (Takes::One | Takes::Many, _) => format!("{key} takes a value, not true or false"),
    };
    Err((message, None))
}

/// The values of headers are secrets, so they come from the environment.
fn names_variable(header: &str) -> Result<(), Complaint> {
    let (name, value) = header.split_once(':').unwrap_or((header, ""));
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
    if value.split('$').skip(1).any(|variable| variable.starts_with(starts)) {
        return Ok(());
    }
    let variable = name.trim().to_uppercase().replace('-', "_");
    Err((
        format!("the value of the header {} would be a secret in a file", name.trim()),
        Some(format!("name an environment variable instead: '{}: ${variable}'", name.trim())),
    ))
}

fn holds_no_credential(url: &str) -> Result<(), Complaint> {
    let holds = Url::parse(url).is_ok_and(|url| !url.username().is_empty() || url.password().is_some());
    if !holds {
        return Ok(());
    }
    let help = "use SCIM_USER and SCIM_PASSWORD with auth = \"basic\", or SCIM_TOKEN";
    Err(("the URL holds a credential".to_owned(), Some(help.to_owned())))
}
