//! The people that filters are asked about, as checks see them, and what a query found of them.

use super::prelude::*;
use crate::scim::{Path, access, urn};
use crate::text::cut;

/// Everybody who is created, by the names of the steps.
const NAMES: [&str; 9] = ["middle", "off", "front", "signs", "back", "two", "same", "quoted", "other"];

/// Those with signs in their names.
const ODD: [&str; 2] = ["signs", "quoted"];

/// One of them, created and read.
struct Person<'a> {
    name: &'static str,
    created: Seen<'a>,
    read: Option<Seen<'a>>,
}

/// All of them, as far as they were created.
pub(super) struct Cast<'a> {
    e: Evidence<'a>,
    people: Vec<Person<'a>>,
}

/// What a query found.
struct Found {
    people: Vec<&'static str>,
    /// Resources that are none of the cast.
    foreign: usize,
}

impl<'a> Cast<'a> {
    /// The cast, of a tenant that advertises filters and finds one user by `userName`. Where that fails, other
    /// checks name it.
    pub(super) fn of(e: &Evidence<'a>) -> Result<Self, Unjudged> {
        e.needs_support("filter")?;
        let baseline = e.seen("filters/baseline")?;
        if !expect::only_hit(&baseline, &e.seen("filters/create/same")?).is_empty() {
            return Err(named("a query by userName does not find that user alone"));
        }
        let person = |name: &'static str| {
            let created = e.find(&format!("filters/create/{name}")).filter(Seen::succeeded)?;
            Some(Person { name, created, read: e.find(&format!("filters/get/{name}")) })
        };
        Ok(Self { e: *e, people: NAMES.into_iter().filter_map(person).collect() })
    }

    /// The same, of a tenant where `and` works, which narrows a query to one of the cast.
    pub(super) fn with_and(e: &Evidence<'a>) -> Result<Self, Unjudged> {
        let cast = Self::of(e)?;
        let works = both(vec![
            cast.finds("filters/and/match", "userName", &["same"]),
            cast.finds("filters/and/decoy", "userName", &[]),
        ])?;
        if works.is_empty() { Ok(cast) } else { Err(named("`and` does not join two conditions")) }
    }

    /// The same, of a tenant where users are found by `displayName`.
    pub(super) fn with_display_name(e: &Evidence<'a>) -> Result<Self, Unjudged> {
        let cast = Self::of(e)?;
        cast.needs_display_name()?;
        Ok(cast)
    }

    /// What the read of one of the cast shows.
    pub(super) fn shown(&self, name: &str) -> Result<&'a Value, Unjudged> {
        let read = self.e.seen(&format!("filters/get/{name}"))?;
        read.body().filter(|_| read.succeeded()).ok_or_else(|| Unjudged::not_shown("the user cannot be read"))
    }

    /// The path's value as one of the cast shows it.
    pub(super) fn value(&self, name: &str, path: &str) -> Result<Option<&'a Value>, Unjudged> {
        let body = self.shown(name)?;
        Ok(path.parse::<Path>().ok().and_then(|path| access::first(body, &path)))
    }

    /// Refuses a judgement unless all values that were written at the path are shown as they were sent. Those that a
    /// tenant may lawfully alter count only where they are wanted.
    fn needs_stored(&self, path: &str, wanted: &[&str]) -> Result<(), Unjudged> {
        let Ok(parsed) = path.parse::<Path>() else { return Ok(()) };
        let kept = |person: &Person| {
            let sent = access::values(person.created.sent(), &parsed);
            let body = person.read.and_then(|read| read.body());
            let shown = body.map(|body| access::values(body, &parsed)).unwrap_or_default();
            sent.len() == shown.len() && sent.iter().all(|sent| shown.iter().any(|s| expect::same(sent, s)))
        };
        let counts = |person: &&Person| !ODD.contains(&person.name) || wanted.contains(&person.name);
        if self.people.iter().filter(counts).all(kept) {
            return Ok(());
        }
        Err(Unjudged::not_shown(format!("{path} is not shown as it was written")))
    }

    /// The conditions of a value path, together and across two elements.
    pub(super) fn value_path(&self) -> Judged {
        both(vec![
            self.finds("filters/one-value/match", "emails.value", &["two"]),
            self.finds("filters/one-value/decoy", "emails.value", &[]),
        ])
    }

    /// Findings unless the query found these of the cast and nobody else. A filter that is refused is one the tenant
    /// need not support, and not judged.
    pub(super) fn finds(&self, step: &str, attribute: &str, wanted: &[&str]) -> Judged {
        let seen = self.e.seen(step)?;
        if is_refused(&seen) {
            return Err(Unjudged::not_shown(format!("the tenant refuses `{}`", filter_of(&seen))));
        }
        self.must_find(step, attribute, wanted)
    }

    /// The same where a refusal is as good as the right answer.
    pub(super) fn finds_or_refuses(&self, step: &str, attribute: &str, wanted: &[&str]) -> Judged {
        let is_refused = (400..500).contains(&self.e.seen(step)?.status());
        if is_refused { Ok(Vec::new()) } else { self.finds(step, attribute, wanted) }
    }

    /// The same where there is somebody whom a wrong comparison would find.
    pub(super) fn against(self, decoy: &str) -> Result<Self, Unjudged> {
        self.shown(decoy)?;
        Ok(self)
    }

    /// The same where the types of the e-mails are kept, too.
    pub(super) fn with_email_types(self) -> Result<Self, Unjudged> {
        for kind in ["work", "other"] {
            self.needs_stored(&format!("emails[type eq \"{kind}\"].value"), &[])?;
        }
        Ok(self)
    }

    /// Refuses a judgement unless the first is seen to have a value at the path and the second is seen to have none.
    pub(super) fn needs_difference(&self, path: &str, with: &str, without: &str) -> Result<(), Unjudged> {
        if self.has(with, path)? && !self.has(without, path)? {
            return Ok(());
        }
        Err(Unjudged::not_shown(format!("no two users show that one has {path} and one has not")))
    }

    fn has(&self, name: &str, path: &str) -> Result<bool, Unjudged> {
        let is_assigned = |value: &Value| match value {
            Value::Object(members) => members.values().any(|member| !expect::is_empty(member)),
            value => !expect::is_empty(value),
        };
        Ok(self.value(name, path)?.is_some_and(is_assigned))
    }

    /// The same for a filter that must be understood: a refusal is a finding, too.
    pub(super) fn must_find(&self, step: &str, attribute: &str, wanted: &[&str]) -> Judged {
        let seen = self.e.seen(step)?;
        for name in wanted {
            self.shown(name)?;
        }
        if !["userName", "active"].contains(&attribute) {
            self.needs_stored(attribute, wanted)?;
        }
        Ok(self.right(seen, attribute, wanted))
    }

    /// Refuses a judgement where `or` does not work.
    pub(super) fn needs_or(&self) -> Result<(), Unjudged> {
        let findings = self.finds("filters/or/match", "userName", &["same", "front"])?;
        if findings.is_empty() { Ok(()) } else { Err(named("`or` does not join two conditions")) }
    }

    /// Refuses a judgement where users cannot be found by `displayName`.
    pub(super) fn needs_display_name(&self) -> Result<(), Unjudged> {
        let findings = self.finds("filters/case/exact", "displayName", &["same"])?;
        if findings.is_empty() {
            Ok(())
        } else {
            Err(named("a query by displayName does not find that user alone"))
        }
    }

    /// Refuses a judgement unless one of the cast is active, one is not, and both are found.
    pub(super) fn needs_active(&self) -> Result<(), Unjudged> {
        for (name, wanted) in [("front", true), ("off", false)] {
            if self.value(name, "active")?.and_then(crate::scim::eval::as_boolean) != Some(wanted) {
                return Err(Unjudged::not_shown(format!("no user shows active {wanted} as it was written")));
            }
        }
        let found = self.must_find("filters/boolean/off-alone", "active", &["off"])?;
        if found.is_empty() { Ok(()) } else { Err(named("a query does not find an inactive user")) }
    }

    fn right(&self, seen: Seen<'a>, attribute: &str, wanted: &[&str]) -> Vec<Finding> {
        let empty = seen.status() == 404 && wanted.is_empty();
        if seen.status() != 200 && !empty {
            let message = format!("`{}` is not answered with a list", filter_of(&seen));
            return vec![Finding::at(seen.exchange, message).expected("200", expect::answer(seen.exchange))];
        }
        let found = self.found(seen);
        let missing = wanted.iter().any(|name| !found.people.contains(name));
        let wrong = found.foreign > 0 || found.people.iter().any(|name| !wanted.contains(name));
        let words = match (missing, wrong) {
            (false, false) => return Vec::new(),
            (true, false) => "does not find whom it must find",
            (false, true) => "finds whom it must not find",
            (true, true) => "finds others than those it must find",
        };
        let message = format!("`{}` {words}", filter_of(&seen));
        let finding = Finding::at(seen.exchange, message).expected(
            self.described(wanted, attribute, 0),
            self.described(&found.people, attribute, found.foreign),
        );
        vec![finding.pointer("/Resources")]
    }

    fn found(&self, seen: Seen<'a>) -> Found {
        let hit_by = |person: &Person, hit: &Value| expect::is_created(hit, &person.created);
        let is_hit = |person: &&Person| seen.resources().iter().any(|hit| hit_by(person, hit));
        let people = self.people.iter().filter(is_hit).map(|person| person.name).collect();
        let known = |hit: &&Value| self.people.iter().any(|person| hit_by(person, hit));
        let foreign = seen.resources().iter().filter(|hit| !known(hit)).count();
        Found { people, foreign }
    }

    /// People by the value that tells them apart.
    fn described(&self, names: &[&str], attribute: &str, foreign: usize) -> String {
        let people = self.people.iter().filter(|person| names.contains(&person.name));
        let value = |person: &Person| {
            let own = |path: &str| {
                path.parse::<Path>().ok().map(|path| access::values(person.created.sent(), &path))
            };
            let values = own(attribute).filter(|values| !values.is_empty());
            let text = match values {
                Some(values) => {
                    let values: Vec<String> = values.into_iter().map(expect::quote).collect();
                    format!("{attribute} {}", values.join(" and "))
                }
                None => format!("a user without {attribute}"),
            };
            cut(&text, 80)
        };
        let mut words: Vec<String> = people.map(value).collect();
        if foreign > 0 {
            words.push(crate::text::count(foreign, "other user"));
        }
        if words.is_empty() { "nobody".to_owned() } else { words.join(", ") }
    }
}

/// The judgement of several queries as one: findings before doubts.
pub(super) fn both(parts: Vec<Judged>) -> Judged {
    let mut findings = Vec::new();
    let mut doubt = None;
    for part in parts {
        match part {
            Ok(found) => findings.extend(found),
            Err(unjudged) => doubt = doubt.or(Some(unjudged)),
        }
    }
    match doubt {
        Some(doubt) if findings.is_empty() => Err(doubt),
        _ => Ok(findings),
    }
}

/// The same where one part that can be judged is enough.
pub(super) fn any(parts: Vec<Judged>) -> Judged {
    let judged = parts.iter().any(Result::is_ok);
    both(parts.into_iter().filter(|part| part.is_ok() || !judged).collect())
}

/// A skip for what another check names.
pub(super) fn named(what: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{what}, which another check names"))
}

/// Whether the tenant says that it does not do this filter (RFC 7644 §3.12: 400 `invalidFilter` or `tooMany`, 501), or
/// not in an address (§7.5.2: 403 `sensitive`).
pub(super) fn is_refused(seen: &Seen) -> bool {
    matches!(seen.status(), 400 | 403 | 501)
}

/// The filter of a query, decoded.
pub(super) fn filter_of(seen: &Seen) -> String {
    let query = seen.exchange.request.url.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    cut(
        &pairs.find(|(name, _)| name == "filter").map_or_else(String::new, |(_, value)| value.into_owned()),
        200,
    )
}

/// Whether the answer is an Error message. What it looks like otherwise is the matter of another check.
fn is_message(body: &Value) -> bool {
    let schemas = access::member(body, "schemas").and_then(Value::as_array);
    schemas.into_iter().flatten().filter_map(Value::as_str).any(|id| urn::same(id, urn::ERROR))
}

/// Findings unless the filter was refused with 400 and, in an Error message, with `invalidFilter`.
pub(super) fn refused(seen: &Seen) -> Vec<Finding> {
    let filter = filter_of(seen);
    if seen.status() != 400 {
        let message = format!("`{filter}` is not refused with 400");
        return vec![Finding::at(seen.exchange, message).expected("400", expect::answer(seen.exchange))];
    }
    let Some(body) = seen.body().filter(|body| is_message(body)) else { return Vec::new() };
    let keyword = access::member(body, "scimType").and_then(Value::as_str);
    if keyword == Some("invalidFilter") {
        return Vec::new();
    }
    let message = format!("the refusal of `{filter}` does not say invalidFilter");
    let actual = keyword.map_or_else(|| "no scimType".to_owned(), |word| format!("scimType {word}"));
    vec![Finding::at(seen.exchange, message).expected("scimType invalidFilter", actual).pointer("/scimType")]
}
