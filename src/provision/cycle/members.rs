//! Members of groups: added a hundred at a time, removed one operation each (Microsoft Learn, "Develop a SCIM endpoint",
//! Update group). There is no look-up: adding a member twice, or removing one who is gone, does no harm.

use std::time::Instant;

use serde_json::Value;

use super::answer;
use super::failure::Trouble;
use super::object::{Finished, Reply};
use super::references::{entry, failed, settled};
use super::tally::Effect;
use super::wire::Wire;
use crate::entra::Dialect;
use crate::entra::body;
use crate::provision::log::Modified;
use crate::provision::object::Kind;
use crate::provision::state::{Done, Row};

/// The error code of a reference to something that is not in the tenant yet. Entra names none.
pub(super) const UNRESOLVED: &str = "UnresolvedReference";
/// Most values one PATCH adds, and most operations that remove.
const BATCH: usize = 100;
/// Most ids the log names for one PATCH.
const NAMED: usize = 100;

/// A member: object id and id in the tenant.
pub(super) type Member = (String, String);

/// Members to add and to remove.
pub(super) struct MembersTask {
    /// The group.
    pub row: Row,
    /// The group's id in the tenant.
    pub group: String,
    /// Whom to add.
    pub add: Vec<Member>,
    /// Whom to remove.
    pub remove: Vec<Member>,
    /// Who are gone from the tenant anyway.
    pub gone: Vec<String>,
    /// How many are in scope, and not in the tenant yet.
    pub waiting: usize,
    /// Whether nobody is in doubt any more once all requests succeeded.
    pub settles: bool,
    /// Behind which row the next page of members begins; none after the last page.
    pub after: Option<i64>,
    /// Whether an earlier page was written.
    pub wrote: bool,
}

impl MembersTask {
    /// Sends the requests.
    pub async fn carry_out(mut self, wire: &Wire) -> Reply {
        let begun = Instant::now();
        let is_last = self.after.is_none();
        let end = if is_last { settled(&self.row) } else { Done { row: self.row.row, ..Done::default() } };
        // Whom it adds was written down when it was planned.
        // What was in doubt before stays so until the last page.
        let settles = if is_last { self.settles } else { self.row.intent.is_none() };
        let mut done = Done { settles_intent: settles, ..end };
        done.members = self.gone.iter().map(|member| (member.clone(), None)).collect();
        let mut modified = Vec::new();
        let outcome = self.write(wire, &mut done, &mut modified).await;
        if !modified.is_empty() {
            done.entries.push(entry(wire, &self.row, begun, modified));
        }
        match outcome {
            Err(trouble) => {
                // Whoever was in doubt before may still be there.
                done.settles_intent = false;
                done.references_due = None;
                done.reference_escrow = None;
                self.counted(failed(wire, &self.row, done, trouble))
            }
            Ok(()) if !is_last => {
                self.wrote |= !done.entries.is_empty();
                let finished = Finished { done, effect: Effect::NoReference, halt: None, removes: false };
                Reply::Page(Box::new(finished), Box::new(self))
            }
            Ok(()) if self.waiting > 0 => {
                self.counted(failed(wire, &self.row, done, unresolved(self.waiting, "member")))
            }
            Ok(()) if done.entries.is_empty() => self.counted(Reply::finished(done, Effect::NoReference)),
            Ok(()) => Reply::finished(done, Effect::Referenced),
        }
    }

    /// A group counts once, whichever of its pages was written.
    fn counted(&self, mut reply: Reply) -> Reply {
        if let Reply::Finished(finished) = &mut reply
            && self.wrote
            && finished.effect == Effect::NoReference
        {
            finished.effect = Effect::Referenced;
        }
        reply
    }

    /// Whether nothing of this page is left to write.
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty() && self.gone.is_empty()
    }

    async fn write(&self, wire: &Wire, done: &mut Done, log: &mut Vec<Modified>) -> Result<(), Trouble> {
        for members in self.add.chunks(BATCH) {
            self.patch(wire, &[addition(wire.dialect, members)]).await?;
            done.members
                .extend(members.iter().map(|(object, target)| (object.clone(), Some(target.clone()))));
            log.push(modified(members, true));
        }
        for members in self.remove.chunks(BATCH) {
            let operations: Vec<Value> =
                members.iter().map(|(_, target)| body::remove_member(wire.dialect, target)).collect();
            self.patch(wire, &operations).await?;
            done.members.extend(members.iter().map(|(object, _)| (object.clone(), None)));
            log.push(modified(members, false));
        }
        Ok(())
    }

    async fn patch(&self, wire: &Wire, operations: &[Value]) -> Result<(), Trouble> {
        let response = wire.patch(Kind::Group, &self.group, &body::patch_op(operations)).await?;
        answer::perhaps_resource(&response)
    }
}

fn addition(dialect: Dialect, members: &[Member]) -> Value {
    let ids: Vec<&str> = members.iter().map(|(_, target)| target.as_str()).collect();
    body::operation(&body::op(dialect, "add"), "members", body::members(dialect, &ids))
}

/// Something the object refers to is in scope, and not in the tenant.
pub(super) fn unresolved(count: usize, what: &str) -> Trouble {
    let words = if count == 1 { "is" } else { "are" };
    let message = format!(
        "{count} {what}{} in scope {words} not in the tenant yet.",
        if count == 1 { "" } else { "s" }
    );
    Trouble::reference(UNRESOLVED, message)
}

fn modified(members: &[Member], added: bool) -> Modified {
    let mut ids: Vec<&str> = members.iter().take(NAMED).map(|(_, target)| target.as_str()).collect();
    if members.len() > NAMED {
        ids.push("…");
    }
    let (old_value, new_value) =
        if added { (None, Some(ids.join(", "))) } else { (Some(ids.join(", ")), None) };
    Modified { display_name: "members".to_owned(), old_value, new_value }
}
