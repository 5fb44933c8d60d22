//! One object on its way: what is to be done about it, carried out by requests, and what came of it.

use std::time::Instant;

use serde_json::Value;

use super::answer::Shown;
use super::failure::Trouble;
use super::members::MembersTask;
use super::references::ManagerTask;
use super::tally::Effect;
use super::wire::Wire;
use super::{create, journal, matching, removal, update};
use crate::provision::log::{Action, Step};
use crate::provision::mapping::{Flow, Match};
use crate::provision::object::Kind;
use crate::provision::rules::Standing;
use crate::provision::state::{Done, Row};

/// A piece of work.
pub(super) enum Work {
    /// An object itself.
    Object(Box<Task>),
    /// The manager of a user.
    Manager(Box<ManagerTask>),
    /// The members of a group.
    Members(Box<MembersTask>),
}

/// What a worker hands back.
pub(super) enum Reply {
    /// It is done, for better or worse.
    Finished(Box<Finished>),
    /// The tenant has an account for it; whether it may be linked is for the planner to say.
    Found(Box<Task>, Shown),
    /// The tenant has none; the create request waits until it is written down.
    Absent(Box<Task>),
    /// A page of a group's members is written; the task goes on with the next.
    Page(Box<Finished>, Box<MembersTask>),
    /// The cycle stopped before it was begun.
    NotBegun(Work),
}

/// What came of a piece of work.
pub(super) struct Finished {
    /// For the state.
    pub done: Done,
    /// For the tally.
    pub effect: Effect,
    /// The failure, where the cycle stops for it.
    pub halt: Option<Trouble>,
    /// Whether it was to disable or delete, within the deletion threshold.
    pub removes: bool,
}

/// What is to be done about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// Look for it; create it where there is none, if that is allowed.
    Seek {
        /// Whether it may be created.
        create: bool,
    },
    /// Look for what a create request without a known outcome may have left, of an object that is not to be created any
    /// more.
    Settle,
    /// Create it: it was looked for, and the request is written down.
    Create,
    /// Read it and write what differs.
    Compare,
    /// DELETE.
    Delete,
}

/// An object on its way.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Task {
    /// The object.
    pub row: Row,
    /// What is to be done.
    pub plan: Plan,
    /// What the log calls it.
    pub action: Action,
    /// The values that flow.
    pub flows: Vec<Flow>,
    /// What is looked for, in this order.
    pub lookups: Vec<Match>,
    /// What the tenant showed already.
    pub shown: Option<Value>,
    /// How the service stands to it when all went well.
    pub after: Standing,
    /// Whether the tenant shows a manager that this job did not write to the account.
    pub shows_manager: bool,
    /// Whether the link is new.
    pub newly_linked: bool,
    /// Whether it was found by what an earlier create request of this job had written down.
    pub by_intent: bool,
    /// Whether it waited for the others because its account was somebody else's.
    pub waited: bool,
    /// By what it was found.
    pub matched_by: Option<Match>,
    /// What on-demand provisioning shows of the way.
    pub steps: Vec<Step>,
    /// When it was begun.
    pub begun: Instant,
}

impl Task {
    /// A task, before anything is known.
    pub fn new(row: Row, plan: Plan, action: Action, after: Standing) -> Self {
        Self {
            row,
            plan,
            action,
            flows: Vec::new(),
            lookups: Vec::new(),
            shown: None,
            after,
            shows_manager: false,
            newly_linked: false,
            by_intent: false,
            waited: false,
            matched_by: None,
            steps: Vec::new(),
            begun: Instant::now(),
        }
    }

    /// User or group.
    pub fn kind(&self) -> Kind {
        self.row.object.kind
    }

    /// Whether it disables or deletes.
    pub fn removes(&self) -> bool {
        self.plan == Plan::Delete || self.plan == Plan::Compare && self.action == Action::Disable
    }

    /// What the state learns in any case: a link that was found, and that this object was worked on.
    pub fn done(&self) -> Done {
        let link = self.row.link.clone().filter(|_| self.newly_linked);
        Done {
            row: self.row.row,
            standing: link.is_some().then_some(Standing::Managed),
            settles_intent: self.newly_linked,
            link: link.map(Some),
            created: self.row.created,
            manager_written: self.shows_manager.then(String::new),
            worked: true,
            ..Done::default()
        }
    }

    /// It went well.
    pub fn succeeded(&self, done: Done) -> Done {
        Done {
            standing: Some(self.after),
            escrow: self.row.escrow.is_some().then_some(None),
            staged: self.row.staged.then_some(false),
            references_due: Some(self.after == Standing::Managed && self.has_references()),
            ..done
        }
    }

    /// Whether there is anything to refer to, or something to settle.
    fn has_references(&self) -> bool {
        let row = &self.row;
        self.kind() == Kind::Group || row.object.manager.is_some() || row.reference_escrow.is_some()
    }

    /// It failed; `done` says what is known nevertheless.
    pub fn failed(&self, wire: &Wire, done: Done, trouble: Trouble) -> Reply {
        let escrow = trouble.escrow(self.row.escrow.as_ref(), wire.now);
        let entry = journal::failure(self, wire, &trouble, escrow.as_ref());
        let halt = trouble.halts.then_some(trouble);
        let done = Done {
            worked: halt.is_none(),
            escrow: halt.is_none().then_some(escrow),
            entries: vec![entry],
            ..done
        };
        Reply::Finished(Box::new(Finished { done, effect: Effect::Failed, halt, removes: false }))
    }
}

impl Reply {
    /// Says whether it was a removal.
    fn of_removal(mut self, removes: bool) -> Self {
        if let Self::Finished(finished) = &mut self {
            finished.removes = removes;
        }
        self
    }

    /// It is done.
    pub fn finished(done: Done, effect: Effect) -> Self {
        Self::Finished(Box::new(Finished { done, effect, halt: None, removes: false }))
    }
}

impl Work {
    /// Sends the requests.
    pub async fn carry_out(self, wire: &Wire) -> Reply {
        match self {
            Self::Object(mut task) => {
                task.begun = Instant::now();
                let removes = task.removes();
                let reply = match task.plan {
                    Plan::Seek { .. } | Plan::Settle => seek(wire, task).await,
                    Plan::Create => create::post(wire, *task).await,
                    Plan::Compare => update::compare(wire, *task).await,
                    Plan::Delete => removal::delete(wire, *task).await,
                };
                reply.of_removal(removes)
            }
            Self::Manager(task) => task.carry_out(wire).await,
            Self::Members(task) => task.carry_out(wire).await,
        }
    }
}

async fn seek(wire: &Wire, mut task: Box<Task>) -> Reply {
    match matching::look(wire, &mut task).await {
        Ok(Some(shown)) => Reply::Found(task, shown),
        Ok(None) => create::create(wire, task),
        Err(trouble) => task.failed(wire, task.done(), trouble),
    }
}
