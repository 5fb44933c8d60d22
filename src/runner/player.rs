//! Performing the steps of a plan and recording what came of them.

use std::collections::HashMap;
use std::time::Instant;

use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::Run;
use super::own::Owner;
use super::retry;
use super::settle::{self, Captures};
use crate::entra::step::{Body, Captured, Name, ResourceType, Shown, Success, TWIN};
use crate::entra::{Plan, Step, Storyline, query};
use crate::event::{Event, Sent};
use crate::http::client::Outgoing;
use crate::http::{Exchange, FailureKind, Method, Outcome, Purpose};
use crate::scim::access;
use crate::transcript::{StepRecord, StepState};
use crate::verdict::SkipKind;

/// What is known while a storyline is told.
struct Telling<'a> {
    index: usize,
    dialect: Option<crate::entra::Dialect>,
    /// States of the connection's steps and of the storyline's own.
    states: HashMap<&'a str, StepState>,
    /// Steps that were answered with a 4xx.
    refused: Vec<&'a str>,
    captures: Captures,
}

impl Telling<'_> {
    /// What a read must show, as far as the writes it shows were done.
    fn due<'s>(&self, step: &'s Step) -> Vec<&'s Shown> {
        let done = |shown: &&Shown| match shown {
            Shown::After(write, _) => self.states.get(write.as_str()) == Some(&StepState::Succeeded),
            _ => true,
        };
        step.shows.iter().filter(done).collect()
    }
}

impl Run<'_> {
    /// Plays the whole plan: the connection first, then the storylines side by side.
    pub(super) async fn play(&self, plan: &Plan) -> Vec<StepRecord> {
        let connection = self.tell(&plan.connection, 0, HashMap::new()).await;
        let states: HashMap<&str, StepState> =
            connection.iter().map(|record| (record.step.as_str(), record.state.clone())).collect();
        let gate = plan.connection.steps.first().map(|step| step.id.as_str());
        let told = stream::iter(plan.storylines.iter().enumerate())
            .map(|(index, storyline)| {
                let telling = self.tell_behind(gate, storyline, index + 1, states.clone());
                async move { (index, telling.await) }
            })
            .buffer_unordered(self.options.jobs.max(1));
        let mut told: Vec<_> = told.collect().await;
        told.sort_by_key(|(index, _)| *index);
        let mut records = connection.clone();
        records.extend(told.into_iter().flat_map(|(_, records)| records));
        records
    }

    /// Tells a storyline unless the gate in front of all of them stayed shut.
    async fn tell_behind<'a>(
        &self,
        gate: Option<&str>,
        storyline: &'a Storyline,
        index: usize,
        states: HashMap<&'a str, StepState>,
    ) -> Vec<StepRecord> {
        let shut = gate.filter(|gate| states.get(gate).is_some_and(|state| *state != StepState::Succeeded));
        let Some(gate) = shut else { return self.tell(storyline, index, states).await };
        let state = not_sent(SkipKind::NeedsStep, format!("{gate} did not succeed"));
        let asked = storyline.steps.iter().filter(|step| step.if_refused.is_none());
        let records = asked.map(|step| record(&step.id, storyline, state.clone(), Vec::new()));
        records.chain(omitted(storyline)).collect()
    }

    async fn tell<'a>(
        &self,
        storyline: &'a Storyline,
        index: usize,
        states: HashMap<&'a str, StepState>,
    ) -> Vec<StepRecord> {
        let mut telling = Telling {
            index,
            dialect: storyline.dialect,
            states,
            refused: Vec::new(),
            captures: Captures::new(),
        };
        for left_out in &storyline.omitted {
            telling.states.insert(&left_out.id, not_sent(left_out.kind, left_out.reason.clone()));
        }
        let mut records = Vec::new();
        for (order, step) in storyline.steps.iter().enumerate() {
            if step.if_refused.as_deref().is_some_and(|other| !telling.refused.contains(&other)) {
                continue;
            }
            let (state, exchanges) = self.take(step, order, &mut telling).await;
            let status = exchanges.iter().rev().find_map(Exchange::status);
            (self.emit)(Event::StepFinished {
                step: step.id.clone(),
                dialect: telling.dialect,
                state: state.clone(),
                sent: Sent::last_of(&exchanges),
                exchanges: exchanges.len(),
            });
            if status.is_some_and(|status| (400..500).contains(&status) && status != 401 && status != 403) {
                telling.refused.push(&step.id);
            }
            telling.states.insert(&step.id, state.clone());
            records.push(record(&step.id, storyline, state, exchanges));
        }
        records.extend(omitted(storyline));
        records
    }

    /// Takes one step, if nothing stands in its way.
    async fn take(&self, step: &Step, order: usize, telling: &mut Telling<'_>) -> (StepState, Vec<Exchange>) {
        if let Some(obstacle) = self.obstacle(step, telling) {
            return (obstacle, Vec::new());
        }
        let mut exchanges = Vec::new();
        if let Some(name) = &step.changes {
            let id = telling.captures.get(name).cloned().unwrap_or_default();
            let owner = self.settled_owner(kind_of(step), &id, &mut exchanges).await;
            if let Some(why) = foreign(&owner, step) {
                return (not_sent(SkipKind::NeedsStep, why), exchanges);
            }
        }
        if let Some(name) = &step.capture {
            telling.captures.remove(name);
        }
        let creations = step.creates.iter().chain(step.also_creates.iter().map(|(creation, _)| creation));
        let creations: Vec<_> = creations.collect();
        for creation in creations.iter().chain(creations.iter().filter(|_| step.twin)) {
            self.ledger.intend(creation, (telling.index, order));
        }
        if !step.pause.is_zero() {
            self.stop.sleep(step.pause).await;
        }
        let outgoing = self.outgoing(step, &telling.captures);
        self.send_step(step, &outgoing, &mut exchanges).await;
        let shows = telling.due(step);
        self.settle(step, &shows, &outgoing, telling, &mut exchanges).await;
        self.adopt(step, &mut exchanges, telling).await;
        self.adopt_further(step, &mut exchanges, telling).await;
        self.capture(step, &exchanges, telling);
        self.observe(step, &exchanges, telling);
        (outcome(step, &shows, &exchanges, telling), exchanges)
    }

    /// Whose resource it is; a create may take its time to show.
    async fn settled_owner(&self, kind: ResourceType, id: &str, exchanges: &mut Vec<Exchange>) -> Owner {
        let deadline = Instant::now() + self.options.settle;
        let mut pause = settle::FIRST_PAUSE;
        loop {
            let (owner, look) = self.owner(kind, id).await;
            exchanges.extend(look);
            if owner != Owner::Gone || Instant::now() + pause > deadline {
                return owner;
            }
            self.stop.sleep(pause).await;
            pause = (pause * 2).min(settle::LONGEST_PAUSE);
        }
    }

    /// Why the step cannot be sent.
    fn obstacle(&self, step: &Step, telling: &Telling<'_>) -> Option<StepState> {
        if let Some(reason) = self.stop.reason() {
            let why = match reason {
                super::stop::Reason::Interrupt => "the run was interrupted",
                super::stop::Reason::TimeUp => "the time of the run was up",
            };
            return Some(StepState::Stopped(why.to_owned()));
        }
        for need in &step.needs {
            match telling.states.get(need.as_str()) {
                Some(StepState::Succeeded) => {}
                Some(StepState::NotSent { kind, reason }) => return Some(not_sent(*kind, reason.clone())),
                Some(StepState::Stopped(why)) => return Some(StepState::Stopped(why.clone())),
                Some(StepState::Unsuccessful) => {
                    return Some(not_sent(SkipKind::NeedsStep, format!("{need} did not succeed")));
                }
                None => return Some(not_sent(SkipKind::NeedsStep, format!("{need} was not sent"))),
            }
        }
        if let Some(name) = step.fills.iter().find(|name| !telling.captures.contains_key(*name)) {
            let reason = format!("no value of {{{name}}} is known");
            return Some(not_sent(SkipKind::NeedsStep, reason));
        }
        let headers = step.headers.iter().map(|(_, value)| value.as_str());
        let missing = [step.path.as_str(), step.query.as_deref().unwrap_or_default()]
            .into_iter()
            .chain(headers)
            .find_map(placeholder);
        let missing = missing.filter(|name| !telling.captures.contains_key(*name));
        missing.map(|name| not_sent(SkipKind::NeedsStep, format!("no id of the {name} resource is known")))
    }

    fn outgoing(&self, step: &Step, captures: &Captures) -> Outgoing {
        let path = settle::fill(&step.path, captures, &query::encode_segment);
        let query = step.query.as_ref().map(|query| settle::fill(query, captures, &query::encode_value));
        Outgoing {
            method: step.method,
            url: self.base.join(&path, query.as_deref()),
            content_type: step.content_type.map(str::to_owned),
            body: match &step.body {
                Body::None => None,
                Body::Json(value) => Some(settle::fill_value(value, captures).to_string()),
                Body::Text(text) => Some(settle::fill(text, captures, &str::to_owned)),
            },
            authorization: step.authorization,
            headers: step
                .headers
                .iter()
                .map(|(name, value)| {
                    (name.clone().into_owned(), settle::fill(value, captures, &str::to_owned))
                })
                .collect(),
        }
    }

    /// Sends the step's request; one that has a twin is sent twice at once, and never again.
    async fn send_step(&self, step: &Step, outgoing: &Outgoing, exchanges: &mut Vec<Exchange>) {
        if !step.twin {
            return self.send(outgoing, exchanges).await;
        }
        let [twin, own] = ["second", "first"].map(|word| with_word(outgoing, word));
        let both = futures_util::future::join(
            self.client.send(&twin, Purpose::Twin),
            self.client.send(&own, Purpose::Step),
        );
        let (twin, own) = both.await;
        exchanges.extend([twin, own]);
    }

    /// Looks up what a request that writes several resources created.
    async fn adopt_further(&self, step: &Step, exchanges: &mut Vec<Exchange>, telling: &mut Telling<'_>) {
        let maybe = exchanges.last().is_some_and(|last| last.succeeded() || maybe_arrived(last));
        for (creation, name) in step.also_creates.iter().filter(|_| maybe) {
            let (ids, look) = self.look_up(creation).await;
            exchanges.push(look);
            for id in ids.into_iter().flatten() {
                self.ledger.created(creation.kind, &creation.name, &id);
                telling.captures.insert(Name::Borrowed(name), id);
            }
        }
    }

    /// Keeps what later steps need of the answer.
    fn capture(&self, step: &Step, exchanges: &[Exchange], telling: &mut Telling<'_>) {
        let Some(last) = exchanges.iter().rfind(|exchange| exchange.purpose != Purpose::Verify) else {
            return;
        };
        for (name, captured) in &step.captures {
            telling.captures.remove(name);
            if let Some(value) = self.captured(last, captured) {
                telling.captures.insert(name.clone(), value);
            }
        }
    }

    fn captured(&self, exchange: &Exchange, captured: &Captured) -> Option<String> {
        let text = |pointer: &str| match exchange.json()?.pointer(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        match captured {
            Captured::Header(name) => exchange.response()?.header(name).map(str::to_owned),
            Captured::Pointer(pointer) => text(pointer),
            Captured::Address(pointer) => self.base.behind(&text(pointer)?),
            Captured::ElsewhereMoment(pointer) => elsewhere(&text(pointer)?),
            Captured::Body => exchange.response().map(|response| response.body.clone()),
        }
    }

    /// Sends the request, and again as long as that is allowed and worth it.
    async fn send(&self, outgoing: &Outgoing, exchanges: &mut Vec<Exchange>) {
        let mut purpose = Purpose::Step;
        for attempt in 0.. {
            let exchange = self.client.send(outgoing, purpose).await;
            let pause = retry::pause(outgoing.method, &exchange, attempt);
            exchanges.push(exchange);
            match pause {
                Some(pause) if attempt < self.options.retries && self.stop.reason().is_none() => {
                    self.stop.sleep(pause).await;
                }
                _ => return,
            }
            purpose = Purpose::Retry;
        }
    }

    /// Repeats a read that does not yet show the write, with growing pauses.
    async fn settle(
        &self,
        step: &Step,
        shows: &[&Shown],
        outgoing: &Outgoing,
        telling: &Telling<'_>,
        exchanges: &mut Vec<Exchange>,
    ) {
        if shows.is_empty() || step.method != Method::Get {
            return;
        }
        let deadline = Instant::now() + self.options.settle;
        let mut pause = settle::FIRST_PAUSE;
        let lags = |last: &Exchange| {
            last.response().is_some() && !settle::shows(last, shows.iter().copied(), &telling.captures)
        };
        while exchanges.last().is_some_and(lags) {
            if Instant::now() + pause > deadline || self.stop.reason().is_some() {
                return;
            }
            self.stop.sleep(pause).await;
            pause = (pause * 2).min(settle::LONGEST_PAUSE);
            exchanges.push(self.client.send(outgoing, Purpose::Settle).await);
        }
    }

    /// Learns the id of what was created; an unanswered create is looked up by its name.
    async fn adopt(&self, step: &Step, exchanges: &mut Vec<Exchange>, telling: &mut Telling<'_>) {
        let Some(creation) = &step.creates else { return };
        let Some(last) = exchanges.last() else { return };
        let accepted = last.succeeded();
        let id = if last.response().is_some() {
            last.json().filter(|_| last.succeeded()).and_then(access::id)
        } else if maybe_arrived(last) {
            let (ids, look) = self.look_up(creation).await;
            exchanges.push(look);
            ids.and_then(|ids| ids.into_iter().next())
        } else {
            None
        };
        if accepted && id.is_none() {
            self.ledger.accepted(creation.kind, &creation.name);
        }
        let Some(id) = id else { return };
        self.ledger.created(creation.kind, &creation.name, &id);
        let twin = exchanges.iter().find(|e| e.purpose == Purpose::Twin && e.succeeded());
        if let Some(twin) = twin.and_then(Exchange::json).and_then(access::id).filter(|twin| *twin != id) {
            self.ledger.created(creation.kind, &creation.name, &twin);
        }
        if let Some(name) = &step.capture {
            telling.captures.insert(name.clone(), id);
        }
    }

    /// Takes from reads what they tell of ownership and of what is gone.
    fn observe(&self, step: &Step, exchanges: &[Exchange], telling: &Telling<'_>) {
        let (kind, Some(last)) = (kind_of(step), exchanges.last()) else { return };
        if step.method != Method::Get {
            return;
        }
        if step.path == kind.endpoint() {
            return self.ledger.listed(kind, &listed(last), telling.index);
        }
        let id = placeholder(&step.path).and_then(|name| telling.captures.get(name));
        let Some(id) = id.filter(|_| step.path.contains("/{{")) else { return };
        if self.learn(kind, id, last) == Owner::Gone && !self.ledger.doubts(kind) {
            self.ledger.gone(kind, id);
        }
    }
}

/// A minute before that moment, on a clock in Kolkata.
fn elsewhere(moment: &str) -> Option<String> {
    let moment: jiff::Timestamp = moment.parse().ok()?;
    let earlier = moment.checked_sub(jiff::SignedDuration::from_mins(1)).ok()?;
    let offset = jiff::tz::Offset::from_seconds(19_800).ok()?;
    Some(earlier.display_with_offset(offset).to_string())
}

/// The ids in the answer to a query.
fn listed(answer: &Exchange) -> Vec<String> {
    let body = answer.json().filter(|_| answer.succeeded());
    let hits =
        body.and_then(|body| body.as_array().or_else(|| access::member(body, "Resources")?.as_array()));
    hits.into_iter().flatten().filter_map(access::id).collect()
}

/// The request of one of two twins.
fn with_word(outgoing: &Outgoing, word: &str) -> Outgoing {
    let body = outgoing.body.as_ref().map(|body| body.replace(TWIN, word));
    Outgoing { body, ..outgoing.clone() }
}

fn not_sent(kind: SkipKind, reason: impl Into<String>) -> StepState {
    StepState::NotSent { kind, reason: reason.into() }
}

fn record(step: &str, storyline: &Storyline, state: StepState, exchanges: Vec<Exchange>) -> StepRecord {
    StepRecord { step: step.to_owned(), dialect: storyline.dialect, state, exchanges }
}

fn omitted(storyline: &Storyline) -> impl Iterator<Item = StepRecord> {
    storyline.omitted.iter().map(|o| record(&o.id, storyline, not_sent(o.kind, o.reason.clone()), Vec::new()))
}

fn kind_of(step: &Step) -> ResourceType {
    if step.path.starts_with(ResourceType::Group.endpoint()) {
        ResourceType::Group
    } else {
        ResourceType::User
    }
}

/// Why the resource must not be touched.
fn foreign(owner: &Owner, step: &Step) -> Option<String> {
    match owner {
        Owner::Ours => None,
        Owner::Gone => Some(format!("{} was not sent: the resource cannot be read back", step.id)),
        Owner::Unknown(why) => Some(format!("{} was not sent: {why}", step.id)),
    }
}

/// The first placeholder in a text.
fn placeholder(text: &str) -> Option<&str> {
    text.split_once("{{")?.1.split_once("}}").map(|(name, _)| name)
}

/// Whether a request without an answer may have been carried out.
fn maybe_arrived(exchange: &Exchange) -> bool {
    match &exchange.outcome {
        Outcome::Failure(failure) => !matches!(failure.kind, FailureKind::Connect | FailureKind::Tls),
        Outcome::Response(_) => false,
    }
}

/// Whether the step did what its followers need.
fn outcome(step: &Step, shows: &[&Shown], exchanges: &[Exchange], telling: &Telling<'_>) -> StepState {
    let Some(last) = exchanges.iter().rfind(|exchange| exchange.purpose != Purpose::Verify) else {
        return StepState::Unsuccessful;
    };
    let captured = step.capture.as_ref().is_none_or(|name| telling.captures.contains_key(name));
    let succeeded = match step.success {
        Success::Answered => last.response().is_some(),
        Success::Done if step.creates.is_some() => {
            captured && (last.succeeded() || last.response().is_none())
        }
        Success::Done => last.succeeded(),
        Success::ScimAnswer => {
            let known = last.succeeded() || matches!(last.status(), Some(400 | 404));
            known && last.json().is_some_and(|body| body.is_object() || body.is_array())
        }
    };
    let shown = settle::shows(last, shows.iter().copied(), &telling.captures);
    if succeeded && shown { StepState::Succeeded } else { StepState::Unsuccessful }
}
