//! Reports as files: opened before the run starts, filled when its result is known, renamed into place.
//!
//! A report is drawn from the result and the transcript alone; how often and where it is written is decided here.

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use tempfile::NamedTempFile;

use super::Reporter;
use crate::error::Error;
use crate::event::Event;
use crate::result::RunResult;
use crate::text::nearest;
use crate::transcript::Transcript;

/// Everything that a report can show.
#[derive(Debug, Clone)]
pub struct Document {
    /// The verdicts.
    pub result: Box<RunResult>,
    /// What they rest on.
    pub transcript: Arc<Transcript>,
}

/// Draws a report.
pub type Draw = fn(&Document, &mut dyn Write) -> io::Result<()>;

/// The formats of report files, by the name they have on the command line.
const FORMATS: &[(&str, Draw)] = &[
    ("junit", super::junit::draw),
    ("json", super::json::draw),
    ("sarif", super::sarif::draw),
    ("markdown", super::markdown::draw),
    ("har", super::har::draw),
    ("html", super::html::draw),
];

/// One `--report FORMAT=FILE`.
#[derive(Debug, Clone)]
pub struct Wanted {
    format: &'static str,
    draw: Draw,
    path: PathBuf,
}

impl Wanted {
    /// The names of the formats, as a list in a sentence.
    pub fn formats() -> String {
        FORMATS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || FORMATS.iter().map(|(name, _)| *name);
        let all = Self::formats();
        let (name, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or_else(|| format!("expected FORMAT=FILE; formats are {all}"))?;
        let found = FORMATS.iter().find(|(format, _)| *format == name);
        let (format, draw) = found.ok_or_else(|| match nearest(name, names()) {
            Some(near) => format!("there is no format '{name}'; did you mean '{near}'?"),
            None => format!("there is no format '{name}'; formats are {all}"),
        })?;
        Ok(Self { format, draw: *draw, path: PathBuf::from(path) })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.format, self.path.display())
    }
}

/// A report file on its way: a temporary file beside the place it will be renamed to.
pub struct ReportFile {
    draw: Draw,
    path: PathBuf,
    file: Option<NamedTempFile>,
    transcript: Option<Arc<Transcript>>,
}

impl ReportFile {
    /// Opens the file, so that a bad path fails before anything is sent.
    ///
    /// # Errors
    /// The folder does not exist or cannot be written.
    pub fn create(wanted: &Wanted) -> Result<Self, Error> {
        let folder = wanted.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let failed = |error| Error::file("write", &wanted.path, error);
        if wanted.path.is_dir() {
            return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let file = tempfile::Builder::new().prefix(".scimproof-").tempfile_in(folder).map_err(failed)?;
        Ok(Self { draw: wanted.draw, path: wanted.path.clone(), file: Some(file), transcript: None })
    }

    fn write(&mut self, result: &RunResult) -> io::Result<()> {
        let (Some(file), Some(transcript)) = (self.file.take(), self.transcript.take()) else {
            return Ok(());
        };
        let document = Document { result: Box::new(result.clone()), transcript };
        let mut out = BufWriter::new(file);
        (self.draw)(&document, &mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        readable(&file)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Temporary files are for their owner alone; a report is an ordinary file.
pub(crate) fn readable(file: &NamedTempFile) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

impl Reporter for ReportFile {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::Recorded(transcript) => self.transcript = Some(transcript.clone()),
            Event::RunFinished(result) => {
                let written = self.write(result);
                return written
                    .map_err(|error| io::Error::other(format!("{}: {error}", self.path.display())));
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_understood() {
        let wanted: Wanted = "json=out/result.json".parse().unwrap();
        assert_eq!(wanted.to_string(), "json=out/result.json");
        let wrong = |text: &str| text.parse::<Wanted>().unwrap_err();
        assert!(wrong("jsn=x").contains("did you mean 'json'"));
        assert!(wrong("json").contains("FORMAT=FILE") && wrong("json=").contains("FORMAT=FILE"));
    }
}
