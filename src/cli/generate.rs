//! `scimproof generate`: completions, man pages, the pages of the checks and the schema of the result, from what the
//! binary itself knows.

use std::io::{self, Write};
use std::path::Path;

use clap::{Args, CommandFactory, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::Cli;
use crate::docs;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::suite::shape::SCHEMA;

/// JSON Schema of the result.
const RESULT_SCHEMA: &str = include_str!("../../schemas/result.schema.json");

#[derive(Debug, Subcommand)]
pub(super) enum GenerateCommand {
    /// Completions for a shell, on standard output
    Completions {
        /// The shell
        shell: ShellChoice,
    },
    /// Man pages: that of scimproof on standard output, or all of them in a folder
    Man(ManArgs),
    /// The pages of the checks, one Markdown file for each area
    Docs {
        /// Folder to write to; made if it is not there
        #[arg(long, value_name = "DIR")]
        out_dir: std::path::PathBuf,
    },
    /// A JSON Schema, on standard output
    Schema {
        /// Of what
        of: SchemaChoice,
    },
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Folder to write to; made if it is not there
    #[arg(long, value_name = "DIR")]
    out_dir: Option<std::path::PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShellChoice {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaChoice {
    /// The result: `run --format json`
    Result,
    /// A suite; editors complete and check TOML with it
    Suite,
}

pub(super) fn main(command: &GenerateCommand) -> Result<ExitStatus, Error> {
    match command {
        GenerateCommand::Completions { shell } => print(&completions(*shell))?,
        GenerateCommand::Man(ManArgs { out_dir: None }) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            print(&page)?;
        }
        GenerateCommand::Man(ManArgs { out_dir: Some(folder) }) => man(folder)?,
        GenerateCommand::Docs { out_dir } => write_pages(out_dir)?,
        GenerateCommand::Schema { of: SchemaChoice::Result } => print(RESULT_SCHEMA.as_bytes())?,
        GenerateCommand::Schema { of: SchemaChoice::Suite } => print(SCHEMA.as_bytes())?,
    }
    Ok(ExitStatus::Passed)
}

fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(bytes)?;
    out.flush()
}

fn completions(shell: ShellChoice) -> Vec<u8> {
    let shell = match shell {
        ShellChoice::Bash => Shell::Bash,
        ShellChoice::Zsh => Shell::Zsh,
        ShellChoice::Fish => Shell::Fish,
        ShellChoice::PowerShell => Shell::PowerShell,
    };
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "scimproof", &mut text);
    text
}

fn man(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::file("make", folder, error))?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(|error| Error::file("write", folder, error))?;
    Ok(())
}

fn write_pages(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::file("make", folder, error))?;
    for (area, text) in docs::pages() {
        let path = folder.join(format!("{area}.md"));
        std::fs::write(&path, text).map_err(|error| Error::file("write", &path, error))?;
    }
    Ok(())
}
