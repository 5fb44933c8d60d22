//! The JSON result (version 1) on one stream.

use std::io::{self, Write};

use super::Reporter;
use super::document::Document;
use crate::event::Event;
use crate::result::RunResult;

/// Writes the result as JSON when the run is over.
pub struct Json<W> {
    out: W,
}

impl<W: Write> Json<W> {
    /// A reporter that writes there.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Reporter for Json<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        if let Event::RunFinished(result) = event {
            write(result, &mut self.out)?;
        }
        Ok(())
    }
}

/// The result as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    write(&document.result, out)
}

fn write(result: &RunResult, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, result)?;
    writeln!(out)?;
    out.flush()
}
