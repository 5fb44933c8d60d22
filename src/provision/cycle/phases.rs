//! The phases of a cycle, page by page: users, groups, managers, members. Requests go before work on the state, and the
//! state is written in small pieces between them, so that the tenant does not wait for it.

use tokio::time::timeout;

use super::object::{Reply, Work};
use super::run::{Cycle, LATE};
use super::workers::Workers;
use super::{Phase, Progress};
use crate::provision::object::Kind;
use crate::provision::state::{Counts, Row, StateError};

/// Objects of a page. Small pieces of work on the state leave no pause in which the tenant waits for requests.
const PAGE: usize = 16;
/// Objects that are planned ahead.
const AHEAD: usize = 1024;
/// Groups of a page whose members are worked on; a page of the members of each is held in memory.
const GROUPS: usize = 8;
/// How many results are noted at a time.
const NOTED: usize = 8;
/// How many create requests are written down at a time, while there is other work to do.
const CREATES: usize = 512;

impl Cycle<'_> {
    /// All phases, as long as nothing stops the cycle.
    pub async fn phases(&mut self) -> Result<(), StateError> {
        let counts = self.state.counts()?;
        for phase in Phase::ALL {
            let total = match phase {
                Phase::Objects(Kind::User) => counts.due_users,
                Phase::Objects(Kind::Group) => counts.due_groups,
                Phase::References(_) if self.wire.reads_only => break,
                Phase::References(_) => self.flush_and_count()?.due_references,
            };
            (self.service.emit)(Progress::Begun(phase, total));
            self.phase(phase).await?;
            if phase == Phase::Objects(Kind::User) {
                self.users = self.tally;
            }
            (self.service.emit)(Progress::Over);
        }
        Ok(())
    }

    fn flush_and_count(&mut self) -> Result<Counts, StateError> {
        self.flush()?;
        self.state.counts()
    }

    async fn phase(&mut self, phase: Phase) -> Result<(), StateError> {
        let mut workers = Workers::start(&self.wire, self.service.settings.jobs);
        let is_members = phase == Phase::References(Kind::Group);
        let (limit, ahead) = if is_members { (GROUPS, GROUPS) } else { (PAGE, AHEAD) };
        let mut after = 0;
        while !self.wire.is_over() {
            let rows = self.page(phase, after, limit)?;
            requests_first().await;
            let is_last = rows.len() < limit;
            after = rows.last().map_or(after, |row| row.row);
            workers.push(self.plan(phase, rows)?);
            if self.deferred.len() >= AHEAD {
                self.drain(&mut workers).await?;
            }
            // The next page is planned while this one is under way.
            self.wait(&mut workers, ahead).await?;
            if is_last {
                break;
            }
        }
        self.drain(&mut workers).await?;
        let waiting = std::mem::take(&mut self.waiting);
        self.flush()?;
        workers.push(waiting.into_iter().map(|task| Work::Object(Box::new(task))).collect());
        self.drain(&mut workers).await?;
        self.flush()
    }

    /// Takes over all results. What others left of the deletion threshold goes to the removals that wait for it.
    async fn drain(&mut self, workers: &mut Workers) -> Result<(), StateError> {
        self.wait(workers, 0).await?;
        while !self.deferred.is_empty() && !self.wire.is_over() {
            let deferred = std::mem::take(&mut self.deferred);
            let mut works = Vec::new();
            for task in deferred {
                works.extend(self.remove(task)?);
            }
            if works.is_empty() {
                break;
            }
            workers.push(works);
            self.wait(workers, 0).await?;
        }
        // Where the cycle is over they stay due.
        self.deferred.clear();
        Ok(())
    }

    fn page(&self, phase: Phase, after: i64, limit: usize) -> Result<Vec<Row>, StateError> {
        match phase {
            Phase::Objects(kind) => self.state.due(kind, self.wire.now, after, limit),
            Phase::References(kind) => self.state.due_references(kind, self.wire.now, after, limit),
        }
    }

    fn plan(&mut self, phase: Phase, rows: Vec<Row>) -> Result<Vec<Work>, StateError> {
        match phase {
            Phase::Objects(_) => self.plan_objects(rows),
            Phase::References(Kind::User) => self.plan_managers(rows),
            Phase::References(Kind::Group) => self.plan_members(rows),
        }
    }

    /// Takes over results until no more than so many pieces of work are under way. Create requests are written down many
    /// at a time, and before workers run out of work.
    async fn wait(&mut self, workers: &mut Workers, limit: usize) -> Result<(), StateError> {
        while workers.under_way() + self.absent.len() > limit {
            if self.absent.len() >= CREATES || workers.are_dry() || self.is_late() {
                workers.push_between(self.write_down()?);
            }
            let Ok(replies) = timeout(LATE, workers.next(NOTED)).await else {
                // A tenant that takes its time holds up nothing that is done already.
                workers.push_between(self.write_down()?);
                self.flush()?;
                continue;
            };
            if replies.is_empty() {
                return Ok(());
            }
            for reply in replies {
                workers.push(self.absorb(reply)?.into_iter().collect());
            }
            requests_first().await;
        }
        Ok(())
    }

    /// Takes over what came of a piece of work; it may lead to another.
    pub fn absorb(&mut self, reply: Reply) -> Result<Option<Work>, StateError> {
        match reply {
            Reply::NotBegun(work) => {
                self.not_begun(work);
                Ok(None)
            }
            Reply::Found(task, shown) => self.adopt(*task, shown),
            Reply::Absent(task) => {
                self.absent.push(task);
                Ok(None)
            }
            Reply::Page(finished, task) => {
                self.record(*finished);
                // What this page settles must not settle what the next one writes down.
                self.note()?;
                self.next_members(*task).map(Some)
            }
            Reply::Finished(finished) => {
                self.record(*finished);
                if self.finished.len() >= NOTED {
                    self.note()?;
                }
                Ok(None)
            }
        }
    }
}

/// Lets the workers send what they have to send before the state is worked on: the tenant need not wait for that.
async fn requests_first() {
    tokio::task::yield_now().await;
}
