//! Which part of the hits a query asks for: by index (RFC 7644 §3.4.2.4) or by cursor (RFC 9865 §2).
//!
//! A cursor says behind which hit the next page begins, so it survives resources that come and go and does not
//! expire. It holds what that hit was sorted by, and a mark of the query: it serves that query only.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::order::Direction;
use super::{DEFAULT_COUNT, Hit, MAX_COUNT};
use crate::scim::{Error, ScimType};
use crate::server::fault::{Fault, FaultSet};
use crate::server::request::Query;
use crate::server::store::Kind;

/// A part of the hits.
pub(super) struct Page {
    pub(super) count: usize,
    pub(super) method: Method,
}

/// How the page is asked for.
pub(super) enum Method {
    /// From this hit on, counted from one.
    Index(usize),
    /// What the client sent, if it is not the first page.
    Cursor { mark: u64, after: Option<Position> },
}

/// What hits are compared by: the value the query sorts by, then resource type and age.
type Parts<'a> = (Option<&'a Value>, bool, u64);

/// Where a hit stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position {
    key: Option<Value>,
    group: bool,
    place: u64,
}

impl Page {
    pub(super) fn read(kinds: &[Kind], query: &Query, faults: &FaultSet) -> Result<Self, Error> {
        let count = query.number("count").map_err(|error| {
            let scim_type = if query.has("cursor") { Some(ScimType::InvalidCount) } else { error.scim_type };
            Error { scim_type, ..error }
        });
        let mut count = count?.map_or(DEFAULT_COUNT, |n| usize::try_from(n).unwrap_or(0)).min(MAX_COUNT);
        let start = query.number("startIndex")?;
        let method = match (query.has("cursor"), start) {
            (true, Some(_)) => {
                let detail = "startIndex and cursor are two ways to ask for a page; send one of them";
                return Err(Error::of(ScimType::InvalidValue, detail));
            }
            (true, None) => Method::cursor(mark(kinds, query), &mut count, query, faults)?,
            (false, start) => Method::Index(usize::try_from(start.unwrap_or(1).max(1)).unwrap_or(usize::MAX)),
        };
        Ok(Self { count, method })
    }

    /// Index of the first hit on the page; a page by cursor has none.
    pub(super) fn start(&self) -> Option<usize> {
        match self.method {
            Method::Index(start) => Some(start),
            Method::Cursor { .. } => None,
        }
    }

    /// Where the page lies among so many hits; all of them for a page by cursor.
    pub(super) fn part(&self, hits: usize) -> Range<usize> {
        match self.method {
            Method::Index(start) => (start - 1).min(hits)..(start - 1).saturating_add(self.count).min(hits),
            Method::Cursor { .. } => 0..hits,
        }
    }

    /// The hits on the page; they are in order. A page by cursor names the next one, if there is one.
    pub(super) fn cut<'a, 'b>(
        &self,
        hits: &'b [Hit<'a>],
        direction: Direction,
        faults: &FaultSet,
    ) -> (&'b [Hit<'a>], Option<String>) {
        let skipped = match &self.method {
            Method::Index(start) => (start - 1).min(hits.len()),
            Method::Cursor { after: None, .. } => 0,
            Method::Cursor { after: Some(after), .. } => {
                let repeats = faults.has(Fault::CursorRepeats);
                let before = |order: Ordering| if repeats { order.is_lt() } else { order.is_le() };
                hits.partition_point(|hit| before(compare(hit.parts(), after.parts(), direction)))
            }
        };
        let rest = &hits[skipped..];
        let shown = &rest[..self.count.min(rest.len())];
        let more = shown.len() < rest.len() || faults.has(Fault::CursorNeverEnds);
        let next = match &self.method {
            Method::Cursor { mark, after } => {
                let last = shown.last().map(Hit::position).or_else(|| after.clone());
                last.filter(|_| more).map(|position| position.encode(*mark, self.count))
            }
            Method::Index(_) => None,
        };
        (shown, next)
    }
}

impl Method {
    fn cursor(mark: u64, count: &mut usize, query: &Query, faults: &FaultSet) -> Result<Self, Error> {
        let Some(text) = query.get("cursor") else { return Ok(Self::Cursor { mark, after: None }) };
        let refuse = |scim_type, detail: &str| Err(Error::of(scim_type, detail));
        let text = if faults.has(Fault::CursorPadded) { text.trim_end_matches('=') } else { text };
        match Position::decode(text) {
            Some((position, own, size)) if (own, size) == (mark, *count) => {
                Ok(Self::Cursor { mark, after: Some(position) })
            }
            Some((position, own, size)) if own == mark && faults.has(Fault::CursorCountOfFirstPage) => {
                *count = size;
                Ok(Self::Cursor { mark, after: Some(position) })
            }
            None if faults.has(Fault::UnknownCursorRestarts) => Ok(Self::Cursor { mark, after: None }),
            Some((_, own, _)) if own == mark => {
                refuse(ScimType::InvalidCount, "count must be that of the query the cursor belongs to")
            }
            Some(_) => {
                refuse(ScimType::InvalidCursor, "the cursor belongs to another query; repeat its parameters")
            }
            None => refuse(ScimType::InvalidCursor, "the cursor is not one that this tenant gave"),
        }
    }
}

impl Position {
    fn parts(&self) -> Parts<'_> {
        (self.key.as_ref(), self.group, self.place)
    }

    fn encode(&self, mark: u64, count: usize) -> String {
        let parts = (mark, count, &self.key, self.group, self.place);
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&parts).unwrap_or_default())
    }

    fn decode(text: &str) -> Option<(Self, u64, usize)> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (mark, count, key, group, place) = serde_json::from_slice(&bytes).ok()?;
        Some((Self { key, group, place }, mark, count))
    }
}

impl Hit<'_> {
    fn parts(&self) -> Parts<'_> {
        (self.key.as_ref(), self.view.kind == Kind::Group, self.record.place)
    }

    fn position(&self) -> Position {
        let (key, group, place) = self.parts();
        Position { key: key.cloned(), group, place }
    }
}

/// Puts hits in the order in which pages show them.
pub(super) fn sort(hits: &mut [Hit], direction: Direction) {
    hits.sort_by(|left, right| compare(left.parts(), right.parts(), direction));
}

fn compare(left: Parts, right: Parts, direction: Direction) -> Ordering {
    direction.compare(left.0, right.0).then((left.1, left.2).cmp(&(right.1, right.2)))
}

/// What tells one query from another: the endpoint and every parameter that must stay the same.
fn mark(kinds: &[Kind], query: &Query) -> u64 {
    let mut hasher = DefaultHasher::new();
    for kind in kinds {
        kind.name().hash(&mut hasher);
    }
    query.without(&["cursor", "count"]).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Page, Error> {
        Page::read(&[Kind::User], &Query::parse(query, &FaultSet::default()), &FaultSet::default())
    }

    #[test]
    fn a_cursor_serves_its_query_only() {
        let position = Position { key: Some("ä".into()), group: false, place: 7 };
        let mark = mark(&[Kind::User], &Query::parse("filter=a&sortBy=b", &FaultSet::default()));
        let cursor = position.encode(mark, 5);
        assert!(cursor.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c)), "{cursor}");
        let page = read(&format!("sortBy=b&cursor={cursor}&count=5&filter=a")).unwrap();
        assert!(matches!(page.method, Method::Cursor { after: Some(after), .. } if after == position));
        for (query, scim_type) in [
            (format!("filter=a&sortBy=b&count=6&cursor={cursor}"), ScimType::InvalidCount),
            (format!("filter=b&sortBy=b&count=5&cursor={cursor}"), ScimType::InvalidCursor),
            ("cursor=nonsense".to_owned(), ScimType::InvalidCursor),
            ("cursor&count=x".to_owned(), ScimType::InvalidCount),
            ("cursor&startIndex=1".to_owned(), ScimType::InvalidValue),
        ] {
            assert_eq!(read(&query).err().and_then(|error| error.scim_type), Some(scim_type), "{query}");
        }
        assert!(matches!(
            read("cursor=&count=-1").unwrap(),
            Page { count: 0, method: Method::Cursor { .. } }
        ));
    }
}
