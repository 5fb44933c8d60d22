//! One process works on a job at a time. The lock is the system's, on a file beside the state, and ends with the
//! process however that ends; the file itself stays and means nothing.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::StateError;

/// Takes the lock of that state, for as long as the file is open.
pub(super) fn take(state: &Path) -> Result<File, StateError> {
    let path = beside(state, ".lock");
    let refused = |error: std::io::Error| StateError::Store {
        path: state.to_path_buf(),
        reason: format!("{}: {error}", path.display()),
    };
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(refused)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateError::InUse(state.to_path_buf())),
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}

/// The file beside the state with that ending added to its name.
pub(super) fn beside(state: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(state);
    name.push(ending);
    PathBuf::from(name)
}
