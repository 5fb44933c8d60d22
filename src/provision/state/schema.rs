//! The tables. Rows of `objects` are narrow, because a cycle rewrites them; what a directory says of an object lies
//! beside them in `sources`. Objects, groups and roles refer to each other by number, not by their long ids.

use rusqlite::{Connection, OptionalExtension};

/// Marks the file as a job's state: "scPr" (`PRAGMA application_id`).
pub(super) const APPLICATION: i32 = 0x7363_5072;

/// Version of the tables (`PRAGMA user_version`).
pub(super) const VERSION: i32 = 1;

/// What kind of file it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing in it yet.
    Empty,
    /// A state that this version understands.
    State,
    /// A state of a later version.
    Newer,
    /// Something else in SQLite's format.
    Foreign,
}

/// Looks at the header without changing anything.
pub(super) fn look(db: &Connection) -> rusqlite::Result<Found> {
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version: i32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let table: Option<i64> =
        db.query_row("SELECT 1 FROM sqlite_master LIMIT 1", [], |row| row.get(0)).optional()?;
    Ok(match (application, table) {
        (APPLICATION, Some(_)) if version > VERSION => Found::Newer,
        (APPLICATION, Some(_)) => Found::State,
        (0, None) => Found::Empty,
        _ => Found::Foreign,
    })
}

/// The tables of a new state. To be run within a transaction.
pub(super) fn create(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(TABLES)?;
    db.pragma_update(None, "application_id", APPLICATION)?;
    db.pragma_update(None, "user_version", VERSION)
}

/// Tables of one connection, for references to objects that come later in the same file.
pub(super) fn create_temporary(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "CREATE TEMP TABLE awaited_managers(row INTEGER PRIMARY KEY, id TEXT NOT NULL);
         CREATE TEMP TABLE awaited_members(group_row INTEGER NOT NULL, id TEXT NOT NULL,
             PRIMARY KEY(group_row, id)) WITHOUT ROWID;",
    )
}

/// Finds objects by their links. Links come in no order, so that each new one changes another page of it: it is made when
/// somebody searches, or when most links are known.
pub(super) fn index_links(db: &Connection) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached("SELECT 1 FROM sqlite_master WHERE name = 'objects_link'")?;
    if statement.exists([])? {
        return Ok(());
    }
    db.execute_batch("CREATE INDEX objects_link ON objects(link) WHERE link IS NOT NULL")
}

const TABLES: &str = "
CREATE TABLE kept(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Rows are never deleted, so that a number is never used again.
CREATE TABLE objects(
    row INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    present INTEGER NOT NULL,
    soft_deleted INTEGER NOT NULL,
    due INTEGER NOT NULL,
    references_due INTEGER NOT NULL,
    staged INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    standing INTEGER NOT NULL DEFAULT 0,
    id TEXT NOT NULL UNIQUE,
    link TEXT,
    manager_written TEXT,
    intent TEXT
) STRICT;
CREATE INDEX objects_due ON objects(kind) WHERE due = 1;
CREATE INDEX objects_references ON objects(kind) WHERE references_due = 1;
CREATE INDEX objects_staged ON objects(kind) WHERE staged = 1;

-- How many objects are present (what = 0) and linked (what = 1), so that nobody has to count them.
CREATE TABLE counted(
    what INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY(what, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO counted VALUES (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0);
CREATE TRIGGER objects_added AFTER INSERT ON objects BEGIN
    UPDATE counted SET number = number + 1 WHERE what = 0 AND kind = new.kind;
END;
CREATE TRIGGER objects_moved AFTER UPDATE OF present ON objects WHEN old.present <> new.present BEGIN
    UPDATE counted SET number = number + new.present - old.present WHERE what = 0 AND kind = new.kind;
END;
CREATE TRIGGER objects_relinked AFTER UPDATE OF link ON objects WHEN (old.link IS NULL) <> (new.link IS NULL) BEGIN
    UPDATE counted SET number = number + (old.link IS NULL) - (new.link IS NULL) WHERE what = 1 AND kind = new.kind;
END;

CREATE TABLE sources(row INTEGER PRIMARY KEY, attributes TEXT NOT NULL) STRICT;

-- Exactly the objects that are present. No digest: something else than the directory file changed it last.
CREATE TABLE digests(row INTEGER PRIMARY KEY, digest BLOB) STRICT;

CREATE TABLE managers(row INTEGER PRIMARY KEY, manager INTEGER NOT NULL) STRICT;
CREATE INDEX managers_manager ON managers(manager);

-- open: wanted and not written under the member's link of today, or to be written anew, or written and not wanted any
-- more.
CREATE TABLE members(
    group_row INTEGER NOT NULL,
    member INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    open INTEGER NOT NULL,
    written TEXT,
    PRIMARY KEY(group_row, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_member ON members(member);
CREATE INDEX members_open ON members(group_row, member) WHERE open = 1;

-- declared: the directory lists it. Default Access needs no such entry.
CREATE TABLE roles(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    declared INTEGER NOT NULL,
    value TEXT,
    display_name TEXT NOT NULL DEFAULT '',
    digest BLOB
) STRICT;

CREATE TABLE assignments(
    principal INTEGER NOT NULL,
    role INTEGER NOT NULL,
    PRIMARY KEY(principal, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignments_role ON assignments(role);

CREATE TABLE escrows(
    reference INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row INTEGER NOT NULL,
    first_failed INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY(reference, kind, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE log(
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    cycle INTEGER NOT NULL,
    at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    action INTEGER NOT NULL,
    status INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    source_name TEXT NOT NULL,
    target_id TEXT,
    code TEXT,
    detail TEXT
) STRICT;
";
