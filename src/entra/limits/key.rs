//! Looking for users and groups by the attribute the app matches them by, where that is not their name.
//!
//! Storylines ask for people by name. Here each such query becomes one for the value that the create request of that
//! name gives the matching attribute; what can be told by names alone is left out.

use std::collections::HashMap;

use serde_json::Value;

use super::query::decoded;
use super::requests;
use crate::entra::query;
use crate::entra::step::{Plan, ResourceType, Shown, Step, Storyline};
use crate::scim::access;
use crate::suite::{AttributePath, Suite};

/// How the two spellings of a query by name begin and end.
const SPELLINGS: [(&str, &str); 2] =
    [("filter=userName+eq+%22", "%22"), ("filter=userName%20eq%20%22", "%22")];

/// The query that is about `userName` itself, where the page lets filter by it.
const BY_NAME: &str = "users/match/userName";

/// The matching attribute's value by the name that a resource is created with; none where the body does not tell.
type Values = HashMap<String, Option<String>>;

pub(super) fn look_by_key(suite: &Suite, plan: &mut Plan) {
    if !suite.looks_by_user_name() {
        let key = suite.key().clone();
        let known = known(&key, ResourceType::User, plan);
        for story in plan.all_mut() {
            found_by(&key, ResourceType::User, &known, story);
            translate(&key, &known, story);
        }
    }
    // Queries of groups name the matching attribute from the start; what a run left is looked for by it, too.
    let names = &suite.group.matching;
    if let Some(key) = names.first().filter(|_| !names.iter().any(|path| path.same("displayName"))) {
        let known = known(key, ResourceType::Group, plan);
        plan.all_mut().for_each(|story| found_by(key, ResourceType::Group, &known, story));
    }
}

fn known(key: &AttributePath, kind: ResourceType, plan: &Plan) -> Values {
    let mut known = Values::new();
    for (name, value) in plan.all().flat_map(|story| &story.steps).flat_map(|step| values(key, kind, step)) {
        let entry = known.entry(name).or_default();
        *entry = entry.take().or(value);
    }
    known
}

/// The names a step creates resources with, each with the value it gives the key, as far as the body tells.
fn values(key: &AttributePath, kind: ResourceType, step: &Step) -> Vec<(String, Option<String>)> {
    let requests = requests(step);
    let bodies: Vec<&Value> = requests.iter().filter_map(|request| request.body).collect();
    let label = if kind == ResourceType::User { "userName" } else { "displayName" };
    let value_of = |name: &str| {
        let named = bodies.iter().find(|body| body.get(label).is_some_and(|own| own == name));
        let body = named.or(bodies.first().filter(|_| bodies.len() == 1))?;
        access::first(body, key.path()).and_then(Value::as_str).map(str::to_owned)
    };
    let creations = step.creates.iter().chain(step.also_creates.iter().map(|(creation, _)| creation));
    let ours = creations.filter(|creation| creation.kind == kind);
    ours.map(|creation| (creation.name.clone(), value_of(&creation.name))).collect()
}

/// By what the run finds again what it creates.
fn found_by(key: &AttributePath, kind: ResourceType, values: &Values, story: &mut Storyline) {
    for step in &mut story.steps {
        let further = step.also_creates.iter_mut().map(|(creation, _)| creation);
        for creation in step.creates.iter_mut().chain(further).filter(|own| own.kind == kind) {
            let value = values.get(&creation.name).cloned().flatten();
            creation.found_by = value.map(|value| (key.to_string(), value));
        }
    }
}

fn translate(key: &AttributePath, values: &Values, story: &mut Storyline) {
    for mut step in std::mem::take(&mut story.steps) {
        match by_name(&step).filter(|_| step.id != BY_NAME) {
            None => story.steps.push(step),
            Some(asked) => {
                let created = values.get(&asked.name);
                // Of a name that nothing was created with, only the absence can be told.
                if created.is_some_and(Option::is_none) || (created.is_none() && expects_somebody(&step)) {
                    let reason = format!("the suite has users matched by {key}, not by userName");
                    story.omit(&step.id, reason);
                    continue;
                }
                let filter = if asked.percent { query::filter_percent } else { query::filter };
                let value = created.cloned().flatten().unwrap_or_else(|| format!("nobody.{}", asked.name));
                let query = filter(key.as_str(), &value);
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
