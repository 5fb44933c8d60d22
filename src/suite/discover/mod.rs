//! The suite of an endpoint, from what it publishes: `/Schemas`, `/ResourceTypes` and `/ServiceProviderConfig`.
//!
//! Attributes become paths as Microsoft's gallery validation flattens them. What an endpoint does not say stays out of
//! the suite; what is guessed is told.

mod config;
mod definition;
mod flatten;
mod resources;

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::write::Comments;
use super::{App, AttributePath, GroupRules, GroupSupport, Suite, UserRules, write};
use crate::text::count;
use resources::Resources;

/// What an endpoint publishes.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// The entries of `/Schemas`.
    pub schemas: Vec<Value>,
    /// The entries of `/ResourceTypes`, if it was answered.
    pub resource_types: Option<Vec<Value>>,
    /// `/ServiceProviderConfig`, if it was answered.
    pub config: Option<Value>,
}

/// What the suite is to be called.
#[derive(Debug, Clone)]
pub struct Naming {
    /// Name of the app.
    pub name: String,
    /// Name of the suite on the command line.
    pub slug: String,
    /// Base URL, where it is worth keeping.
    pub tenant_url: Option<String>,
}

/// How sure a fact of the suite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The endpoint says it.
    Found,
    /// It follows from something else, and may be wrong.
    Guessed,
    /// The endpoint does not say, and neither does the suite.
    NotSaid,
}

/// One thing to know about a discovered suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How sure it is.
    pub certainty: Certainty,
    /// One sentence.
    pub text: String,
}

/// A discovered suite.
#[derive(Debug, Clone)]
pub struct Discovered {
    /// The suite.
    pub suite: Suite,
    /// What was found, guessed and not said.
    pub told: Vec<Told>,
    remarks: Vec<(String, String)>,
}

/// Collects what is to be known.
#[derive(Debug, Default)]
struct Teller {
    told: Vec<Told>,
    /// Remarks behind rows, by path.
    remarks: Vec<(String, String)>,
}

impl Teller {
    fn found(&mut self, text: impl Into<String>) {
        self.tell(Certainty::Found, text.into());
    }

    fn guessed(&mut self, text: impl Into<String>) {
        self.tell(Certainty::Guessed, text.into());
    }

    fn not_said(&mut self, text: impl Into<String>) {
        self.tell(Certainty::NotSaid, text.into());
    }

    fn tell(&mut self, certainty: Certainty, text: String) {
        let told = Told { certainty, text };
        if !self.told.contains(&told) {
            self.told.push(told);
        }
    }
}

/// The suite of what an endpoint publishes.
///
/// # Errors
/// Why no suite can be made of it, in a sentence.
pub fn suite(documents: &Documents, naming: &Naming) -> Result<Discovered, String> {
    let mut teller = Teller::default();
    let resources = Resources::of(documents, &mut teller)?;
    let user = UserRules {
        matching: vec![AttributePath::user_name()],
        attributes: flatten::rows(&resources.user, &mut teller),
        ..UserRules::default()
    };
    if user.attributes.is_empty() {
        return Err(format!("the schema {} declares no attribute that could be written", resources.user.id));
    }
    let group = group(&resources, &mut teller);
    let app = App {
        name: naming.name.clone(),
        slug: naming.slug.clone(),
        source: None,
        source_date: None,
        tenant_url: naming.tenant_url.clone(),
        hosts: Vec::new(),
        auth: config::auth(documents.config.as_ref(), &mut teller),
        capabilities: Vec::new(),
        default_access: None,
        rate_limit: None,
        notes: config::notes(documents.config.as_ref(), &mut teller),
    };
    sum_up(&user, &group, &mut teller);
    let suite =
        Suite { schema: 1, inherits: None, app, user, group, overrides: Vec::new(), cases: Vec::new() };
    Ok(Discovered { suite, told: teller.told, remarks: teller.remarks })
}

fn group(resources: &Resources, teller: &mut Teller) -> GroupRules {
    let Some(group) = &resources.group else {
        return GroupRules { support: Some(resources.groups), ..GroupRules::default() };
    };
    GroupRules {
        support: Some(GroupSupport::Supported),
        matching: vec![AttributePath::display_name()],
        attributes: flatten::rows(group, teller),
        ..GroupRules::default()
    }
}

fn sum_up(user: &UserRules, group: &GroupRules, teller: &mut Teller) {
    let (users, groups) = (user.attributes.len(), group.attributes.len());
    let text =
        format!("{} of users and {groups} of groups, as /Schemas lists them", count(users, "attribute"));
    teller.told.insert(0, Told { certainty: Certainty::Found, text });
    let lists = |name: &str| user.attributes.iter().any(|row| row.target().same(name));
    if !lists("userName") {
        teller.guessed("users are matched by userName, though the schema does not declare it");
    }
    if !lists("active") {
        teller.not_said("whether users can be disabled: the schema declares no 'active'");
    }
    if !lists("externalId") {
        teller.not_said(
            "whether externalId is stored: the RFC gives it to every resource, the schema does not declare it; add a row if it is",
        );
    }
    teller.not_said(
        "which attributes can be filtered by: schemas have no word for it; add filter = true where it holds",
    );
    teller.not_said("how users are removed: both ways are tried");
}

impl Discovered {
    /// The suite as TOML.
    pub fn to_toml(&self) -> String {
        let mut head = vec![format!(
            "What {} publishes in /Schemas, /ResourceTypes and /ServiceProviderConfig.",
            self.suite.app.name
        )];
        let open = self.told.iter().filter(|told| told.certainty != Certainty::Found);
        head.extend(open.map(|told| match told.certainty {
            Certainty::Guessed => format!("Guessed: {}.", told.text),
            _ => format!("Not said: {}.", told.text),
        }));
        let comments = Comments {
            head,
            user_rows: self.remarks.clone(),
            group_rows: self.remarks.clone(),
            ..Comments::default()
        };
        write::suite(&self.suite, &comments)
    }
}
