//! Where options come from: flag, environment variable, environment of the config file, file, default.
//!
//! The command line is parsed as it was typed; what it leaves open is added from the lower layers as if it had been
//! typed, and clap parses the whole, so that the values of a file are held to the same rules.

mod find;
mod layers;
mod options;
mod show;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};

use super::{Cli, Format, SourceArgs};
use crate::config::{ConfigError, ConfigFile, Entry};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use layers::{Chosen, Origin, Setting};
use options::Options;

/// The command line with what the environment and the config file add to it. Ends the process, as clap does, where
/// what was typed is wrong or asks for help.
pub(super) fn parse(context: &RunContext) -> Result<Cli, Error> {
    let typed = &context.arguments;
    let matches = typed_matches(typed);
    let source = SourceArgs::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let Some(effective) = Effective::find(typed, &matches, &source, context)? else {
        return Ok(Cli::try_parse_from(typed).unwrap_or_else(|error| error.exit()));
    };
    effective.parse()
}

/// Prints the options that a command would work with.
pub(super) fn show(
    outer: &SourceArgs,
    command: &[OsString],
    format: Format,
    context: &RunContext,
) -> Result<ExitStatus, Error> {
    let no_command = command.first().is_none_or(|first| first.to_string_lossy().starts_with('-'));
    let run = no_command.then(|| OsString::from("run"));
    let typed: Vec<OsString> =
        [OsString::from("scimproof")].into_iter().chain(run).chain(command.iter().cloned()).collect();
    let matches = typed_matches(&typed);
    let inner = SourceArgs::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let source = inner.or(outer);
    let Some(effective) = Effective::find(&typed, &matches, &source, context)? else {
        let known = options::COMMANDS.map(|path| path.join(" ")).join(", ");
        return Err(Error::usage(
            "this command takes no option from a config file",
            format!("those that do are {known}"),
        ));
    };
    effective.check()?;
    show::print(&effective, format, context)?;
    Ok(ExitStatus::Passed)
}

/// What was typed, even where it is only complete with the options of the file.
fn typed_matches(typed: &[OsString]) -> ArgMatches {
    match Cli::command().try_get_matches_from(typed) {
        Ok(matches) => matches,
        Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => {
            Cli::command().ignore_errors(true).get_matches_from(typed)
        }
        Err(error) => error.exit(),
    }
}

/// The options of one command with their origins.
struct Effective {
    typed: Vec<OsString>,
    options: Options,
    file: Option<ConfigFile>,
    environment: Option<String>,
    chosen: Chosen,
}

impl Effective {
    /// `None` for a command that reads no config file.
    fn find(
        typed: &[OsString],
        matches: &ArgMatches,
        source: &SourceArgs,
        context: &RunContext,
    ) -> Result<Option<Self>, Error> {
        let Some((options, matches)) = Options::of(matches) else { return Ok(None) };
        let environment = environment(source, context);
        let found = find::find(source, context)?;
        let mut layers = vec![variables(context)];
        let mut file = None;
        if let Some(found) = found {
            let parsed = ConfigFile::parse(&found.text, &found.name, &options::known())?;
            parsed.entries.iter().try_for_each(|entry| has_values(&parsed, entry))?;
            for layer in parsed.layers(environment.as_deref())? {
                layers.push(layer.into_iter().map(|entry| options.setting(entry, &found.folder)).collect());
            }
            file = Some(parsed);
        } else if let Some(environment) = &environment {
            return Err(no_file(environment).into());
        }
        let chosen = layers::choose(&options, options.typed(matches), layers);
        Ok(Some(Self { typed: typed.to_vec(), options, file, environment, chosen }))
    }

    /// The command line as if all had been typed.
    fn arguments(&self) -> Vec<OsString> {
        let mut all = self.typed.clone();
        let end = all.iter().position(|argument| argument == "--").unwrap_or(all.len());
        all.splice(end..end, self.options.arguments(&self.chosen.settings));
        all
    }

    fn parse(&self) -> Result<Cli, Error> {
        let matches = self.matches().map_err(|error| match self.place(&error) {
            Some(error) => Error::from(error),
            None => error.exit(),
        })?;
        Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()))
    }

    /// The options go together; whether all are there that the command needs does not matter.
    fn check(&self) -> Result<(), Error> {
        match self.matches() {
            Err(error) if error.kind() != ErrorKind::MissingRequiredArgument => {
                Err(self.place(&error).map_or_else(|| error.exit(), Error::from))
            }
            _ => Ok(()),
        }
    }

    fn matches(&self) -> Result<ArgMatches, clap::Error> {
        Cli::command().try_get_matches_from(self.arguments())
    }

    /// The place in the file that an error of clap is about.
    fn place(&self, error: &clap::Error) -> Option<ConfigError> {
        let file = self.file.as_ref()?;
        let named = options::named(error);
        let origin = |setting: &Setting| match &setting.origin {
            Origin::File { entry } if named.contains(&setting.name) => Some(entry.clone()),
            _ => None,
        };
        let entry = self.chosen.settings.iter().find_map(origin)?;
        let (message, help) = options::complaint(error);
        Some(file.wrong(&entry, message, help))
    }
}

impl SourceArgs {
    /// What is not said here is as it is said there.
    fn or(self, other: &Self) -> Self {
        Self {
            config: self.config.or_else(|| other.config.clone()),
            no_config: self.no_config || other.no_config,
            env: self.env.or_else(|| other.env.clone()),
        }
    }
}

fn environment(source: &SourceArgs, context: &RunContext) -> Option<String> {
    if source.no_config {
        return None;
    }
    source.env.clone().or_else(|| context.variable("SCIMPROOF_ENV"))
}

/// The options that environment variables hold.
fn variables(context: &RunContext) -> Vec<Setting> {
    let url = context.variable("SCIM_URL");
    let setting = |url| Setting {
        name: "url".to_owned(),
        value: crate::config::Value::One(url),
        origin: Origin::Variable("SCIM_URL"),
    };
    url.map(setting).into_iter().collect()
}

/// At least one of the commands that know the option takes its value.
fn has_values(file: &ConfigFile, entry: &Entry) -> Result<(), ConfigError> {
    options::refusal(entry).map_or(Ok(()), |(message, help)| Err(file.wrong(entry, message, help)))
}

fn no_file(environment: &str) -> ConfigError {
    ConfigError::NoEnvironment(
        format!("there is no {} with an environment '{environment}'", crate::config::FILE_NAME),
        "it is looked for in this folder and those above, up to the root of a repository; --config names another"
            .to_owned(),
    )
}
