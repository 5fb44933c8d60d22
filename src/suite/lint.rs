//! What is wrong with a suite, and what is worth a second look. Reading stops at the first error; linting names all.

use serde::Serialize;

use super::document::Document;
use super::{advice, load};

/// One thing found in the text of a suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub level: Level,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is found there.
    pub message: String,
}

/// How bad a problem is; the worst stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The suite cannot be used.
    Error,
    /// The suite can be used, and probably says something else than was meant.
    Warning,
    /// Nothing is wrong; it is good to know.
    Note,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl Problem {
    pub(super) fn new(level: Level, text: &str, at: usize, message: impl Into<String>) -> Self {
        let (line, column) = crate::text::place(text, at);
        Self { level, line, column, message: message.into() }
    }

    pub(super) fn error(text: &str, at: usize, message: impl Into<String>) -> Self {
        Self::new(Level::Error, text, at, message)
    }
}

/// Everything found in the text of a suite, in its order: the errors, or, where there is none, the advice. `file` is the
/// name the text was found under, `checks` are the ids an override may name.
pub fn lint(text: &str, file: &str, checks: &[&str]) -> Vec<Problem> {
    let mut problems = match (load::read(text, checks), Document::parse(text)) {
        (Ok(read), Ok(document)) => advice::problems(&document, &read, file),
        (Err(problems), _) => problems,
        (_, Err(problem)) => vec![problem],
    };
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n";

    fn found(text: &str) -> Vec<String> {
        let problems = lint(text, "suites/own.toml", &["users/create-returns-201"]);
        problems.iter().map(|p| format!("{}:{}: {}: {}", p.line, p.column, p.level, p.message)).collect()
    }

    fn of_rows(rows: &[&str]) -> Vec<String> {
        let rows: String = rows.iter().flat_map(|row| ["  { ", row, " },\n"]).collect();
        found(&format!(
            "{HEAD}[user]\nattributes = [\n  {{ path = 'userName', type = \"String\" }},\n{rows}]\n"
        ))
    }

    #[test]
    fn all_errors_are_named_at_their_places() {
        let errors = of_rows(&[
            "path = 'name.', type = \"String\"",
            "path = 'emails[type eq “work”].value', type = \"String\"",
            "path = 'title', type = \"String\", pattern = '(', sample = \"x\"",
            "path = 'Title', type = \"String\"",
            "path = 'locale', type = \"String\", pattern = '[a-z]{2}', values = [\"nb\", \"nob\", \"nb\"], sample = \"no\"",
            "path = 'active', type = \"Boolean\", sample = \"maybe\"",
            "path = 'nickName', type = \"String\", equals = \"useName\"",
        ]);
        assert_eq!(
            errors,
            [
                "8:12: error: 'name.' is not an attribute path: at character 6: expected a sub-attribute name, found the end of the text; where a page misprints it, give the path that is meant as likely",
                "9:12: error: 'emails[type eq “work”].value' is not an attribute path: at character 16: expected a quoted string, a number, true, false or null; probably likely = 'emails[type eq \"work\"].value' is meant",
                "10:48: error: the pattern is no regular expression: Parsing error at position 1: Opening parenthesis without closing parenthesis",
                "11:12: error: the attribute Title is listed twice",
                "12:77: error: the value 'nob' does not match the pattern [a-z]{2}",
                "12:84: error: the value 'nb' is listed twice",
                "12:100: error: the sample 'no' is none of the values nb, nob, nb",
                "13:49: error: the sample 'maybe' is not true or false, which the type Boolean needs",
                "14:50: error: the suite does not list useName, did you mean 'userName'?",
            ]
        );
    }

    #[test]
    fn what_contradicts_something_else_is_an_error() {
        let text = format!(
            "{}source_date = \"March\"\ncapabilities = [\"create\", \"create\"]\n[user]\nmatching = [\"userNam\", \"externalId\"]\nremoval = \"delete-only\"\nnot_offered = [\"delete\"]\nattributes = [{{ path = 'title', type = \"String\" }}]\n[[override]]\ncheck = \"users/create-returns-201\"\nreason = \"x\"\n[[override]]\ncheck = \"users/create-returns-201\"\nskip = true\nreason = \"x\"\n",
            HEAD.replace("\"own\"", "\"Own App\"")
        );
        assert_eq!(
            found(&text),
            [
                "4:8: error: 'Own App' is no slug: small letters and digits, joined by single hyphens",
                "5:15: error: 'March' is no date such as 2024-03-25",
                "6:27: error: this is listed twice",
                "8:13: error: the suite does not list userNam, did you mean 'userName'?",
                "9:11: error: removal by deletion only contradicts not_offered, which names delete",
                "13:9: error: the override changes nothing; add severity = \"note\" or skip = true",
                "16:9: error: the check users/create-returns-201 is overridden twice; make one of them",
            ]
        );
    }

    #[test]
    fn advice_follows_where_there_is_no_error() {
        let advice = of_rows(&[
            "path = 'name.giveName', type = \"String\"",
            "path = 'pphoneNumbers[type eq \"fax\"].value', likely = 'phoneNumbers[type eq \"fax\"].value', type = \"String\"",
            "path = 'emails', type = \"String\"",
            "path = 'mailVerified', type = \"String\"",
            "path = 'roles[primary eq \"True\"].value', type = \"String\"",
            "path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', type = \"String\"",
        ]);
        assert_eq!(
            advice,
            [
                "8:12: warning: 'name.giveName' is probably a misprint; add likely = 'name.givenName'",
                "9:12: note: printed as 'pphoneNumbers[type eq \"fax\"].value'; the run uses phoneNumbers[type eq \"fax\"].value",
                "10:12: note: emails has no value filter: the list is written as a whole",
                "11:12: note: mailVerified is no attribute of RFC 7643, and no default mapping of Entra writes it",
                "12:12: note: roles[primary eq \"True\"].value takes values that only the app knows; values or sample would say which",
                "13:12: note: manager is typed String; Entra sends it as it sends a reference",
            ]
        );
    }

    #[test]
    fn a_suite_that_says_little_is_told_so() {
        let text = format!(
            "{HEAD}[user]\nremoval = \"disable-only\"\n[group]\nsupport = \"unsupported\"\nmatching = [\"id\"]\n"
        );
        assert_eq!(
            found(&text.replace("slug = \"own\"", "slug = \"other\"")),
            [
                "4:8: note: the slug 'other' is not the name of the file",
                "5:1: warning: no user attribute is listed, so that only userName is written; inherits = \"entra\" takes over Entra's default mapping",
                "6:11: warning: users are disabled by active, which is not listed",
                "8:11: warning: groups are unsupported, so that nothing else that is said of them is used",
            ]
        );
        let listed = format!(
            "{HEAD}[user]\nmatching = [\"externalId\"]\nattributes = [{{ path = 'externalId', type = \"String\", filter = false }}]\n"
        );
        assert_eq!(
            found(&listed),
            [
                "6:13: note: accounts are matched by externalId, which is listed as not filterable",
                "7:14: note: userName is not listed, and Entra writes it all the same",
            ]
        );
    }
}
