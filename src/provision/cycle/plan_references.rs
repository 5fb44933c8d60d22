//! Deciding which references are written: managers of users, members of groups.
//!
//! What is out of scope is not sent and not waited for, and is not noticed when it enters the scope later (Microsoft
//! Learn, "Known issues for provisioning"). What is in scope and not in the tenant yet is waited for.

use std::collections::HashSet;

use super::matching::MEMBERS;
use super::members::{MembersTask, unresolved};
use super::object::{Reply, Work};
use super::plan::writes_references;
use super::references::{ManagerTask, failed, settled};
use super::run::Cycle;
use super::tally::Effect;
use crate::provision::mapping::{Match, ObjectMapping};
use crate::provision::rules::Standing;
use crate::provision::state::{Done, Intent, OpenMember, Row, StateError};
use crate::suite::AttributeType;

/// Open memberships of a group that are planned, and written down, at a time.
const MEMBERS_PAGE: usize = 1_000;

/// How something that is referred to stands.
enum Referred {
    /// In the tenant, under this id.
    There(String),
    /// In scope, and not in the tenant yet.
    Awaited,
    /// Out of scope.
    Outside,
}

impl Cycle<'_> {
    /// Plans the managers of a page of users.
    pub(super) fn plan_managers(&mut self, rows: Vec<Row>) -> Result<Vec<Work>, StateError> {
        let mut works = Vec::new();
        for row in rows {
            works.extend(self.plan_manager(row)?);
        }
        Ok(works)
    }

    fn plan_manager(&mut self, row: Row) -> Result<Option<Work>, StateError> {
        let path = self.writable(&row).and_then(manager_path);
        let (Some(path), Some(user), Some(manager)) = (path, row.link.clone(), row.object.manager.clone())
        else {
            return self.nothing(&row);
        };
        let manager = match self.state.by_id(&manager)? {
            Some(manager) => self.referred(&manager),
            None => Referred::Outside,
        };
        match manager {
            Referred::Outside => self.nothing(&row),
            Referred::There(manager) if row.manager_written.as_ref() == Some(&manager) => self.nothing(&row),
            Referred::There(manager) => {
                Ok(Some(Work::Manager(Box::new(ManagerTask { row, user, manager, path }))))
            }
            Referred::Awaited => {
                let reply = failed(&self.wire, &row, settled(&row), unresolved(1, "manager"));
                self.absorb(reply)
            }
        }
    }

    /// Plans the members of a page of groups.
    pub(super) fn plan_members(&mut self, rows: Vec<Row>) -> Result<Vec<Work>, StateError> {
        let mut tasks = Vec::new();
        for row in rows {
            tasks.extend(self.plan_group(row)?);
        }
        self.write_down_members(tasks)
    }

    /// Writes down who is about to be added, beside those who are in doubt already: who leaves the group after a lost
    /// answer is removed all the same.
    pub(super) fn write_down_members(&mut self, tasks: Vec<MembersTask>) -> Result<Vec<Work>, StateError> {
        let mut works = Vec::new();
        let mut intents = Vec::new();
        for task in tasks {
            if !task.add.is_empty() {
                intents.push((task.row.row, additions(&task)));
            }
            works.push(Work::Members(Box::new(task)));
        }
        if !intents.is_empty() {
            self.state.intend(&intents)?;
        }
        Ok(works)
    }

    pub(super) fn plan_group(&mut self, row: Row) -> Result<Option<MembersTask>, StateError> {
        let (Some(_), Some(group)) = (self.writable(&row), row.link.clone()) else {
            self.nothing(&row)?;
            return Ok(None);
        };
        let in_doubt = self.in_doubt(&row)?;
        let is_doubtful = row.intent.is_some();
        let mut task = MembersTask {
            row,
            group,
            add: Vec::new(),
            remove: in_doubt,
            gone: Vec::new(),
            waiting: 0,
            settles: true,
            after: Some(0),
            wrote: false,
        };
        self.fill(&mut task)?;
        if is_doubtful {
            // Who was in doubt may be among those that were written, too.
            task.remove.sort_unstable();
            task.remove.dedup();
        }
        if task.is_empty() && task.waiting == 0 {
            let done = Done { settles_intent: task.settles, ..settled(&task.row) };
            self.absorb(Reply::finished(done, Effect::NoReference))?;
            return Ok(None);
        }
        Ok(Some(task))
    }

    /// The next page of a group's members, planned when the one before it is written.
    pub(super) fn next_members(&mut self, mut task: MembersTask) -> Result<Work, StateError> {
        (task.add, task.remove, task.gone) = (Vec::new(), Vec::new(), Vec::new());
        self.fill(&mut task)?;
        if !task.add.is_empty() {
            let intent = additions(&task);
            self.state.intend(&[(task.row.row, intent)])?;
        }
        Ok(Work::Members(Box::new(task)))
    }

    /// Reads pages of open memberships until there is something to write, or no further page.
    fn fill(&self, task: &mut MembersTask) -> Result<(), StateError> {
        while let Some(after) = task.after {
            let page = self.state.open_members(task.row.row, after, MEMBERS_PAGE)?;
            task.after = page.last().filter(|_| page.len() == MEMBERS_PAGE).map(|last| last.member.row);
            for member in page {
                self.plan_member(task, member);
            }
            if !task.is_empty() {
                break;
            }
        }
        Ok(())
    }

    fn plan_member(&self, task: &mut MembersTask, open: OpenMember) {
        let OpenMember { member, wanted, written } = open;
        let id = member.object.id.clone();
        match (wanted, written) {
            (false, Some(written)) if member.link.as_ref() == Some(&written) => {
                task.remove.push((id, written));
            }
            (false, _) => task.gone.push(id),
            (true, _) => match self.referred(&member) {
                Referred::There(target) => task.add.push((id, target)),
                Referred::Awaited => task.waiting += 1,
                // Somebody in doubt who is not sent now stays in doubt.
                Referred::Outside => task.settles &= !is_in_doubt(&task.row, &id),
            },
        }
    }

    /// Members of a request without a known outcome who are not wanted any more.
    fn in_doubt(&self, row: &Row) -> Result<Vec<(String, String)>, StateError> {
        let mut in_doubt = Vec::new();
        for Match { value, .. } in doubts(row) {
            if self.state.is_member(&row.object.id, value)? {
                continue;
            }
            let link = self.state.by_id(value)?.and_then(|member| member.link);
            in_doubt.extend(link.map(|link| (value.clone(), link)));
        }
        Ok(in_doubt)
    }

    /// The mapping, where the references of this object are written at all.
    fn writable(&self, row: &Row) -> Option<&ObjectMapping> {
        let judged = self.service.judge(row)?;
        let mapping = self.service.mapping(row.object.kind)?;
        // What is kept out of scope, or waits to be deleted, stays as it is.
        let is_managed = judged.standing == Standing::Managed && !judged.situation.is_soft_deleted();
        (is_managed && writes_references(mapping)).then_some(mapping)
    }

    fn referred(&self, row: &Row) -> Referred {
        let Some(judged) = self.service.judge(row).filter(|judged| judged.is_in_scope()) else {
            return Referred::Outside;
        };
        match &row.link {
            Some(link) if judged.standing != Standing::Released => Referred::There(link.clone()),
            _ => Referred::Awaited,
        }
    }

    fn nothing(&mut self, row: &Row) -> Result<Option<Work>, StateError> {
        self.absorb(Reply::finished(settled(row), Effect::NoReference))
    }
}

/// Who is in doubt already, and who will be while the request is under way.
fn additions(task: &MembersTask) -> Intent {
    let doubts = doubts(&task.row);
    let known: HashSet<&str> = doubts.iter().map(|by| by.value.as_str()).collect();
    let new = task.add.iter().filter(|(member, _)| !known.contains(member.as_str()));
    let new = new.map(|(member, _)| Match { target: MEMBERS.to_owned(), value: member.clone() });
    Intent { matches: doubts.iter().cloned().chain(new).collect() }
}

/// Members that a request without a known outcome was to add.
fn doubts(row: &Row) -> &[Match] {
    row.intent.as_ref().map_or(&[], |intent| &intent.matches)
}

fn is_in_doubt(row: &Row, member: &str) -> bool {
    doubts(row).iter().any(|by| by.value == member)
}

/// The target attribute of the manager, as the mapping names it.
fn manager_path(mapping: &ObjectMapping) -> Option<String> {
    let mut references =
        mapping.attributes.iter().filter(|attribute| attribute.kind == AttributeType::Reference);
    references.next().map(|attribute| attribute.target.to_string())
}
