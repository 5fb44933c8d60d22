//! What a faulty tenant makes of the parameters of a query and of the list it answers with.

use std::sync::atomic::Ordering;

use serde_json::Value;

use super::MAX_COUNT;
use crate::scim::{Error, ScimType};
use crate::server::fault::Fault;
use crate::server::request::Query;
use crate::server::service::Service;
use crate::server::store::{Kind, Store};

/// The parameters as this tenant understands them.
pub(super) fn parameters(service: &Service, kinds: &[Kind], sent: &Query) -> Result<Query, Error> {
    if service.faults.is_empty() {
        return Ok(sent.clone());
    }
    refuse(service, kinds, sent)?;
    let mut query = sent.clone();
    overlook(service, &mut query);
    renumber(service, kinds, &mut query);
    Ok(query)
}

/// Refuses what it should serve.
fn refuse(service: &Service, kinds: &[Kind], query: &Query) -> Result<(), Error> {
    let has = |fault| service.faults.has(fault);
    let number = |name| query.number(name).ok().flatten();
    let (count, start) = (number("count"), number("startIndex"));
    let bad = |detail: &str| Err(Error::of(ScimType::InvalidValue, detail));
    let bare = !["filter", "count", "startIndex", "cursor"].iter().any(|name| query.has(name));
    let fault =
        if query.has("cursor") { Fault::CursorNegativeCountRefused } else { Fault::NegativeCountRefused };
    if count.is_some_and(|count| count < 0) && has(fault) {
        return bad("count must not be negative");
    }
    if has(Fault::LargeCountRefused)
        && !query.has("cursor")
        && count.and_then(|n| usize::try_from(n).ok()) > Some(MAX_COUNT)
    {
        return bad("count is too large");
    }
    if has(Fault::StartZeroRefused) && start.is_some_and(|start| start < 1) {
        return bad("startIndex must be 1 or more");
    }
    if has(Fault::CountNotANumberServerError) && query.number("count").is_err() {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    if has(Fault::UnboundedListRefused) && bare && kinds == [Kind::User] {
        return Err(Error::new(413, "the list is too long"));
    }
    let later = start.is_some_and(|start| start > 1) && !query.has("filter");
    if has(Fault::LaterPageNotFound) && later && kinds == [Kind::User] {
        return Err(Error::new(404, "there is no such page"));
    }
    Ok(())
}

/// Forgets parameters that it should heed.
fn overlook(service: &Service, query: &mut Query) {
    let by = query.get("sortBy").unwrap_or_default().to_ascii_lowercase();
    let (cursor, zero) = (query.has("cursor"), query.get("count") == Some("0"));
    for (fault, ignored, names) in [
        (Fault::CountIgnored, !cursor, &["count"][..]),
        (Fault::CountZeroUnlimited, zero && !cursor, &["count"]),
        (Fault::CursorCountZeroUnlimited, zero && cursor, &["count"]),
        (Fault::ListAttributesIgnored, true, &["attributes"]),
        (Fault::SortIgnored, true, &["sortBy"]),
        (Fault::SortOrderIgnored, true, &["sortOrder"]),
        (Fault::SortByDatesIgnored, by == "meta.created", &["sortBy"]),
        (Fault::SortByPartIgnored, by.starts_with("name."), &["sortBy"]),
        (Fault::IdSortDirectionIgnored, by == "id", &["sortOrder"]),
    ] {
        if ignored && service.faults.has(fault) {
            query.forget(names);
        }
    }
}

/// Changes which page it takes to be asked for.
fn renumber(service: &Service, kinds: &[Kind], query: &mut Query) {
    let bare = !["count", "startIndex", "cursor"].iter().any(|name| query.has(name));
    if service.faults.has(Fault::DefaultCursorUnkept) && bare && kinds == [Kind::User] {
        query.set("count", 10);
    }
    let start = query.number("startIndex").ok().flatten();
    if let (true, Some(start)) = (service.faults.has(Fault::StartIndexFromZero) && query.has("filter"), start)
    {
        query.set("startIndex", start.max(1) + 1);
    }
}

/// The list as this tenant sends it, in answer to the parameters as they were sent.
pub(super) fn list(
    service: &Service,
    store: &Store,
    kinds: &[Kind],
    sent: &Query,
    mut list: Value,
) -> Result<Value, Error> {
    if service.faults.is_empty() || !list.is_object() {
        return Ok(list);
    }
    let has = |fault| service.faults.has(fault);
    let shown = list["Resources"].as_array().map_or(0, Vec::len);
    let total = list["totalResults"].as_u64().unwrap_or_default();
    let start = sent.number("startIndex").ok().flatten();
    if has(Fault::BeyondTheEndNotFound) && shown == 0 && start.is_some_and(|start| start > 1) {
        return Err(Error::new(404, "there is no such page"));
    }
    count_wrongly(service, store, kinds, sent, &mut list);
    for (fault, kind) in [(Fault::StartIndexFixed, Kind::User), (Fault::GroupStartIndexFixed, Kind::Group)] {
        if has(fault) && kinds == [kind] && list.get("startIndex").is_some() {
            list["startIndex"] = 1.into();
        }
    }
    if let (true, Some(start)) = (has(Fault::StartIndexFromZero), start) {
        list["startIndex"] = start.max(1).into();
    }
    point_wrongly(service, sent, &mut list);
    let mut drop_member = |fault, drops: bool, name: &str| {
        if let (true, true, Value::Object(list)) = (has(fault), drops, &mut list) {
            list.shift_remove(name);
        }
    };
    drop_member(Fault::PageWithoutUrn, sent.has("count"), "schemas");
    drop_member(Fault::PageWithoutItemsPerPage, true, "itemsPerPage");
    if has(Fault::EmptyResourcesNull) && shown == 0 && total > 0 {
        list["Resources"] = Value::Null;
    }
    show_wrongly(service, sent, &mut list);
    Ok(list)
}

fn count_wrongly(service: &Service, store: &Store, kinds: &[Kind], sent: &Query, list: &mut Value) {
    let has = |fault| service.faults.has(fault);
    let shown = list["Resources"].as_array().map_or(0, Vec::len);
    if has(Fault::TotalCountsPage) && shown > 0 {
        list["totalResults"] = shown.into();
    }
    if let (true, [kind], true) = (has(Fault::TotalCountsEveryone), kinds, sent.has("count")) {
        list["totalResults"] = store.table(*kind).iter().count().into();
    }
    if let (true, Ok(Some(count))) = (has(Fault::ItemsPerPageRequested), sent.number("count")) {
        list["itemsPerPage"] = count.into();
    }
}

fn point_wrongly(service: &Service, sent: &Query, list: &mut Value) {
    let has = |fault| service.faults.has(fault);
    let first = sent.has("cursor") && sent.get("cursor").is_none();
    if let (true, true, Value::Object(list)) = (has(Fault::CursorFirstWithoutNext), first, &mut *list) {
        list.shift_remove("nextCursor");
    }
    if has(Fault::PreviousCursorOnFirst) && first {
        list["previousCursor"] = "start".into();
    }
    if let (true, Some(cursor)) = (has(Fault::CursorPadded), list["nextCursor"].as_str().map(str::to_owned)) {
        list["nextCursor"] = format!("{cursor}==").into();
    }
}

fn show_wrongly(service: &Service, sent: &Query, list: &mut Value) {
    let Some(resources) = list["Resources"].as_array_mut() else { return };
    if service.faults.has(Fault::ListWithoutMeta) {
        for resource in resources.iter_mut().filter_map(Value::as_object_mut) {
            resource.shift_remove("meta");
        }
    }
    let unsorted = sent.has("filter") && sent.has("startIndex") && !sent.has("sortBy");
    if service.faults.has(Fault::OrderChanges)
        && unsorted
        && service.admitted.fetch_add(1, Ordering::Relaxed) % 2 == 1
    {
        resources.reverse();
    }
}
