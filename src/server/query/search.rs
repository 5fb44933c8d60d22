//! Queries by POST (RFC 7644 §3.4.3): the parameters of a query stand in the body, so that no log of addresses
//! holds them. At the root they ask for resources of every type.

use serde_json::Value;

use crate::scim::{Error, Filter, ScimType, access, urn};
use crate::server::fault::{Fault, FaultSet};
use crate::server::intake;
use crate::server::reply::{Answer, Reply};
use crate::server::request::{Query, Request};
use crate::server::service::Service;
use crate::server::store::Kind;

/// The parameters a body may hold.
const PARAMETERS: [&str; 8] =
    ["attributes", "excludedAttributes", "filter", "sortBy", "sortOrder", "startIndex", "count", "cursor"];

/// `POST /.search`, or that of one resource type.
pub(in crate::server) fn search(service: &Service, kind: Option<Kind>, request: &Request) -> Answer {
    let mut query = parameters(&request.json(&service.faults)?, &service.faults)?;
    ignore(&mut query, &service.faults);
    let reply = match kind {
        Some(kind) => super::answer(service, &[kind], &query),
        None => super::answer(service, super::every_kind(service, Fault::RootSearchUsersOnly), &query),
    }?;
    Ok(disfigured(reply, &service.faults))
}

/// Forgets the parameters a faulty server does not look for in a body.
fn ignore(query: &mut Query, faults: &FaultSet) {
    let malformed = query.get("filter").is_some_and(|filter| filter.parse::<Filter>().is_err());
    for (fault, names) in [
        (Fault::SearchFilterIgnored, &["filter"][..]),
        (Fault::SearchAttributesIgnored, &["attributes", "excludedAttributes"]),
        (Fault::SearchSortIgnored, &["sortBy", "sortOrder"]),
        (Fault::SearchPagingIgnored, &["startIndex", "count"]),
        (Fault::SearchCursorIgnored, &["cursor"]),
        (Fault::SearchBadFilterIgnored, if malformed { &["filter"] } else { &[] }),
    ] {
        let by_cursor = fault == Fault::SearchPagingIgnored && query.has("cursor");
        if faults.has(fault) && !by_cursor {
            query.forget(names);
        }
    }
}

fn disfigured(mut reply: Reply, faults: &FaultSet) -> Reply {
    if faults.has(Fault::SearchCreated) {
        reply.status = 201;
    }
    if let (true, Some(Value::Object(message))) = (faults.has(Fault::SearchWithoutUrn), &mut reply.body) {
        message.shift_remove("schemas");
    }
    reply
}

fn parameters(body: &Value, faults: &FaultSet) -> Result<Query, Error> {
    let schemas = access::member(body, "schemas").and_then(Value::as_array);
    let named = |id: &Value| id.as_str().is_some_and(|id| urn::same(id, urn::SEARCH_REQUEST));
    if !faults.has(Fault::SearchAnyUrn) && !schemas.is_some_and(|list| list.iter().any(named)) {
        let detail = format!("the body needs \"schemas\" with {}", urn::SEARCH_REQUEST);
        return Err(Error::of(ScimType::InvalidSyntax, detail));
    }
    let sent = PARAMETERS.into_iter().filter_map(|name| Some((name, access::member(body, name)?)));
    let read = sent.filter(|(_, value)| !value.is_null()).map(|(name, value)| Ok((name, text(name, value)?)));
    Ok(Query::of(read.collect::<Result<_, Error>>()?))
}

/// A parameter as a query string would hold it.
fn text(name: &str, value: &Value) -> Result<String, Error> {
    let list = name.to_ascii_lowercase().ends_with("attributes");
    match value {
        Value::Array(items) if list => {
            let names = items
                .iter()
                .map(|item| item.as_str().ok_or_else(|| intake::mismatch(name, "a list of names", item)));
            Ok(names.collect::<Result<Vec<_>, _>>()?.join(","))
        }
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(intake::mismatch(
            name,
            if list { "a list of names" } else { "a string or an integer" },
            other,
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_body_becomes_parameters() {
        let body = json!({
            "SCHEMAS": [urn::SEARCH_REQUEST], "attributes": ["id", "name.givenName"], "filter": "a eq \"x+y%20\"",
            "COUNT": 5, "startIndex": "2", "sortBy": null, "other": {},
        });
        let query = parameters(&body, &FaultSet::default()).unwrap();
        assert_eq!(query.get("attributes"), Some("id,name.givenName"));
        assert_eq!(query.get("filter"), Some("a eq \"x+y%20\""));
        assert_eq!((query.number("count").unwrap(), query.number("startIndex").unwrap()), (Some(5), Some(2)));
        assert_eq!(query.get("sortBy"), None);
        for wrong in [json!({"count": 1}), json!({"schemas": [urn::SEARCH_REQUEST], "filter": ["x"]})] {
            assert_eq!(parameters(&wrong, &FaultSet::default()).unwrap_err().status, 400, "{wrong}");
        }
    }
}
