//! What the suite promises of each attribute, and what the run showed of it.
//!
//! A cell repeats what the checks said. Where no check judged an attribute, the cell says that and why; nothing is
//! concluded here.

use crate::check::{Evidence, Finding, expect};
use crate::entra::Dialect;
use crate::result::{CheckResult, VerdictWord};
use crate::scim::access;
use crate::suite::{Attribute, Suite};
use crate::transcript::StepState;

use super::View;

/// What was seen of a promise.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The promise was kept, as this exchange shows.
    Kept(Option<u32>),
    /// It was not.
    Broken(String, Option<u32>),
    /// No check judged it.
    NotJudged(String),
}

/// A promise and what was seen of it.
pub(super) struct Cell {
    /// What the documentation says, in words.
    pub(super) promise: &'static str,
    /// What was seen.
    pub(super) seen: Seen,
    /// The check that judged it, or would have.
    pub(super) check: &'static str,
}

/// One attribute.
pub(super) struct Row {
    /// `User` or `Group`.
    pub(super) kind: &'static str,
    /// The attribute, as the suite writes it.
    pub(super) path: String,
    /// Create, an update in each dialect, filter, required.
    pub(super) cells: Vec<Cell>,
}

/// The table.
pub(super) fn rows(view: &View) -> Vec<Row> {
    let suite = &view.document.transcript.header.suite;
    let users = suite.user.attributes.iter().map(|attribute| user(view, attribute));
    let groups = suite.group.attributes.iter().map(|attribute| group(view, attribute));
    users.chain(groups.filter(|_| suite.sends_groups())).collect()
}

fn user(view: &View, attribute: &Attribute) -> Row {
    let mut cells = vec![create(view, attribute)];
    cells.extend(view.document.result.dialects.iter().map(|dialect| update(view, attribute, *dialect)));
    cells.push(filter(view, attribute));
    cells.push(required(view, attribute));
    Row { kind: "User", path: attribute.target().to_string(), cells }
}

/// The check's word for the whole, unless it judged each attribute by itself.
fn unjudged(view: &View, id: &str, dialect: Option<Dialect>) -> Result<(), Seen> {
    let Some(check) = view.check(id, dialect) else {
        return Err(Seen::NotJudged("the check was not selected".to_owned()));
    };
    match check.verdict {
        VerdictWord::Pass | VerdictWord::Fail => Ok(()),
        VerdictWord::Skipped | VerdictWord::Error => {
            Err(Seen::NotJudged(check.reason.clone().unwrap_or_default()))
        }
    }
}

fn findings<'a>(view: &View<'a>, id: &str, dialect: Option<Dialect>) -> &'a [Finding] {
    view.check(id, dialect).map_or(&[], |check: &CheckResult| check.findings.as_slice())
}

/// What the check found of that attribute.
fn about<'a>(view: &View<'a>, id: &str, attribute: &Attribute) -> Option<&'a Finding> {
    let path = Some(attribute.target().as_str());
    findings(view, id, None).iter().find(|finding| finding.attribute.as_deref() == path)
}

fn broken(finding: &Finding) -> Seen {
    Seen::Broken(finding.message.clone(), finding.exchange)
}

/// Judged as a whole, by a check of the attribute's own.
fn whole(view: &View, id: &'static str, dialect: Option<Dialect>, promise: &'static str) -> Cell {
    let seen = match unjudged(view, id, dialect) {
        Err(seen) => seen,
        Ok(()) => findings(view, id, dialect).first().map_or(Seen::Kept(None), broken),
    };
    Cell { promise, seen, check: id }
}

fn create(view: &View, attribute: &Attribute) -> Cell {
    const CHECK: &str = "suite/create-round-trip";
    let seen = unjudged(view, CHECK, None).map_or_else(|seen| seen, |()| created(view, attribute));
    Cell { promise: "listed", seen, check: CHECK }
}

fn created(view: &View, attribute: &Attribute) -> Seen {
    let evidence = Evidence::new(&view.document.transcript, None);
    let path = attribute.target().path();
    let sent = evidence.find("users/create").map(|create| create.sent());
    let Some(sent) = sent.and_then(|sent| access::first(sent, path)).filter(|v| !expect::is_empty(v)) else {
        return Seen::NotJudged("the create request has no value for it".to_owned());
    };
    if attribute.target().same("password") {
        return Seen::NotJudged("a password is never returned".to_owned());
    }
    if let Some(finding) = about(view, "suite/create-round-trip", attribute) {
        return broken(finding);
    }
    let Some(read) = evidence.find("users/get") else { return Seen::Kept(None) };
    let shown = read.body().and_then(|body| access::first(body, path));
    let same = shown.is_some_and(|shown| expect::same(sent, shown));
    let unchanged = view.check("users/values-unchanged", None);
    match unchanged.filter(|check| check.verdict == VerdictWord::Fail && !same) {
        Some(_) => {
            Seen::Broken("it is stored, but not as it was sent".to_owned(), Some(read.exchange.number))
        }
        None => Seen::Kept(Some(read.exchange.number)),
    }
}

fn update(view: &View, attribute: &Attribute, dialect: Dialect) -> Cell {
    const CHECK: &str = "suite/patch-round-trip";
    if attribute.target().same("active") {
        return whole(view, "patch/active-boolean", Some(dialect), "listed");
    }
    if attribute.target().path().name.eq_ignore_ascii_case("manager") {
        return whole(view, "patch/manager-string", Some(dialect), "listed");
    }
    let seen =
        unjudged(view, CHECK, Some(dialect)).map_or_else(|seen| seen, |()| updated(view, attribute, dialect));
    Cell { promise: "listed", seen, check: CHECK }
}

fn updated(view: &View, attribute: &Attribute, dialect: Dialect) -> Seen {
    let evidence = Evidence::new(&view.document.transcript, Some(dialect));
    let Some(patch) = evidence.find(&format!("attributes/patch/{}", attribute.target())) else {
        return Seen::NotJudged("no PATCH of it was sent".to_owned());
    };
    let read = evidence.find("attributes/read");
    let effect = expect::effect(&patch, read);
    let Some(first) = effect.first() else { return Seen::Kept(Some(patch.exchange.number)) };
    if findings(view, "suite/patch-round-trip", Some(dialect)).contains(first) {
        return broken(first);
    }
    Seen::NotJudged("it fails for a reason that another check names".to_owned())
}

fn filter(view: &View, attribute: &Attribute) -> Cell {
    let suite = &view.document.transcript.header.suite;
    let path = attribute.target().as_str();
    let promise = match attribute.filter {
        _ if suite.user.matching.iter().any(|matching| matching.same(path)) => "matching",
        Some(true) => "filterable",
        Some(false) => "not promised",
        None => "not said",
    };
    let own = match path {
        "userName" => Some("query/filter-by-username"),
        "externalId" => Some("query/filter-by-external-id"),
        "emails[type eq \"work\"].value" => Some("query/filter-by-work-email"),
        _ => None,
    };
    match own {
        _ if promise.starts_with("not ") => nothing_promised(promise, "suite/filterable"),
        Some(id) => whole(view, id, None, promise),
        None => Cell { promise, seen: filtered(view, attribute), check: "suite/filterable" },
    }
}

/// A server may do more than it promises; nobody asks.
fn nothing_promised(promise: &'static str, check: &'static str) -> Cell {
    Cell { promise, seen: Seen::NotJudged("nothing is promised".to_owned()), check }
}

fn filtered(view: &View, attribute: &Attribute) -> Seen {
    let step = format!("users/match/{}", attribute.target());
    let record = view.document.transcript.steps.iter().find(|record| record.step == step);
    if let Some(StepState::NotSent { reason, .. }) = record.map(|record| &record.state) {
        return Seen::NotJudged(reason.clone());
    }
    if let Err(seen) = unjudged(view, "suite/filterable", None) {
        return seen;
    }
    let evidence = Evidence::new(&view.document.transcript, None);
    let Some(query) = evidence.find(&step) else {
        return Seen::NotJudged("no query by it was sent".to_owned());
    };
    let found = about(view, "suite/filterable", attribute);
    found.map_or(Seen::Kept(Some(query.exchange.number)), broken)
}

fn required(view: &View, attribute: &Attribute) -> Cell {
    const CHECK: &str = "suite/required-refused";
    match attribute.required {
        Some(true) => {
            let seen = unjudged(view, CHECK, None).map_or_else(|seen| seen, |()| enforced(view, attribute));
            Cell { promise: "required", seen, check: CHECK }
        }
        Some(false) => nothing_promised("optional", CHECK),
        None => nothing_promised("not said", CHECK),
    }
}

fn enforced(view: &View, attribute: &Attribute) -> Seen {
    let evidence = Evidence::new(&view.document.transcript, None);
    let Some(create) = evidence.find(&format!("required/{}", attribute.target())) else {
        return Seen::NotJudged("no create without it was sent".to_owned());
    };
    let number = Some(create.exchange.number);
    let at_it = |id| findings(view, id, None).iter().find(|finding| finding.exchange == number);
    let found = at_it("suite/required-no-server-error").or_else(|| at_it("suite/required-refused"));
    found.map_or(Seen::Kept(number), broken)
}

/// Groups have no check that goes through their attributes; these checks are about one each.
fn group(view: &View, attribute: &Attribute) -> Row {
    let suite = &view.document.transcript.header.suite;
    let path = attribute.target().as_str();
    let [create, update, filter, required] = group_checks(path);
    let cell = |id: Option<&'static str>, dialect, promise| match id {
        Some(id) => whole(view, id, dialect, promise),
        None => Cell { promise, seen: Seen::NotJudged("no check judges it".to_owned()), check: "" },
    };
    let mut cells = vec![cell(create, None, "listed")];
    let dialects = view.document.result.dialects.iter();
    cells.extend(dialects.map(|dialect| cell(update, Some(*dialect), "listed")));
    cells.push(cell(filter.filter(|_| suite.finds_groups_by(path)), None, group_filter(suite, attribute)));
    let promise = if attribute.required == Some(true) { "required" } else { "not said" };
    cells.push(cell(required, None, promise));
    Row { kind: "Group", path: path.to_owned(), cells }
}

fn group_checks(path: &str) -> [Option<&'static str>; 4] {
    match path {
        "displayName" => [
            Some("groups/create-returns-201"),
            Some("groups/rename"),
            Some("groups/filter-by-display-name"),
            Some("groups/name-required"),
        ],
        "externalId" => [None, Some("groups/external-id"), Some("groups/filter-by-external-id"), None],
        "members" => [Some("groups/create-with-members"), Some("groups/add-member"), None, None],
        _ => [None; 4],
    }
}

fn group_filter(suite: &Suite, attribute: &Attribute) -> &'static str {
    let path = attribute.target().as_str();
    match attribute.filter {
        _ if suite.group.matching.iter().any(|matching| matching.same(path)) => "matching",
        Some(true) => "filterable",
        Some(false) => "not promised",
        None => "not said",
    }
}
