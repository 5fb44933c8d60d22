//! What a check sees: the exchanges of the steps it reads, in one dialect.
//!
//! Asking for a step answers with its exchange, or with the reason why nothing can be judged: the step was
//! not sent, the transport failed, or the credential was refused.

use serde_json::Value;

use super::Unjudged;
use crate::entra::Dialect;
use crate::http::tls::Connection;
use crate::http::{Exchange, Method, Outcome, Purpose};
use crate::scim::access;
use crate::suite::Suite;
use crate::transcript::{StepRecord, StepState, Transcript};
use crate::verdict::SkipKind;

/// The transcript as one check sees it.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    transcript: &'a Transcript,
    /// The dialect of this judgement.
    pub dialect: Option<Dialect>,
}

/// The exchange a step is judged by.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Its record, with all exchanges.
    pub record: &'a StepRecord,
    /// The settled exchange: the last of the step's own.
    pub exchange: &'a Exchange,
}

impl<'a> Evidence<'a> {
    /// The view of one dialect.
    pub fn new(transcript: &'a Transcript, dialect: Option<Dialect>) -> Self {
        Self { transcript, dialect }
    }

    /// The whole transcript.
    pub(crate) fn transcript(&self) -> &'a Transcript {
        self.transcript
    }

    /// The suite the run was made for.
    pub fn suite(&self) -> &'a Suite {
        &self.transcript.header.suite
    }

    /// Whether this is the dialect of the flag.
    pub fn is_compliant(&self) -> bool {
        self.dialect == Some(Dialect::Compliant)
    }

    /// The exchange of a step that was sent and answered.
    pub fn seen(&self, step: &str) -> Result<Seen<'a>, Unjudged> {
        let record = self.record(step)?;
        match &record.state {
            StepState::NotSent { kind, reason } => return Err(Unjudged::Skipped(*kind, reason.clone())),
            StepState::Stopped(why) => return Err(Unjudged::Error(why.clone())),
            StepState::Succeeded | StepState::Unsuccessful => {}
        }
        let Some(exchange) = record.exchanges.iter().rfind(|e| e.purpose != Purpose::Verify) else {
            return Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step} was not sent")));
        };
        let seen = Seen { record, exchange };
        seen.refuse_errors(step)?;
        Ok(seen)
    }

    /// What a look at the connection showed. Over plain http there is nothing to see.
    pub fn connection(&self) -> Result<&'a Connection, Unjudged> {
        let header = &self.transcript.header;
        if !header.tenant.starts_with("https:") {
            return Err(Unjudged::not_shown("plain http"));
        }
        let facts = header.connection.as_deref();
        facts.ok_or_else(|| Unjudged::not_shown("the transcript holds no look at the connection"))
    }

    /// What the tenant says of itself at /ServiceProviderConfig.
    pub fn config(&self) -> Result<&'a Value, Unjudged> {
        let seen = Self::new(self.transcript, None).seen("discovery/config")?;
        let is_one = |body: &&Value| access::member(body, "Resources").is_none();
        let config = seen.body().filter(|_| seen.status() == 200).filter(is_one);
        config.ok_or_else(|| Unjudged::not_shown("the tenant does not show its ServiceProviderConfig"))
    }

    /// Whether the tenant says that it supports the feature (`bulk`, `sort`, `etag`, …).
    pub fn supports(&self, feature: &str) -> Result<bool, Unjudged> {
        let feature = access::member(self.config()?, feature);
        Ok(feature.and_then(|feature| access::member(feature, "supported")) == Some(&Value::Bool(true)))
    }

    /// Refuses a judgement about a feature that the tenant does not say it supports.
    pub fn needs_support(&self, feature: &str) -> Result<(), Unjudged> {
        if self.supports(feature)? {
            return Ok(());
        }
        let reason = format!("ServiceProviderConfig does not advertise {feature}");
        Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason))
    }

    /// The exchange of a step, if it was sent and answered; second opinions are read this way.
    pub fn find(&self, step: &str) -> Option<Seen<'a>> {
        self.seen(step).ok()
    }

    /// The steps whose name begins so, as far as they were sent and answered. When there is none, the reason.
    pub fn seen_all(&self, prefix: &str) -> Result<Vec<(&'a str, Seen<'a>)>, Unjudged> {
        let mut seen = Vec::new();
        let mut obstacle = None;
        for record in self.records().filter(|record| record.step.starts_with(prefix)) {
            match self.seen(&record.step) {
                Ok(found) => seen.push((&record.step[prefix.len()..], found)),
                Err(unjudged) => obstacle = obstacle.or(Some(unjudged)),
            }
        }
        match obstacle {
            Some(Unjudged::Error(cause)) => Err(Unjudged::Error(cause)),
            Some(unjudged) if seen.is_empty() => Err(unjudged),
            // Nothing seen is nothing shown, never a pass.
            None if seen.is_empty() => {
                Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("no step {prefix}… was sent")))
            }
            _ => Ok(seen),
        }
    }

    /// The record of a step. One that is not in the plan shares the fate of the step it stands behind
    /// (`x/read` of `x`).
    fn record(&self, step: &str) -> Result<&'a StepRecord, Unjudged> {
        if let Some(record) = self.records().find(|record| record.step == step) {
            return Ok(record);
        }
        let front =
            step.rsplit_once('/').and_then(|(front, _)| self.records().find(|record| record.step == front));
        match front.map(|record| &record.state) {
            Some(StepState::NotSent { kind, reason }) => Err(Unjudged::Skipped(*kind, reason.clone())),
            _ => Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step} was not sent"))),
        }
    }

    /// The records of this dialect, in plan order.
    pub fn records(&self) -> impl Iterator<Item = &'a StepRecord> {
        let dialect = self.dialect;
        self.transcript.steps.iter().filter(move |record| record.dialect == dialect)
    }

    /// The exchanges a step of that name is judged by, in every dialect.
    pub fn everywhere(&self, step: &str) -> Vec<&'a Exchange> {
        let records = self.transcript.steps.iter().filter(|record| record.step == step);
        records.filter_map(|record| record.exchanges.iter().rfind(|e| e.purpose != Purpose::Verify)).collect()
    }

    /// Every exchange of the run.
    pub fn exchanges(&self) -> impl Iterator<Item = (&'a StepRecord, &'a Exchange)> {
        self.transcript
            .steps
            .iter()
            .flat_map(|record| record.exchanges.iter().map(move |exchange| (record, exchange)))
    }

    /// The resource as the last successful read in front of a step that changes it showed it.
    pub fn before(&self, step: &str) -> Option<&'a Value> {
        let changed = &self.seen_or_refused(step)?.request.url;
        let earlier = self.records().take_while(|record| record.step != step);
        let exchanges = earlier.flat_map(|record| &record.exchanges);
        let reads = exchanges
            .filter(|e| e.request.method == Method::Get && e.request.url == *changed && e.succeeded());
        reads.filter_map(Exchange::json).last()
    }

    /// The exchange of a step, whatever its answer.
    fn seen_or_refused(&self, step: &str) -> Option<&'a Exchange> {
        self.record(step).ok()?.exchanges.iter().rfind(|e| e.purpose != Purpose::Verify)
    }
}

/// Whether the status refuses the credential. Gateways answer paths they do not know with 403, and of these two
/// that need not be there; probes ask for things a tenant may forbid.
fn is_refusal(step: &str, status: u16) -> bool {
    // /Me asks for the person behind the credential, and there need not be one.
    if step == "me/read" {
        return false;
    }
    let may_be_absent = ["discovery/schemas", "connection/test-groups"].contains(&step);
    status == 401 || (status == 403 && !may_be_absent && is_of_the_sequence(step))
}

/// Whether the step is one of Entra's own, not a probe.
pub(super) fn is_of_the_sequence(step: &str) -> bool {
    const STORIES: [&str; 10] = [
        "connection",
        "users",
        "patch",
        "lifecycle",
        "groups",
        "members",
        "spelling",
        "attributes",
        "required",
        "refusals",
    ];
    STORIES.contains(&step.split('/').next().unwrap_or_default())
}

/// Whether the server asks to come back later.
fn is_busy(response: &crate::http::Response) -> bool {
    response.status == 503 && response.header("retry-after").is_some()
}

impl<'a> Seen<'a> {
    fn refuse_errors(&self, step: &str) -> Result<(), Unjudged> {
        match &self.exchange.outcome {
            Outcome::Failure(failure) => Err(Unjudged::Error(format!("{step}: {}", failure.message))),
            Outcome::Response(response)
                if self.exchange.with_credential && is_refusal(step, response.status) =>
            {
                Err(Unjudged::Error(format!("{step}: the credential was refused with {}", response.status)))
            }
            Outcome::Response(response) if response.status == 429 || is_busy(response) => Err(
                Unjudged::Error(format!("{step}: the tenant is too busy, {} to the last", response.status)),
            ),
            Outcome::Response(_) => Ok(()),
        }
    }

    /// Status of the answer.
    pub fn status(&self) -> u16 {
        self.exchange.status().unwrap_or_default()
    }

    /// Whether the status is 2xx.
    pub fn succeeded(&self) -> bool {
        self.exchange.succeeded()
    }

    /// The answer as a JSON object.
    pub fn body(&self) -> Option<&'a Value> {
        self.exchange.json().filter(|body| body.is_object())
    }

    /// The request body as JSON.
    pub fn sent(&self) -> &'a Value {
        self.exchange.sent().unwrap_or(&Value::Null)
    }

    /// The resources of a list answer, also of one that is a bare array.
    pub fn resources(&self) -> &'a [Value] {
        let resources = match self.exchange.json() {
            Some(list @ Value::Array(_)) => Some(list),
            Some(body) => access::member(body, "Resources"),
            None => None,
        };
        resources.and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The id in the answer.
    pub fn id(&self) -> Option<&'a str> {
        access::member(self.body()?, "id")?.as_str().filter(|id| !id.is_empty())
    }

    /// The first and the settled exchange, where the read had to be repeated.
    pub fn lagged(&self) -> Option<(&'a Exchange, &'a Exchange)> {
        let first = self.record.exchanges.iter().find(|e| e.purpose == Purpose::Step)?;
        let settled = self.exchange.purpose == Purpose::Settle;
        (settled && self.record.state == StepState::Succeeded).then_some((first, self.exchange))
    }
}
