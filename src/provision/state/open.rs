//! Opening a state: to work on the job, or to look at it while another process does.

use std::path::Path;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use url::Url;

use super::claim::Claims;
use super::schema::{self, Found};
use super::{Identity, State, StateError, kept, lock};

/// Pages of SQLite's own cache in kibibytes, as `PRAGMA cache_size` takes it: enough for the index of a million ids.
const CACHE: i64 = -96 * 1024;

/// Bytes of a page of a new file. Most of what is written stands one after the other, so that larger pages are fewer.
const PAGE: u32 = 8 * 1024;

/// Pages in the journal before they go into the file: 64 MiB of a new one.
const CHECKPOINT: i64 = 8 * 1024;

/// Bytes of the journal that stay on the disk for what is written next.
const JOURNAL: u32 = 64 * 1024 * 1024;

/// How long a write waits for a reader that holds up a checkpoint.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements that stay prepared; more than there are.
const STATEMENTS: usize = 128;

impl State {
    /// Creates the state of a new job, or opens that of an old one.
    ///
    /// # Errors
    /// See [`StateError`]; another tenant than the one it was made for is another job.
    pub fn open(path: &Path, tenant: &str) -> Result<Self, StateError> {
        // What is none of ours is refused before anything is written beside it.
        if path.exists() {
            connected(path)?;
        }
        let lock = lock::take(path)?;
        let was_there = path.exists();
        let mut state = match Self::locked(path, tenant) {
            Ok(state) => state,
            Err(error) => {
                give_up(path, lock, was_there);
                return Err(error);
            }
        };
        state.lock = Some(lock);
        Ok(state)
    }

    /// Takes over a journal that became large into the file: a first import writes one as large as the file. That it stays
    /// while somebody looks does no harm.
    pub(super) fn trim_journal(&self) {
        if lock::beside(&self.path, "-wal").metadata().is_ok_and(|journal| journal.len() > JOURNAL.into()) {
            let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }

    /// Opens the file that is locked for this process.
    fn locked(path: &Path, tenant: &str) -> Result<Self, StateError> {
        let mut db = connected(path)?;
        let is_new = settle(&mut db, tenant).map_err(|error| StateError::of(path, &error))?;
        let state = Self { db, path: path.to_path_buf(), claims: Claims::default(), lock: None, is_new };
        let other = state.identity()?.tenant;
        if same_tenant(&other, tenant) {
            return Ok(state);
        }
        Err(StateError::OtherJob { path: path.to_path_buf(), other })
    }

    /// Opens an existing state to read the log and the status, also while another process works on it.
    ///
    /// # Errors
    /// See [`StateError`]. Every method that writes fails on what this returns.
    pub fn view(path: &Path) -> Result<Self, StateError> {
        if !path.exists() {
            return Err(StateError::Missing(path.to_path_buf()));
        }
        let (db, found) = read_only(path).map_err(|error| StateError::of(path, &error))?;
        if found == Found::Empty {
            return Err(StateError::Foreign { path: path.to_path_buf(), reason: "it is empty".to_owned() });
        }
        accept(path, &found)?;
        Ok(Self { db, path: path.to_path_buf(), claims: Claims::default(), lock: None, is_new: false })
    }
}

/// A connection to a file to work with.
fn connected(path: &Path) -> Result<Connection, StateError> {
    let (db, found) =
        connect(Connection::open(path)).map_err(|error: rusqlite::Error| StateError::of(path, &error))?;
    accept(path, &found)?;
    Ok(db)
}

/// Leaves nothing behind that was not there before.
fn give_up(path: &Path, lock: lock::Lock, was_there: bool) {
    if !was_there {
        let _ = std::fs::remove_file(path);
    }
    if lock.is_new {
        lock.remove();
    }
}

/// Whether it is a file to work with.
fn accept(path: &Path, found: &Found) -> Result<(), StateError> {
    match found {
        Found::Empty | Found::State => Ok(()),
        Found::Newer => Err(StateError::Newer(path.to_path_buf())),
        Found::Foreign => Err(StateError::Foreign {
            path: path.to_path_buf(),
            reason: "another program's database".to_owned(),
        }),
    }
}

/// Settings of a connection that writes, and the tables where there are none yet; whether there were none.
fn settle(db: &mut Connection, tenant: &str) -> rusqlite::Result<bool> {
    // A reader and the writer do not wait for each other. Whatever kills the process, a commit is kept; only the loss
    // of power can cost the last ones.
    db.pragma_update(None, "page_size", PAGE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "journal_size_limit", JOURNAL)?;
    db.pragma_update(None, "cache_size", CACHE)?;
    // Pages that many objects change are copied into the file once, not again and again.
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    schema::create_temporary(db)?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let is_new = schema::look(&transaction)? == Found::Empty;
    if is_new {
        schema::create(&transaction)?;
        let (tenant, _) = crate::entra::split_flag(tenant);
        let identity = Identity { job: fresh_job(), tenant };
        kept::put(&transaction, kept::IDENTITY, Some(&identity))?;
    }
    transaction.commit()?;
    Ok(is_new)
}

/// An id as the service makes them: `scim`, the id of the application, a GUID.
fn fresh_job() -> String {
    let text = format!("{:032x}", rand::random::<u128>());
    let guid = [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-");
    format!("scim.{:032x}.{guid}", rand::random::<u128>())
}

/// A connection that only reads, and what it shows. SQLite keeps its index of the journal beside the file; where it
/// may not, and there is no journal, the file is all there is.
fn read_only(path: &Path) -> rusqlite::Result<(Connection, Found)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let tried = connect(Connection::open_with_flags(path, flags));
    let has_journal = lock::beside(path, "-wal").metadata().is_ok_and(|journal| journal.len() > 0);
    match tried {
        Err(error) if is_closed(&error) && !has_journal => {
            let uri = format!("file:{}?immutable=1", utf8_percent_encode(&path.to_string_lossy(), PATH));
            connect(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI))
        }
        tried => tried,
    }
}

fn connect(opened: rusqlite::Result<Connection>) -> rusqlite::Result<(Connection, Found)> {
    let db = opened?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise SQLite plans some statements anew for every value they are asked with, at twenty times their cost.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let found = schema::look(&db)?;
    Ok((db, found))
}

/// Whether the folder is what SQLite stumbles over.
fn is_closed(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// What stays as it is in the path of a `file:` URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// Whether both name the same tenant. The flag that switches the dialect is no part of its name, and neither is a slash
/// at the end.
fn same_tenant(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(tenant: &str) -> String {
    let (base, _) = crate::entra::split_flag(tenant);
    let text = Url::parse(&base).map_or(base, |url| url.to_string());
    text.trim_end_matches('/').to_owned()
}
