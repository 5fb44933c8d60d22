//! The directory as one JSON object: its lists are handed out element by element.

use serde::de::IgnoredAny;

use super::error::{DirectoryError, Fault, Place, utf8};
use super::item::{Form, Item, Section};
use super::lines::Visit;
use super::scan::value;
use super::source::Source;

/// Reads `{"appRoles": […], "users": […], "groups": […]}`.
pub(super) fn read<E: From<DirectoryError>>(
    source: &mut Source,
    sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    let mut seen: Vec<Section> = Vec::new();
    let mut value_seen = false;
    members(source, &mut |source, name, place| {
        let Some(section) = Section::by_list(name) else {
            value_seen |= name == "value";
            return skip(source).map_err(E::from);
        };
        if seen.contains(&section) {
            return Err(twice(source, name, place).into());
        }
        seen.push(section);
        let (path, form) = (source.path, Form::Json(section));
        elements(source, name, &mut |text, place| sink(&Item::new(path, form, place, text)))
    })?;
    if seen.is_empty() { Err(nothing(source, value_seen).into()) } else { Ok(()) }
}

/// Goes through the members of the one object that a file is; `visit` reads the value.
pub(super) fn members<E: From<DirectoryError>>(
    source: &mut Source,
    visit: &mut dyn FnMut(&mut Source, &str, Place) -> Result<(), E>,
) -> Result<(), E> {
    match source.skip_blanks()? {
        Some(b'{') => source.consume(1),
        Some(found) => return Err(not_an_object(source, found).into()),
        None => return Err(source.empty().into()),
    }
    let mut first = true;
    while another(source, b'}', first)? {
        first = false;
        let (name, place) = name(source)?;
        visit(source, &name, place)?;
    }
    nothing_behind(source).map_err(E::from)
}

/// Goes through a list; `visit` gets the text of each element and where it begins.
pub(super) fn elements<E: From<DirectoryError>>(
    source: &mut Source,
    name: &str,
    visit: &mut Visit<E>,
) -> Result<(), E> {
    match source.skip_blanks()? {
        Some(b'[') => source.consume(1),
        Some(_) => return Err(not_a_list(source, name).into()),
        None => return Err(ended(source).into()),
    }
    let (mut first, mut text) = (true, Vec::new());
    while another(source, b']', first)? {
        first = false;
        let place = value(source, &mut text)?;
        visit(&text, place)?;
    }
    Ok(())
}

/// Goes over a value that means nothing here; only an element of a list at a time is in memory.
pub(super) fn skip(source: &mut Source) -> Result<(), DirectoryError> {
    let path = source.path;
    let check = |text: &[u8], place| check(text).map_err(|fault| fault.at(path, place, text));
    if source.skip_blanks()? == Some(b'[') {
        return elements(source, "list", &mut |text, place| check(text, place));
    }
    let mut text = Vec::new();
    let place = value(source, &mut text)?;
    check(&text, place)
}

fn check(text: &[u8]) -> Result<(), Fault> {
    let text = utf8(text)?;
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| Fault::json(&error, text, 0))?;
    Ok(())
}

/// Reads a member's name and the colon behind it.
fn name(source: &mut Source) -> Result<(String, Place), DirectoryError> {
    if source.skip_blanks()? != Some(b'"') {
        let help = "names stand in quotes, and no comma behind the last value";
        return Err(source.error(source.place, "the name of a property is missing", help));
    }
    let mut text = Vec::new();
    let place = value(source, &mut text)?;
    let name =
        utf8(&text).and_then(|text| serde_json::from_str(text).map_err(|error| Fault::json(&error, text, 0)));
    let name: String = name.map_err(|fault| fault.at(source.path, place, &text))?;
    match source.skip_blanks()? {
        Some(b':') => source.consume(1),
        Some(_) => return Err(source.error(source.place, "a colon is missing", "write \"name\": value")),
        None => return Err(ended(source)),
    }
    Ok((name, place))
}

/// Goes over the comma or the closing bracket; says whether another element follows.
fn another(source: &mut Source, end: u8, first: bool) -> Result<bool, DirectoryError> {
    match source.skip_blanks()? {
        None => return Err(ended(source)),
        Some(found) if found == end => {
            source.consume(1);
            return Ok(false);
        }
        Some(b',') if !first => source.consume(1),
        Some(_) if first => return Ok(true),
        Some(_) => {
            let message = format!("neither a comma nor `{}`", char::from(end));
            return Err(source.error(source.place, message, "separate the elements by commas"));
        }
    }
    match source.skip_blanks()? {
        None => Err(ended(source)),
        Some(found) if found == end => {
            Err(source.error(source.place, "nothing behind the comma", "take the last comma away"))
        }
        Some(_) => Ok(true),
    }
}

fn nothing_behind(source: &mut Source) -> Result<(), DirectoryError> {
    if source.skip_blanks()?.is_none() {
        return Ok(());
    }
    let help = "if every line is an object of its own, name the file .jsonl";
    Err(source.error(source.place, "something stands behind the end of the object", help))
}

/// The file ends too early.
pub(super) fn ended(source: &Source) -> DirectoryError {
    let help = "a bracket is missing, or the file was cut off while it was written";
    source.error(source.place, "the file ends too early", help)
}

fn twice(source: &Source, name: &str, place: Place) -> DirectoryError {
    source.error(place, format!("`{name}` occurs twice"), "put everything into one list")
}

fn not_an_object(source: &Source, found: u8) -> DirectoryError {
    let message = match found {
        b'[' => "a list where an object with `users`, `groups` and `appRoles` belongs",
        _ => "not JSON: an object begins with `{`",
    };
    source.error(source.place, message, "write {\"users\": [ … ], \"groups\": [ … ], \"appRoles\": [ … ]}")
}

fn not_a_list(source: &Source, name: &str) -> DirectoryError {
    source.error(source.place, format!("`{name}` must be a list"), format!("write \"{name}\": [ … ]"))
}

fn nothing(source: &Source, value_seen: bool) -> DirectoryError {
    let help = if value_seen {
        "a delta is given with --delta; in a list from Microsoft Graph, rename `value` to `users` or `groups`"
    } else {
        "write {\"users\": [ … ], \"groups\": [ … ], \"appRoles\": [ … ]}"
    };
    source.error(Place::START, "neither `users` nor `groups` nor `appRoles` in the file", help)
}
