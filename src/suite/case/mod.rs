//! An app's own cases: what its documentation promises beyond the built-in checks, as requests and expectations.
//!
//! Data only. `probe` lays a case out as a storyline, `check` judges what came of it.

mod expect;
pub mod names;
mod request;
mod status;
mod validate;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::http::Method;
use crate::verdict::Severity;
pub use expect::*;
pub use status::*;
pub(super) use validate::{Problem, problems};

/// The area of every own case.
pub const AREA: &str = "app";

/// One requirement of the app's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name of the case; its check is `app/<id>`.
    pub id: String,
    /// The requirement in one sentence with MUST, SHOULD or MAY.
    pub title: String,
    /// How bad a failure is; absent: as the title's word says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What is required and why, in more words than the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How to fix a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// Where the requirement stands: an address, or the name of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `false`: the reference tenant does not behave like this, so that the case is left out with `--demo`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo: Option<bool>,
    /// The request of a case that has only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<CaseRequest>,
    /// What is expected of its answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
    /// The requests of a case that has several.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<CaseStep>,
}

/// One request of a case, and what is expected of its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStep {
    /// The request.
    pub request: CaseRequest,
    /// What is expected; absent: success, without which the case is not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
    /// Values of the answer that later steps use: name, and JSON pointer.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub capture: Map<String, Value>,
}

/// A request of a case. Texts may hold placeholders, see [`names`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRequest {
    /// Method.
    pub method: Method,
    /// Path behind the base URL.
    pub path: String,
    /// Query parameters, not encoded.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub query: Map<String, Value>,
    /// Further headers.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
    /// Attributes that the standard body has another value of, by path.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub set: Map<String, Value>,
    /// Attributes that the standard body does not have, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// The body itself, in place of the standard one: JSON, or text that need not be JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

/// The two kinds of resource a case may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseResource {
    /// `/Users`
    User,
    /// `/Groups`
    Group,
}

impl Case {
    /// Id of its check.
    pub fn check_id(&self) -> String {
        format!("{AREA}/{}", self.id)
    }

    /// Name of the step of that index, from 0, in plans and transcripts.
    pub fn step_id(&self, index: usize) -> String {
        format!("{AREA}/{}/{}", self.id, index + 1)
    }

    /// Name of the step that creates the resource of the case's own.
    pub fn set_up_id(&self, kind: CaseResource) -> String {
        format!("{AREA}/{}/{}", self.id, kind.placeholder())
    }

    /// How bad a failure is.
    pub fn severity(&self) -> Severity {
        self.severity.unwrap_or_else(|| match obligation(&self.title) {
            Some("SHOULD") => Severity::Warning,
            Some("MAY") => Severity::Note,
            _ => Severity::Error,
        })
    }

    /// Whether a PATCH is sent, so that the case is judged for each dialect.
    pub fn has_patch(&self) -> bool {
        self.steps.iter().any(|step| step.request.method == Method::Patch)
    }

    /// Whether the run creates a resource of that kind for the case: because a text names it, or because a create must
    /// be refused, which shows nothing where the standard body is refused as well.
    pub fn has_own(&self, kind: CaseResource) -> bool {
        let named = [kind.placeholder(), kind.name_placeholder()];
        let is_named =
            |step: &CaseStep| step.placeholders().iter().any(|name| named.contains(&name.as_str()));
        self.steps.iter().any(|step| is_named(step) || step.refuses_create(kind))
    }

    /// Turns the short form into the one step it stands for.
    pub(super) fn unfold(&mut self) {
        if let Some(request) = self.request.take() {
            let expect = self.expect.take();
            self.steps.insert(0, CaseStep { request, expect, capture: Map::new() });
        }
    }
}

impl CaseStep {
    /// The placeholders in all its texts.
    pub fn placeholders(&self) -> Vec<String> {
        let mut found = self.request.placeholders();
        for text in self.expect.iter().flat_map(Expect::texts) {
            found.extend(names::of(&text));
        }
        found
    }

    fn refuses_create(&self, kind: CaseResource) -> bool {
        let request = &self.request;
        let differs = !request.set.is_empty() || !request.remove.is_empty();
        let refused =
            self.expect.as_ref().and_then(|expect| expect.status.as_ref()).is_some_and(Statuses::refuse);
        request.creates() == Some(kind) && differs && refused
    }
}

impl CaseRequest {
    /// The kind of resource it creates.
    pub fn creates(&self) -> Option<CaseResource> {
        let kinds = [CaseResource::User, CaseResource::Group];
        kinds.into_iter().find(|kind| self.method == Method::Post && self.path == kind.endpoint())
    }

    /// The kind of resource it changes or deletes, and the placeholder of its id.
    pub fn target(&self) -> Option<(CaseResource, &str)> {
        if !matches!(self.method, Method::Patch | Method::Put | Method::Delete) {
            return None;
        }
        [CaseResource::User, CaseResource::Group].into_iter().find_map(|kind| {
            let id = self.path.strip_prefix(kind.endpoint())?.strip_prefix('/')?;
            names::whole(id).map(|name| (kind, name))
        })
    }

    /// The placeholders in all its texts.
    pub fn placeholders(&self) -> Vec<String> {
        let mut found = names::of(&self.path);
        for map in [&self.query, &self.headers, &self.set] {
            map.values().for_each(|value| found.extend(names::in_value(value)));
        }
        self.body.iter().for_each(|body| found.extend(names::in_value(body)));
        found
    }
}

impl CaseResource {
    /// The endpoint, behind the base URL.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "/Users",
            Self::Group => "/Groups",
        }
    }

    /// Stands for the id of the resource that the run creates for the case.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
        }
    }

    /// Stands for its name.
    pub fn name_placeholder(self) -> &'static str {
        match self {
            Self::User => "userName",
            Self::Group => "groupName",
        }
    }

    /// The attribute that carries its name.
    pub fn naming_attribute(self) -> &'static str {
        match self {
            Self::User => "userName",
            Self::Group => "displayName",
        }
    }
}

/// The one word of BCP 14 in a title; `None` when there is none, or more than one.
pub(super) fn obligation(title: &str) -> Option<&'static str> {
    let known = ["MUST", "SHOULD", "MAY"];
    let mut found =
        title.split_whitespace().filter_map(|word| known.into_iter().find(|known| *known == word));
    found.next().filter(|_| found.next().is_none())
}
