//! Removing what a run created, in reverse, each only after a read showed that it is ours.

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::Run;
use super::ledger::Entry;
use super::own::Owner;
use super::retry::patiently;
use crate::entra::body::{operation, patch_op};
use crate::entra::query;
use crate::entra::step::{ResourceType, SCIM_JSON};
use crate::http::client::{Authorization, Outgoing};
use crate::http::{Exchange, Method, Purpose};
use crate::scim::{access, eval};
use crate::suite::Suite;
use crate::transcript::{LeftBehind, LeftState};

/// What became of one entry.
struct Removed {
    exchanges: Vec<Exchange>,
    left: Vec<LeftBehind>,
}

/// Removes everything in the ledger; groups go before the users in them.
pub async fn remove_all(run: &Run<'_>, suite: &Suite) -> (Vec<Exchange>, Vec<LeftBehind>) {
    let (known, unknown): (Vec<Entry>, Vec<Entry>) =
        entries(run).into_iter().partition(|entry| entry.id.is_some());
    let (groups, users): (Vec<Entry>, Vec<Entry>) =
        known.into_iter().partition(|entry| entry.kind == ResourceType::Group);
    let mut exchanges = Vec::new();
    let mut left = Vec::new();
    // What has no id is looked up by its name last, when nothing else of that name is left.
    for entries in [groups, users, unknown] {
        let jobs = run.options.jobs.max(1);
        let removed = stream::iter(entries).map(|entry| remove(run, suite, entry)).buffered(jobs);
        for removed in removed.collect::<Vec<_>>().await {
            exchanges.extend(removed.exchanges);
            for leftover in removed.left {
                // A refused second create of the same name is found by that name: it is no second resource.
                let known = |other: &LeftBehind| other.kind == leftover.kind && other.id == leftover.id;
                if leftover.id.is_none() || !left.iter().any(known) {
                    left.push(leftover);
                }
            }
        }
    }
    if left.iter().all(|left| left.state == LeftState::Disabled) {
        run.ledger.close();
    }
    (exchanges, left)
}

/// Everything with an id, and of the rest each name once: a second create of a name that is known already
/// is found under that name.
fn entries(run: &Run<'_>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    for entry in run.ledger.remaining() {
        if entry.id.is_some() || !kept.iter().any(|other| other.id.is_none() && other.name == entry.name) {
            kept.push(entry);
        }
    }
    kept
}

async fn remove(run: &Run<'_>, suite: &Suite, entry: Entry) -> Removed {
    let mut removed = Removed { exchanges: Vec::new(), left: Vec::new() };
    let ids = match &entry.id {
        Some(id) => vec![id.clone()],
        None => {
            let (ids, look) = run.look_up(&entry.creation()).await;
            let refused = look.status().is_some();
            removed.exchanges.push(look);
            let found = ids.as_ref().is_some_and(|ids| !ids.is_empty());
            // A create that was accepted, or never answered, leaves something behind until a look shows it.
            if !found && (entry.accepted || (ids.is_none() && !refused)) {
                removed.leave(&entry, None, LeftState::Unknown);
            }
            ids.unwrap_or_default()
        }
    };
    for id in ids {
        if !remove_one(run, suite, &entry, &id, &mut removed).await {
            remove_by_name(run, suite, &entry, &id, &mut removed).await;
        }
    }
    removed
}

/// The id a tenant told leads to nothing of ours: what was created is looked up by its name.
async fn remove_by_name(run: &Run<'_>, suite: &Suite, entry: &Entry, told: &str, removed: &mut Removed) {
    let (ids, look) = run.look_up(&entry.creation()).await;
    removed.exchanges.push(look);
    let Some(ids) = ids else { return removed.leave(entry, Some(told), LeftState::Unknown) };
    run.ledger.gone(entry.kind, told);
    for id in ids {
        if !remove_one(run, suite, entry, &id, removed).await {
            removed.leave(entry, Some(&id), LeftState::Unknown);
        }
    }
}

impl Removed {
    fn leave(&mut self, entry: &Entry, id: Option<&str>, state: LeftState) {
        let (kind, name) = (entry.kind, entry.name.clone());
        self.left.push(LeftBehind { kind, id: id.map(str::to_owned), name, state });
    }
}

/// Removes the resource of that id, if it is ours; otherwise answers `false` and touches nothing.
async fn remove_one(run: &Run<'_>, suite: &Suite, entry: &Entry, id: &str, removed: &mut Removed) -> bool {
    let known = run.ledger.is_ours(entry.kind, id);
    let (owner, look) = run.owner(entry.kind, id).await;
    removed.exchanges.extend(look);
    if owner != Owner::Ours {
        return known && owner == Owner::Gone;
    }
    let deletes = entry.kind == ResourceType::Group || suite.deletes_users();
    if deletes {
        delete(run, entry, id, removed).await;
        if is_gone(run, entry, id, removed).await {
            run.ledger.gone(entry.kind, id);
            return true;
        }
    }
    let disabled = entry.kind == ResourceType::User && disable(run, id, removed).await;
    removed.leave(entry, Some(id), if disabled { LeftState::Disabled } else { LeftState::Active });
    true
}

/// Deletes, and once more with a `Content-Type` where the server insists on one.
async fn delete(run: &Run<'_>, entry: &Entry, id: &str, removed: &mut Removed) {
    let mut outgoing = change(run, Method::Delete, entry.kind, id, None);
    for content_type in [None, Some(SCIM_JSON.to_owned())] {
        outgoing.content_type = content_type;
        let exchange = patiently(run, &outgoing, Purpose::Step).await;
        let again = matches!(exchange.status(), Some(400 | 415));
        removed.exchanges.push(exchange);
        if !again {
            return;
        }
    }
}

/// Whether a query by name still finds the resource; `None` when the query tells nothing.
async fn is_found(run: &Run<'_>, entry: &Entry, id: &str, removed: &mut Removed) -> Option<bool> {
    let (ids, look) = run.look_up(&entry.creation()).await;
    removed.exchanges.push(look);
    ids.map(|ids| ids.iter().any(|found| found == id))
}

fn change(run: &Run<'_>, method: Method, kind: ResourceType, id: &str, body: Option<Value>) -> Outgoing {
    Outgoing {
        method,
        url: run.base.join(&format!("{}/{}", kind.endpoint(), query::encode_segment(id)), None),
        content_type: body.is_some().then(|| SCIM_JSON.to_owned()),
        body: body.map(|body| body.to_string()),
        authorization: Authorization::Own,
        headers: Vec::new(),
    }
}

/// Whether a read shows that the resource is gone, or as good as gone: soft-deleted. Tenants may lag.
async fn is_gone(run: &Run<'_>, entry: &Entry, id: &str, removed: &mut Removed) -> bool {
    let refused = removed.exchanges.last().and_then(Exchange::status).is_some_and(|status| status >= 400);
    let doubted = run.ledger.doubts(entry.kind);
    let deadline = std::time::Instant::now() + run.options.settle;
    let mut pause = super::settle::FIRST_PAUSE;
    loop {
        let path = format!("{}/{}", entry.kind.endpoint(), query::encode_segment(id));
        let read = patiently(run, &run.read(&path, None), Purpose::Verify).await;
        let told = matches!(read.status(), Some(404 | 410));
        let shown = read.succeeded() && read.json().is_some_and(|body| access::member(body, "id").is_some());
        removed.exchanges.push(read);
        if told {
            // Where reads by id hide what queries still find, a second look tells, and no pause changes it.
            return !doubted || is_found(run, entry, id, removed).await != Some(true);
        }
        let gone = !shown && is_found(run, entry, id, removed).await == Some(false);
        if gone || refused || std::time::Instant::now() + pause > deadline {
            return gone;
        }
        run.stop.sleep(pause).await;
        pause = (pause * 2).min(super::settle::LONGEST_PAUSE);
    }
}

/// Disables a user that cannot be deleted; a read must show it.
async fn disable(run: &Run<'_>, id: &str, removed: &mut Removed) -> bool {
    for value in [json!(false), json!("False")] {
        let body = patch_op(&[operation("replace", "active", value)]);
        let patch = change(run, Method::Patch, ResourceType::User, id, Some(body));
        removed.exchanges.push(patiently(run, &patch, Purpose::Step).await);
        let path = format!("/Users/{}", query::encode_segment(id));
        let read = patiently(run, &run.read(&path, None), Purpose::Verify).await;
        let active = read.json().and_then(|body| access::member(body, "active")).and_then(eval::as_boolean);
        removed.exchanges.push(read);
        if active == Some(false) {
            return true;
        }
    }
    false
}
