//! Steps as data: one request with its captures and prerequisites, and the storylines they form.
//!
//! Placeholders such as `{{user}}` stand for the id a former step captured; the player fills them in,
//! escaped for the place they stand in.

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Dialect;
use crate::http::Method;
use crate::http::client::Authorization;
pub use crate::http::client::SCIM_JSON;
use crate::suite::Expect;
use crate::verdict::SkipKind;

/// Stands in the body of a step with a twin for the word in which the two requests differ.
pub const TWIN: &str = "{{twin}}";

/// Name of a captured value: fixed in what this tool tells itself, owned where a suite's own case gives it.
pub type Name = Cow<'static, str>;

/// The two kinds of resource Entra provisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the RFC's resource types")]
pub enum ResourceType {
    User,
    Group,
}

impl ResourceType {
    /// The endpoint, behind the base URL.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "/Users",
            Self::Group => "/Groups",
        }
    }

    /// The attribute that carries the marker.
    pub fn naming_attribute(self) -> &'static str {
        match self {
            Self::User => "userName",
            Self::Group => "displayName",
        }
    }
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// None.
    None,
    /// JSON, which may hold placeholders.
    Json(Value),
    /// Text that need not be JSON.
    Text(String),
}

/// When a step counts as successful, so that the steps which need it are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Success {
    /// Any HTTP answer.
    Answered,
    /// A 2xx status; a create must also tell the id.
    Done,
    /// An answer that only a SCIM service gives: 2xx, 400 or 404 with a JSON object.
    ScimAnswer,
}

/// What a read must show before the write in front of it counts as arrived.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// This status.
    Status(u16),
    /// The attribute has this value.
    Value(String, Value),
    /// The attribute has this text, letter case aside.
    Named(String, String),
    /// The attribute has no value.
    Absent(String),
    /// A list of exactly so many resources.
    Total(u64),
    /// The captured resource is in the list.
    Found(&'static str),
    /// The captured resource is not in the list.
    NotFound(&'static str),
    /// What that step wrote, if it succeeded.
    After(String, Box<Shown>),
    /// The captured id is among the members.
    Member(&'static str),
    /// The captured id is not among the members.
    NoMember(&'static str),
    /// What a suite's own case expects of the answer; its texts may hold placeholders.
    Expected(Box<Expect>),
}

/// What of an answer is kept beside the id, for later steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Captured {
    /// The value of a response header.
    Header(Name),
    /// The text or number at a JSON pointer of the body.
    Pointer(Name),
    /// The address at a JSON pointer of the body, as a path behind the base URL; one elsewhere is not kept, so that
    /// the credential follows no address to another host.
    Address(&'static str),
    /// A minute before the moment at a JSON pointer of the body, written as five and a half hours east of Greenwich.
    /// The minute is for moments that are shown rounded.
    ElsewhereMoment(&'static str),
    /// The body as it came, to be sent back.
    Body,
}

/// What a step creates, entered in the ledger before the request is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation {
    /// The kind of resource.
    pub kind: ResourceType,
    /// The name by which it can be found again.
    pub name: String,
    /// Another attribute and its value, where the app does not find resources by name.
    pub found_by: Option<(String, String)>,
}

impl Creation {
    /// The creation of a resource of that name.
    pub fn named(kind: ResourceType, name: &str) -> Self {
        Self { kind, name: name.to_owned(), found_by: None }
    }
}

/// One request with its captures and prerequisites.
#[derive(Debug, Clone)]
pub struct Step {
    /// Name, unique within the dialect.
    pub id: String,
    /// Steps of the storyline that must have succeeded.
    pub needs: Vec<String>,
    /// Sent only when that step was answered with a 4xx: a second opinion on why.
    pub if_refused: Option<String>,
    /// Method.
    pub method: Method,
    /// Path behind the base URL.
    pub path: String,
    /// Query, encoded.
    pub query: Option<String>,
    /// `Content-Type`, on requests that have one.
    pub content_type: Option<&'static str>,
    /// Further headers, which may hold placeholders. One of the same name replaces what every request carries; an
    /// empty value leaves it out.
    pub headers: Vec<(Name, String)>,
    /// Body.
    pub body: Body,
    /// Which credential it carries.
    pub authorization: Authorization,
    /// When it counts as successful.
    pub success: Success,
    /// Name under which the id of the answer is kept.
    pub capture: Option<Name>,
    /// What else of the answer is kept, by name. The value of a name that begins with `@` is filled in as it is.
    pub captures: Vec<(Name, Captured)>,
    /// What it creates, or would if the tenant let it.
    pub creates: Option<Creation>,
    /// What a request that writes several resources creates, with the name under which each id is kept.
    pub also_creates: Vec<(Creation, &'static str)>,
    /// The captured resource it changes or deletes, which must be known to be ours.
    pub changes: Option<Name>,
    /// Captured values without which the request would be another one; when one is missing, it is not sent.
    pub fills: Vec<Name>,
    /// What a read must show.
    pub shows: Vec<Shown>,
    /// How long to wait before it is sent.
    pub pause: Duration,
    /// Whether the same request is sent twice at the same moment.
    pub twin: bool,
}

impl Step {
    /// Any request; the constructors below are for the usual ones.
    pub fn new(id: &str, method: Method, path: impl Into<String>) -> Self {
        Self {
            id: id.to_owned(),
            needs: Vec::new(),
            if_refused: None,
            method,
            path: path.into(),
            query: None,
            content_type: None,
            headers: Vec::new(),
            body: Body::None,
            authorization: Authorization::Own,
            success: Success::Done,
            capture: None,
            captures: Vec::new(),
            creates: None,
            also_creates: Vec::new(),
            changes: None,
            fills: Vec::new(),
            shows: Vec::new(),
            pause: Duration::ZERO,
            twin: false,
        }
    }

    /// A read.
    pub fn get(id: &str, path: impl Into<String>) -> Self {
        Self::new(id, Method::Get, path)
    }

    /// A query.
    pub fn query(id: &str, kind: ResourceType, query: String) -> Self {
        Self { query: Some(query), ..Self::get(id, kind.endpoint()) }
    }

    /// A create of a resource of that name.
    pub fn create(id: &str, kind: ResourceType, name: &str, body: Value) -> Self {
        Self {
            content_type: Some(SCIM_JSON),
            body: Body::Json(body),
            creates: Some(Creation::named(kind, name)),
            ..Self::new(id, Method::Post, kind.endpoint())
        }
    }

    /// A PATCH of a captured resource.
    pub fn patch(id: &str, kind: ResourceType, target: impl Into<Name>, body: Value) -> Self {
        let target = target.into();
        let path = format!("{}/{{{{{target}}}}}", kind.endpoint());
        Self {
            content_type: Some(SCIM_JSON),
            body: Body::Json(body),
            changes: Some(target),
            ..Self::new(id, Method::Patch, path)
        }
    }

    /// A PUT of a captured resource (RFC 7644 §3.5.1).
    pub fn put(id: &str, kind: ResourceType, target: impl Into<Name>, body: Value) -> Self {
        Self { method: Method::Put, ..Self::patch(id, kind, target, body) }
    }

    /// A POST that creates no resource of its own: a search, a Bulk request.
    pub fn post(id: &str, path: impl Into<String>, body: Value) -> Self {
        Self { content_type: Some(SCIM_JSON), body: Body::Json(body), ..Self::new(id, Method::Post, path) }
    }

    /// A DELETE of a captured resource.
    pub fn delete(id: &str, kind: ResourceType, target: impl Into<Name>) -> Self {
        let target = target.into();
        let path = format!("{}/{{{{{target}}}}}", kind.endpoint());
        Self { changes: Some(target), ..Self::new(id, Method::Delete, path) }
    }

    /// Needs that step of its storyline.
    #[must_use]
    pub fn needs(mut self, id: &str) -> Self {
        self.needs.push(id.to_owned());
        self
    }

    /// Is sent only when that step was refused.
    #[must_use]
    pub fn if_refused(mut self, id: &str) -> Self {
        self.if_refused = Some(id.to_owned());
        self
    }

    /// Keeps the id of the answer under that name.
    #[must_use]
    pub fn capture(mut self, name: impl Into<Name>) -> Self {
        self.capture = Some(name.into());
        self
    }

    /// Keeps more of the answer under that name.
    #[must_use]
    pub fn captures(mut self, name: impl Into<Name>, captured: Captured) -> Self {
        self.captures.push((name.into(), captured));
        self
    }

    /// Creates a further resource of that name, whose id is looked up afterwards and kept under `capture`.
    #[must_use]
    pub fn also_creates(mut self, kind: ResourceType, name: &str, capture: &'static str) -> Self {
        self.also_creates.push((Creation::named(kind, name), capture));
        self
    }

    /// Carries a query, encoded.
    #[must_use]
    pub fn with_query(mut self, query: impl Into<String>) -> Self {
        self.query = Some(query.into());
        self
    }

    /// Carries a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<Name>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Is sent so long after the step in front of it.
    #[must_use]
    pub fn after(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Is sent twice at the same moment; the bodies differ where [`TWIN`] stands.
    #[must_use]
    pub fn twin(mut self) -> Self {
        self.twin = true;
        self
    }

    /// Carries another credential.
    #[must_use]
    pub fn authorization(mut self, authorization: Authorization) -> Self {
        self.authorization = authorization;
        self
    }

    /// Counts as successful in another way.
    #[must_use]
    pub fn success(mut self, success: Success) -> Self {
        self.success = success;
        self
    }

    /// Names another media type.
    #[must_use]
    pub fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Carries another body.
    #[must_use]
    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    /// Adds something the read must show.
    #[must_use]
    pub fn shows(mut self, shown: Shown) -> Self {
        self.shows.push(shown);
        self
    }
}

/// A step that the plan leaves out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omitted {
    /// Name of the step.
    pub id: String,
    /// Why, as a kind.
    pub kind: SkipKind,
    /// Why, in words.
    pub reason: String,
}

/// Steps that follow each other and depend on no other storyline.
#[derive(Debug, Clone, Default)]
pub struct Storyline {
    /// The dialect of its PATCH requests; `None` where there are none, or where the dialect is beside the point.
    pub dialect: Option<Dialect>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// The steps it leaves out.
    pub omitted: Vec<Omitted>,
    /// Whether it is told beyond Entra's sequence.
    pub is_probe: bool,
}

impl Storyline {
    /// An empty storyline.
    pub fn new(dialect: Option<Dialect>) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// Appends a step.
    pub fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Leaves all its steps out because of what the suite says.
    #[must_use]
    pub fn left_out(mut self, reason: &str) -> Self {
        for step in std::mem::take(&mut self.steps) {
            self.omit(&step.id, reason);
        }
        self
    }

    /// Leaves a step out because of what the suite says.
    pub fn omit(&mut self, id: &str, reason: impl Into<String>) {
        self.omitted.push(Omitted { id: id.to_owned(), kind: SkipKind::Suite, reason: reason.into() });
    }
}

/// The ordered steps Entra performs, as one run performs them.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Comes first and alone; when its first step fails, nothing else is sent.
    pub connection: Storyline,
    /// Come after it, side by side.
    pub storylines: Vec<Storyline>,
}

impl Plan {
    /// All storylines in plan order.
    pub fn all(&self) -> impl Iterator<Item = &Storyline> {
        std::iter::once(&self.connection).chain(&self.storylines)
    }

    /// All storylines in plan order, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Storyline> {
        std::iter::once(&mut self.connection).chain(&mut self.storylines)
    }

    /// How many requests it makes, apart from second opinions, repetitions and clean-up.
    pub fn requests(&self) -> usize {
        self.all().flat_map(|s| &s.steps).filter(|step| step.if_refused.is_none()).count()
    }
}
