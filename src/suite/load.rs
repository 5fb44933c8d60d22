//! Reading suites from TOML: errors name file, line and column, and inheritance is resolved.

use std::path::{Path as FilePath, PathBuf};

use thiserror::Error;

use super::{Attribute, AttributePath, Suite, builtin, case, overrides, spans};
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
            Self::Unknown { .. } => {
                let slugs: Vec<&str> = builtin::slugs().collect();
                Some(format!(
                    "built in are {}; a file is given by its path, ending in .toml",
                    slugs.join(", ")
                ))
            }
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
    let path = FilePath::new(name);
    if !is_file(name) {
        return built_in(name, checks);
    }
    let text = std::fs::read_to_string(path)
        .map_err(|source| SuiteError::Unreadable { path: path.to_owned(), source })?;
    parse(&text, name, checks)
}

/// Whether that name of a suite is a path to a file, not a slug.
pub fn is_file(name: &str) -> bool {
    let extension = FilePath::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) || name.contains(['/', '\\'])
}

fn built_in(slug: &str, checks: &[&str]) -> Result<Suite, SuiteError> {
    match builtin::text(slug) {
        Some(text) => parse(text, slug, checks),
        None => {
            let nearest = nearest(slug, builtin::slugs()).map(str::to_owned);
            Err(SuiteError::Unknown { name: slug.to_owned(), nearest })
        }
    }
}

/// Parses the TOML text of a suite; `file` names it in errors.
pub fn parse(text: &str, file: &str, checks: &[&str]) -> Result<Suite, SuiteError> {
    let mut suite: Suite = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        invalid(text, file, at, error.message().to_owned())
    })?;
    validate(&suite, text, file)?;
    let own = (suite.overrides.clone(), suite.cases.clone());
    if let Some(base) = suite.inherits.take() {
        suite = inherit(suite, &base, text, file)?;
    }
    if suite.user.matching.is_empty() {
        suite.user.matching.push(AttributePath::user_name());
    }
    if suite.group.matching.is_empty() {
        suite.group.matching.push(AttributePath::display_name());
    }
    // What a case may use, and what an override may name, may be inherited.
    let usable = case::problems(&suite, &own.1).and_then(|()| overrides::problems(&suite, &own.0, checks));
    usable.map_err(|problem| invalid(text, file, spans::locate(text, &problem.keys), problem.message))?;
    suite.cases.iter_mut().for_each(case::Case::unfold);
    Ok(suite)
}

fn validate(suite: &Suite, text: &str, file: &str) -> Result<(), SuiteError> {
    let fail =
        |needle: &str, message: String| Err(invalid(text, file, text.find(needle).unwrap_or(0), message));
    if suite.schema != 1 {
        return fail(
            "schema",
            format!("suite format {} is not known; this version reads format 1", suite.schema),
        );
    }
    duplicate(&suite.user.attributes).or_else(|| duplicate(&suite.group.attributes)).map_or(Ok(()), |path| {
        let last = text.rfind(path).unwrap_or(0);
        Err(invalid(text, file, last, format!("the attribute {path} is listed twice")))
    })
}

fn duplicate(attributes: &[Attribute]) -> Option<&str> {
    let twice = attributes.iter().enumerate().find(|(at, attribute)| {
        attributes[..*at].iter().any(|earlier| earlier.path.same(attribute.path.as_str()))
    });
    twice.map(|(_, attribute)| attribute.path.as_str())
}

fn invalid(text: &str, file: &str, at: usize, message: String) -> SuiteError {
    let (line, column) = crate::text::place(text, at);
    SuiteError::Invalid { file: file.to_owned(), line, column, message }
}

/// Takes over everything of the base (one level); arrays merge by their key, and what the suite says wins.
fn inherit(suite: Suite, base: &str, text: &str, file: &str) -> Result<Suite, SuiteError> {
    let at = text.find("inherits").unwrap_or(0);
    let Some(base_text) = builtin::text(base) else {
        let hint = nearest(base, builtin::slugs()).map(|slug| format!(", did you mean '{slug}'?"));
        return Err(invalid(
            text,
            file,
            at,
            format!("there is no suite '{base}'{}", hint.unwrap_or_default()),
        ));
    };
    let base: Suite =
        toml::from_str(base_text).map_err(|error| invalid(base_text, base, 0, error.message().to_owned()))?;
    if base.inherits.is_some() {
        let message = format!("'{}' inherits itself; inheritance goes one level deep", base.app.slug);
        return Err(invalid(text, file, at, message));
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
        merge_by(base.user.attributes, suite.user.attributes, |a, b| a.path.same(b.path.as_str()));
    suite.group.support = suite.group.support.or(base.group.support);
    suite.group.matching = either(suite.group.matching, base.group.matching);
    suite.group.attributes =
        merge_by(base.group.attributes, suite.group.attributes, |a, b| a.path.same(b.path.as_str()));
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
            let suite = by_name(slug, &[]).unwrap();
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
            (format!("{head}[user]\nmaching = []\n"), "own.toml:6:1: unknown field `maching`"),
            (format!("{head}[user]\n{listed}"), "own.toml:7:12: 'emails[type eq' is not an attribute path"),
            (
                format!("{head}{mistyped}"),
                "own.toml:6:9: there is no check 'users/create-returns-200', did you mean",
            ),
            (
                format!("inherits = \"entre\"\n{head}"),
                "own.toml:1:1: there is no suite 'entre', did you mean 'entra'?",
            ),
            (
                head.replace('1', "2"),
                "own.toml:1:1: suite format 2 is not known; this version reads format 1",
            ),
            ("schema = ".to_owned(), "own.toml:1:10: "),
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
