//! Performing a run: select, play, record, clean up, judge.
//!
//! It sends what `entra` lays out and hands what came back to `check`; it prints nothing.

pub mod cleaner;
pub mod evaluate;
pub mod ledger;
mod load;
mod own;
mod player;
mod readiness;
mod retry;
pub mod select;
mod settle;
pub use crate::stop;

use std::time::{Duration, Instant};

use crate::entra::step::Omitted;
use crate::entra::{Plan, Step};
use crate::event::Event;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::suite::Suite;
use crate::transcript::{Footer, Header, StepRecord, StepState, Transcript};
use crate::verdict::SkipKind;
use ledger::Ledger;
use stop::Stop;

/// How a run is performed.
#[derive(Debug, Clone)]
pub struct Options {
    /// Storylines side by side.
    pub jobs: usize,
    /// Repetitions after a failure that may be repeated.
    pub retries: u32,
    /// How long a read may lag behind a write.
    pub settle: Duration,
    /// Leave everything in the tenant.
    pub keep: bool,
}

/// Everything a run works with.
pub struct Run<'a> {
    /// The client.
    pub client: &'a Client,
    /// Base URL of the tenant.
    pub base: &'a BaseUrl,
    /// How it is performed.
    pub options: &'a Options,
    /// What it creates.
    pub ledger: &'a Ledger,
    /// Whether it was asked to stop.
    pub stop: &'a Stop,
    /// Who hears of it.
    pub emit: &'a (dyn Fn(Event) + 'a),
}

impl Run<'_> {
    /// Plays the plan, removes what it created, and returns what was exchanged.
    pub async fn perform(&self, header: Header, plan: &Plan) -> Transcript {
        let begun = Instant::now();
        (self.emit)(Event::RunStarted {
            run: header.run.clone(),
            suite: header.suite.app.name.clone(),
            tenant: header.tenant.clone(),
            requests: plan.requests(),
        });
        let mut steps = self.play(plan).await;
        if header.selection.load {
            steps.extend(self.bear_down(plan).await);
        }
        let footer = self.clean_up(&header.suite, &mut steps).await;
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut transcript = Transcript { header, steps, footer: Footer { duration_ms, ..footer } };
        transcript.number();
        transcript
    }

    async fn clean_up(&self, suite: &Suite, steps: &mut Vec<StepRecord>) -> Footer {
        let interrupted = self.stop.was_requested();
        if self.options.keep {
            let left_behind = self.ledger.as_left_behind();
            return Footer { interrupted, kept: true, left_behind, ..Footer::default() };
        }
        (self.emit)(Event::CleanupStarted { resources: self.ledger.len() });
        let (exchanges, left_behind) = cleaner::remove_all(self, suite).await;
        (self.emit)(Event::CleanupFinished { left_behind: left_behind.clone() });
        if !exchanges.is_empty() {
            steps.push(StepRecord {
                step: "clean-up".to_owned(),
                dialect: None,
                state: StepState::Succeeded,
                exchanges,
            });
        }
        Footer { interrupted, left_behind, ..Footer::default() }
    }
}

/// Leaves out the requests with a bad credential: the tenant is used without any.
pub fn without_credential(plan: &mut Plan) {
    omit(plan, SkipKind::NotShown, "the run uses no credential that could be refused", |step| {
        step.authorization == crate::http::client::Authorization::Own
    });
}

/// Leaves out the request for another version: the base URL names none, and the neighbour of its last segment may be
/// somebody else's.
pub fn without_version(plan: &mut Plan) {
    omit(plan, SkipKind::NotAdvertised, "the base URL does not end in a version", |step| {
        step.id != "transport/other-version"
    });
}

/// Leaves out the suite's own cases that the reference tenant does not behave like.
pub fn without_cases(plan: &mut Plan, suite: &Suite) {
    let unknown = suite.cases.iter().filter(|case| case.demo == Some(false));
    let unknown: Vec<String> = unknown.map(|case| format!("{}/", case.check_id())).collect();
    let reason = "the suite says that the reference tenant does not behave as this case expects";
    omit(plan, SkipKind::Suite, reason, |step| {
        !unknown.iter().any(|case| step.id.starts_with(case.as_str()))
    });
}

/// Leaves out every step that is not a GET, and says so.
pub fn read_only(plan: &mut Plan) {
    omit(plan, SkipKind::ReadOnly, "the run only reads", |step| step.method == crate::http::Method::Get);
}

fn omit(plan: &mut Plan, kind: SkipKind, reason: &str, keep: impl Fn(&Step) -> bool) {
    for storyline in plan.all_mut() {
        let (kept, dropped): (Vec<Step>, Vec<Step>) =
            std::mem::take(&mut storyline.steps).into_iter().partition(|step| keep(step));
        storyline.steps = kept;
        storyline.omitted.extend(dropped.into_iter().map(|step| Omitted {
            id: step.id,
            kind,
            reason: reason.to_owned(),
        }));
    }
}
