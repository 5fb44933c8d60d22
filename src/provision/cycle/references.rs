//! Managers: looked for first, then written (Microsoft Learn, "Develop a SCIM endpoint", Filter on manager). What is
//! written is the bare id, as observed in today's requests.

use std::time::Instant;

use serde_json::json;

use super::answer;
use super::failure::Trouble;
use super::members::UNRESOLVED;
use super::object::{Finished, Reply};
use super::tally::Effect;
use super::{journal, wire::Wire};
use crate::entra::body::{self, Change};
use crate::entra::query;
use crate::provision::log::{Action, Entry, Modified, Status};
use crate::provision::object::Kind;
use crate::provision::state::{Done, Row};

/// A manager to write.
pub(super) struct ManagerTask {
    /// The user.
    pub row: Row,
    /// The user's id in the tenant.
    pub user: String,
    /// The manager's.
    pub manager: String,
    /// Target attribute as the mapping names it.
    pub path: String,
}

impl ManagerTask {
    /// Sends the requests.
    pub async fn carry_out(self, wire: &Wire) -> Reply {
        let begun = Instant::now();
        let written = match self.is_shown(wire).await {
            Ok(true) => Ok(false),
            Ok(false) => self.write(wire).await.map(|()| true),
            Err(trouble) => Err(trouble),
        };
        match written {
            Ok(is_new) => self.written(wire, begun, is_new),
            Err(trouble) => failed(wire, &self.row, Done { row: self.row.row, ..Done::default() }, trouble),
        }
    }

    async fn is_shown(&self, wire: &Wire) -> Result<bool, Trouble> {
        let response = wire.query(Kind::User, query::reference(&self.user, "manager", &self.manager)).await?;
        Ok(answer::list(&response)?.0 > 0)
    }

    async fn write(&self, wire: &Wire) -> Result<(), Trouble> {
        let exists = self.row.manager_written.is_some();
        let change = Change { exists, path: self.path.clone(), value: json!(self.manager) };
        let response = wire.patch(Kind::User, &self.user, &body::patch(wire.dialect, &[change])).await?;
        answer::perhaps_resource(&response)
    }

    fn written(&self, wire: &Wire, begun: Instant, is_new: bool) -> Reply {
        let modified = Modified {
            display_name: self.path.clone(),
            old_value: self.row.manager_written.clone().filter(|id| !id.is_empty()),
            new_value: Some(self.manager.clone()),
        };
        let done = Done { manager_written: Some(self.manager.clone()), ..settled(&self.row) };
        let entries = if is_new { vec![entry(wire, &self.row, begun, vec![modified])] } else { Vec::new() };
        let effect = if is_new { Effect::Referenced } else { Effect::NoReference };
        Reply::finished(Done { entries, ..done }, effect)
    }
}

/// The references of an object are done.
pub(super) fn settled(row: &Row) -> Done {
    Done {
        row: row.row,
        references_due: Some(false),
        reference_escrow: row.reference_escrow.is_some().then_some(None),
        ..Done::default()
    }
}

/// The entry of references that were written.
pub(super) fn entry(wire: &Wire, row: &Row, begun: Instant, modified: Vec<Modified>) -> Entry {
    Entry {
        duration_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        modified,
        ..journal::of_row(row, wire, Action::Update, Status::Success)
    }
}

/// References that could not be written; `done` says which could.
pub(super) fn failed(wire: &Wire, row: &Row, done: Done, trouble: Trouble) -> Reply {
    let trouble = trouble.of_reference();
    let escrow = trouble.escrow(row.reference_escrow.as_ref(), wire.now);
    let reason = journal::explained(&trouble, escrow.as_ref());
    // Waiting for somebody who is not there yet is nobody's failure.
    let waits = trouble.code == UNRESOLVED;
    let status = if waits { Status::Warning } else { Status::Failure };
    let failure = journal::of_row(row, wire, Action::Update, status);
    let mut done = done;
    let effect = match (waits, done.entries.is_empty()) {
        (false, _) => Effect::FailedReference,
        (true, true) => Effect::NoReference,
        (true, false) => Effect::Referenced,
    };
    done.entries.push(journal::with_reason(failure, &trouble.code, reason));
    let halt = trouble.halts.then_some(trouble);
    if halt.is_none() {
        done.references_due = Some(false);
        done.reference_escrow = Some(escrow);
    }
    Reply::Finished(Box::new(Finished { done, effect, halt, removes: false }))
}
