//! The `scimproof` command: parse, run, exit code.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use scimproof::cli;
use scimproof::context::RunContext;
use scimproof::error::Error;
use scimproof::text::printable;

/// Hundreds of thousands of small texts come and go in a cycle; the system's allocator takes a quarter of the time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let context = RunContext::from_process();
    match cli::start(&context) {
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
