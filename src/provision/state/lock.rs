//! One process works on a job at a time. The lock is the system's, on a file beside the state, and ends with the
//! process however that ends; the file itself stays and means nothing. Whoever takes the file away does so while holding
//! the lock, and goes with the state: a lock counts only on the file that is there.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::StateError;

/// The lock of a state, held as long as this lives.
pub(super) struct Lock {
    _file: File,
    path: PathBuf,
    /// Whether the file was not there before.
    pub(super) is_new: bool,
}

impl Lock {
    /// Takes the file away, and ends the lock.
    pub(super) fn remove(self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Takes the lock of that state.
pub(super) fn take(state: &Path) -> Result<Lock, StateError> {
    let path = beside(state, ".lock");
    let refused = |error: std::io::Error| StateError::Store {
        path: state.to_path_buf(),
        reason: format!("{}: {error}", path.display()),
    };
    loop {
        let is_new = !path.exists();
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(refused)?;
        match file.try_lock() {
            Ok(()) if is_there(&file, &path) => return Ok(Lock { _file: file, path, is_new }),
            // Another process took the file away with its state in the meantime.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StateError::InUse(state.to_path_buf())),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
    }
}

/// Whether the open file is the one that stands at the path.
#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let identity = |found: std::io::Result<std::fs::Metadata>| found.ok().map(|at| (at.dev(), at.ino()));
    identity(file.metadata()) == identity(path.metadata())
}

/// Whether the open file is the one that stands at the path; an open file cannot be taken away here.
#[cfg(not(unix))]
fn is_there(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The file beside the state with that ending added to its name.
pub(super) fn beside(state: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(state);
    name.push(ending);
    PathBuf::from(name)
}
