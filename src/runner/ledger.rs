//! The ledger: what a run created, or asked for, and must remove.
//!
//! An entry is made *before* the request is sent, so that a create whose answer is lost or cannot be read is
//! not forgotten. For a tenant that outlives the run the ledger is also a file, which `scimproof clean` reads.

use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::entra::step::{Creation, ResourceType};
use crate::error::Error;
use crate::transcript::{LeftBehind, LeftState};

/// One resource the run created or asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Kind of resource.
    pub kind: ResourceType,
    /// The name it was asked for with, which carries the marker.
    pub name: String,
    /// Another attribute and its value, by which it is looked for where the app does not find users by name.
    pub found_by: Option<(String, String)>,
    /// Its id, once known.
    pub id: Option<String>,
    /// Whether the create was answered with success, though without a usable id.
    pub accepted: bool,
    /// Whether a read showed that it no longer exists.
    pub gone: bool,
    /// Position in the plan: storyline, then order.
    position: (usize, usize),
}

impl Entry {
    /// What was asked for.
    pub fn creation(&self) -> Creation {
        Creation { kind: self.kind, name: self.name.clone(), found_by: self.found_by.clone() }
    }
}

/// A line of the ledger file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Run {
        run: String,
        tenant: String,
        started: String,
    },
    Intent {
        kind: ResourceType,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found_by: Option<(String, String)>,
    },
    Created {
        kind: ResourceType,
        name: String,
        id: String,
    },
    Gone {
        kind: ResourceType,
        id: String,
    },
}

/// What a run created.
pub struct Ledger {
    /// The marker in every name.
    pub run: String,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    entries: Vec<Entry>,
    ours: HashSet<(ResourceType, String)>,
    /// The kinds of which a query showed a resource that a read by id does not know any more.
    doubted: HashSet<ResourceType>,
    file: Option<(File, PathBuf)>,
}

/// A ledger file of an earlier run.
#[derive(Debug)]
pub struct Earlier {
    /// Run id.
    pub run: String,
    /// Base URL of the tenant it was made for.
    pub tenant: String,
    /// Start of the run, RFC 3339.
    pub started: String,
    /// What may still be there.
    pub entries: Vec<Entry>,
    /// The file.
    pub path: PathBuf,
}

impl Ledger {
    /// A ledger in memory, for a tenant that ends with the run.
    pub fn in_memory(run: &str) -> Self {
        Self { run: run.to_owned(), inner: Mutex::default() }
    }

    /// A ledger that is also a file in that folder.
    ///
    /// # Errors
    /// The folder or the file cannot be written.
    pub fn on_disk(run: &str, tenant: &str, started: &str, folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file("write", folder, error))?;
        let path = folder.join(format!("{run}.ndjson"));
        let file = File::create(&path).map_err(|error| Error::file("write", &path, error))?;
        let ledger = Self::in_memory(run);
        let mut inner = ledger.lock();
        inner.file = Some((file, path));
        inner.write(&Line::Run {
            run: run.to_owned(),
            tenant: tenant.to_owned(),
            started: started.to_owned(),
        });
        drop(inner);
        Ok(ledger)
    }

    /// Takes an earlier run's entries over, to remove them.
    pub fn resume(earlier: &Earlier) -> Self {
        let ledger = Self::in_memory(&earlier.run);
        ledger.lock().entries.clone_from(&earlier.entries);
        ledger
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters what is about to be asked for.
    pub fn intend(&self, creation: &Creation, position: (usize, usize)) {
        let mut inner = self.lock();
        let Creation { kind, name, found_by } = creation.clone();
        inner.write(&Line::Intent { kind, name: name.clone(), found_by: found_by.clone() });
        inner.entries.push(Entry { kind, name, found_by, id: None, accepted: false, gone: false, position });
    }

    /// Notes that a create was accepted without telling the id.
    pub fn accepted(&self, kind: ResourceType, name: &str) {
        let mut inner = self.lock();
        if let Some(entry) = inner.entries.iter_mut().rfind(|e| e.kind == kind && e.name == name) {
            entry.accepted = true;
        }
    }

    /// Enters the id of a created resource. A server that makes two of one request has both entered.
    pub fn created(&self, kind: ResourceType, name: &str, id: &str) {
        let mut inner = self.lock();
        inner.write(&Line::Created { kind, name: name.to_owned(), id: id.to_owned() });
        let same = |e: &&mut Entry| e.kind == kind && e.name == name;
        if let Some(entry) = inner.entries.iter_mut().filter(same).rfind(|e| e.id.is_none()) {
            entry.id = Some(id.to_owned());
            return;
        }
        let known = inner.entries.iter().any(|e| e.kind == kind && e.id.as_deref() == Some(id));
        let twin = inner.entries.iter().rfind(|e| e.kind == kind && e.name == name).cloned();
        if let Some(twin) = twin.filter(|_| !known) {
            inner.entries.push(Entry { id: Some(id.to_owned()), gone: false, ..twin });
        }
    }

    /// Notes that a read showed the resource with the run's marker.
    pub fn verified(&self, kind: ResourceType, id: &str) {
        self.lock().ours.insert((kind, id.to_owned()));
    }

    /// Whether the resource is known to be ours.
    pub fn is_ours(&self, kind: ResourceType, id: &str) -> bool {
        self.lock().ours.contains(&(kind, id.to_owned()))
    }

    /// Notes that the resource no longer exists.
    pub fn gone(&self, kind: ResourceType, id: &str) {
        let mut inner = self.lock();
        inner.write(&Line::Gone { kind, id: id.to_owned() });
        for entry in inner.entries.iter_mut().filter(|e| e.kind == kind && e.id.as_deref() == Some(id)) {
            entry.gone = true;
        }
    }

    /// Whether a read by id proves nothing about the absence of such resources.
    pub fn doubts(&self, kind: ResourceType) -> bool {
        self.lock().doubted.contains(&kind)
    }

    /// Notes what a query listed. When that is a resource which the same storyline saw gone before, reads by id
    /// hide what is still there, and everything they showed as gone is to be looked for again.
    pub fn listed(&self, kind: ResourceType, ids: &[String], storyline: usize) {
        let mut inner = self.lock();
        let is_hidden = |e: &Entry| {
            e.gone
                && e.kind == kind
                && e.position.0 == storyline
                && e.id.as_ref().is_some_and(|id| ids.contains(id))
        };
        if !inner.entries.iter().any(is_hidden) {
            return;
        }
        inner.doubted.insert(kind);
        let mut revived = Vec::new();
        for entry in inner.entries.iter_mut().filter(|entry| entry.gone && entry.kind == kind) {
            entry.gone = false;
            revived.extend(entry.id.clone().map(|id| (entry.name.clone(), entry.found_by.clone(), id)));
        }
        for (name, found_by, id) in revived {
            inner.write(&Line::Intent { kind, name: name.clone(), found_by });
            inner.write(&Line::Created { kind, name, id });
        }
    }

    /// What is to be removed: groups before users, the last created first.
    pub fn remaining(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> =
            self.lock().entries.iter().filter(|entry| !entry.gone).cloned().collect();
        entries.sort_by_key(|entry| (entry.kind == ResourceType::User, std::cmp::Reverse(entry.position)));
        entries
    }

    /// How many entries are not known to be gone.
    pub fn len(&self) -> usize {
        self.lock().entries.iter().filter(|entry| !entry.gone).count()
    }

    /// Whether nothing is left to remove.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every created resource, as left behind on purpose.
    pub fn as_left_behind(&self) -> Vec<LeftBehind> {
        let created = self.remaining().into_iter().filter(|entry| entry.id.is_some() || entry.accepted);
        created
            .map(|entry| LeftBehind {
                kind: entry.kind,
                id: entry.id,
                name: entry.name,
                state: LeftState::Active,
            })
            .collect()
    }

    /// Removes the file, as nothing it names is left.
    pub fn close(&self) {
        if let Some((file, path)) = self.lock().file.take() {
            drop(file);
            // A ledger that stays names only resources that are gone; `clean` finds that out.
            let _ = std::fs::remove_file(path);
        }
    }

    /// The file, as long as it is kept.
    pub fn path(&self) -> Option<PathBuf> {
        self.lock().file.as_ref().map(|(_, path)| path.clone())
    }
}

impl Inner {
    /// Appends a line. A full disk must not stop the clean-up; the entry is in memory too.
    fn write(&mut self, line: &Line) {
        if let (Some((file, _)), Ok(mut text)) = (&mut self.file, serde_json::to_string(line)) {
            text.push('\n');
            let _ = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        }
    }
}

/// The ledgers of earlier runs in that folder, oldest first.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn earlier(folder: &Path) -> Result<Vec<Earlier>, Error> {
    let unreadable = |error| Error::file("read", folder, error);
    let files = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files.map_err(unreadable)?,
    };
    let mut found = Vec::new();
    for file in files {
        let path = file.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "ndjson") {
            let text = std::fs::read_to_string(&path).map_err(|error| Error::file("read", &path, error))?;
            found.extend(parse(&text, path));
        }
    }
    found.sort_by(|a, b| a.started.cmp(&b.started));
    Ok(found)
}

/// Reads a ledger; a last line that was cut off by a crash is left out, as is a file without a first one.
fn parse(text: &str, path: PathBuf) -> Option<Earlier> {
    let ledger = Ledger::in_memory("");
    let mut head = None;
    for (at, line) in text.lines().enumerate() {
        match serde_json::from_str(line) {
            Ok(Line::Run { run, tenant, started }) => head = Some((run, tenant, started)),
            Ok(Line::Intent { kind, name, found_by }) => {
                ledger.intend(&Creation { kind, name, found_by }, (0, at));
            }
            Ok(Line::Created { kind, name, id }) => ledger.created(kind, &name, &id),
            Ok(Line::Gone { kind, id }) => ledger.gone(kind, &id),
            Err(_) => break,
        }
    }
    let (run, tenant, started) = head?;
    Some(Earlier { run, tenant, started, entries: ledger.remaining(), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_of_what_was_made_twice_remain() {
        let ledger = Ledger::in_memory("run");
        ledger.intend(&Creation::named(ResourceType::Group, "Crew"), (0, 0));
        for id in ["7", "8", "8"] {
            ledger.created(ResourceType::Group, "Crew", id);
        }
        let ids: Vec<_> = ledger.remaining().into_iter().filter_map(|entry| entry.id).collect();
        assert_eq!(ids, ["7", "8"]);
    }

    #[test]
    fn what_a_query_still_lists_is_not_gone() {
        let ledger = Ledger::in_memory("spx");
        for (at, id) in ["1", "2"].into_iter().enumerate() {
            ledger.intend(&Creation::named(ResourceType::User, id), (at, 0));
            ledger.created(ResourceType::User, id, id);
            ledger.gone(ResourceType::User, id);
        }
        ledger.listed(ResourceType::User, &["1".to_owned()], 1);
        assert!(ledger.is_empty(), "another storyline may have asked before the delete");
        ledger.listed(ResourceType::User, &["1".to_owned()], 0);
        assert_eq!((ledger.len(), ledger.doubts(ResourceType::User)), (2, true));
    }

    #[test]
    fn a_ledger_survives_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let ledger =
            Ledger::on_disk("spx", "http://127.0.0.1/scim", "2026-01-01T00:00:00Z", folder.path()).unwrap();
        for (at, name) in ["a.spx", "b.spx", "c.spx"].into_iter().enumerate() {
            ledger.intend(&Creation::named(ResourceType::User, name), (0, at));
        }
        ledger.intend(&Creation::named(ResourceType::Group, "g spx"), (1, 0));
        ledger.created(ResourceType::User, "a.spx", "1");
        ledger.created(ResourceType::User, "b.spx", "2");
        ledger.gone(ResourceType::User, "1");
        std::fs::write(ledger.path().unwrap(), {
            let text = std::fs::read_to_string(ledger.path().unwrap()).unwrap();
            format!("{text}{{\"intent\":{{\"kind\":\"Us")
        })
        .unwrap();
        let earlier = earlier(folder.path()).unwrap().pop().unwrap();
        assert_eq!((earlier.run.as_str(), earlier.tenant.as_str()), ("spx", "http://127.0.0.1/scim"));
        let names: Vec<&str> = earlier.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["g spx", "c.spx", "b.spx"]);
    }
}
