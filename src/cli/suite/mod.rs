//! `scimproof suite`: what apps document, as suites.

mod import;

use clap::Subcommand;

use crate::error::Error;
use crate::exit::ExitStatus;

#[derive(Debug, Subcommand)]
pub(super) enum SuiteCommand {
    /// Write a suite from a provisioning tutorial, an exported provisioning schema or gallery facts
    Import(import::ImportArgs),
}

pub(super) fn main(command: SuiteCommand) -> Result<ExitStatus, Error> {
    match command {
        SuiteCommand::Import(args) => import::main(&args),
    }
}
