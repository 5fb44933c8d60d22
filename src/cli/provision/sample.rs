//! `scimproof provision sample`: a directory of invented people, as large as wanted.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::{DirectoryFormat, SampleArgs};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::directory::{Format, sample};

pub(super) fn main(args: &SampleArgs) -> Result<ExitStatus, Error> {
    match &args.output {
        Some(path) => {
            let file = File::create(path).map_err(|error| Error::file("write", path, error))?;
            write(args, &mut BufWriter::new(file)).map_err(|error| Error::file("write", path, error))?;
        }
        None => write(args, &mut std::io::stdout().lock())?,
    }
    Ok(ExitStatus::Passed)
}

fn write(args: &SampleArgs, out: &mut dyn Write) -> std::io::Result<()> {
    sample::write(out, args.format.into(), args.users, args.groups, args.seed)?;
    out.flush()
}

impl From<DirectoryFormat> for Format {
    fn from(format: DirectoryFormat) -> Self {
        match format {
            DirectoryFormat::Json => Self::Json,
            DirectoryFormat::Jsonl => Self::JsonLines,
            DirectoryFormat::Csv => Self::Csv,
        }
    }
}
