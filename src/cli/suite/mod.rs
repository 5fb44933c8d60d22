//! `scimproof suite`: the suites, and how to get one.

mod discover;
mod fetch;

use clap::Subcommand;

use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;

#[derive(Debug, Subcommand)]
pub(super) enum SuiteCommand {
    /// Write the suite of an endpoint, from what it publishes in /Schemas, /ResourceTypes and /ServiceProviderConfig
    Discover(Box<discover::DiscoverArgs>),
}

pub(super) fn main(command: &SuiteCommand, context: &RunContext) -> Result<ExitStatus, Error> {
    match command {
        SuiteCommand::Discover(args) => discover::main(args, context),
    }
}
