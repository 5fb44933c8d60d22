//! The facts of gallery pages, one JSON object for each app, and the suites they give.
//!
//! What a page does not say stays out. Of the facts in words only those become fields that are said the same way of many
//! apps; all of them are kept as notes, for whoever reviews the suite.

use serde::Deserialize;
use thiserror::Error;

use super::write::Comments;
use super::{
    App, Attribute, AttributePath, AttributeType, Auth, Capability, DefaultAccess, GroupRules, GroupSupport,
    Operation, Removal, Suite, UserRules, misprint, write,
};
use crate::scim::schema::Kind;

/// Why a line gives no suite.
#[derive(Debug, Error)]
pub enum FactsError {
    /// The line is not a JSON object with the facts of an app.
    #[error("not the facts of an app: {0}")]
    Malformed(#[from] serde_json::Error),
    /// The app is provisioned, but not by SCIM.
    #[error("{0} is not provisioned by SCIM (protocol \"{1}\")")]
    NotScim(String, String),
}

/// A suite made from facts, and how sure it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// The suite.
    pub suite: Suite,
    /// What is to be said beside it.
    pub comments: Comments,
    /// What was guessed, and from what.
    pub guessed: Vec<String>,
    /// What the facts do not say.
    pub not_said: Vec<&'static str>,
}

impl Drafted {
    /// The suite as TOML.
    pub fn text(&self) -> String {
        write::suite(&self.suite, &self.comments)
    }
}

/// The facts of one app, as a line of `fixtures/gallery/apps.jsonl` has them.
#[derive(Debug, Clone, Deserialize)]
struct Facts {
    slug: String,
    name: String,
    source: Option<String>,
    source_date: Option<String>,
    protocol: String,
    capabilities: Capabilities,
    tenant_url: Option<String>,
    auth: Option<Auth>,
    #[serde(default)]
    user_attributes: Vec<Row>,
    #[serde(default)]
    group_attributes: Vec<Row>,
    #[serde(default)]
    limitations: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box that a page ticks or not")]
struct Capabilities {
    #[serde(default)]
    create: bool,
    #[serde(default)]
    update: bool,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    groups: bool,
    #[serde(default)]
    sso: bool,
}

#[derive(Debug, Clone, Deserialize)]
struct Row {
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    required: Option<bool>,
    filter: Option<bool>,
}

/// The suite of an app whose facts are given as one JSON object.
pub fn suite_of(line: &str) -> Result<Drafted, FactsError> {
    let facts: Facts = serde_json::from_str(line)?;
    if facts.protocol != "scim" {
        return Err(FactsError::NotScim(facts.name, facts.protocol));
    }
    let mut draft = Draft { facts: &facts, comments: Comments::default(), guessed: Vec::new() };
    let (user, group) = (draft.users(), draft.groups());
    let notes = draft.notes();
    let Draft { comments, guessed, .. } = draft;
    let inherits = user.attributes.is_empty().then(|| "entra".to_owned());
    let app = app(&facts, notes);
    let not_said = not_said(&facts);
    let suite = Suite { schema: 1, inherits, app, user, group, overrides: Vec::new(), cases: Vec::new() };
    Ok(Drafted { suite, comments, guessed, not_said })
}

fn app(facts: &Facts, notes: Vec<String>) -> App {
    let boxes = [
        (facts.capabilities.create, Capability::Create),
        (facts.capabilities.update, Capability::Update),
        (facts.capabilities.remove, Capability::Remove),
        (facts.capabilities.groups, Capability::Groups),
        (facts.capabilities.sso, Capability::Sso),
    ];
    App {
        name: facts.name.clone(),
        slug: facts.slug.clone(),
        source: facts.source.clone(),
        source_date: facts.source_date.clone(),
        tenant_url: facts.tenant_url.clone(),
        hosts: Vec::new(),
        auth: facts.auth,
        capabilities: boxes
            .into_iter()
            .filter(|(ticked, _)| *ticked)
            .map(|(_, capability)| capability)
            .collect(),
        default_access: facts.say(&["default access", "default-access"]).then_some(DefaultAccess::Excluded),
        rate_limit: None,
        notes,
    }
}

fn not_said(facts: &Facts) -> Vec<&'static str> {
    let states =
        |column: fn(&Row) -> Option<bool>| facts.user_attributes.iter().any(|row| column(row).is_some());
    let mut missing = Vec::new();
    let mut ask = |known: bool, what: &'static str| {
        if !known {
            missing.push(what);
        }
    };
    ask(facts.tenant_url.is_some(), "the tenant's base URL");
    ask(facts.auth.is_some(), "how the service authenticates");
    ask(!facts.user_attributes.is_empty(), "which attributes are written");
    ask(facts.user_attributes.is_empty() || states(|row| row.required), "which attributes are required");
    ask(facts.user_attributes.is_empty() || states(|row| row.filter), "which attributes can be filtered by");
    ask(removal(facts).is_some(), "whether users are disabled or deleted");
    ask(facts.capabilities.groups || says_no_groups(facts), "whether groups are offered");
    missing
}

impl Facts {
    /// Whether a fact in words holds one of these texts, letter case aside.
    fn say(&self, texts: &[&str]) -> bool {
        let said = |fact: &String| texts.iter().any(|text| fact.to_lowercase().contains(text));
        self.limitations.iter().any(said)
    }
}

/// How users are removed, where a page says that the other way is closed.
fn removal(facts: &Facts) -> Option<Removal> {
    let disable_only = [
        "hard delete of users not supported",
        "hard delete not supported",
        "no hard delete",
        "permanent deletion of users not supported",
        "users are disabled, not removed",
        "users cannot be deleted, only disabled",
        "removal means deactivation",
        "removal means disabling",
        "de-provisioned users are disabled",
    ];
    let delete_only =
        ["soft delete of users not supported", "only hard delete is supported", "no soft delete"];
    if facts.say(&disable_only) {
        return Some(Removal::DisableOnly);
    }
    facts.say(&delete_only).then_some(Removal::DeleteOnly)
}

/// Whether a page says that groups are not offered. A list of capabilities that does not mention them, or a missing
/// table, says nothing.
fn says_no_groups(facts: &Facts) -> bool {
    let refusals = [
        "no group provisioning",
        "no scim group provisioning",
        "groups not supported",
        "group provisioning not supported",
        "only users are provisioned",
    ];
    let silent = ["listed", "described", "in the capability list"];
    facts.limitations.iter().any(|fact| {
        refusals.iter().any(|refusal| fact.to_lowercase().starts_with(refusal))
            && !silent.iter().any(|word| fact.contains(word))
    })
}

/// What becomes of a list of operations that a page says are not offered.
fn groups_not_offered(facts: &Facts) -> Vec<Operation> {
    let updated_only = facts.say(&["groups can only be updated", "groups can be updated only"]);
    if updated_only { vec![Operation::Create, Operation::Delete] } else { Vec::new() }
}

struct Draft<'a> {
    facts: &'a Facts,
    comments: Comments,
    guessed: Vec<String>,
}

impl Draft<'_> {
    fn notes(&mut self) -> Vec<String> {
        let mut notes = self.facts.limitations.clone();
        let tables = [&self.facts.user_attributes, &self.facts.group_attributes];
        for row in tables.into_iter().flat_map(|rows| repeated(rows)) {
            if !self.facts.limitations.iter().any(|fact| fact.contains("printed twice")) {
                notes.push(format!("{row} is printed twice"));
            }
        }
        notes
    }

    fn users(&mut self) -> UserRules {
        let (attributes, remarks) = self.rows(&self.facts.user_attributes, false);
        self.comments.user_rows = remarks;
        if attributes.is_empty() {
            self.comments
                .head
                .push("The page prints no attribute table, so the default mapping is expected.".to_owned());
            self.guessed.push("the attributes: Entra's default mapping".to_owned());
        }
        let not_offered = if self.facts.say(&["users are not created by provisioning"]) {
            vec![Operation::Create]
        } else {
            Vec::new()
        };
        UserRules {
            matching: self.user_matching(&attributes),
            not_offered,
            removal: removal(self.facts),
            attributes,
        }
    }

    fn groups(&mut self) -> GroupRules {
        let support = if self.facts.capabilities.groups {
            GroupSupport::Supported
        } else if says_no_groups(self.facts) {
            GroupSupport::Unsupported
        } else {
            self.comments.group.push("Not among the documented capabilities.".to_owned());
            GroupSupport::Undeclared
        };
        if support != GroupSupport::Supported {
            return GroupRules { support: Some(support), ..GroupRules::default() };
        }
        let (mut attributes, remarks) = self.rows(&self.facts.group_attributes, true);
        self.comments.group_rows = remarks;
        if attributes.is_empty() && !self.facts.user_attributes.is_empty() {
            self.comments.group.push("The page prints no group table.".to_owned());
            self.guessed.push("the attributes of groups: displayName and members".to_owned());
            attributes = bare_group();
        }
        let matching = self.matching(&attributes, &AttributePath::display_name());
        GroupRules {
            support: Some(support),
            not_offered: groups_not_offered(self.facts),
            matching,
            attributes,
        }
    }

    /// What a page says of matching; else what can be filtered by.
    fn user_matching(&mut self, attributes: &[Attribute]) -> Vec<AttributePath> {
        if attributes.is_empty() {
            return Vec::new();
        }
        let email = attributes.iter().find(|row| row.target().same(WORK_EMAIL));
        if let Some(email) = email.filter(|_| self.facts.say(&["users are matched by email"])) {
            return vec![email.target().clone()];
        }
        self.matching(attributes, &AttributePath::user_name())
    }

    /// The usual attribute, unless the table says that it cannot be filtered by and that others can.
    fn matching(&mut self, attributes: &[Attribute], usual: &AttributePath) -> Vec<AttributePath> {
        let named = attributes.iter().find(|row| row.target().same(usual.as_str()));
        let filterable: Vec<AttributePath> = attributes
            .iter()
            .filter(|row| row.filter == Some(true) && row.kind == AttributeType::String)
            .map(|row| row.target().clone())
            .collect();
        if named.is_some_and(|row| row.filter != Some(true)) && !filterable.is_empty() {
            let names: Vec<&str> = filterable.iter().map(AttributePath::as_str).collect();
            self.guessed.push(format!("matching by {}: {usual} is not filterable", names.join(", ")));
            return filterable;
        }
        if attributes.is_empty() { Vec::new() } else { vec![usual.clone()] }
    }

    /// The rows of a table, one for each attribute, and the remarks behind them.
    fn rows(&mut self, rows: &[Row], of_group: bool) -> (Vec<Attribute>, Vec<(String, String)>) {
        let (mut attributes, mut remarks): (Vec<Attribute>, Vec<_>) = (Vec::new(), Vec::new());
        for row in rows {
            let (attribute, remark) = attribute(row, of_group);
            if !attribute.target().is_path() {
                self.guessed.push(format!("'{}' is no attribute; nothing is written to it", row.name));
                continue;
            }
            let same = |other: &&mut Attribute| other.target().same(attribute.target().as_str());
            if let Some(first) = attributes.iter_mut().find(same) {
                first.required = strongest(first.required, attribute.required);
                first.filter = strongest(first.filter, attribute.filter);
                continue;
            }
            if let Some(likely) = &attribute.likely {
                self.guessed.push(format!("'{}' stands for {likely}", attribute.printed()));
            }
            if let Some(remark) = remark {
                self.guessed.push(format!("{}: {:?}, {remark}", attribute.target(), attribute.kind));
                remarks.push((row.name.clone(), remark));
            }
            attributes.push(attribute);
        }
        (attributes, remarks)
    }
}

/// The usual e-mail address of a mapping.
const WORK_EMAIL: &str = "emails[type eq \"work\"].value";

/// What stands in two rows is true if either says so.
fn strongest(first: Option<bool>, second: Option<bool>) -> Option<bool> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first || second),
        (first, second) => first.or(second),
    }
}

/// The attributes that Entra needs to provision groups.
fn bare_group() -> Vec<Attribute> {
    let members = AttributePath::printed("members");
    vec![
        Attribute::new(AttributePath::display_name(), AttributeType::String),
        Attribute::new(members, AttributeType::Reference),
    ]
}

/// The rows that repeat an earlier one.
fn repeated(rows: &[Row]) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    rows.iter().map(|row| row.name.as_str()).filter(|name| !seen.insert(*name)).collect()
}

/// A row as an attribute, and what is to be said beside it.
fn attribute(row: &Row, of_group: bool) -> (Attribute, Option<String>) {
    let printed = AttributePath::printed(row.name.trim());
    let likely = misprint::likely(printed.as_str(), of_group).and_then(|likely| likely.parse().ok());
    let target: &AttributePath = likely.as_ref().unwrap_or(&printed);
    let (kind, remark) = kind(row.kind.as_deref(), target, of_group);
    let rules = Attribute::new(printed, kind);
    (Attribute { required: row.required, filter: row.filter, likely, ..rules }, remark)
}

/// The type a page prints, or, where it prints none of Entra's or one that cannot be meant, the likely one.
fn kind(printed: Option<&str>, target: &AttributePath, of_group: bool) -> (AttributeType, Option<String>) {
    let known = match printed.map(str::trim) {
        Some("String") => Some(AttributeType::String),
        Some("Boolean") => Some(AttributeType::Boolean),
        Some("Integer") => Some(AttributeType::Integer),
        Some("DateTime") => Some(AttributeType::DateTime),
        Some("Binary") => Some(AttributeType::Binary),
        Some("Reference") => Some(AttributeType::Reference),
        Some("Complex") => Some(AttributeType::Complex),
        _ => None,
    };
    let schema = schema_type(target, of_group);
    match (known, printed) {
        (Some(AttributeType::Boolean), _) if schema == Some(Kind::String) => {
            (AttributeType::String, Some("printed as Boolean".to_owned()))
        }
        (Some(kind), _) => (kind, None),
        (None, Some(printed)) => (AttributeType::Complex, Some(format!("printed as {printed}"))),
        (None, None) => {
            let kind =
                if schema == Some(Kind::Boolean) { AttributeType::Boolean } else { AttributeType::String };
            (kind, Some("the page prints no type".to_owned()))
        }
    }
}

/// The type that RFC 7643 gives the attribute.
fn schema_type(target: &AttributePath, of_group: bool) -> Option<Kind> {
    let model = misprint::model(of_group);
    model.find(target.path()).ok().flatten().map(|found| found.leaf().kind)
}
