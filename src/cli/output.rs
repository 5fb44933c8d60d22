//! Where results go: the chosen format to standard output, progress to standard error.

use std::io::Write;
use std::sync::Arc;

use super::{JudgingArgs, ResultFormat};
use crate::check::{self, Profile};
use crate::context::RunContext;
use crate::error::Error;
use crate::event::Event;
use crate::report::FanOut;
use crate::report::document::ReportFile;
use crate::report::github::GitHub;
use crate::report::human::{Detail, Human, Look};
use crate::report::json::Json;
use crate::report::progress::Progress;
use crate::report::steps::Steps;
use crate::result::RunResult;
use crate::suite::{Suite, case};
use crate::text::nearest;
use crate::transcript::{Selection, Transcript};

/// The reporters for a format and for the report files.
pub(super) fn reporters(
    judging: &JudgingArgs,
    context: &RunContext,
    progress: bool,
) -> Result<FanOut<'static>, Error> {
    let mut fan_out = FanOut::default();
    for wanted in &judging.reports {
        fan_out.add(ReportFile::create(wanted)?);
    }
    if progress && judging.verbose {
        fan_out.add(Steps::new(std::io::stderr()));
    } else if progress && has_bar(judging, context) {
        fan_out.add(Progress::on_stderr(context.bar_width()));
    }
    match judging.format {
        ResultFormat::Human => fan_out.add(Human::new(stdout(), look(context), detail(judging))),
        ResultFormat::Json => fan_out.add(Json::new(stdout())),
        ResultFormat::Github => fan_out.add(GitHub::new(stdout())),
    }
    Ok(fan_out)
}

/// Whether a progress bar is shown. It is for eyes alone: a pipe gets none.
pub(super) fn has_bar(judging: &JudgingArgs, context: &RunContext) -> bool {
    context.stderr_is_terminal && !judging.quiet && !judging.verbose
}

fn detail(judging: &JudgingArgs) -> Detail {
    match (judging.quiet, judging.verbose) {
        (true, _) => Detail::Quiet,
        (_, true) => Detail::Verbose,
        _ => Detail::Usual,
    }
}

fn stdout() -> impl Write {
    std::io::BufWriter::new(std::io::stdout())
}

pub(super) fn look(context: &RunContext) -> Look {
    Look { colour: context.colour(), width: context.width() }
}

/// Tells the reporters the verdicts and what they rest on.
pub(super) fn tell(fan_out: &mut FanOut, result: &RunResult, transcript: Transcript) {
    fan_out.event(&Event::Recorded(Arc::new(transcript)));
    for check in &result.checks {
        fan_out.event(&Event::CheckFinished(Box::new(check.clone())));
    }
    fan_out.event(&Event::RunFinished(Box::new(result.clone())));
}

/// No check is asked for.
pub(super) fn nothing_selected(selection: &Selection, suite: &Suite) -> Error {
    let asked = selection.select.first().map_or("", String::as_str);
    if let Some(check) = check::with_cases(suite).find(|check| selection.includes(&check.id())) {
        let help = match check.profile() {
            Profile::Load => format!("{} is judged with --load only", check.id()),
            profile => format!("{} is in another profile: add --profile {profile}", check.id()),
        };
        return Error::NothingSelected(help);
    }
    if format!("{}/", case::AREA).starts_with(asked) && !asked.is_empty() {
        let help =
            format!("the suite {} has no case of its own; `[[case]]` in its file is one", suite.app.slug);
        return Error::NothingSelected(help);
    }
    let ids: Vec<_> = check::with_cases(suite).map(|check| check.id()).collect();
    let help = match nearest(asked, ids.iter().map(AsRef::as_ref)) {
        Some(id) => format!("did you mean '{id}'? `scimproof check list` shows all"),
        None => "`scimproof check list` shows all ids".to_owned(),
    };
    Error::NothingSelected(help)
}
