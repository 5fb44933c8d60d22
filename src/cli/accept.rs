//! `--baseline`: failures that are accepted, and how more become it.

use std::path::Path;

use super::JudgingArgs;
use crate::baseline::{self, Baseline};
use crate::check;
use crate::context::RunContext;
use crate::error::Error;
use crate::result::RunResult;
use crate::suite::Suite;

/// Reads the baseline before anything is sent. One that is to be written need not be there yet.
pub(super) fn read(judging: &JudgingArgs, suite: &Suite) -> Result<Option<Baseline>, Error> {
    let Some(path) = &judging.baseline else { return Ok(None) };
    if judging.write_baseline && !path.exists() {
        return Ok(Some(Baseline::default()));
    }
    Ok(Some(entries(path, suite)?))
}

/// The file's entries; a check they name is one of the registry, or one of the suite they are about.
fn entries(path: &Path, suite: &Suite) -> Result<Baseline, Error> {
    let ids: Vec<_> = check::with_cases(suite).map(|check| check.id()).collect();
    let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    Ok(Baseline::read(path, &suite.app.slug, &ids)?)
}

/// Accepts what the baseline lists, and adds what else fails where that is asked for.
pub(super) fn apply(
    judging: &JudgingArgs,
    baseline: Option<&Baseline>,
    result: &mut RunResult,
    suite: &Suite,
    context: &RunContext,
) -> Result<(), Error> {
    let (Some(path), Some(baseline)) = (&judging.baseline, baseline) else { return Ok(()) };
    let today = context.started.to_zoned(jiff::tz::TimeZone::UTC).date();
    baseline.apply(result, today);
    let Some(reason) = judging.reason.as_deref().filter(|_| judging.write_baseline) else { return Ok(()) };
    write(path, result, reason)?;
    entries(path, suite)?.apply(result, today);
    Ok(())
}

fn write(path: &Path, result: &RunResult, reason: &str) -> Result<(), Error> {
    let additions = Baseline::additions(result, reason);
    if additions.is_empty() && path.exists() {
        return Ok(());
    }
    Ok(baseline::extend(path, &additions)?)
}
