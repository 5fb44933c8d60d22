//! Errors that the shape of a suite does not show: paths, patterns, and what contradicts something else in it.

use fancy_regex::Regex;

use super::document::{Document, Step};
use super::lint::Problem;
use super::load::Read;
use super::sample::Template;
use super::{Attribute, AttributePath, Operation, Removal, Suite, misprint, value};
use crate::text::nearest;

use Step::{At, Key};

/// All such errors.
pub(super) fn problems(document: &Document<'_>, read: &Read) -> Vec<Problem> {
    let mut judge = Judge { document, problems: Vec::new() };
    judge.app(&read.written);
    for part in read.parts() {
        judge.attributes(part.key, part.written, part.effective);
        judge.matching(part.key, part.matching, part.effective);
        judge.repeated(&[Key(part.key), Key("not_offered")], part.not_offered);
    }
    judge.removal(&read.written);
    judge.problems
}

struct Judge<'a> {
    document: &'a Document<'a>,
    problems: Vec<Problem>,
}

impl Judge<'_> {
    fn report(&mut self, steps: &[Step<'_>], message: impl Into<String>) {
        self.problems.push(self.document.error(steps, message));
    }

    fn app(&mut self, suite: &Suite) {
        let slug = &suite.app.slug;
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !slug.split('-').all(plain) {
            let message = format!("'{slug}' is no slug: small letters and digits, joined by single hyphens");
            self.report(&[Key("app"), Key("slug")], message);
        }
        if let Some(date) = suite.app.source_date.as_deref()
            && date.parse::<jiff::civil::Date>().is_err()
        {
            self.report(&[Key("app"), Key("source_date")], format!("'{date}' is no date such as 2024-03-25"));
        }
        self.repeated(&[Key("app"), Key("capabilities")], &suite.app.capabilities);
    }

    fn repeated<T: PartialEq>(&mut self, steps: &[Step<'_>], values: &[T]) {
        for (at, value) in values.iter().enumerate() {
            if values[..at].contains(value) {
                self.report(&[steps, &[At(at)]].concat(), "this is listed twice");
            }
        }
    }

    fn attributes(&mut self, kind: &str, rows: &[Attribute], listed: &[Attribute]) {
        for (at, row) in rows.iter().enumerate() {
            let place = [Key(kind), Key("attributes"), At(at)];
            self.path(kind, &place, row);
            if rows[..at].iter().any(|earlier| earlier.target().same(row.target().as_str())) {
                let message = format!("the attribute {} is listed twice", row.target());
                self.report(&[&place[..], &[Key("path")]].concat(), message);
            }
            self.rules(&place, row);
            self.equals(&place, row, listed);
        }
    }

    fn path(&mut self, kind: &str, place: &[Step<'_>], row: &Attribute) {
        let printed = row.printed();
        if printed.is_path() || row.likely.is_some() {
            return;
        }
        let reason = printed.as_str().parse::<AttributePath>().err().map(|e| e.to_string());
        let hint = misprint::likely(printed.as_str(), kind == "group").map_or_else(
            || "; where a page misprints it, give the path that is meant as likely".to_owned(),
            |likely| format!("; probably likely = '{likely}' is meant"),
        );
        let message = format!("'{printed}' is not an attribute path: {}{hint}", reason.unwrap_or_default());
        self.report(&[place, &[Key("path")]].concat(), message);
    }

    fn rules(&mut self, place: &[Step<'_>], row: &Attribute) {
        let pattern = match row.pattern.as_deref().map(value::whole).transpose() {
            Ok(pattern) => pattern,
            Err(error) => {
                let message = format!("the pattern is no regular expression: {error}");
                return self.report(&[place, &[Key("pattern")]].concat(), message);
            }
        };
        for (at, allowed) in row.values.iter().enumerate() {
            let steps = [place, &[Key("values"), At(at)]].concat();
            if row.values[..at].contains(allowed) {
                self.report(&steps, format!("the value '{allowed}' is listed twice"));
            }
            if let Some(reason) = value::contradiction(row, pattern.as_ref(), allowed) {
                self.report(&steps, format!("the value '{allowed}' {reason}"));
            }
        }
        self.sample(&[place, &[Key("sample")]].concat(), row, pattern.as_ref());
    }

    fn sample(&mut self, steps: &[Step<'_>], row: &Attribute, pattern: Option<&Regex>) {
        let Some(sample) = row.sample.as_deref() else { return };
        match sample.parse::<Template>() {
            Ok(template) => {
                if let Some(reason) = value::sample_contradiction(row, pattern, &template) {
                    self.report(steps, format!("the sample '{sample}' {reason}"));
                }
            }
            Err(error) => self.report(steps, format!("{}: {error}", row.target())),
        }
    }

    fn equals(&mut self, place: &[Step<'_>], row: &Attribute, listed: &[Attribute]) {
        let Some(other) = &row.equals else { return };
        let steps = [place, &[Key("equals")]].concat();
        if other.same(row.target().as_str()) {
            return self.report(&steps, format!("{other} is this attribute itself"));
        }
        if let Some(message) = unlisted(other, listed) {
            self.report(&steps, message);
        }
    }

    fn matching(&mut self, kind: &str, matching: &[AttributePath], listed: &[Attribute]) {
        for (at, path) in matching.iter().enumerate() {
            let steps = [Key(kind), Key("matching"), At(at)];
            if matching[..at].iter().any(|earlier| earlier.same(path.as_str())) {
                self.report(&steps, format!("{path} is listed twice"));
            }
            if let Some(message) = unlisted(path, listed) {
                self.report(&steps, message);
            }
        }
    }

    fn removal(&mut self, suite: &Suite) {
        let deletes = !suite.user.not_offered.contains(&Operation::Delete);
        if suite.user.removal == Some(Removal::DeleteOnly) && !deletes {
            let message = "removal by deletion only contradicts not_offered, which names delete";
            self.report(&[Key("user"), Key("removal")], message);
        }
    }
}

/// Why an attribute cannot be named: the suite does not list it. Those that every resource has may always be, and where
/// there is no table, nothing is known.
fn unlisted(path: &AttributePath, listed: &[Attribute]) -> Option<String> {
    let always = ["id", "userName", "externalId", "displayName"];
    let known = listed.iter().any(|row| row.target().same(path.as_str()));
    if known || listed.is_empty() || always.iter().any(|name| path.same(name)) {
        return None;
    }
    let names = listed.iter().map(|row| row.target().as_str()).chain(always);
    let hint = nearest(path.as_str(), names).map(|name| format!(", did you mean '{name}'?"));
    Some(format!("the suite does not list {path}{}", hint.unwrap_or_default()))
}
