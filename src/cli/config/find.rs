//! Finding the config file: in the working directory or above it, up to the root of a repository.

use std::path::{Path, PathBuf};

use crate::cli::SourceArgs;
use crate::config::{ConfigError, FILE_NAME};
use crate::context::RunContext;

/// A config file and its text.
#[derive(Debug)]
pub(super) struct Found {
    /// How it is shown.
    pub(super) name: String,
    /// What its relative paths start from; empty for the working directory.
    pub(super) folder: PathBuf,
    /// What is in it.
    pub(super) text: String,
}

/// The config file that counts, if there is one.
pub(super) fn find(source: &SourceArgs, context: &RunContext) -> Result<Option<Found>, ConfigError> {
    if source.no_config {
        return Ok(None);
    }
    if let Some(path) = &source.config {
        return read(path).map(Some);
    }
    match above(&context.folder) {
        Some(folder) if folder == context.folder => read(Path::new(FILE_NAME)).map(Some),
        Some(folder) => read(&folder.join(FILE_NAME)).map(Some),
        None => Ok(None),
    }
}

/// The first folder with a config file, from here upwards; a repository is not left.
fn above(start: &Path) -> Option<&Path> {
    for folder in start.ancestors() {
        if folder.join(FILE_NAME).exists() {
            return Some(folder);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

fn read(path: &Path) -> Result<Found, ConfigError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { file: name.clone(), source })?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Found { name, folder, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_not_left() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("repository/src");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(root.path().join(FILE_NAME), "").unwrap();
        assert_eq!(above(&inner), Some(root.path()));
        std::fs::create_dir(root.path().join("repository/.git")).unwrap();
        assert_eq!(above(&inner), None);
        std::fs::write(root.path().join("repository").join(FILE_NAME), "").unwrap();
        assert_eq!(above(&inner), Some(root.path().join("repository").as_path()));
    }
}
