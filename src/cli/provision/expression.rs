//! `scimproof provision expression`: one expression of an attribute mapping, evaluated for one user, as the portal's
//! expression builder does. Nothing is sent and no state is read.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::{ExpressionArgs, open};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::directory::{self, DirectoryError, Entry};
use crate::provision::expression::{Expression, Outcome, RoleForm, Surroundings, SyntaxError};
use crate::provision::object::{AppRole, DEFAULT_ACCESS, Kind, Object};
use crate::text::printable;

pub(super) fn main(args: &ExpressionArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let text = args.expression.as_str();
    let expression: Expression = text.parse().map_err(|error| wrong(text, &error))?;
    let path = match (&args.directory, &args.job) {
        (Some(path), _) => path.clone(),
        (None, Some(job)) => open::job(job)?.directory,
        (None, None) => {
            return Err(Error::usage("no directory was given", "use --job FILE or --directory FILE"));
        }
    };
    let found = find(&path, &args.user)?;
    let source = |name: &str| found.source(name);
    let now = args.at.unwrap_or(context.started);
    // Random functions give another value each time, as they do in a cycle.
    let seed = u64::try_from(context.started.as_nanosecond() & 0xffff_ffff_ffff).unwrap_or_default();
    let surroundings = Surroundings { source: &source, roles: &found.roles, now, seed };
    let outcome = expression.evaluate(&surroundings).map_err(|error| {
        let help = "the user would go to escrow with this error; mend the expression or the value";
        Error::usage(format!("no value for {}: {error}", found.user.name()), help)
    })?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", printable(&shown(&outcome)))?;
    Ok(ExitStatus::Passed)
}

/// The error with the expression and a caret under the position.
fn wrong(text: &str, error: &SyntaxError) -> Error {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let caret = " ".repeat(error.position.saturating_sub(1));
    let help = error.help.clone().unwrap_or_else(|| "see docs/provision.md for the functions".to_owned());
    Error::usage(format!("{error}\n\n  {line}\n  {caret}^\n"), help)
}

/// A user with what expressions ask for.
struct Found {
    user: Object,
    roles: Vec<AppRole>,
}

impl Found {
    fn source(&self, name: &str) -> Option<Value> {
        let value = match name {
            "objectId" => json!(self.user.id),
            "IsSoftDeleted" => json!(self.user.soft_deleted || !self.user.is_enabled()),
            "manager" => json!(self.user.manager.as_ref()?),
            name => self.user.attributes.get(name)?.clone(),
        };
        let is_empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        (!is_empty).then_some(value)
    }
}

/// Finds the user, and the roles it has directly or as a direct member of an assigned group.
fn find(path: &Path, name: &str) -> Result<Found, Error> {
    let (mut users, mut roles) = (Vec::new(), Vec::new());
    read(path, &mut |entry| match entry {
        Entry::Object { object, assignments, .. } if is_called(&object, name) => {
            users.push((object, assignments))
        }
        Entry::Role(role) => roles.push(role),
        _ => {}
    })?;
    let mut users = users.into_iter();
    let (user, mut assigned) = match (users.next(), users.next()) {
        (Some(user), None) => user,
        (None, _) => {
            let message = format!("no user '{name}' is in {}", path.display());
            return Err(Error::usage(
                message,
                "name a userPrincipalName, mail or object id of the directory",
            ));
        }
        (Some(_), Some(_)) => {
            let message = format!("several users of {} are called '{name}'", path.display());
            return Err(Error::usage(message, "name the object id"));
        }
    };
    if !roles.is_empty() {
        read(path, &mut |entry| {
            if let Entry::Object { members, assignments, .. } = entry
                && members.contains(&user.id)
            {
                assigned.extend(assignments);
            }
        })?;
    }
    let default = AppRole { id: DEFAULT_ACCESS.into(), value: None, display_name: "Default Access".into() };
    roles.push(default);
    roles.retain(|role| assigned.contains(&role.id));
    Ok(Found { user, roles })
}

fn is_called(object: &Object, name: &str) -> bool {
    let same = |text: &str| text.eq_ignore_ascii_case(name);
    let texts = ["userPrincipalName", "mail"].into_iter().filter_map(|attribute| object.text(attribute));
    object.kind == Kind::User && texts.chain([object.id.as_str()]).any(same)
}

fn read(path: &Path, sink: &mut dyn FnMut(Entry)) -> Result<(), Error> {
    directory::read::<DirectoryError>(path, &mut |item| {
        sink(item.parse()?);
        Ok(())
    })
    .map_err(open::directory_error)
}

/// The value as people read it, with its type where that is not plain.
fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Null => "(no value: nothing flows; on creation the mapping's default does)".to_owned(),
        Outcome::Ignored => "(ignored: the attribute stays out of the request)".to_owned(),
        Outcome::Text(text) => text.clone(),
        Outcome::List(items) => items.join("\n"),
        Outcome::Roles(form, roles) => {
            let form = match form {
                RoleForm::Single => "one role",
                RoleForm::Complex => "roles, added to those the target has",
                RoleForm::Assertive => "roles, in place of those the target has",
            };
            let names = roles.iter().map(|role| role.value.as_ref().unwrap_or(&role.display_name).clone());
            format!("({form})\n{}", names.collect::<Vec<_>>().join("\n"))
        }
    }
}
