//! Graph-style deltas: what changed since the last one ("Use delta query to track changes in Microsoft Graph data").

use std::path::Path;

use super::error::{DirectoryError, Fault, Place, utf8};
use super::format::Format;
use super::item::{Section, named};
use super::json::{elements, members, skip};
use super::names::{Meaning, meaning};
use super::property::{Property, properties};
use super::scan::value;
use super::source::Source;
use super::translate::{Draft, Mode, role};
use super::{Entry, lines};
use crate::provision::object::Kind;

/// Reads a Graph-style delta: `{"value": […]}`, or JSON Lines.
///
/// Every object that is not removed comes as [`Entry::Changed`], also one that is new. `members` of a group are added,
/// like those that `members@delta` names.
pub fn read_delta(path: &Path) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    read_from(Source::open(path)?)
}

/// Reads a delta from wherever its bytes come from.
pub(super) fn read_from(mut source: Source) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    let mut delta = Delta { path: source.path, kind: None, entries: Vec::new() };
    match source.format {
        Format::Json => delta.json(&mut source)?,
        Format::JsonLines => lines::each(&mut source, &mut |text, place| delta.take(text, place))?,
        Format::Csv => return Err(not_csv(&source)),
    }
    Ok(delta.entries)
}

struct Delta<'a> {
    path: &'a Path,
    /// What `@odata.context` says all objects are.
    kind: Option<Kind>,
    entries: Vec<(Entry, Place)>,
}

impl Delta<'_> {
    fn json(&mut self, source: &mut Source) -> Result<(), DirectoryError> {
        let (mut seen, mut directory) = (false, false);
        members(source, &mut |source, name, place| match name {
            "value" if seen => {
                Err(source.error(place, "`value` occurs twice", "put everything into one list"))
            }
            "value" => {
                seen = true;
                elements(source, name, &mut |text, place| self.take(text, place))
            }
            "@odata.context" => self.context(source),
            _ => {
                directory |= Section::by_list(name).is_some();
                skip(source)
            }
        })?;
        if seen { Ok(()) } else { Err(no_value(source, directory)) }
    }

    /// Microsoft Graph's answers begin with `"@odata.context": "…/$metadata#users"`.
    fn context(&mut self, source: &mut Source) -> Result<(), DirectoryError> {
        let mut text = Vec::new();
        value(source, &mut text)?;
        let context: String = serde_json::from_slice(&text).unwrap_or_default();
        self.kind = match context.split(['#', '(', '/']).find_map(Section::by_list) {
            Some(section) => section.kind(),
            None => None,
        };
        Ok(())
    }

    fn take(&mut self, text: &[u8], place: Place) -> Result<(), DirectoryError> {
        let entry = self.entry(text).map_err(|fault| fault.at(self.path, place, text))?;
        self.entries.push((entry, place));
        Ok(())
    }

    fn entry(&self, text: &[u8]) -> Result<Entry, Fault> {
        let properties = properties(utf8(text)?, 0)?;
        let kind = match named(&properties)? {
            Some(Section::AppRoles) => return role(&properties),
            Some(section) => section.kind(),
            None => self.kind,
        };
        let guessed = kind.unwrap_or_else(|| guess(&properties));
        Draft::read(guessed, &properties, Mode::Delta)?.change(&properties, kind.is_some())
    }
}

/// What an object without `@odata.type` most likely is, so that it can be read. Which kind it is, the known object says.
fn guess(properties: &[Property]) -> Kind {
    let group = properties.iter().any(|property| {
        matches!(meaning(&property.name), Meaning::Members | Meaning::MembersDelta)
            || matches!(&*property.name, "groupTypes" | "securityEnabled" | "mailEnabled" | "membershipRule")
    });
    if group { Kind::Group } else { Kind::User }
}

fn not_csv(source: &Source) -> DirectoryError {
    let help = "write it as {\"value\": [ … ]} or as JSON Lines; of a CSV file, cycles find what changed by themselves";
    source.error(Place::START, "a delta cannot be CSV", help)
}

fn no_value(source: &Source, directory: bool) -> DirectoryError {
    let help = if directory {
        "this is a whole directory: name it as `directory` in the job file, and cycles find what changed"
    } else {
        "write {\"value\": [ … ]}"
    };
    source.error(Place::START, "no `value` in the delta", help)
}
