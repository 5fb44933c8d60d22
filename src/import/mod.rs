//! Suites made of what is there already: a provisioning tutorial, an exported schema, a line of gallery facts.
//!
//! What a file does not say is not in the suite. What is guessed is remarked, and so is what could not be read. Nothing
//! here reads a file or prints.

mod about;
mod clean;
mod columns;
mod input;
mod limits;
mod offer;
mod page;
mod path;
mod remark;
mod rows;
mod schema;
mod tables;
mod tutorial;
mod urls;
mod words;

use thiserror::Error;

pub use about::{is_slug, slug};
pub use input::LARGEST;
pub use remark::{Kind, Remark, Remarks};

use crate::suite::write::Comments;
use crate::suite::{Suite, facts, load, relax, write};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A provisioning tutorial as Markdown.
    Markdown,
    /// The same as text copied from a browser.
    Text,
    /// A provisioning schema (`synchronizationSchema`).
    Schema,
    /// A line of the gallery facts.
    Facts,
}

/// What is known beside the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the file; it becomes the suite's source, and stands in errors.
    pub file: String,
    /// What the file is; none: that is to be found out.
    pub format: Option<Format>,
    /// The app's name, over what the file says.
    pub name: Option<String>,
    /// The suite's slug, over the one made of the name.
    pub slug: Option<String>,
}

/// An imported suite.
#[derive(Debug)]
pub struct Imported {
    /// The suite.
    pub suite: Suite,
    /// What is remarked in its file.
    pub comments: Comments,
    /// What is to be told about the import.
    pub remarks: Remarks,
}

impl Imported {
    /// The suite as a TOML file.
    pub fn toml(&self) -> String {
        write::suite(&self.suite, &self.comments)
    }
}

/// Why a file makes no suite.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}: {message}", at(file, *place))]
pub struct ImportError {
    /// The file.
    pub file: String,
    /// Line and column, both from 1, where there is a place.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// The next thing to try.
    pub help: String,
}

fn at(file: &str, place: Option<(usize, usize)>) -> String {
    place.map_or_else(|| file.to_owned(), |(line, column)| format!("{file}:{line}:{column}"))
}

impl ImportError {
    fn whole(file: &str, message: &str, help: &str) -> Self {
        Self { file: file.to_owned(), place: None, message: message.to_owned(), help: help.to_owned() }
    }

    fn at(file: &str, line: usize, message: &str, help: &str) -> Self {
        Self { place: Some((line, 1)), ..Self::whole(file, message, help) }
    }
}

/// The suite that a file describes.
///
/// # Errors
/// See [`ImportError`].
pub fn import(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let file = &options.file;
    if let Some(slug) = options.slug.as_deref().filter(|slug| !is_slug(slug)) {
        let help = "a slug is small letters, digits and hyphens, such as tern-pilotage";
        return Err(ImportError::whole(file, &format!("'{slug}' cannot name a suite"), help));
    }
    let text = input::text(bytes, file)?;
    let format = options.format.map_or_else(|| input::format(text, file), Ok)?;
    let mut imported = match format {
        Format::Markdown | Format::Text => tutorial::import(text, options)?,
        Format::Schema => schema::import(text, options)?,
        Format::Facts => facts(text, options)?,
    };
    for told in relax::relax(&mut imported.suite) {
        imported.remarks.look(None, told);
    }
    checked(imported, file)
}

/// Longest line of gallery facts, in bytes; those of an app have a few thousand.
const LONGEST_FACTS: usize = 256 * 1024;

/// Gallery facts are read where the gallery is made.
fn facts(text: &str, options: &Options) -> Result<Imported, ImportError> {
    let fail = |message: &str| {
        let help = "give it the line of one app, a JSON object with slug, name, protocol and user_attributes";
        Err(ImportError::whole(&options.file, message, help))
    };
    if text.len() > LONGEST_FACTS {
        return fail("these are more facts than one app has");
    }
    let drafted = match facts::suite_of(text.trim()) {
        Ok(drafted) => drafted,
        Err(error) => return fail(&error.to_string()),
    };
    let mut remarks = Remarks::default();
    drafted.guessed.into_iter().for_each(|guess| remarks.guessed(None, guess));
    drafted.not_said.into_iter().for_each(|missing| remarks.not_said(missing));
    let mut suite = drafted.suite;
    let (name, slug) = (suite.app.name.clone(), suite.app.slug.clone());
    remarks.found(None, format!("name: {name}"));
    remarks.found(None, format!("users: {}", crate::text::count(suite.user.attributes.len(), "attribute")));
    suite.app.name = options.name.clone().unwrap_or(name);
    if suite.app.name.trim().is_empty() {
        return Err(ImportError::whole(
            &options.file,
            "the facts do not say what the app is called",
            "add --name",
        ));
    }
    suite.app.slug = options.slug.clone().unwrap_or(slug);
    if !is_slug(&suite.app.slug) {
        let help = "a slug is small letters, digits and hyphens; add --slug, such as --slug tern-pilotage";
        let message = format!("its slug '{}' cannot name a suite", suite.app.slug);
        return Err(ImportError::whole(&options.file, &message, help));
    }
    let is_date = |date: &String| date.parse::<jiff::civil::Date>().is_ok();
    if let Some(date) = suite.app.source_date.take_if(|date| !is_date(date)) {
        remarks.look(None, format!("source_date: '{date}' is no date; it is left out"));
    }
    Ok(Imported { suite, comments: drafted.comments, remarks })
}

/// What is written has to be a suite again.
fn checked(imported: Imported, file: &str) -> Result<Imported, ImportError> {
    let written = imported.toml();
    match load::parse(&written, "the imported suite", &[]) {
        Ok(_) => Ok(imported),
        Err(error) => {
            let help = "this is a mistake of the import; the file that shows it would help to mend it";
            Err(ImportError::whole(file, &format!("what was read makes no suite: {error}"), help))
        }
    }
}

/// Name and slug: what was asked for, what the file says, and for the slug what the file is called.
fn names(found: Option<String>, options: &Options) -> Result<(String, String), ImportError> {
    let file = &options.file;
    let Some(name) = options.name.clone().or(found).filter(|name| !name.trim().is_empty()) else {
        return Err(ImportError::whole(file, "the file does not say what the app is called", "add --name"));
    };
    let stem = || file.rsplit(['/', '\\']).next().and_then(|file| slug(file.split('.').next()?));
    let slug = options.slug.clone().or_else(|| slug(&name)).or_else(stem);
    let Some(slug) = slug else {
        let message = format!("no slug can be made of the name '{name}'");
        return Err(ImportError::whole(file, &message, "add --slug, such as --slug tern-pilotage"));
    };
    Ok((name, slug))
}

/// The name of the file without its folder.
fn source(options: &Options) -> Option<String> {
    let name = options.file.rsplit(['/', '\\']).next()?;
    Some(name.to_owned()).filter(|name| !name.is_empty() && name != "-")
}
