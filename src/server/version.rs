//! Versions of resources (RFC 7644 §3.14): weak entity tags, and the conditions a request makes of them.
//!
//! Every change moves `lastModified`, so a version is made from it. A user's also covers the groups it is in,
//! which its representation shows. The names of a group's members are not covered: a large group is not looked
//! through for every answer, and a weak tag may leave out what matters less (RFC 9110 §8.8.1).

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::header::{ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use super::endpoint::Endpoint;
use super::fault::{Fault, FaultSet};
use super::reply::Reply;
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Record, Store};
use crate::scim::Error;

/// The version of a resource as `meta.version` and the ETag header show it.
pub(super) fn of(faults: &FaultSet, store: &Store, kind: Kind, record: &Record) -> String {
    if faults.has(Fault::VersionNeverChanges) {
        return format!("W/\"{}\"", record.id);
    }
    let time = record.modified.as_millisecond();
    let mut groups = store.memberships.groups_of(&record.id).peekable();
    if kind == Kind::Group || groups.peek().is_none() {
        return format!("W/\"{time:x}\"");
    }
    let mut hasher = DefaultHasher::new();
    for id in groups {
        (id, store.table(Kind::Group).get(id).map(|group| &group.label)).hash(&mut hasher);
    }
    format!("W/\"{time:x}-{:x}\"", hasher.finish())
}

/// The header that shows a version.
pub(super) fn header(faults: &FaultSet, store: &Store, kind: Kind, record: &Record) -> (HeaderName, String) {
    (ETAG, of(faults, store, kind, record))
}

/// The answer with another version in both places, as a faulty server shows it.
pub(super) fn replaced(mut reply: Reply, version: &str) -> Reply {
    for (_, value) in reply.headers.iter_mut().filter(|(name, _)| *name == ETAG) {
        version.clone_into(value);
    }
    if let Some(shown) = reply.body.as_mut().and_then(|body| body.pointer_mut("/meta/version")) {
        *shown = version.into();
    }
    reply
}

impl Service {
    /// The record with this id, if it is in the state the request demands: one of If-Match, none of
    /// If-None-Match. Otherwise the answer is 412.
    pub(super) fn find_matching<'a>(
        &self,
        store: &'a Store,
        kind: Kind,
        id: &str,
        request: &Request,
    ) -> Result<&'a Record, Error> {
        let record = self.find(store, kind, id)?;
        let version = of(&self.faults, store, kind, record);
        let put = request.parts.method == Method::PUT;
        if !(put && self.faults.has(Fault::IfMatchIgnoredByPut)) {
            self.demand(request, IF_MATCH, true, &version)?;
        }
        self.demand(request, IF_NONE_MATCH, false, &version)?;
        Ok(record)
    }

    /// The answer to a read whose condition settles it: 412 if the resource is not in the state it names, 304 if
    /// the client has this version already.
    pub(super) fn unchanged(
        &self,
        store: &Store,
        kind: Kind,
        id: &str,
        request: &Request,
    ) -> Result<Option<Reply>, Error> {
        let record = self.find(store, kind, id)?;
        let version = of(&self.faults, store, kind, record);
        self.demand(request, IF_MATCH, true, &version)?;
        let named = names(&self.faults, &request.parts.headers, IF_NONE_MATCH, &version);
        let known = if self.faults.has(Fault::IfNoneMatchAlwaysMet) {
            named.is_some()
        } else {
            named == Some(true) && !self.faults.has(Fault::IfNoneMatchIgnored)
        };
        Ok(known.then(|| Reply { headers: vec![(ETAG, version)], ..Reply::empty(304) }))
    }

    fn demand(
        &self,
        request: &Request,
        header: HeaderName,
        expected: bool,
        version: &str,
    ) -> Result<(), Error> {
        match names(&self.faults, &request.parts.headers, header.clone(), version) {
            Some(named) if named != expected => {
                Err(Error::new(412, format!("{header} is not met: the resource has the version {version}")))
            }
            _ => Ok(()),
        }
    }

    /// Drops an If-Match that is met now, so that nobody looks at it when the write comes: what a server does that
    /// compares versions outside of the transaction of the write.
    pub(super) fn condition_checked_early(&self, parts: &mut Parts) {
        let Some(Endpoint::User(id)) = Endpoint::of(parts.uri.path()) else { return };
        let store = self.read();
        let Ok(record) = self.find(&store, Kind::User, &id) else { return };
        let version = of(&self.faults, &store, Kind::User, record);
        if names(&self.faults, &parts.headers, IF_MATCH, &version) == Some(true) {
            parts.headers.remove(IF_MATCH);
        }
    }
}

/// Whether the header names the version; none if it is not sent. Tags compare weakly (RFC 9110 §8.8.3.2), as the
/// tenant has no others.
fn names(faults: &FaultSet, headers: &HeaderMap, header: HeaderName, version: &str) -> Option<bool> {
    let strongly = header == IF_MATCH && faults.has(Fault::WeakVersionsNeverMatch);
    let any = if header == IF_MATCH && faults.has(Fault::IfMatchAnyRefused) { "" } else { "*" };
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let texts = headers.get_all(header).iter().map(|value| value.to_str().unwrap_or_default());
    let mut tags = texts.flat_map(|text| text.split(',')).map(weak).peekable();
    tags.peek()?;
    Some(tags.any(|tag| tag == any || (tag == weak(version) && !strongly)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde_json::json;

    use super::*;

    #[test]
    fn tags_compare_weakly() {
        for (sent, expected) in [
            (&[][..], None),
            (&["*"][..], Some(true)),
            (&["\"a\""], Some(true)),
            (&["\"x\", W/\"a\""], Some(true)),
            (&["\"x\"", "W/\"a\""], Some(true)),
            (&["a", "W/\"x\""], Some(false)),
        ] {
            let values = sent.iter().map(|text| (IF_MATCH, HeaderValue::from_static(text)));
            let mut headers = HeaderMap::new();
            for (name, value) in values {
                headers.append(name, value);
            }
            assert_eq!(names(&FaultSet::default(), &headers, IF_MATCH, "W/\"a\""), expected, "{sent:?}");
        }
    }

    #[test]
    fn a_membership_is_a_change_of_both_sides() {
        let mut store = Store::new(&[]);
        let user = store.table_mut(Kind::User).insert(&json!({"userName": "a"}));
        let group = store.table_mut(Kind::Group).insert(&json!({"displayName": "g"}));
        let version = |store: &Store| {
            of(&FaultSet::default(), store, Kind::User, store.table(Kind::User).get(&user).unwrap())
        };
        let alone = version(&store);
        store.memberships.add(&group, &user);
        let member = version(&store);
        store.table_mut(Kind::Group).update(&group, &json!({"displayName": "h"}));
        let renamed = version(&store);
        assert!(alone != member && member != renamed && alone != renamed);
        store.memberships.remove(&group, &user);
        assert_eq!(version(&store), alone);
    }
}
