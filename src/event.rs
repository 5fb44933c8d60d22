//! What happens in a run, as the reporters see it. Owned, redacted, and without a thought for how it is shown.

use std::sync::Arc;

use serde::Serialize;

use crate::entra::Dialect;
use crate::http::{Exchange, Method, Purpose};
use crate::result::{CheckResult, RunResult};
use crate::transcript::{LeftBehind, StepState, Transcript};

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The first request is about to be sent.
    RunStarted {
        /// Run id.
        run: String,
        /// Name of the app.
        suite: String,
        /// Base URL of the tenant.
        tenant: String,
        /// Number of requests the plan makes.
        requests: usize,
    },
    /// A step is complete, or was not sent.
    StepFinished {
        /// The step.
        step: String,
        /// Dialect of its storyline.
        dialect: Option<Dialect>,
        /// Whether it was sent, and why not.
        state: StepState,
        /// Its last exchange in short.
        sent: Option<Sent>,
        /// Number of exchanges it took.
        exchanges: usize,
    },
    /// The run was asked to stop; it cleans up and reports.
    Interrupted,
    /// The sequence is over and what it created is being removed.
    CleanupStarted {
        /// Number of resources.
        resources: usize,
    },
    /// The clean-up is over.
    CleanupFinished {
        /// What is still there.
        left_behind: Vec<LeftBehind>,
    },
    /// The tenant was not reached, or refused the credential; there is nothing to judge.
    Unreachable,
    /// Everything that was exchanged, redacted and numbered; the verdicts follow.
    #[serde(skip)]
    Recorded(Arc<Transcript>),
    /// A check was judged.
    CheckFinished(Box<CheckResult>),
    /// Everything is judged.
    RunFinished(Box<RunResult>),
}

/// An exchange in short, while the run goes on.
#[derive(Debug, Clone, Serialize)]
pub struct Sent {
    /// Method.
    pub method: Method,
    /// Whole URL.
    pub url: String,
    /// Status of the answer, if one came.
    pub status: Option<u16>,
    /// Microseconds from the sending to the end of the answer.
    pub elapsed_us: u64,
}

impl Sent {
    /// What a step sent last; a look at whose resource it is does not count, unless there was nothing else.
    pub fn last_of(exchanges: &[Exchange]) -> Option<Self> {
        let own = exchanges.iter().rev().find(|exchange| exchange.purpose != Purpose::Verify);
        own.or(exchanges.last()).map(|exchange| Self {
            method: exchange.request.method,
            url: exchange.request.url.clone(),
            status: exchange.status(),
            elapsed_us: exchange.elapsed_us,
        })
    }
}
