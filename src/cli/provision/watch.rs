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

pub(super) fn main(mut args: WatchArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let mut setup = Setup::new(&mut args.service, context, true)?;
    needs_state(&setup)?;
    block_on(watch(&args, context, &mut setup))
}

/// Cycles until a signal; how the last one ended.
async fn watch(args: &WatchArgs, context: &RunContext, setup: &mut Setup) -> Result<ExitStatus, Error> {
    let mut further = SignedDuration::ZERO;
    loop {
        let begun = context.elapsed_ms();
        let status = Stage::new(setup, context).one(further).await?;
        if status == ExitStatus::Interrupted {
            return Ok(status);
        }
        // Who agreed once is not asked again.
        setup.asks = false;
        let used = Duration::from_millis(context.elapsed_ms() - begun);
        let rest = args.every.saturating_sub(used);
        writeln!(std::io::stderr(), "next cycle in {} s; Ctrl-C ends", rest.as_secs())?;
        if !pause(rest).await {
            return Ok(status);
        }
        further += SignedDuration::try_from(args.every).unwrap_or_default();
        setup.renew(&args.service, context).await?;
    }
}
