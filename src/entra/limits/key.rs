//! Looking for users by the attribute the app matches them by, where that is not `userName`.
//!
//! Storylines ask for people by name. Here each such query becomes one for the value that the create request of that
//! name gives the matching attribute; what can be told by names alone is left out.

use std::collections::HashMap;

use serde_json::Value;

use super::query::decoded;
use super::sent;
use crate::entra::query;
use crate::entra::step::{Plan, ResourceType, Shown, Step, Storyline};
use crate::scim::access;
use crate::suite::{AttributePath, Suite};

/// How the two spellings of a query by name begin and end.
const SPELLINGS: [(&str, &str); 2] =
    [("filter=userName+eq+%22", "%22"), ("filter=userName%20eq%20%22", "%22")];

/// The matching attribute's value by the name that a user is created with.
type Values = HashMap<String, String>;

pub(super) fn look_by_key(suite: &Suite, plan: &mut Plan) {
    if suite.looks_by_user_name() {
        return;
    }
    let key = suite.key().clone();
    let values: Values = plan.all().flat_map(|story| &story.steps).filter_map(|step| value(&key, step)).collect();
    for story in plan.all_mut() {
        translate(&key, &values, story);
    }
}

/// The name a step creates a user with, and the value it gives the key.
fn value(key: &AttributePath, step: &Step) -> Option<(String, String)> {
    let creation = step.creates.as_ref().filter(|creation| creation.kind == ResourceType::User)?;
    let value = access::first(sent(step)?, key.path()).and_then(Value::as_str)?;
    Some((creation.name.clone(), value.to_owned()))
}

fn translate(key: &AttributePath, values: &Values, story: &mut Storyline) {
    for mut step in std::mem::take(&mut story.steps) {
        for creation in step.creates.iter_mut().filter(|creation| creation.kind == ResourceType::User) {
            creation.found_by = values.get(&creation.name).map(|value| (key.to_string(), value.clone()));
        }
        match by_name(&step) {
            None => story.steps.push(step),
            Some(asked) => {
                let value = values.get(&asked.name);
                if value.is_none() && expects_somebody(&step) {
                    let reason = format!("the suite has users matched by {key}, not by userName");
                    story.omit(&step.id, reason);
                    continue;
                }
                let filter = if asked.percent { query::filter_percent } else { query::filter };
                let query = filter(key.as_str(), value.unwrap_or(&asked.name));
                step.query = Some(format!("{}{query}{}", asked.before, asked.behind));
                story.steps.push(step);
            }
        }
    }
}

/// A query by name, with what stands around it.
struct Asked {
    name: String,
    percent: bool,
    before: String,
    behind: String,
}

fn by_name(step: &Step) -> Option<Asked> {
    let query = step.query.as_deref().filter(|_| step.path.starts_with(ResourceType::User.endpoint()))?;
    SPELLINGS.iter().enumerate().find_map(|(at, (begin, end))| {
        let (before, rest) = query.split_once(begin)?;
        let (name, behind) = rest.split_once(end)?;
        let [before, behind] = [before, behind].map(str::to_owned);
        Some(Asked { name: decoded(name), percent: at == 1, before, behind })
    })
}

fn expects_somebody(step: &Step) -> bool {
    step.shows.iter().any(|shown| matches!(shown, Shown::Found(_)))
}
