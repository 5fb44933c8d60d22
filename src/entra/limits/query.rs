//! Filters by attributes that the page says cannot be filtered by.

use percent_encoding::percent_decode_str;

use super::{kind_of, sent};
use crate::entra::step::{ResourceType, Step};
use crate::scim::filter::Filter;
use crate::scim::{Path, access};
use crate::suite::{Attribute, Suite};

/// Why the step's filter is ruled out, if it is. A filter that is none is not: refusing it takes no knowledge of it.
pub(super) fn unfilterable(suite: &Suite, step: &Step) -> Option<String> {
    let filter: Filter = text(step)?.parse().ok()?;
    let mut paths = Vec::new();
    collect(&filter, &mut paths);
    let refused: Vec<&Attribute> = match kind_of(&step.path)? {
        ResourceType::User => suite.unfilterable_of_users().collect(),
        ResourceType::Group => suite.unfilterable_of_groups().collect(),
    };
    let meant = |row: &&&Attribute| paths.iter().any(|path| row.target().path().overlaps(path));
    let row = refused.iter().find(meant)?;
    Some(format!("the suite says that {} cannot be filtered by", row.target()))
}

/// The filter of a query, or of a search by POST.
fn text(step: &Step) -> Option<String> {
    let in_body = || access::member(sent(step)?, "filter")?.as_str().map(str::to_owned);
    let parameter = step.query.as_deref()?.split('&').find_map(|part| part.strip_prefix("filter="));
    parameter.map(decoded).or_else(in_body)
}

/// A value of a query as text.
pub(super) fn decoded(value: &str) -> String {
    percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn collect<'a>(filter: &'a Filter, paths: &mut Vec<&'a Path>) {
    match filter {
        Filter::Compare(path, ..) | Filter::Present(path) | Filter::Element(path) => paths.push(path),
        Filter::And(left, right) | Filter::Or(left, right) => {
            collect(left, paths);
            collect(right, paths);
        }
        Filter::Not(inner) => collect(inner, paths),
    }
}
