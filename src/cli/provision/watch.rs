//! `scimproof provision watch`: a cycle again and again, as the service runs one every 40 minutes.

use std::io::Write;
use std::time::Duration;

use jiff::SignedDuration;

use super::WatchArgs;
use super::cycle::{Stage, needs_state, pause};
use super::setup::Setup;
use crate::cli::block_on;
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::text::printable;

pub(super) fn main(mut args: WatchArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let mut setup = Setup::new(&mut args.service, context, true)?;
    needs_state(&setup)?;
    block_on(watch(&args, context, &mut setup))
}

/// Cycles until a signal; how the last one ended. What goes wrong in one round is told, and the next one tries again.
async fn watch(args: &WatchArgs, context: &RunContext, setup: &mut Setup) -> Result<ExitStatus, Error> {
    let mut further = SignedDuration::ZERO;
    let mut has_worked = false;
    loop {
        let begun = context.elapsed_ms();
        let status = match round(args, context, setup, further).await {
            Ok(ExitStatus::Interrupted) => return Ok(ExitStatus::Interrupted),
            Ok(status) => {
                has_worked = true;
                status
            }
            Err(error) if ends(&error, has_worked && !setup.asks) => return Err(error),
            Err(error) => tell(&error)?,
        };
        let used = Duration::from_millis(context.elapsed_ms() - begun);
        let rest = args.every.saturating_sub(used);
        writeln!(std::io::stderr(), "next cycle in {} s; Ctrl-C ends", rest.as_secs())?;
        if !pause(rest).await {
            return Ok(status);
        }
        further += SignedDuration::try_from(args.every).unwrap_or_default();
    }
}

/// One cycle. Who agreed once is not asked again.
async fn round(
    args: &WatchArgs,
    context: &RunContext,
    setup: &mut Setup,
    further: SignedDuration,
) -> Result<ExitStatus, Error> {
    if !further.is_zero() {
        setup.renew(&args.service, context).await?;
    }
    let stage = Stage::new(setup, context);
    let done = stage.one(further).await;
    let has_agreed = stage.has_agreed();
    setup.asks &= !has_agreed;
    done
}

/// Whether an error ends it: a signal, output that nobody takes, and before the first round is done whatever was typed
/// or answered.
fn ends(error: &Error, is_under_way: bool) -> bool {
    match error.exit_status() {
        ExitStatus::Interrupted => true,
        ExitStatus::Usage => !is_under_way || matches!(error, Error::Output(_)),
        _ => false,
    }
}

fn tell(error: &Error) -> Result<ExitStatus, Error> {
    let mut err = std::io::stderr();
    writeln!(err, "error: {}", printable(&error.to_string()))?;
    if let Some(help) = error.help() {
        writeln!(err, "  try: {}", printable(&help))?;
    }
    Ok(error.exit_status())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::rules::{Quarantine, QuarantineReason};
    use crate::provision::state::State;
    use clap::Parser;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        args: WatchArgs,
    }

    #[test]
    fn who_was_not_asked_is_asked_by_the_next_round() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("job.toml");
        let job =
            "name = \"J\"\ndirectory = \"d.json\"\n[tenant]\nurl = \"http://127.0.0.1:1\"\nauth = \"none\"\n";
        std::fs::write(&file, job).unwrap();
        let mut args = Typed::parse_from(["watch", "--job", &file.to_string_lossy()]).args;
        let context = RunContext::from_process();
        let mut setup = Setup::new(&mut args.service, &context, true).unwrap();
        let mut state = State::open(&setup.job.state, &setup.base.as_text()).unwrap();
        let reason = QuarantineReason::TooManyDeletes;
        let (quarantine, _) = Quarantine::enter(None, context.started, reason, "TooManyDeletes", "too many");
        state.put("quarantine", Some(&quarantine)).unwrap();
        drop(state);
        setup.asks = true;
        let done = block_on(round(&args, &context, &mut setup, SignedDuration::ZERO)).unwrap();
        assert_eq!(done, ExitStatus::NothingJudged);
        assert!(setup.asks, "the job was not due, so that nobody was asked");
    }
}
