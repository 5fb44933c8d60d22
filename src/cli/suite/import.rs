//! `scimproof suite import`: reads the file, writes the suite, and tells what was found, guessed and not said.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::error::Error;
use crate::exit::ExitStatus;
use crate::import::{self, Format, Imported, LARGEST, Options};
use crate::suite::builtin;
use crate::text::printable;

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// Tutorial as Markdown or as text copied from a browser, synchronizationSchema as JSON, or a line of gallery facts;
    /// - reads standard input
    file: PathBuf,
    /// What FILE is; default: that is found out
    #[arg(long)]
    format: Option<FormatChoice>,
    /// Slug of the suite; default: made of the name
    #[arg(long)]
    slug: Option<String>,
    /// Name of the app; default: from the title
    #[arg(long)]
    name: Option<String>,
    /// File to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Overwrite that file
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatChoice {
    Markdown,
    /// Copied from a browser
    Text,
    /// Exported provisioning schema
    Schema,
    /// JSON line of gallery facts
    Facts,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Self {
        match choice {
            FormatChoice::Markdown => Self::Markdown,
            FormatChoice::Text => Self::Text,
            FormatChoice::Schema => Self::Schema,
            FormatChoice::Facts => Self::Facts,
        }
    }
}

pub(super) fn main(args: &ImportArgs) -> Result<ExitStatus, Error> {
    let output = Some(&args.output).filter(|output| output.as_os_str() != "-");
    if let Some(path) = output.filter(|path| !args.force && path.exists()) {
        return Err(exists(path));
    }
    let imported = import::import(&read(&args.file)?, &options(args))
        .map_err(|error| Error::usage(error.to_string(), error.help.clone()))?;
    match output {
        Some(path) => write(path, &imported.toml(), args.force)?,
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(imported.toml().as_bytes())?;
            out.flush()?;
        }
    }
    tell(&imported, output.map(PathBuf::as_path));
    Ok(ExitStatus::Passed)
}

fn options(args: &ImportArgs) -> Options {
    Options {
        file: args.file.display().to_string(),
        format: args.format.map(Format::from),
        name: args.name.clone(),
        slug: args.slug.clone(),
    }
}

/// The file; no more of it is read than is taken.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::file("read", path, error);
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    if path.is_dir() {
        let message = format!("{} is a folder", path.display());
        return Err(Error::usage(
            message,
            "name one file: a tutorial, an exported schema or a line of gallery facts",
        ));
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn exists(path: &Path) -> Error {
    let message = format!("{} exists already", path.display());
    Error::usage(message, "add --force to overwrite it, or name another file with --output")
}

/// All of the file or nothing of it.
fn write(path: &Path, text: &str, force: bool) -> Result<(), Error> {
    let failed = |error| Error::file("write", path, error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    if force {
        file.persist(path).map_err(|error| failed(error.error))?;
        return Ok(());
    }
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(failed(error.error)),
    }
}

/// What was found, guessed and not said, on standard error, and what to do next.
fn tell(imported: &Imported, output: Option<&Path>) {
    let mut err = std::io::stderr().lock();
    for remark in imported.remarks.sorted() {
        let _ = writeln!(err, "{}", printable(&remark.to_string()));
    }
    let slug = &imported.suite.app.slug;
    if builtin::slugs().any(|known| known == slug) {
        let _ =
            writeln!(err, "note: {slug} is a built-in suite, too; give the path of the file to use this one");
    }
    if let Some(path) = output {
        let _ = writeln!(err, "wrote {}; try: scimproof run {} --demo", path.display(), as_suite(path));
    }
}

/// The path as `run` takes it for a file.
fn as_suite(path: &Path) -> String {
    let text = path.display().to_string();
    if crate::suite::load::is_file(&text) { text } else { format!("./{text}") }
}
