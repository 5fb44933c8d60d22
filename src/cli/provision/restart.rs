//! `scimproof provision restart`: leave quarantine, forget escrows, evaluate everything anew (Microsoft Graph,
//! `synchronizationJob: restart`). Nothing is sent; the next cycle does what follows from it.

use std::io::Write;

use super::{ResetChoice, RestartArgs, open};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::cycle::allow_deletions;
use crate::provision::state::{Reset, State};

pub(super) fn main(args: &RestartArgs) -> Result<ExitStatus, Error> {
    let job = open::job(&args.job.job)?;
    // The tenant stays the one the job was started with.
    let tenant = open::view(&job)?.identity().map_err(open::state_error)?.tenant;
    let mut state = State::open(&job.state, &tenant).map_err(open::state_error)?;
    let reset = reset(args);
    state.reset(reset).map_err(open::state_error)?;
    let allows = args.allow_deletes || args.reset.contains(&ResetChoice::ForceDeletes);
    if allows {
        allow_deletions(&mut state).map_err(open::state_error)?;
    }
    let mut out = std::io::stdout();
    writeln!(out, "Reset: {}.", words(reset))?;
    if allows {
        writeln!(out, "The next cycle disables and deletes whatever is due, threshold or not.")?;
    }
    writeln!(out, "Now: scimproof provision cycle --job {}", args.job.job.display())?;
    Ok(ExitStatus::Passed)
}

/// What is reset; allowing deletions alone leaves links and watermark as they are.
fn reset(args: &RestartArgs) -> Reset {
    if args.reset.is_empty() && args.allow_deletes {
        return Reset { quarantine: true, ..Reset::default() };
    }
    if args.reset.is_empty() {
        return Reset { quarantine: true, watermark: true, escrows: true, links: false };
    }
    let has = |choice| args.reset.contains(&choice) || args.reset.contains(&ResetChoice::Full);
    Reset {
        links: has(ResetChoice::ConnectorDataStore),
        escrows: has(ResetChoice::Escrows),
        watermark: has(ResetChoice::Watermark),
        // Graph's own scope; allowed deletions could not be done in quarantine.
        quarantine: has(ResetChoice::QuarantineState) || args.reset.contains(&ResetChoice::ForceDeletes),
    }
}

fn words(reset: Reset) -> String {
    let Reset { links, escrows, watermark, quarantine } = reset;
    let all = [
        (quarantine, "QuarantineState"),
        (watermark, "Watermark"),
        (escrows, "Escrows"),
        (links, "ConnectorDataStore"),
    ];
    let words: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}
