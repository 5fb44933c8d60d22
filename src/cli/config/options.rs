//! What clap knows about the options: their names and types, what excludes what, which values are taken.

use std::any::TypeId;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};

use super::layers::{Origin, Setting};
use crate::cli::Cli;
use crate::config::{Entry, Known, Takes, Value};
use crate::suite::load;

/// The commands whose options a config file may hold.
pub(super) const COMMANDS: [&[&str]; 6] =
    [&["run"], &["judge"], &["compare"], &["clean"], &["serve"], &["check", "list"]];

/// Options that say where the others come from, and those that clap adds.
const NOT_OPTIONS: &[&str] = &["help", "version", "config", "no-config", "env"];

/// The options of one command.
#[derive(Debug)]
pub(super) struct Options {
    /// Its words, such as `check list`.
    pub(super) path: Vec<&'static str>,
    slots: Vec<Slot>,
}

/// One option of a command.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) takes: Takes,
    /// What clap takes without the option.
    pub(super) defaults: Vec<String>,
    id: String,
    is_path: bool,
    is_positional: bool,
    conflicts: Vec<String>,
}

impl Options {
    /// The options of the command that was typed, and its part of what was typed.
    pub(super) fn of(matches: &ArgMatches) -> Option<(Self, &ArgMatches)> {
        let mut words = Vec::new();
        let mut own = matches;
        while let Some((word, inner)) = own.subcommand() {
            words.push(word);
            own = inner;
        }
        let path = COMMANDS.into_iter().find(|path| *path == words)?;
        Some((Self::of_command(path), own))
    }

    fn of_command(path: &[&'static str]) -> Self {
        let mut root = Cli::command();
        root.build();
        let command = path.iter().try_fold(&root, |command, word| command.find_subcommand(word));
        let slots = command
            .into_iter()
            .flat_map(|command| command.get_arguments().filter_map(|argument| Slot::new(command, argument)));
        Self { path: path.to_vec(), slots: slots.collect() }
    }

    /// All options, in the order of the help.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The option of that name.
    pub(super) fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.name == name)
    }

    /// Whether two options exclude each other.
    pub(super) fn exclude(&self, one: &str, other: &str) -> bool {
        let lists = |one, other: &str| {
            self.slot(one).is_some_and(|slot| slot.conflicts.iter().any(|name| name == other))
        };
        lists(one, other) || lists(other, one)
    }

    /// The options that one needs beside it.
    pub(super) fn needs(&self, setting: &Setting) -> Vec<String> {
        match self.trial(&self.arguments(std::slice::from_ref(setting))) {
            Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => named(&error),
            _ => Vec::new(),
        }
    }

    /// Whether this command takes the value; others may know the option with other values.
    pub(super) fn takes(&self, setting: &Setting) -> bool {
        let tried = self.trial(&self.arguments(std::slice::from_ref(setting)));
        tried.err().is_none_or(|error| !is_about_value(&error))
    }

    fn trial(&self, arguments: &[OsString]) -> Result<ArgMatches, clap::Error> {
        let words = ["scimproof"].into_iter().chain(self.path.iter().copied()).map(OsString::from);
        Cli::command().try_get_matches_from(words.chain(arguments.iter().cloned()))
    }

    /// What was typed for these options.
    pub(super) fn typed(&self, matches: &ArgMatches) -> Vec<Setting> {
        let typed = |slot: &&Slot| matches.value_source(&slot.id) == Some(ValueSource::CommandLine);
        let setting = |slot: &Slot| Setting {
            name: slot.name.clone(),
            value: slot.typed(matches),
            origin: Origin::Typed,
        };
        self.slots.iter().filter(typed).map(setting).collect()
    }

    /// An entry of the config file; its paths start from the file's folder.
    pub(super) fn setting(&self, entry: &Entry, folder: &Path) -> Setting {
        let is_path = self.slot(&entry.key).is_some_and(|slot| slot.is_path);
        let placed = |text: &String| match entry.key.as_str() {
            "suite" if load::is_file(text) => join(folder, text),
            "report" => text
                .split_once('=')
                .map_or_else(|| text.clone(), |(format, path)| format!("{format}={}", join(folder, path))),
            _ if is_path => join(folder, text),
            _ => text.clone(),
        };
        let value = match &entry.value {
            Value::Flag(flag) => Value::Flag(*flag),
            Value::One(text) => Value::One(placed(text)),
            Value::Many(texts) => Value::Many(texts.iter().map(placed).collect()),
        };
        Setting { name: entry.key.clone(), value, origin: Origin::File { entry: entry.clone() } }
    }

    /// The settings that were not typed, as they would be.
    pub(super) fn arguments(&self, settings: &[Setting]) -> Vec<OsString> {
        let added = settings.iter().filter(|setting| setting.origin != Origin::Typed);
        let (positional, options): (Vec<_>, Vec<_>) =
            added.partition(|setting| self.slot(&setting.name).is_some_and(|slot| slot.is_positional));
        let options = options.into_iter().flat_map(as_typed);
        let positional = positional.into_iter().flat_map(|setting| setting.value.texts().iter().cloned());
        options.chain(positional).map(OsString::from).collect()
    }
}

impl Slot {
    fn new(command: &Command, argument: &Arg) -> Option<Self> {
        let is_positional = argument.is_positional();
        let name = match argument.get_long() {
            Some(long) => long.to_owned(),
            None if argument.get_id() == "suite" => "suite".to_owned(),
            None => return None,
        };
        if NOT_OPTIONS.contains(&name.as_str()) {
            return None;
        }
        let conflicts = command.get_arg_conflicts_with(argument);
        Some(Self {
            name,
            takes: match argument.get_action() {
                ArgAction::SetTrue => Takes::Nothing,
                ArgAction::Append => Takes::Many,
                _ => Takes::One,
            },
            defaults: argument
                .get_default_values()
                .iter()
                .map(|v| v.to_string_lossy().into_owned())
                .collect(),
            id: argument.get_id().to_string(),
            is_path: argument.get_value_parser().type_id() == TypeId::of::<PathBuf>(),
            is_positional,
            conflicts: conflicts.iter().filter_map(|other| other.get_long()).map(str::to_owned).collect(),
        })
    }

    fn typed(&self, matches: &ArgMatches) -> Value {
        let texts =
            || matches.get_raw(&self.id).into_iter().flatten().map(|v| v.to_string_lossy().into_owned());
        match self.takes {
            Takes::Nothing => Value::Flag(true),
            Takes::One => Value::One(texts().next().unwrap_or_default()),
            Takes::Many => Value::Many(texts().collect()),
        }
    }
}

fn as_typed(setting: &Setting) -> Vec<String> {
    let name = &setting.name;
    match &setting.value {
        Value::Flag(true) => vec![format!("--{name}")],
        Value::Flag(false) => Vec::new(),
        value => value.texts().iter().map(|text| format!("--{name}={text}")).collect(),
    }
}

fn join(folder: &Path, path: &str) -> String {
    folder.join(path).display().to_string()
}

/// Every option of every command that reads the config file.
pub(super) fn known() -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for slot in COMMANDS.into_iter().flat_map(|path| Options::of_command(path).slots) {
        if !known.iter().any(|other| other.name == slot.name) {
            known.push(Known { name: slot.name, takes: slot.takes });
        }
    }
    known
}

/// Why no command that knows the option takes the entry's value.
pub(super) fn refusal(entry: &Entry) -> Option<(String, Option<String>)> {
    let mut first = None;
    for options in COMMANDS.map(Options::of_command) {
        if options.slot(&entry.key).is_none() {
            continue;
        }
        let setting = options.setting(entry, Path::new(""));
        match options.trial(&options.arguments(&[setting])) {
            Err(error) if is_about_value(&error) => first = first.or(Some(complaint(&error))),
            _ => return None,
        }
    }
    first
}

fn is_about_value(error: &clap::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation)
}

/// The long names of the options an error is about.
pub(super) fn named(error: &clap::Error) -> Vec<String> {
    let mut names = Vec::new();
    for kind in [ContextKind::InvalidArg, ContextKind::PriorArg] {
        match error.get(kind) {
            Some(ContextValue::String(text)) => names.push(text.clone()),
            Some(ContextValue::Strings(texts)) => names.extend(texts.iter().cloned()),
            _ => {}
        }
    }
    names
        .iter()
        .filter_map(|text| text.strip_prefix("--")?.split([' ', '=']).next().map(str::to_owned))
        .collect()
}

/// What clap says in one sentence, and the next thing to try.
pub(super) fn complaint(error: &clap::Error) -> (String, Option<String>) {
    let text = error.to_string();
    let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let help = match (error.get(ContextKind::SuggestedValue), error.get(ContextKind::ValidValue)) {
        (Some(ContextValue::String(near)), _) => Some(format!("did you mean '{near}'?")),
        (_, Some(ContextValue::Strings(all))) => Some(format!("values are {}", all.join(", "))),
        _ => None,
    };
    (message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_takes_the_same_in_every_command() {
        let known = known();
        for slot in COMMANDS.into_iter().flat_map(|path| Options::of_command(path).slots) {
            let other = known.iter().find(|known| known.name == slot.name).unwrap();
            assert_eq!(slot.takes, other.takes, "{}", slot.name);
        }
        for name in ["url", "suite", "rate", "report", "fail-on", "port"] {
            assert!(known.iter().any(|known| known.name == name), "{name}");
        }
        assert!(!known.iter().any(|known| NOT_OPTIONS.contains(&known.name.as_str())));
    }

    #[test]
    fn what_excludes_and_what_needs_is_known_from_clap() {
        let run = Options::of_command(&["run"]);
        assert!(run.exclude("url", "demo") && run.exclude("demo", "url") && !run.exclude("url", "yes"));
        let on = |name: &str| Setting {
            name: name.to_owned(),
            value: Value::Flag(true),
            origin: Origin::Variable("X"),
        };
        assert_eq!(run.needs(&on("write-baseline")), ["baseline", "reason"]);
        assert!(run.needs(&on("demo")).is_empty());
        assert!(run.slot("baseline").unwrap().is_path);
    }
}
