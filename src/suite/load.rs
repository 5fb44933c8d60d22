//! Reading suites from TOML: errors name file, line and column, and inheritance is resolved.

use std::borrow::Cow;
use std::path::{Path as FilePath, PathBuf};

use thiserror::Error;

use super::document::{Document, Step};
use super::lint::Problem;
use super::{Attribute, AttributePath, Operation, Suite, builtin, case, overrides, sample, shape, validate};
use crate::text::nearest;

/// Why a suite cannot be used.
#[derive(Debug, Error)]
pub enum SuiteError {
    /// Neither a built-in suite nor a file.
    #[error("there is no suite '{name}'")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The built-in suite with the most similar name.
        nearest: Option<String>,
    },
    /// The file cannot be read.
    #[error("cannot read the suite {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The text is not a suite.
    #[error("{file}:{line}:{column}: {message}")]
    Invalid {
        /// File name, or the slug of a built-in suite.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl SuiteError {
    /// The next thing to try.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { nearest: Some(nearest), .. } => Some(format!("did you mean '{nearest}'?")),
            Self::Unknown { .. } => Some(
                "`scimproof suite list` shows all; a file is given by its path, ending in .toml".to_owned(),
            ),
            Self::Unreadable { .. } => {
                Some("check the path, or name a built-in suite by its slug".to_owned())
            }
            Self::Invalid { .. } => None,
        }
    }
}

/// The suite of that name: a path to a TOML file, or the slug of a built-in suite.
///
/// `checks` are the ids that an override may name.
pub fn by_name(name: &str, checks: &[&str]) -> Result<Suite, SuiteError> {
    parse(&text(name)?, name, checks)
}

/// The TOML text of the suite of that name: a path to a file, or the slug of a built-in suite.
pub fn text(name: &str) -> Result<Cow<'static, str>, SuiteError> {
    if !is_file(name) {
        return built_in(name).map(Cow::Borrowed);
    }
    let path = FilePath::new(name);
    std::fs::read_to_string(path)
        .map(Cow::Owned)
        .map_err(|source| SuiteError::Unreadable { path: path.to_owned(), source })
}

/// Whether that name of a suite is a path to a file, not a slug.
pub fn is_file(name: &str) -> bool {
    let extension = FilePath::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) || name.contains(['/', '\\'])
}

fn built_in(slug: &str) -> Result<&'static str, SuiteError> {
    builtin::text(slug).ok_or_else(|| {
        let nearest = nearest(slug, builtin::slugs()).map(str::to_owned);
        SuiteError::Unknown { name: slug.to_owned(), nearest }
    })
}

/// Parses the TOML text of a suite; `file` names it in errors. `checks` are the ids that an override may name; where
/// there are none, they are not judged.
pub fn parse(text: &str, file: &str, checks: &[&str]) -> Result<Suite, SuiteError> {
    let read = read(text, checks).map_err(|problems| match problems.into_iter().next() {
        Some(Problem { line, column, message, .. }) => {
            SuiteError::Invalid { file: file.to_owned(), line, column, message }
        }
        None => {
            SuiteError::Invalid { file: file.to_owned(), line: 1, column: 1, message: "no suite".to_owned() }
        }
    })?;
    let mut suite = read.effective;
    if suite.user.matching.is_empty() {
        suite.user.matching.push(AttributePath::user_name());
    }
    if suite.group.matching.is_empty() {
        suite.group.matching.push(AttributePath::display_name());
    }
    // Behind inheritance: a rule may be about an attribute of the base.
    sample::possible(&suite).map_err(|error| {
        let (line, column) = crate::text::place(text, error.place(text));
        SuiteError::Invalid { file: file.to_owned(), line, column, message: error.to_string() }
    })?;
    suite.cases.iter_mut().for_each(case::Case::unfold);
    Ok(suite)
}

/// A suite as its text says it, and with what it inherits.
pub struct Read {
    /// The suite without what it inherits.
    pub written: Suite,
    /// The suite with what it inherits.
    pub effective: Suite,
}

/// What a suite says of one kind of resource.
pub(super) struct Part<'a> {
    /// `user` or `group`.
    pub(super) key: &'static str,
    pub(super) written: &'a [Attribute],
    pub(super) effective: &'a [Attribute],
    pub(super) matching: &'a [AttributePath],
    pub(super) not_offered: &'a [Operation],
}

impl Read {
    /// Users and groups.
    pub(super) fn parts(&self) -> [Part<'_>; 2] {
        let (user, group) = (&self.written.user, &self.written.group);
        [
            Part {
                key: "user",
                written: &user.attributes,
                effective: &self.effective.user.attributes,
                matching: &user.matching,
                not_offered: &user.not_offered,
            },
            Part {
                key: "group",
                written: &group.attributes,
                effective: &self.effective.group.attributes,
                matching: &group.matching,
                not_offered: &group.not_offered,
            },
        ]
    }
}

/// Reads the text of a suite, or says all that is wrong with it, in its order; then there is at least one problem.
pub fn read(text: &str, checks: &[&str]) -> Result<Read, Vec<Problem>> {
    let document = Document::parse(text).map_err(|problem| vec![problem])?;
    let misshapen = shape::problems(&document);
    if !misshapen.is_empty() {
        return Err(misshapen);
    }
    let written: Suite = toml::from_str(text).map_err(|error| {
        vec![document.error_at(error.span().map_or(0, |span| span.start), error.message())]
    })?;
    let effective = inherit(&document, written.clone()).map_err(|problem| vec![problem])?;
    let read = Read { written, effective };
    let mut problems = validate::problems(&document, &read);
    // What a case may use, and what an override may name, may be inherited.
    let cases = case::problems(&read.effective, &read.written.cases);
    let overrides = overrides::problems(&read.effective, &read.written.overrides, checks);
    for problem in cases.into_iter().chain(overrides) {
        problems.push(document.error_at(document.locate(&problem.keys), &problem.message));
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

/// Takes over everything of the base (one level); arrays merge by their key, and what the suite says wins.
fn inherit(document: &Document<'_>, mut suite: Suite) -> Result<Suite, Problem> {
    let Some(base) = suite.inherits.take() else { return Ok(suite) };
    let wrong = |message: String| document.error(&[Step::Key("inherits")], message);
    let Some(text) = builtin::text(&base) else {
        let hint = nearest(&base, builtin::slugs()).map(|slug| format!(", did you mean '{slug}'?"));
        return Err(wrong(format!("there is no suite '{base}'{}", hint.unwrap_or_default())));
    };
    let base: Suite =
        toml::from_str(text).map_err(|error| wrong(format!("'{base}': {}", error.message())))?;
    if base.inherits.is_some() {
        let slug = &base.app.slug;
        return Err(wrong(format!("'{slug}' inherits itself; inheritance goes one level deep")));
    }
    Ok(merge(base, suite))
}

fn either<T>(own: Vec<T>, base: Vec<T>) -> Vec<T> {
    if own.is_empty() { base } else { own }
}

fn merge(base: Suite, mut suite: Suite) -> Suite {
    suite.user.matching = either(suite.user.matching, base.user.matching);
    suite.user.removal = suite.user.removal.or(base.user.removal);
    suite.user.not_offered = either(suite.user.not_offered, base.user.not_offered);
    suite.user.attributes =
        merge_by(base.user.attributes, suite.user.attributes, |a, b| a.target().same(b.target().as_str()));
    suite.group.support = suite.group.support.or(base.group.support);
    suite.group.matching = either(suite.group.matching, base.group.matching);
    suite.group.attributes =
        merge_by(base.group.attributes, suite.group.attributes, |a, b| a.target().same(b.target().as_str()));
    suite.overrides = merge_by(base.overrides, suite.overrides, |a, b| a.check == b.check);
    suite.cases = merge_by(base.cases, suite.cases, |a, b| a.id == b.id);
    suite.group.not_offered = either(suite.group.not_offered, base.group.not_offered);
    suite.app.auth = suite.app.auth.or(base.app.auth);
    suite.app.rate_limit = suite.app.rate_limit.or(base.app.rate_limit);
    suite
}

fn merge_by<T>(base: Vec<T>, own: Vec<T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut merged: Vec<T> =
        base.into_iter().filter(|entry| !own.iter().any(|other| same(entry, other))).collect();
    merged.extend(own);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text, "own.toml", &["users/create-returns-201"]).unwrap_err().to_string()
    }

    #[test]
    fn every_built_in_suite_loads() {
        for slug in builtin::slugs() {
            let suite = by_name(slug, &[]).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(suite.app.slug, slug);
            assert!(!suite.user.attributes.is_empty(), "{slug}");
        }
    }

    #[test]
    fn errors_name_the_place() {
        let head = "schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n";
        let listed = "attributes = [\n  { path = 'emails[type eq', type = \"String\" },\n]\n";
        let mistyped = "[[override]]\ncheck = \"users/create-returns-200\"\nreason = \"x\"\n";
        for (text, expected) in [
            (
                format!("{head}[user]\nmaching = []\n"),
                "own.toml:6:1: unknown field 'maching', did you mean 'matching'?",
            ),
            (format!("{head}[user]\n{listed}"), "own.toml:7:12: 'emails[type eq' is not an attribute path"),
            (
                format!("{head}{mistyped}"),
                "own.toml:6:9: there is no check 'users/create-returns-200', did you mean",
            ),
            (
                format!("inherits = \"entre\"\n{head}"),
                "own.toml:1:12: there is no suite 'entre', did you mean 'entra'?",
            ),
            (
                head.replace('1', "2"),
                "own.toml:1:10: suite format 2 is not known; this version reads format 1",
            ),
            ("schema = ".to_owned(), "own.toml:1:10: "),
        ] {
            let error = error(&text);
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn rules_that_no_value_obeys_name_the_place() {
        let head = "schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n[user]\nattributes = [\n";
        let tail =
            "]\n[group]\nattributes = [\n  { path = 'displayName', type = \"String\", max_length = 9 },\n]\n";
        let user = |row: &str| format!("{head}  {{ path = 'userName', type = \"String\" }},\n  {row},\n]\n");
        for (text, expected) in [
            (
                user(r#"{ path = 'title', type = "String", sample = "crew {%generateRandomNumer 4%}" }"#),
                "own.toml:8:47: title: there is no placeholder 'generateRandomNumer', did you mean 'generateRandomNumber'?",
            ),
            (
                user(r#"{ path = 'title', type = "String", pattern = "[A-Z" }"#),
                "own.toml:8:48: the pattern is no regular expression: ",
            ),
            (
                user(r#"{ path = 'externalId', type = "String", max_length = 10 }"#),
                "own.toml:8:43: externalId: no value obeys the rules and holds the run id, 10 small letters",
            ),
            (
                user(r#"{ path = 'emails[type eq "work"].value', type = "String", equals = "login" }"#),
                "own.toml:8:70: the suite does not list login",
            ),
            (
                format!("{head}{tail}"),
                "own.toml:10:44: displayName: no value obeys the rules and holds the run id",
            ),
        ] {
            let error = error(&text);
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn what_is_written_wins_over_what_is_inherited() {
        let suite = parse(
            "schema = 1\ninherits = \"entra\"\n[app]\nname = \"Own\"\nslug = \"own\"\n[user]\nattributes = [{ path = \"title\", type = \"String\", required = true }]\n",
            "own.toml",
            &[],
        )
        .unwrap();
        assert_eq!(suite.user_attribute("title").unwrap().required, Some(true));
        assert!(suite.lists("externalId"));
        assert!(suite.sends_groups());
    }

    #[test]
    fn an_unknown_slug_names_the_nearest() {
        let error = by_name("rhombus-system", &[]).unwrap_err();
        assert_eq!(error.help().unwrap(), "did you mean 'rhombus-systems'?");
    }
}
