//! Every step as it is played, a line each: for those who watch a run (`--verbose`). It never judges an answer.

use std::io::{self, Write};

use super::Reporter;
use crate::entra::Dialect;
use crate::event::{Event, Sent};
use crate::text::{count, one_line};
use crate::transcript::StepState;

/// Writes a line for every step.
pub struct Steps<W> {
    out: W,
    done: usize,
    all: usize,
}

impl<W: Write> Steps<W> {
    /// A reporter that writes there.
    pub fn new(out: W) -> Self {
        Self { out, done: 0, all: 0 }
    }

    fn step(&mut self, name: &str, what: &str) -> io::Result<()> {
        self.done += 1;
        let digits = self.all.to_string().len();
        writeln!(self.out, "{:>digits$}/{} {}: {}", self.done, self.all, one_line(name), one_line(what))
    }
}

impl<W: Write> Reporter for Steps<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::RunStarted { run, requests, .. } => {
                self.all = *requests;
                writeln!(self.out, "run {run}: {}", count(*requests, "step"))
            }
            Event::StepFinished { step, dialect, state, sent, exchanges } => {
                self.step(&name(step, *dialect), &what(state, sent.as_ref(), *exchanges))
            }
            Event::CleanupStarted { resources } => {
                writeln!(self.out, "removing {}", count(*resources, "test resource"))
            }
            _ => Ok(()),
        }
    }
}

fn name(step: &str, dialect: Option<Dialect>) -> String {
    dialect.map_or_else(|| step.to_owned(), |dialect| format!("{step} ({dialect} dialect)"))
}

/// What became of a step: its request and the answer, or why it was not sent.
fn what(state: &StepState, sent: Option<&Sent>, exchanges: usize) -> String {
    match (state, sent) {
        (StepState::NotSent { kind, reason }, _) => format!("not sent, {kind}: {reason}"),
        (StepState::Stopped(reason), _) => format!("not sent: {reason}"),
        (_, Some(sent)) => line(sent, exchanges),
        (_, None) => "not sent".to_owned(),
    }
}

/// `POST https://… → 201, 12 ms (3 exchanges)`
fn line(sent: &Sent, exchanges: usize) -> String {
    let status = sent.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let more = if exchanges > 1 { format!(" ({})", count(exchanges, "exchange")) } else { String::new() };
    let (ms, tenth) = (sent.elapsed_us / 1000, sent.elapsed_us % 1000 / 100);
    format!("{} {} → {status}, {ms}.{tenth} ms{more}", sent.method, sent.url)
}
