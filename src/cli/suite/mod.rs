//! `scimproof suite`: the suites that are built in, and those of the user.

mod discover;
mod fetch;
mod import;
mod lint;
mod list;
mod show;

use std::io::{self, Write};

use clap::{Subcommand, ValueEnum};
use serde_json::Value;

use super::Format;
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;

#[derive(Debug, Subcommand)]
pub(super) enum SuiteCommand {
    /// List the built-in suites
    List {
        /// Only those whose name or slug holds this text
        search: Option<String>,
        /// Format on standard output
        #[arg(long, default_value = "human")]
        format: Format,
    },
    /// Show one suite, with what it inherits
    Show {
        /// Slug of a built-in suite, or path to a TOML file
        suite: String,
        /// Format on standard output
        #[arg(long, default_value = "toml")]
        format: ShowFormat,
    },
    /// Look for errors in suites, and for what is worth a second look
    Lint {
        /// Paths to TOML files, or slugs of built-in suites
        #[arg(required = true, value_name = "SUITE")]
        suites: Vec<String>,
        /// Format on standard output
        #[arg(long, default_value = "human")]
        format: Format,
    },
    /// Write a suite from a provisioning tutorial, an exported provisioning schema or gallery facts
    Import(import::ImportArgs),
    /// Write the suite of an endpoint, from what it publishes in /Schemas, /ResourceTypes and /ServiceProviderConfig
    Discover(Box<discover::DiscoverArgs>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    Toml,
    Json,
}

pub(super) fn main(command: &SuiteCommand, context: &RunContext) -> Result<ExitStatus, Error> {
    match command {
        SuiteCommand::List { search, format } => list::main(search.as_deref(), *format),
        SuiteCommand::Show { suite, format } => show::main(suite, *format),
        SuiteCommand::Lint { suites, format } => lint::main(suites, *format),
        SuiteCommand::Import(args) => import::main(args),
        SuiteCommand::Discover(args) => discover::main(args, context),
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn print_json(value: &Value) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    print(&text)
}
