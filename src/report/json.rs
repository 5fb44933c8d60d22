//! The JSON result (version 1) on one stream.

use std::io::{self, Write};

use super::Reporter;
use crate::event::Event;

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
            serde_json::to_writer_pretty(&mut self.out, result)?;
            writeln!(self.out)?;
            self.out.flush()?;
        }
        Ok(())
    }
}
