//! What a request of a case may be: it writes only what the run created, and whatever it creates can be found again.

use serde_json::{Map, Value};

use super::validate::{Known, Problem, in_json, keys, problem};
use super::{CaseRequest, CaseResource, names};
use crate::http::Method;
use crate::suite::spans::Key;
use crate::suite::{AttributePath, Suite};
use crate::text::nearest;

pub(super) fn check(keys: &[Key], request: &CaseRequest, known: &Known) -> Result<(), Problem> {
    known.knows(keys!(keys, "path"), &Value::from(request.path.as_str()))?;
    path(&keys!(keys, "path"), request, known)?;
    query(&keys!(keys, "query"), &request.query, known)?;
    headers(&keys!(keys, "headers"), &request.headers, known)?;
    body(keys, request, known)?;
    match request.creates() {
        Some(kind) => marked(keys, request, kind, known.suite),
        None => named(keys, request),
    }
}

/// The path, by what the method may reach.
fn path(keys: &[Key], request: &CaseRequest, known: &Known) -> Result<(), Problem> {
    let path = request.path.as_str();
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if !path.starts_with('/') || path.contains("//") || path.contains("..") || path.contains(odd) {
        let message =
            format!("'{path}' is not a path behind the base URL, such as \"/Users\" or \"/Users/{{user}}\"");
        return problem(keys.to_vec(), message);
    }
    if path.contains(['?', '#']) {
        return problem(keys.to_vec(), "a path has no query; write query = { filter = 'title eq \"x\"' }");
    }
    match request.method {
        Method::Get => Ok(()),
        Method::Post if request.creates().is_some() || path.ends_with("/.search") => Ok(()),
        Method::Post => {
            problem(keys.to_vec(), format!("POST goes to /Users, /Groups or a /.search, not to '{path}'"))
        }
        Method::Patch | Method::Put | Method::Delete => target(keys, request, known),
        Method::Head | Method::Options => {
            let message =
                format!("{} is not sent in cases; known are GET, POST, PATCH, PUT, DELETE", request.method);
            problem(keys.to_vec(), message)
        }
    }
}

/// What is changed or deleted is a resource the run created.
fn target(keys: &[Key], request: &CaseRequest, known: &Known) -> Result<(), Problem> {
    let method = request.method;
    let Some((kind, name)) = request.target() else {
        let message = format!(
            "{method} goes to a resource the run created, \"/Users/{{user}}\" or \"/Groups/{{group}}\", not to '{}'",
            request.path
        );
        return problem(keys.to_vec(), message);
    };
    if known.is_created(kind, name) {
        return Ok(());
    }
    let message = format!(
        "{{{name}}} is not the id of a resource the run created under {endpoint}: \
         use {{{own}}}, or capture \"/id\" of a POST to {endpoint}",
        endpoint = kind.endpoint(),
        own = kind.placeholder()
    );
    problem(keys.to_vec(), message)
}

fn query(keys: &[Key], query: &Map<String, Value>, known: &Known) -> Result<(), Problem> {
    for (name, value) in query {
        let keys = keys!(keys, name.as_str());
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~$".contains(c)) {
            return problem(keys, format!("'{name}' is not the name of a query parameter, such as filter"));
        }
        if !(value.is_string() || value.is_number() || value.is_boolean()) {
            return problem(keys, format!("the value of {name} is a text or a number"));
        }
        known.knows(keys, value)?;
    }
    Ok(())
}

/// Headers the run itself answers for.
const RESERVED: [&str; 6] =
    ["authorization", "host", "content-length", "cookie", "connection", "transfer-encoding"];

fn headers(keys: &[Key], headers: &Map<String, Value>, known: &Known) -> Result<(), Problem> {
    for (name, value) in headers {
        let keys = keys!(keys, name.as_str());
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
            return problem(keys, format!("'{name}' is not the name of a header, such as If-Match"));
        }
        if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            return problem(keys, format!("{name} is set by the run and cannot be set by a case"));
        }
        let fits = |text: &str| text.chars().all(|c| c == '\t' || (' '..='~').contains(&c));
        if !value.as_str().is_some_and(fits) {
            return problem(keys, format!("the value of {name} is a text of printable ASCII characters"));
        }
        known.knows(keys, value)?;
    }
    Ok(())
}

/// The standard body with differences, or a body of the case's own, where the method has one.
fn body(keys: &[Key], request: &CaseRequest, known: &Known) -> Result<(), Problem> {
    let differs = !request.set.is_empty() || !request.remove.is_empty();
    let has_standard = request.creates().is_some() || matches!(request.method, Method::Patch | Method::Put);
    let method = request.method;
    match &request.body {
        Some(_) if differs => {
            return problem(
                keys!(keys, "body"),
                "set and remove change the standard body; leave them or body out",
            );
        }
        Some(_) if matches!(method, Method::Get | Method::Delete) => {
            return problem(keys!(keys, "body"), format!("{method} has no body"));
        }
        None if differs && !has_standard => {
            let name = if request.set.is_empty() { "remove" } else { "set" };
            return problem(keys!(keys, name), format!("{method} {} has no standard body", request.path));
        }
        None if !differs && method == Method::Patch => {
            return problem(keys.to_vec(), "a PATCH needs set, remove or body");
        }
        None if method == Method::Post && !has_standard => {
            return problem(keys.to_vec(), "a POST to a /.search needs a body");
        }
        Some(body) => {
            known.knows(keys!(keys, "body"), body)?;
            in_json(keys!(keys, "body"), body)?;
        }
        None => {}
    }
    set(&keys!(keys, "set"), request, known)?;
    remove(&keys!(keys, "remove"), request, known.suite)
}

fn set(keys: &[Key], request: &CaseRequest, known: &Known) -> Result<(), Problem> {
    for (path, value) in &request.set {
        let keys = keys!(keys, path.as_str());
        if let Err(error) = path.parse::<AttributePath>() {
            return problem(keys, format!("'{path}' is not an attribute path: {error}"));
        }
        known.knows(keys.clone(), value)?;
        in_json(keys, value)?;
    }
    Ok(())
}

/// What is removed is there: else the case would show nothing.
fn remove(keys: &[Key], request: &CaseRequest, suite: &Suite) -> Result<(), Problem> {
    let kind = request.creates().or(request.target().map(|(kind, _)| kind)).unwrap_or(CaseResource::User);
    let listed = standard(suite, kind);
    for (at, path) in request.remove.iter().enumerate() {
        let keys = keys!(keys, at);
        if let Err(error) = path.parse::<AttributePath>() {
            return problem(keys, format!("'{path}' is not an attribute path: {error}"));
        }
        let is_part = |listed: &&String| {
            let rest = listed.get(..path.len()).filter(|head| head.eq_ignore_ascii_case(path));
            rest.is_some() && listed[path.len()..].chars().next().is_none_or(|c| ".[:".contains(c))
        };
        if listed.iter().any(|listed| is_part(&listed)) {
            continue;
        }
        let help = nearest(path, listed.iter().map(String::as_str))
            .map_or_else(|| "list it in the suite".to_owned(), |name| format!("did you mean '{name}'?"));
        let kind = kind.placeholder();
        return problem(keys, format!("the standard body of a {kind} has no '{path}' to remove: {help}"));
    }
    Ok(())
}

/// The paths the standard body of a resource has.
fn standard(suite: &Suite, kind: CaseResource) -> Vec<String> {
    let (attributes, further) = match kind {
        CaseResource::User => (&suite.user.attributes, &["schemas", "meta", "userName"][..]),
        CaseResource::Group if suite.group.attributes.is_empty() => {
            (&suite.group.attributes, &["schemas", "meta", "displayName", "externalId"][..])
        }
        CaseResource::Group => (&suite.group.attributes, &["schemas", "meta", "displayName"][..]),
    };
    let written = attributes.iter().filter(|row| kind == CaseResource::Group || suite.writes(row));
    let listed = written.map(|row| row.target().to_string());
    listed.chain(further.iter().map(|name| (*name).to_owned())).collect()
}

/// The attributes in which a run looks for its marker, to know its own.
fn carriers(kind: CaseResource) -> &'static [&'static str] {
    match kind {
        CaseResource::User => &["userName", "externalId", "displayName", "name"],
        CaseResource::Group => &["displayName", "externalId"],
    }
}

/// Whether a value holds the marker.
fn holds_marker(value: &Value) -> bool {
    names::in_value(value).iter().any(|name| names::MARKERS.contains(&name.as_str()))
}

/// A create that a tenant accepts against all expectation is found again, and cleaned up, by the run's marker in it.
fn marked(keys: &[Key], request: &CaseRequest, kind: CaseResource, suite: &Suite) -> Result<(), Problem> {
    let naming = kind.naming_attribute();
    if let Some(body) = &request.body {
        let carries = match body {
            Value::Object(_) => carriers(kind).iter().any(|name| holds_marker(&body[*name])),
            other => holds_marker(other),
        };
        if carries {
            return Ok(());
        }
        let message =
            format!("the body holds no {{run}} in {naming}, by which the run knows its own and cleans up");
        return problem(keys!(keys, "body"), message);
    }
    named(keys, request)?;
    let is = |path: &str, name: &str| {
        path.eq_ignore_ascii_case(name)
            || path.to_lowercase().starts_with(&format!("{}.", name.to_lowercase()))
    };
    let is_set = request
        .set
        .iter()
        .any(|(path, value)| holds_marker(value) && carriers(kind).iter().any(|name| is(path, name)));
    let usual = [naming, "externalId"];
    let mut stays = usual.into_iter().filter(|name| standard(suite, kind).iter().any(|path| path == name));
    let touched = |name: &str| {
        let mut paths = request.set.keys().chain(&request.remove);
        paths.any(|path| path.eq_ignore_ascii_case(name))
    };
    if is_set || stays.any(|name| !touched(name)) {
        return Ok(());
    }
    let other = carriers(kind).iter().find(|name| !touched(name)).unwrap_or(&naming);
    let place = if request.remove.is_empty() { "set" } else { "remove" };
    let message = format!(
        "nothing would carry the run's marker, by which the run knows its own and cleans up: also set {other} = \"Tern {{run}}\""
    );
    problem(keys!(keys, place), message)
}

/// A name without the marker is the same in every run, and two runs would be in each other's way.
fn named(keys: &[Key], request: &CaseRequest) -> Result<(), Problem> {
    let kind = request.creates().or(request.target().map(|(kind, _)| kind));
    let Some(naming) = kind.map(CaseResource::naming_attribute) else { return Ok(()) };
    let set = request.set.iter().find(|(path, _)| path.eq_ignore_ascii_case(naming));
    match set {
        Some((path, value)) if value != "" && !holds_marker(value) => {
            let message =
                format!("the {naming} of a test resource holds {{run}}, such as \"not-an-email-{{run}}\"");
            problem(keys!(keys, "set", path.as_str()), message)
        }
        _ => Ok(()),
    }
}
