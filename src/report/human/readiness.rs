//! The readiness list at the end of a run of the profiles that are about the gallery.

use std::io::{self, Write};

use anstyle::AnsiColor;

use super::Look;
use super::columns::wrap;
use crate::result::{Readiness, ReadinessState, RunResult};

/// What was shown, what failed, and what the vendor has to attest.
pub(super) fn list(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let Some(items) = &result.readiness else { return Ok(()) };
    writeln!(out, "{}", look.bold("Readiness for a listing in the gallery"))?;
    for item in items {
        line(out, look, item)?;
    }
    writeln!(out)
}

fn line(out: &mut impl Write, look: Look, item: &Readiness) -> io::Result<()> {
    let word = match item.state {
        ReadinessState::Shown => look.coloured(AnsiColor::Green, "shown    "),
        ReadinessState::Failed => look.coloured(AnsiColor::Red, "failed   "),
        ReadinessState::NotShown => look.coloured(AnsiColor::Yellow, "not shown"),
        ReadinessState::Attest => look.dim("attest   "),
    };
    let failed = match item.state {
        ReadinessState::Failed => format!(": {}", item.checks.join(", ")),
        _ => String::new(),
    };
    let rows = wrap(&format!("{}{failed}", item.item), look.width.saturating_sub(13).max(20));
    for (at, row) in rows.iter().enumerate() {
        let label = if at == 0 { word.as_str() } else { "         " };
        writeln!(out, "  {label}  {row}")?;
    }
    Ok(())
}
