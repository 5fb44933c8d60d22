//! `scimproof provision log`: the provisioning log as a table, JSON or CSV.

use std::io::{BufWriter, Write};

use super::{LogArgs, LogFormat, open};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::log::Entry;
use crate::provision::report::{Job, ObjectSummary, csv, table};
use crate::provision::state::{LogSelection, State, StateError};

pub(super) fn main(args: &LogArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let job = open::job(&args.job.job)?;
    let state = open::view(&job)?;
    let selection = LogSelection {
        status: args.status.map(Into::into),
        action: args.action.map(Into::into),
        object: args.user.clone(),
        cycle: args.cycle,
        last: args.last,
        ..LogSelection::default()
    };
    let shown = open::shown(&job, &state)?;
    let found = match args.format {
        LogFormat::Table => as_table(&state, &selection, context.width())?,
        LogFormat::Json => as_json(&state, &selection, &shown)?,
        LogFormat::Csv => as_csv(&state, &selection, &shown)?,
    };
    Ok(if found { ExitStatus::Passed } else { ExitStatus::NothingJudged })
}

/// Hands every selected entry to `sink`; a failing output stops it.
fn each(
    state: &State,
    selection: &LogSelection,
    sink: &mut dyn FnMut(Entry) -> std::io::Result<()>,
) -> Result<bool, Error> {
    let (mut any, mut failed) = (false, None);
    let read = state.log(selection, &mut |entry| {
        any = true;
        sink(entry).map_err(|error| {
            failed = Some(error);
            StateError::Missing(state.path().to_owned())
        })
    });
    match failed {
        Some(error) => Err(error.into()),
        None => read.map(|()| any).map_err(open::state_error),
    }
}

fn as_table(state: &State, selection: &LogSelection, width: usize) -> Result<bool, Error> {
    let mut entries = Vec::new();
    each(state, selection, &mut |entry| {
        entries.push(entry);
        Ok(())
    })?;
    table::write(&mut BufWriter::new(std::io::stdout()), &entries, width)?;
    Ok(!entries.is_empty())
}

fn as_json(state: &State, selection: &LogSelection, job: &Job) -> Result<bool, Error> {
    let mut out = BufWriter::new(std::io::stdout());
    let mut between = "{\"value\":[\n";
    let any = each(state, selection, &mut |entry| {
        out.write_all(between.as_bytes())?;
        between = ",\n";
        serde_json::to_writer(&mut out, &ObjectSummary::new(job, &entry)).map_err(std::io::Error::from)
    })?;
    if !any {
        out.write_all(between.as_bytes())?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(any)
}

fn as_csv(state: &State, selection: &LogSelection, job: &Job) -> Result<bool, Error> {
    let mut writer = csv::Writer::new(BufWriter::new(std::io::stdout()))?;
    let any = each(state, selection, &mut |entry| writer.entry(job, &entry))?;
    writer.finish()?;
    Ok(any)
}
