//! Reading and writing transcripts as NDJSON files.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use thiserror::Error;

use super::{Footer, Header, StepRecord, Transcript, VERSION};

/// Why a transcript cannot be read or written.
#[derive(Debug, Error)]
pub enum TranscriptError {
    /// The file cannot be opened, read or written.
    #[error("cannot {action} the transcript {}: {source}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A line that is not part of a transcript.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl TranscriptError {
    /// The next thing to try.
    pub fn help(&self) -> String {
        match self {
            Self::File { .. } => "check the path and its permissions".to_owned(),
            Self::Invalid { .. } => "record it again with `scimproof run --transcript FILE`".to_owned(),
        }
    }
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Header(Box<Header>),
    Step(StepRecord),
    Footer(Footer),
}

/// A transcript file in the making; it takes its name when it is complete.
pub struct Writer {
    path: PathBuf,
    file: NamedTempFile,
}

impl Writer {
    /// Opens the file beside its final place, so that a bad path fails before anything is sent.
    pub fn create(path: &Path) -> Result<Self, TranscriptError> {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(write_error(path, std::io::ErrorKind::IsADirectory.into()));
        }
        let file = NamedTempFile::new_in(folder).map_err(|source| write_error(path, source))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Writes the whole transcript and gives the file its name.
    pub fn finish(self, transcript: &Transcript) -> Result<(), TranscriptError> {
        write_lines(self.file.as_file(), transcript).map_err(|source| write_error(&self.path, source))?;
        let persisted = self.file.persist(&self.path);
        persisted.map(|_| ()).map_err(|error| write_error(&self.path, error.error))
    }
}

fn write_error(path: &Path, source: std::io::Error) -> TranscriptError {
    TranscriptError::File { action: "write", path: path.to_owned(), source }
}

fn write_lines(file: impl Write, transcript: &Transcript) -> std::io::Result<()> {
    let mut out = BufWriter::new(file);
    let mut line = |line: &Line| {
        serde_json::to_writer(&mut out, line)?;
        out.write_all(b"\n")
    };
    line(&Line::Header(Box::new(transcript.header.clone())))?;
    for record in &transcript.steps {
        line(&Line::Step(record.clone()))?;
    }
    line(&Line::Footer(transcript.footer.clone()))?;
    out.flush()
}

/// Reads a transcript file.
pub fn read(path: &Path) -> Result<Transcript, TranscriptError> {
    let unreadable = |source| TranscriptError::File { action: "read", path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut parts = Parts::default();
    let mut last = 0;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        last = number;
        let line = line.map_err(|error| invalid(path, number, 1, error.to_string()))?;
        parts.add(&line).map_err(|(column, message)| invalid(path, number, column, message))?;
    }
    let mut transcript = parts.complete().map_err(|message| invalid(path, last + 1, 1, message))?;
    transcript.number();
    Ok(transcript)
}

fn invalid(path: &Path, line: usize, column: usize, message: String) -> TranscriptError {
    TranscriptError::Invalid { path: path.to_owned(), line, column, message }
}

#[derive(Default)]
struct Parts {
    header: Option<Header>,
    steps: Vec<StepRecord>,
    footer: Option<Footer>,
}

impl Parts {
    fn add(&mut self, line: &str) -> Result<(), (usize, String)> {
        let parsed: Line = serde_json::from_str(line).map_err(|error| {
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or_default().to_owned();
            (error.column().max(1), format!("not a line of a transcript: {message}"))
        })?;
        match parsed {
            Line::Header(header) if header.version != VERSION => {
                return Err((
                    1,
                    format!("format {} is not known; this version reads {VERSION}", header.version),
                ));
            }
            Line::Header(header) if self.header.is_none() => self.header = Some(*header),
            Line::Step(step) if self.header.is_some() && self.footer.is_none() => self.steps.push(step),
            Line::Footer(footer) if self.header.is_some() && self.footer.is_none() => {
                self.footer = Some(footer)
            }
            _ => return Err((1, "this line is out of order".to_owned())),
        }
        Ok(())
    }

    fn complete(self) -> Result<Transcript, String> {
        match (self.header, self.footer) {
            (Some(header), Some(footer)) => Ok(Transcript { header, steps: self.steps, footer }),
            (None, _) => Err("the file is empty".to_owned()),
            (Some(_), None) => Err("the file ends before the transcript does".to_owned()),
        }
    }
}
