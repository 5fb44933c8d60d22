//! `scimproof clean`: remove what interrupted runs left behind, by their ledgers.

use std::io::Write;

use super::{CleanArgs, block_on, tenant};
use crate::context::RunContext;
use crate::entra;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::http::Method;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::runner::ledger::{self, Earlier, Ledger};
use crate::runner::stop::Stop;
use crate::runner::{Options, Run, cleaner};
use crate::suite::load;
use crate::text::{count, printable};
use crate::transcript::{LeftBehind, LeftState};

pub(super) fn main(args: &CleanArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let earlier = chosen(args, context)?;
    if args.dry_run {
        return list(&earlier);
    }
    let url = tenant::url(&args.tenant, context);
    let (mine, others): (Vec<Earlier>, Vec<Earlier>) = match url.map(|url| entra::split_flag(&url)) {
        None if earlier.is_empty() => (Vec::new(), Vec::new()),
        None => {
            return Err(Error::usage(
                "no tenant was given",
                "use --url URL (or SCIM_URL); --dry-run lists what is left and where",
            ));
        }
        Some((url, _)) => earlier.into_iter().partition(|run| run.tenant == url),
    };
    let mut out = std::io::stdout();
    for run in &others {
        let (tenant, path) = (printable(&run.tenant), run.path.display());
        writeln!(
            out,
            "run {} was made against {tenant}; left alone (if that tenant is gone for good, delete {path})",
            run.run
        )?;
    }
    if mine.is_empty() {
        writeln!(out, "Nothing to remove.")?;
        return Ok(ExitStatus::Passed);
    }
    remove(args, context, &mine)
}

/// The ledgers that are asked for.
fn chosen(args: &CleanArgs, context: &RunContext) -> Result<Vec<Earlier>, Error> {
    let earlier = ledger::earlier(&context.state_folder().join("ledger"))?;
    let Some(run) = &args.run else { return Ok(earlier) };
    let found: Vec<Earlier> = earlier.into_iter().filter(|earlier| earlier.run == *run).collect();
    if found.is_empty() {
        let help = "`scimproof clean --dry-run` lists the runs that left something behind";
        return Err(Error::usage(format!("no ledger of a run '{run}' is here"), help));
    }
    Ok(found)
}

fn list(earlier: &[Earlier]) -> Result<ExitStatus, Error> {
    let mut out = std::io::stdout();
    if earlier.is_empty() {
        writeln!(out, "No run left anything behind.")?;
    }
    for run in earlier {
        writeln!(out, "run {} of {} against {}:", run.run, run.started, printable(&run.tenant))?;
        for entry in &run.entries {
            let id = entry.id.as_deref().unwrap_or("id unknown");
            writeln!(out, "  {:?} {} ({})", entry.kind, printable(&entry.name), printable(id))?;
        }
    }
    Ok(ExitStatus::Passed)
}

fn remove(args: &CleanArgs, context: &RunContext, earlier: &[Earlier]) -> Result<ExitStatus, Error> {
    let base = BaseUrl::parse(&earlier[0].tenant)?;
    tenant::consent(&args.tenant, context, &base, true)?;
    let access = tenant::credential(&args.tenant, None, context)?;
    let (credential, _) = block_on(access.open())?;
    let client = tenant::client(&args.tenant, context, &base, credential)?;
    let mut left = Vec::new();
    let mut out = std::io::stdout();
    for run in earlier {
        let (removed, remaining) = block_on(one(args, &client, &base, run))?;
        writeln!(out, "run {}: {} removed", run.run, count(removed, "resource"))?;
        left.extend(remaining);
    }
    for entry in &left {
        let id = entry.id.as_deref().unwrap_or("id unknown");
        writeln!(out, "left: {:?} {} ({})", entry.kind, printable(&entry.name), printable(id))?;
    }
    let remains = left.iter().any(|entry| entry.state != LeftState::Disabled);
    Ok(if remains { ExitStatus::LeftBehind } else { ExitStatus::Passed })
}

/// Removes what one run left, and counts it; its ledger goes when nothing is left.
async fn one(
    args: &CleanArgs,
    client: &Client,
    base: &BaseUrl,
    earlier: &Earlier,
) -> Result<(usize, Vec<LeftBehind>), Error> {
    let ledger = Ledger::resume(earlier);
    let options =
        Options { jobs: 4, retries: args.retries, settle: std::time::Duration::from_secs(5), keep: false };
    let run = Run { client, base, options: &options, ledger: &ledger, stop: &Stop::default(), emit: &|_| () };
    let suite = load::by_name("entra", &[])?;
    let (exchanges, left) = cleaner::remove_all(&run, &suite).await;
    if let Some(first) = exchanges.first() {
        refuse_unreachable(first, base)?;
    }
    if left.iter().all(|left| left.state == LeftState::Disabled) {
        std::fs::remove_file(&earlier.path).map_err(|error| Error::file("remove", &earlier.path, error))?;
    }
    let removed = exchanges.iter().filter(|e| e.request.method == Method::Delete && e.succeeded()).count();
    Ok((removed, left))
}

fn refuse_unreachable(first: &crate::http::Exchange, base: &BaseUrl) -> Result<(), Error> {
    let text = base.as_text();
    match first.status() {
        Some(401 | 403) => {
            Err(Error::Unreachable(format!("{text} refuses the credential"), "check SCIM_TOKEN".to_owned()))
        }
        Some(_) => Ok(()),
        None => Err(Error::Unreachable(
            format!("cannot reach {text}"),
            "check that the tenant is running".to_owned(),
        )),
    }
}
