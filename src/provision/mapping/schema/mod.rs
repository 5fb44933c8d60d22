//! Mappings from an exported schema (Microsoft Graph, `synchronizationSchema`; the portal's schema editor downloads the
//! same).
//!
//! `document` says what the file looks like, `place` where something stands in it, `rows` makes mappings. Unknown
//! members are let through, as every export has some; what would change what is sent is refused or noted.

mod directory;
mod document;
mod place;
mod rows;
mod scope;
mod sources;
mod targets;

use std::path::Path;

use serde_json::value::RawValue;

use self::directory::Definition;
use self::document::{Mapping, Rule, Schema};
use self::place::Text;
use self::targets::Targets;
use super::{Actions, Mappings, ObjectMapping, has_enterprise};
use crate::provision::object::Kind;
use crate::suite::Suite;
use crate::text::nearest;

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// The file cannot be read.
    #[error("cannot read the schema {file}: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's reason.
        reason: String,
    },
    /// The text is no schema that can be replayed.
    #[error("{file}:{line}:{column}: {message}")]
    Invalid {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// The next thing to try.
        help: String,
    },
}

impl SchemaError {
    /// The next thing to try.
    pub fn help(&self) -> &str {
        match self {
            Self::Unreadable { .. } => {
                "check the path; the portal's schema editor and Microsoft Graph's …/synchronization/jobs/<id>/schema export one"
            }
            Self::Invalid { help, .. } => help,
        }
    }
}

/// The mappings of the schema in that file; what the suite declares may be mapped to, too.
///
/// # Errors
/// See [`SchemaError`]; the first thing that is wrong.
pub fn read(path: &Path, suite: Option<&Suite>) -> Result<Mappings, SchemaError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| SchemaError::Unreadable { file: file.clone(), reason: error.to_string() })?;
    parse(&text, &file, suite)
}

/// The mappings of the schema in that text; `file` names it in errors.
///
/// # Errors
/// See [`SchemaError`].
pub fn parse(text: &str, file: &str, suite: Option<&Suite>) -> Result<Mappings, SchemaError> {
    let text = Text::new(text, file);
    let schema: Schema = text.json(text.all())?;
    let mut candidates = candidates(&schema, &text)?;
    candidates.sort_by_key(|candidate| candidate.rule.priority.unwrap_or(i64::MAX));
    let mut notes = Vec::new();
    let found = pick(&candidates, Kind::User).ok_or_else(|| no_users(&candidates, &text))?;
    if found.mapping.enabled == Some(false) {
        let message = "the mapping of users is switched off, and without users there is nothing to provision";
        return Err(text.at(found.raw, message, "set \"enabled\" of that object mapping to true"));
    }
    let whole = Whole { schema: &schema, text: &text, suite };
    let user = found.object(Kind::User, &whole, &mut notes)?;
    let group = match pick(&candidates, Kind::Group) {
        Some(found) if found.mapping.enabled != Some(false) => {
            Some(found.object(Kind::Group, &whole, &mut notes)?)
        }
        found => {
            notes.extend(found.map(|_| "the mapping of groups is switched off in the schema".to_owned()));
            None
        }
    };
    Ok(Mappings { has_enterprise: has_enterprise(&user.attributes), user, group, notes })
}

/// What all object mappings are read with.
struct Whole<'a> {
    schema: &'a Schema<'a>,
    text: &'a Text<'a>,
    suite: Option<&'a Suite>,
}

/// An object mapping of an outbound rule.
struct Candidate<'a> {
    rule: &'a Rule<'a>,
    mapping: Mapping<'a>,
    raw: &'a RawValue,
}

/// Every object mapping out of Entra, whatever its rule is called: names of directories and rules differ from export
/// to export.
fn candidates<'a>(schema: &'a Schema<'a>, text: &Text) -> Result<Vec<Candidate<'a>>, SchemaError> {
    let mut found = Vec::new();
    for rule in schema.synchronization_rules.iter().flatten().filter(|rule| !rule.is_inbound()) {
        for raw in rule.object_mappings.iter().flatten() {
            found.push(Candidate { rule, mapping: text.json(*raw)?, raw });
        }
    }
    Ok(found)
}

/// The mapping of that kind: one that is switched on before one that is not, then by priority.
fn pick<'a, 'b>(candidates: &'b [Candidate<'a>], kind: Kind) -> Option<&'b Candidate<'a>> {
    let of_kind = |candidate: &&Candidate| {
        let source = candidate.mapping.source_object_name.as_deref().unwrap_or_default();
        source.eq_ignore_ascii_case(&kind.to_string())
    };
    let mut all = candidates.iter().filter(of_kind);
    all.clone().find(|candidate| candidate.mapping.enabled != Some(false)).or_else(|| all.next())
}

fn no_users(candidates: &[Candidate], text: &Text) -> SchemaError {
    let names: Vec<&str> =
        candidates.iter().filter_map(|candidate| candidate.mapping.source_object_name.as_deref()).collect();
    let help = match nearest("User", names.iter().copied()) {
        Some(name) => format!("the source object of users is called User; did you mean that by '{name}'?"),
        None => "export the schema of an outbound provisioning job: its synchronizationRules have an object mapping \
                 whose sourceObjectName is User"
            .to_owned(),
    };
    text.start("no rule maps users from Microsoft Entra ID to an application", &help)
}

/// Users or groups, in a sentence.
fn many(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "users",
        Kind::Group => "groups",
    }
}

impl Candidate<'_> {
    fn object(
        &self,
        kind: Kind,
        whole: &Whole,
        notes: &mut Vec<String>,
    ) -> Result<ObjectMapping, SchemaError> {
        let Whole { schema, text, suite } = *whole;
        let target = Definition::target(schema, self.rule, &self.mapping);
        let source = Definition::source(schema, self.rule, &self.mapping);
        let targets = Targets::new(kind, suite, Definition::declared(schema, self.rule));
        let reader = rows::Reader { kind, text, target, source, targets };
        let attributes = reader.rows(self.mapping.attribute_mappings.iter().flatten(), notes)?;
        if !attributes.iter().any(|row| row.matching.is_some()) {
            let message = format!("no attribute finds {} in the target", many(kind));
            let help = "give the mapping of one target attribute a matchingPriority of 1";
            return Err(text.at(self.raw, &message, help));
        }
        let filters = self.mapping.scope.map(|raw| scope::read(raw, text, kind, notes)).transpose()?;
        let actions = self.actions(text)?;
        Ok(ObjectMapping { kind, attributes, filters: filters.unwrap_or_default(), actions })
    }

    /// `flowTypes`: what may be done; nothing said is everything.
    fn actions(&self, text: &Text) -> Result<Actions, SchemaError> {
        let Some(words) = &self.mapping.flow_types else {
            return Ok(Actions { create: true, update: true, delete: true });
        };
        let mut actions = Actions { create: false, update: false, delete: false };
        for word in words.split(',').map(str::trim) {
            match word.to_ascii_lowercase().as_str() {
                "add" => actions.create = true,
                "update" => actions.update = true,
                "delete" => actions.delete = true,
                "none" | "" => {}
                _ => return Err(unknown_action(word, self.raw, text)),
            }
        }
        Ok(actions)
    }
}

fn unknown_action(word: &str, raw: &RawValue, text: &Text) -> SchemaError {
    let message = format!("flowTypes names '{word}', which is nothing that can be done to an object");
    let help = match nearest(word, ["Add", "Update", "Delete"]) {
        Some(name) => format!("did you mean '{name}'?"),
        None => "flowTypes joins Add, Update and Delete with commas".to_owned(),
    };
    text.member(raw, "flowTypes", &message, &help)
}
