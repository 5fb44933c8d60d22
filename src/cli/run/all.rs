//! `run --demo --suite-all`: every built-in suite against an embedded tenant that behaves as it documents.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use serde_json::{Value, json};

use super::{Prepared, start};
use crate::cli::{ResultFormat, RunArgs, check_ids, output, tenant};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::http::base_url::BaseUrl;
use crate::report::across;
use crate::result::RunResult;
use crate::runner::evaluate::evaluate;
use crate::runner::ledger::Ledger;
use crate::runner::stop::Stop;
use crate::runner::{Options, Run, select};
use crate::suite::{builtin, load};
use crate::transcript::{Header, Selection};

/// Most suites side by side: each has a tenant and a client of its own.
const MOST: usize = 8;

pub(super) fn main(args: &RunArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    if args.judging.format == ResultFormat::Github {
        return Err(Error::usage("--suite-all knows the formats human and json", "choose one of them"));
    }
    let selection =
        Selection { select: args.judging.select.clone(), skip: args.judging.skip.clone(), load: false };
    let suite = load::by_name("entra", &check_ids())?;
    if select::checks_of(args.profile.into(), &selection, &suite).is_empty() {
        return Err(output::nothing_selected(&selection, &suite));
    }
    let slugs: Vec<&'static str> = builtin::slugs().collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(2, usize::from).min(MOST);
        for _ in 0..workers {
            let (sender, slugs, next) = (sender.clone(), slugs.as_slice(), &next);
            scope.spawn(move || work(args, context, slugs, next, &sender));
        }
        drop(sender);
        let told = tell(args, context, &slugs, receiver);
        // Whatever the end, no further suite is begun.
        next.store(slugs.len(), Ordering::Relaxed);
        told
    })
}

type Outcome = (usize, Result<RunResult, Error>);

/// Takes the next suite until there is none.
fn work(args: &RunArgs, context: &RunContext, slugs: &[&str], next: &AtomicUsize, sender: &Sender<Outcome>) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(slug) = slugs.get(at) else { return };
        if sender.send((at, run(slug, args, context))).is_err() {
            return;
        }
    }
}

fn run(slug: &str, args: &RunArgs, context: &RunContext) -> Result<RunResult, Error> {
    let prepared = Prepared::new(slug, args, context)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(perform(args, context, prepared))
}

async fn perform(args: &RunArgs, context: &RunContext, prepared: Prepared) -> Result<RunResult, Error> {
    let demo = start::demo(&prepared.suite, &args.fault).await?;
    let base = BaseUrl::parse(&demo.base_url)?;
    let (credential, token) = start::demo_access(&demo).open().await?;
    let client = tenant::client(&args.tenant, context, &base, credential)?;
    let header = Header { token, ..prepared.header(args, context, &base) };
    let ledger = Ledger::in_memory(&prepared.run);
    let options = Options { jobs: args.jobs.into(), retries: args.retries, settle: args.settle, keep: false };
    let stop = Stop::default();
    let run =
        Run { client: &client, base: &base, options: &options, ledger: &ledger, stop: &stop, emit: &|_| {} };
    let transcript = tokio::select! {
        transcript = run.perform(header, &prepared.plan) => transcript,
        () = start::time_up(&stop, args.max_time) => unreachable!("waits for ever once the time is up"),
    };
    demo.stop().await;
    Ok(evaluate(&transcript))
}

/// Tells the results in the order of the suites, each as soon as it and all before it are there.
fn tell(
    args: &RunArgs,
    context: &RunContext,
    slugs: &[&str],
    receiver: Receiver<Outcome>,
) -> Result<ExitStatus, Error> {
    let json = args.judging.format == ResultFormat::Json;
    let width = slugs.iter().map(|slug| slug.len()).max().unwrap_or_default();
    let mut out = io::stdout();
    let (mut early, mut told, mut next) = (BTreeMap::new(), Vec::new(), 0);
    for (at, outcome) in receiver {
        early.insert(at, outcome?);
        while let Some(result) = early.remove(&next) {
            next += 1;
            let is_left_out = args.judging.quiet && result.exit_code == ExitStatus::Passed;
            if !json && !is_left_out {
                across::line(&mut out, output::look(context), width, &result)?;
                out.flush()?;
            }
            told.push(across::Told::of(&result));
        }
    }
    let worst = told.iter().map(|told| told.exit_code).min().unwrap_or(ExitStatus::NothingJudged);
    if json {
        let document: Value = json!({ "version": 1, "exit_code": worst, "suites": told });
        serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        across::verdict(&mut out, output::look(context), &told)?;
    }
    out.flush()?;
    Ok(worst)
}
