//! The `scimproof` command: parse, run, exit code.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use scimproof::cli::{self, Cli};
use scimproof::context::RunContext;
use scimproof::error::Error;
use scimproof::text::printable;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = RunContext::from_process();
    match cli::main(cli, &context) {
        Ok(status) => ExitCode::from(status.code()),
        // Whoever reads our output has seen enough.
        Err(Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let mut err = std::io::stderr();
            let _ = writeln!(err, "error: {}", printable(&error.to_string()));
            if let Some(help) = error.help() {
                let _ = writeln!(err, "  try: {}", printable(&help));
            }
            ExitCode::from(error.exit_status().code())
        }
    }
}
