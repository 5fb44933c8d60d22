//! Reads what an endpoint publishes, with GET alone: page by page, and schemas one by one where the list names them only.

use serde_json::Value;

use crate::entra::query::encode_segment;
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::client::{Client, Outgoing};
use crate::http::{Exchange, FailureKind, Outcome, Purpose, Response};
use crate::scim::{access, urn};
use crate::suite::discover::Documents;
use crate::text::{cut, one_line};

/// More pages than any endpoint has schemas for.
const PAGES: usize = 200;

/// More schemas than are worth asking for one by one.
const ALONE: usize = 50;

const BASE_HELP: &str = "is this the base URL of a SCIM service? It usually ends in /scim or /scim/v2";

/// The three documents. `/Schemas` has to be there; the other two may be missing.
pub(super) async fn documents(client: &Client, base: &BaseUrl) -> Result<Documents, Error> {
    let reader = Reader { client, base };
    let schemas = reader.list("/Schemas").await?;
    let Some(mut schemas) = schemas else {
        return Err(Error::Unreachable(
            format!("{} has no /Schemas: it answers with 404", base.as_text()),
            format!(
                "{BASE_HELP}; an endpoint that publishes no schemas needs a suite by hand or by `suite import`"
            ),
        ));
    };
    if schemas.is_empty() {
        return Err(Error::Unreachable(
            format!("/Schemas of {} lists no schema", base.as_text()),
            "publish the schemas of users and groups there (RFC 7644 §4)".to_owned(),
        ));
    }
    reader.complete(&mut schemas).await?;
    let resource_types = reader.list("/ResourceTypes").await?;
    let config = reader.read("/ServiceProviderConfig", None).await?.filter(Value::is_object);
    Ok(Documents { schemas, resource_types, config })
}

struct Reader<'a> {
    client: &'a Client,
    base: &'a BaseUrl,
}

impl Reader<'_> {
    /// The JSON of an answer; none for a 404.
    async fn read(&self, path: &str, query: Option<&str>) -> Result<Option<Value>, Error> {
        let outgoing = Outgoing::get(self.base.join(path, query));
        let exchange = self.client.send(&outgoing, Purpose::Step).await;
        judge(&exchange, &self.base.as_text(), path)
    }

    /// The entries of a list, from all its pages; a bare array and a document alone will do. None for a 404.
    async fn list(&self, path: &str) -> Result<Option<Vec<Value>>, Error> {
        let Some(first) = self.read(path, None).await? else { return Ok(None) };
        let Some((mut entries, total)) = page(&first) else {
            let message = format!("{path} of {} is answered with JSON that is no list", self.base.as_text());
            return Err(Error::Unreachable(message, BASE_HELP.to_owned()));
        };
        for _ in 1..PAGES {
            if entries.len() >= total || entries.is_empty() {
                break;
            }
            let query = format!("startIndex={}&count={}", entries.len() + 1, total - entries.len());
            let next = self.read(path, Some(&query)).await?.as_ref().and_then(page);
            let fresh: Vec<Value> = next.map(|(more, _)| more).unwrap_or_default();
            let fresh: Vec<Value> = fresh.into_iter().filter(|entry| is_new(&entries, entry)).collect();
            if fresh.is_empty() {
                return Err(self.cut_short(path, entries.len(), total));
            }
            entries.extend(fresh);
        }
        Ok(Some(entries))
    }

    fn cut_short(&self, path: &str, shown: usize, total: usize) -> Error {
        Error::Unreachable(
            format!(
                "{path} of {} says it has {total} entries and shows {shown}; asking for more with startIndex shows no other",
                self.base.as_text()
            ),
            "answer discovery documents in one page, or honour startIndex and count; totalResults counts all pages"
                .to_owned(),
        )
    }

    /// Reads those schemas by themselves that the list shows without attributes.
    async fn complete(&self, schemas: &mut [Value]) -> Result<(), Error> {
        let bare = schemas.iter_mut().filter(|schema| access::member(schema, "attributes").is_none());
        for schema in bare.take(ALONE) {
            let Some(id) = access::member(schema, "id").and_then(Value::as_str) else { continue };
            let path = format!("/Schemas/{}", encode_segment(id));
            if let Some(whole) = self.read(&path, None).await?.filter(|whole| is_schema(whole, id)) {
                *schema = whole;
            }
        }
        Ok(())
    }
}

fn is_schema(document: &Value, id: &str) -> bool {
    access::member(document, "id").and_then(Value::as_str).is_some_and(|own| urn::same(own, id))
}

/// Whether no entry has the same id; entries without one are compared whole.
fn is_new(known: &[Value], entry: &Value) -> bool {
    let key = |value: &Value| access::id(value).unwrap_or_else(|| value.to_string()).to_lowercase();
    let own = key(entry);
    known.iter().all(|other| key(other) != own)
}

/// The entries of an answer, and how many there are in all.
fn page(body: &Value) -> Option<(Vec<Value>, usize)> {
    let objects =
        |list: &Vec<Value>| -> Vec<Value> { list.iter().filter(|e| e.is_object()).cloned().collect() };
    if let Some(list) = body.as_array() {
        let entries = objects(list);
        return Some((entries.clone(), entries.len()));
    }
    let total = access::member(body, "totalResults").and_then(Value::as_u64);
    let total = total.map(|total| usize::try_from(total).unwrap_or(usize::MAX));
    if let Some(list) = access::member(body, "Resources").and_then(Value::as_array) {
        let entries = objects(list);
        let total = total.unwrap_or(entries.len());
        return Some((entries, total));
    }
    if total == Some(0) {
        return Some((Vec::new(), 0));
    }
    access::member(body, "attributes").map(|_| (vec![body.clone()], 1))
}

/// The JSON of an answer, none for a 404, or one sentence on what else it is.
fn judge(exchange: &Exchange, base: &str, path: &str) -> Result<Option<Value>, Error> {
    let response = match &exchange.outcome {
        Outcome::Response(response) => response,
        Outcome::Failure(failure) => {
            let message = format!("cannot reach {base}: {}", failure.message);
            return Err(Error::Unreachable(message, unreached(failure.kind).to_owned()));
        }
    };
    let fail = |message: String, help: &str| Err(Error::Unreachable(message, help.to_owned()));
    let status = response.status;
    match status {
        200..=299 => {}
        404 | 501 => return Ok(None),
        401 | 403 => {
            let message = format!("{base} refuses the credential for {path} with {status}");
            return fail(message, "check SCIM_TOKEN: is it this tenant's, complete, and not expired?");
        }
        300..=399 => {
            let place = one_line(response.header("location").unwrap_or("another place"));
            let message =
                format!("{path} of {base} is answered with {status}, a redirect to {}", cut(&place, 200));
            return fail(message, "give the URL it points to; Entra follows no redirects");
        }
        _ => {
            let message = format!("{path} of {base} is answered with {status}{}", detail(exchange));
            return fail(
                message,
                "discovery documents are read with GET and the tenant's credential; look into the server's log",
            );
        }
    }
    match exchange.json() {
        Some(body) => Ok(Some(body.clone())),
        None => fail(format!("{path} of {base} is answered with {}", described(response)), BASE_HELP),
    }
}

/// What a SCIM error says.
fn detail(exchange: &Exchange) -> String {
    let detail = exchange.json().and_then(|body| access::member(body, "detail")).and_then(Value::as_str);
    detail.map(|detail| format!(": {}", cut(&one_line(detail), 200))).unwrap_or_default()
}

/// A body that is no JSON, in words.
fn described(response: &Response) -> String {
    let start = response.body.trim_start().to_lowercase();
    let is_html = response.media_type().is_some_and(|own| own.contains("html"))
        || ["<!doctype html", "<html"].iter().any(|tag| start.starts_with(tag));
    match start.as_str() {
        _ if is_html => "a web page (HTML), not with JSON".to_owned(),
        "" => "an empty body".to_owned(),
        _ => "something that is not JSON".to_owned(),
    }
}

fn unreached(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Connect => "check host and port, and that the server is running",
        FailureKind::Tls => {
            "Entra offers TLS 1.2 and trusts public authorities; --ca-cert FILE adds one of your own"
        }
        FailureKind::Timeout => {
            "the server accepts the connection but does not answer; --timeout waits longer"
        }
        FailureKind::Lost | FailureKind::TooLarge => BASE_HELP,
    }
}
