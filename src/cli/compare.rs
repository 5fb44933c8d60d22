//! `scimproof compare`: what changed between two results.

use std::io::{self, Write};

use super::{CompareArgs, CompareFormat, output};
use crate::compare::{Saved, compare};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::report::comparison;
use crate::verdict::Severity;

pub(super) fn main(args: &CompareArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let (old, new) = (Saved::read(&args.old)?, Saved::read(&args.new)?);
    let compared = compare(&old, &new);
    let mut out = io::BufWriter::new(io::stdout());
    match args.format {
        CompareFormat::Human => comparison::human(&compared, output::look(context), &mut out)?,
        CompareFormat::Markdown => comparison::markdown(&compared, &mut out)?,
        CompareFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &compared).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    let fail_on = args.fail_on.map_or(Severity::Error, Into::into);
    Ok(if compared.has_regressions(fail_on) { ExitStatus::Failed } else { ExitStatus::Passed })
}
