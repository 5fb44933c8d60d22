//! `scimproof judge`: the same verdicts again, from a saved transcript.

use super::{JudgeArgs, accept, output};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::runner::evaluate::evaluate;
use crate::runner::select;
use crate::transcript::file;

pub(super) fn main(args: &JudgeArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let mut transcript = file::read(&args.transcript)?;
    let header = &mut transcript.header;
    if !args.judging.select.is_empty() {
        header.selection.select.clone_from(&args.judging.select);
    }
    if !args.judging.skip.is_empty() {
        header.selection.skip.clone_from(&args.judging.skip);
    }
    header.fail_on = args.judging.fail_on.map_or(header.fail_on, Into::into);
    if select::checks(header).is_empty() {
        return Err(output::nothing_selected(&header.selection, &header.suite));
    }
    let baseline = accept::read(&args.judging, &transcript.header.suite)?;
    let mut result = evaluate(&transcript);
    accept::apply(&args.judging, baseline.as_ref(), &mut result, &transcript.header.suite, context)?;
    let mut reporters = output::reporters(&args.judging, context, false)?;
    output::tell(&mut reporters, &result, transcript);
    reporters.finish()?;
    Ok(result.exit_code)
}
