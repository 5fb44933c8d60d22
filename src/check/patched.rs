//! What the checks of PATCH by the RFC share: an accepted request is judged by the reads in front of it and behind
//! it, and so is a refused one.

use super::prelude::*;

/// An accepted PATCH, with the resource in front of it and behind it.
pub(super) struct Patched<'a> {
    /// The PATCH.
    pub(super) patch: Seen<'a>,
    /// The read behind it.
    pub(super) read: Seen<'a>,
    /// The resource as it was.
    pub(super) before: &'a Value,
    /// The resource as it is.
    pub(super) after: &'a Value,
}

/// Judges what a PATCH of the RFC's own kind made of the resource, where PATCH is offered and a plain one works.
pub(super) fn accepted(e: &Evidence, step: &str, judge: &dyn Fn(&Patched) -> Judged) -> Judged {
    offered(e)?;
    let patch = e.seen(step)?;
    needs_stored(e, &patch)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    judge(&Patched::of(e, step, patch)?)
}

/// Refuses a judgement where the tenant does not advertise PATCH, or where a plain one is without effect, which
/// other checks name.
pub(super) fn offered(e: &Evidence) -> Result<(), Unjudged> {
    e.needs_support("patch")?;
    let plain = |step: &str| {
        let patch = e.find(step)?;
        let read = e.find(&format!("{step}/read")).filter(|_| patch.succeeded());
        Some(expect::effect(&patch, read).is_empty())
    };
    if plain("modify/good") == Some(false) {
        let reason = "a plain replace of the title does not work, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// Refuses a judgement about attributes of users that the tenant does not even store on create, which
/// `suite/create-round-trip` names.
fn needs_stored(e: &Evidence, patch: &Seen) -> Result<(), Unjudged> {
    if !patch.exchange.request.url.contains("/Users/") {
        return Ok(());
    }
    let written = expect::written(patch.sent());
    let mut places = written.iter().flat_map(|(path, value)| places(path, value));
    match places.find(|path| !super::patch::is_stored(e, path)) {
        None => Ok(()),
        Some(path) => {
            let reason =
                format!("the tenant does not store {path} on create either, which another check names");
            Err(Unjudged::Skipped(SkipKind::NeedsStep, reason))
        }
    }
}

/// The path, and those of the elements or sub-attributes that its value holds.
fn places(path: &str, value: &Value) -> Vec<String> {
    let kind = |element: &Value| {
        let kind = crate::scim::access::member(element, "type")?.as_str()?;
        (!path.contains('[')).then(|| format!("{path}[type eq \"{kind}\"].value"))
    };
    let below = match value {
        Value::Array(elements) => elements.iter().filter_map(kind).collect(),
        Value::Object(members) => match kind(value) {
            Some(element) => vec![element],
            None if crate::scim::urn::same(path, crate::scim::urn::ENTERPRISE_USER) => {
                members.keys().map(|name| crate::suite::enterprise(name)).collect()
            }
            None => members.keys().map(|name| format!("{path}.{name}")).collect(),
        },
        _ => Vec::new(),
    };
    std::iter::once(path.to_owned()).chain(below).collect()
}

/// Several judgements of one check: a finding of any counts, and without one the first that could not be made.
pub(super) fn all(judged: impl IntoIterator<Item = Judged>) -> Judged {
    let (mut findings, mut unjudged) = (Vec::new(), None);
    for judged in judged {
        match judged {
            Ok(found) => findings.extend(found),
            Err(Unjudged::Error(cause)) => return Err(Unjudged::Error(cause)),
            Err(skipped) => unjudged = unjudged.or(Some(skipped)),
        }
    }
    match unjudged {
        Some(skipped) if findings.is_empty() => Err(skipped),
        _ => Ok(findings),
    }
}

/// Refuses a judgement that rests on what one of these checks judges, where that check fails.
pub(super) fn unless_named(e: &Evidence, checks: &[&str], judge: impl Fn() -> Judged) -> Judged {
    let findings = judge()?;
    if findings.is_empty() {
        return Ok(findings);
    }
    let views = [None, Some(Dialect::Default), Some(Dialect::Compliant)];
    let fails = |id: &&&str| {
        let check = super::by_id(id);
        let judged = check.into_iter().flat_map(|check| {
            views.iter().map(move |dialect| (check.run)(&Evidence::new(e.transcript(), *dialect)))
        });
        judged.into_iter().any(|judged| judged.is_ok_and(|findings| !findings.is_empty()))
    };
    match checks.iter().find(fails) {
        Some(id) => Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{id} names the cause"))),
        None => Ok(findings),
    }
}

impl<'a> Patched<'a> {
    pub(super) fn of(e: &Evidence<'a>, step: &str, patch: Seen<'a>) -> Result<Self, Unjudged> {
        let read = e.seen(&format!("{step}/read"))?;
        let before = e.before(step);
        match (before, read.body().filter(|_| read.succeeded())) {
            (Some(before), Some(after)) => Ok(Self { patch, read, before, after }),
            _ => Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step}/read did not succeed"))),
        }
    }

    /// A finding unless the path shows the value, which it did not show before.
    pub(super) fn shows(&self, path: &str, value: &Value) -> Judged {
        let has =
            |resource: &Value| values(resource, path).iter().any(|actual| expect::arrived(value, actual));
        match (has(self.before), has(self.after)) {
            (true, true) => Err(Unjudged::not_shown(format!("{path} had that value already"))),
            (_, true) => Ok(Vec::new()),
            (_, false) => {
                let actual = values(self.after, path)
                    .first()
                    .map_or_else(|| "nothing".to_owned(), |v| expect::quote(v));
                Ok(vec![self.finding(
                    format!("{path} is not what the PATCH made it"),
                    expect::quote(value),
                    actual,
                )])
            }
        }
    }

    /// The same with the value that stands at this place of the request.
    pub(super) fn shows_sent(&self, path: &str, at: &str) -> Judged {
        self.shows(path, self.patch.sent().pointer(at).unwrap_or(&Value::Null))
    }

    /// A finding unless the path shows what it showed before.
    pub(super) fn keeps(&self, path: &str) -> Judged {
        let old = values(self.before, path);
        let Some(old) = old.first().copied() else {
            return Err(Unjudged::not_shown(format!("{path} had no value before")));
        };
        if values(self.after, path).iter().any(|new| expect::same(old, new)) {
            return Ok(Vec::new());
        }
        let message = format!("the PATCH took {path} away, which it does not name");
        Ok(vec![self.finding(message, expect::quote(old), "not there".to_owned())])
    }

    /// The same, where nothing is to be kept when the path had no value before.
    pub(super) fn spares(&self, path: &str) -> Judged {
        if values(self.before, path).is_empty() { Ok(Vec::new()) } else { self.keeps(path) }
    }

    /// A finding unless the path has no value any more; an empty text counts as none.
    pub(super) fn lacks(&self, path: &str) -> Judged {
        self.without(path, |value| !expect::is_empty(value))
    }

    /// The same of an id, for which an empty text is a value.
    pub(super) fn lacks_id(&self, path: &str) -> Judged {
        self.without(path, |_| true)
    }

    fn without(&self, path: &str, counts: impl Fn(&Value) -> bool) -> Judged {
        let assigned = |resource| values(resource, path).into_iter().find(|value| counts(value));
        if assigned(self.before).is_none() {
            return Err(Unjudged::not_shown(format!("{path} had no value before")));
        }
        let Some(left) = assigned(self.after) else { return Ok(Vec::new()) };
        Ok(vec![self.finding(format!("{path} is still there"), "nothing".to_owned(), expect::quote(left))])
    }

    /// How many values the path has now.
    pub(super) fn count(&self, path: &str) -> usize {
        values(self.after, path).len()
    }

    /// A finding about what was read, which is the effect of the PATCH.
    pub(super) fn finding(&self, message: String, expected: String, actual: String) -> Finding {
        Finding::at(self.read.exchange, message).expected(expected, actual).caused_by(self.patch.exchange)
    }
}

/// The values at a path; an empty object or list, or `null`, is none.
pub(super) fn values<'a>(resource: &'a Value, path: &str) -> Vec<&'a Value> {
    let Ok(path) = path.parse::<crate::scim::Path>() else { return Vec::new() };
    let assigned = |value: &&Value| match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Null => false,
        _ => true,
    };
    crate::scim::access::values(resource, &path).into_iter().filter(assigned).collect()
}

/// Findings unless the PATCH was refused with one of these statuses and changed nothing. With `types`, the error
/// must carry one of these keywords.
pub(super) fn refused(e: &Evidence, step: &str, statuses: &[u16], types: &[&str]) -> Judged {
    offered(e)?;
    let patch = e.seen(step)?;
    let message =
        if patch.succeeded() { "the PATCH is accepted" } else { "the PATCH is refused in another way" };
    let findings = expect::status(&patch, statuses, message);
    if !findings.is_empty() {
        return Ok(findings);
    }
    let changed = unless_named(e, &["patch/atomic"], || nothing_changed(e, step, patch))?;
    if changed.is_empty() { keyword(&patch, types) } else { Ok(changed) }
}

/// A finding unless the resource is as it was.
fn nothing_changed<'a>(e: &Evidence<'a>, step: &str, patch: Seen<'a>) -> Judged {
    let now = Patched::of(e, step, patch)?;
    let lost = expect::differences(now.before, now.after).into_iter();
    let Some(change) = lost.chain(expect::differences(now.after, now.before)).next() else {
        return Ok(Vec::new());
    };
    let at = |resource: &Value| {
        resource.pointer(&change.pointer).map_or_else(|| "nothing".to_owned(), expect::quote)
    };
    let message = "the refused PATCH changed the resource".to_owned();
    Ok(vec![now.finding(message, at(now.before), at(now.after)).pointer(change.pointer.clone())])
}

/// A finding unless the error carries one of these keywords of RFC 7644, table 9.
pub(super) fn keyword(patch: &Seen, types: &[&str]) -> Judged {
    let found = patch.body().and_then(|body| crate::scim::access::member(body, "scimType"));
    let known = found.and_then(Value::as_str).is_some_and(|word| types.contains(&word));
    if types.is_empty() || known {
        return Ok(Vec::new());
    }
    if !is_scim_error(patch) {
        let reason = "the error is no SCIM error message, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let actual = found.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(patch.exchange, "the error does not carry the keyword of its cause");
    Ok(vec![finding.expected(types.join(" or "), actual).pointer("/scimType")])
}

/// Whether the answer names the schema of the SCIM error message.
pub(super) fn is_scim_error(seen: &Seen) -> bool {
    let schemas = seen.body().and_then(|body| crate::scim::access::member(body, "schemas"));
    let names =
        |id: &Value| id.as_str().is_some_and(|id| crate::scim::urn::same(id, crate::scim::urn::ERROR));
    schemas.and_then(Value::as_array).is_some_and(|schemas| schemas.iter().any(names))
}

/// Findings unless the PATCH was refused with 400 and changed nothing, or was accepted and has its effect: where the
/// RFC and Entra ask for different things, either is right.
pub(super) fn either(
    e: &Evidence,
    step: &str,
    types: &[&str],
    effect: &dyn Fn(&Patched) -> Judged,
) -> Judged {
    let patch = e.seen(step)?;
    needs_stored(e, &patch)?;
    if patch.succeeded() { accepted(e, step, effect) } else { refused(e, step, &[400], types) }
}

/// The path of the id of a user's manager.
pub(super) fn manager() -> String {
    crate::suite::enterprise("manager.value")
}

/// The path of a user's manager. An app may keep it elsewhere, in a form of its own.
pub(super) fn enterprise_manager(e: &Evidence) -> Result<crate::scim::Path, Unjudged> {
    let listed = e.suite().manager().map(crate::suite::AttributePath::path);
    let own = listed.is_some_and(|path| {
        path.urn.as_deref().is_some_and(|urn| !crate::scim::urn::same(urn, crate::scim::urn::ENTERPRISE_USER))
    });
    if own {
        let reason = "the suite lists the manager outside of the enterprise extension";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    crate::suite::enterprise("manager").parse().map_err(|_| Unjudged::not_shown("no manager"))
}

/// The mutability that `/Schemas` declares for a sub-attribute.
pub(super) fn mutability<'a>(
    e: &Evidence<'a>,
    schema: &str,
    attribute: &str,
    sub: &str,
) -> Result<&'a str, Unjudged> {
    use crate::scim::{access, urn};
    let schemas = Evidence::new(e.transcript(), None).seen("discovery/schemas")?;
    let id =
        |schema: &Value| access::member(schema, "id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let declared = schemas.resources().iter().find(|declared| urn::same(&id(declared), schema));
    let named = |list: Option<&'a Value>, name: &str| {
        let list = list.and_then(Value::as_array).into_iter().flatten();
        let is = |entry: &&Value| {
            access::member(entry, "name")
                .and_then(Value::as_str)
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        };
        list.into_iter().find(is)
    };
    let attribute = named(declared.and_then(|schema| access::member(schema, "attributes")), attribute);
    let sub = named(attribute.and_then(|attribute| access::member(attribute, "subAttributes")), sub);
    let mutability = sub.and_then(|sub| access::member(sub, "mutability")).and_then(Value::as_str);
    mutability
        .ok_or_else(|| Unjudged::not_shown(format!("{schema} does not declare its attributes at /Schemas")))
}
