//! An app's own cases, each a storyline of its own: what the suite says is sent, and what must be there before.
//!
//! A case writes only to what the run created; the suite's reader has seen to that. Whatever a create makes, expected or
//! not, is entered in the ledger.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Teller;
use crate::entra::step::{Body, Captured, Name, ResourceType, SCIM_JSON, Shown, Step, Storyline, Success};
use crate::entra::{Dialect, body, limits, query};
use crate::http::Method;
use crate::scim::{Path, access};
use crate::suite::case::names;
use crate::suite::sample::Version;
use crate::suite::{Attribute, AttributePath, Case, CaseRequest, CaseResource, CaseStep, Operation};

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    let tell = |case: &Case| -> Vec<Storyline> {
        if !case.has_patch() {
            return vec![Telling::new(teller, case, None).whole()];
        }
        teller.dialects.iter().map(|dialect| Telling::new(teller, case, Some(*dialect)).whole()).collect()
    };
    teller.planner.suite.cases.iter().flat_map(tell).collect()
}

/// A case while it is laid out.
struct Telling<'a> {
    teller: &'a Teller<'a>,
    case: &'a Case,
    story: Storyline,
    /// What is known before anything is sent.
    fixed: HashMap<&'static str, String>,
    /// The body each created resource was asked for with, by the placeholder of its id.
    bodies: HashMap<String, Value>,
    /// The step the next one needs.
    last: Option<String>,
}

impl<'a> Telling<'a> {
    fn new(teller: &'a Teller<'a>, case: &'a Case, dialect: Option<Dialect>) -> Self {
        let sampler = teller.planner.sampler;
        let fixed = HashMap::from([("run", sampler.run.clone()), ("domain", sampler.domain.clone())]);
        let (story, bodies) = (Storyline::new(dialect), HashMap::new());
        Self { teller, case, story, fixed, bodies, last: None }
    }

    fn whole(mut self) -> Storyline {
        let mut withheld = None;
        for kind in [CaseResource::User, CaseResource::Group] {
            if self.case.has_own(kind) {
                self.set_up(kind);
                withheld = withheld.or(self.not_offered(kind));
            }
        }
        for (at, step) in self.case.steps.iter().enumerate() {
            self.step(&self.case.step_id(at), step);
        }
        match withheld {
            Some(reason) => self.story.left_out(reason),
            None => self.story,
        }
    }

    /// Why no resource of that kind is created, if so.
    fn not_offered(&self, kind: CaseResource) -> Option<&'static str> {
        let suite = self.teller.planner.suite;
        let offers = |operations: &[Operation]| !operations.contains(&Operation::Create);
        match kind {
            CaseResource::User if !offers(&suite.user.not_offered) => {
                Some("the suite says that users are not created")
            }
            CaseResource::Group if !suite.sends_groups() || !offers(&suite.group.not_offered) => {
                Some("the suite says that groups are not created")
            }
            _ => None,
        }
    }

    /// Creates the resource of the case's own.
    fn set_up(&mut self, kind: CaseResource) {
        let (id, placeholder) = (self.case.set_up_id(kind), kind.placeholder());
        let (name, body) = self.standard(kind);
        let read = format!("{id}/read");
        let create = Step::create(&id, resource(kind), &name, body.clone()).capture(placeholder);
        let look = Step::get(&read, format!("{}/{{{{{placeholder}}}}}", kind.endpoint())).needs(&id);
        let named = Shown::Named(kind.naming_attribute().into(), name.clone());
        self.push(create);
        self.story.step(look.shows(named));
        self.last = Some(read);
        self.fixed.insert(kind.name_placeholder(), name);
        self.bodies.insert(placeholder.to_owned(), body);
    }

    /// The name and the standard body of a resource that no other step creates.
    fn standard(&self, kind: CaseResource) -> (String, Value) {
        let planner = self.teller.planner;
        let person = planner.person();
        match kind {
            CaseResource::User => (planner.user_name(person), planner.user(person)),
            CaseResource::Group => {
                let name = planner.sampler.group_name(person, Version::Created);
                let external_id = format!("{}-{}-{person}", planner.sampler.run, planner.guid);
                let texts = (name.as_str(), external_id.as_str());
                let body = body::group(planner.suite, planner.sampler, person, texts, false);
                (name, body)
            }
        }
    }

    fn push(&mut self, step: Step) {
        let id = step.id.clone();
        self.story.step(match &self.last {
            Some(last) => step.needs(last),
            None => step,
        });
        self.last = Some(id);
    }

    fn step(&mut self, id: &str, told: &CaseStep) {
        let mut step = self.request(id, told);
        let request = &told.request;
        step.query = self.query(request);
        for (name, value) in &request.headers {
            step = step.header(name.clone(), self.text(value.as_str().unwrap_or_default()));
        }
        if let Some(expect) = &told.expect {
            step.success = Success::Answered;
            let expected = Shown::Expected(Box::new(expect.filled(&|name| self.fixed.get(name).cloned())));
            if request.method == Method::Get {
                step = step.shows(expected);
            }
        }
        for (name, pointer) in &told.capture {
            let pointer = pointer.as_str().unwrap_or_default().to_owned();
            step = if pointer == "/id" && step.creates.is_some() {
                step.capture(name.clone())
            } else {
                step.captures(name.clone(), Captured::Pointer(pointer.into()))
            };
        }
        let used = request.placeholders();
        step.fills =
            used.into_iter().filter(|name| !self.fixed.contains_key(name.as_str())).map(Name::from).collect();
        self.push(step);
    }

    /// The request by its method.
    fn request(&mut self, id: &str, told: &CaseStep) -> Step {
        let request = &told.request;
        if let Some(kind) = request.creates() {
            return self.create(id, kind, told);
        }
        let Some((kind, target)) = request.target() else {
            let path = names::fill(
                &request.path,
                &|name| Some(self.value(name, &query::encode_segment)),
                &str::to_owned,
            );
            let mut step = Step::new(id, request.method, path);
            if let Some(body) = self.own_body(request) {
                step = Step { content_type: Some(SCIM_JSON), ..step.body(body) };
            }
            return step;
        };
        let target = target.to_owned();
        match request.method {
            Method::Delete => Step::delete(id, resource(kind), target),
            Method::Patch => {
                let own = self.own_body(request);
                let patch = Step::patch(id, resource(kind), target, self.patch(request));
                own.map_or(patch.clone(), |own| patch.body(own))
            }
            _ => {
                let own = self.own_body(request);
                let mut standard = self.bodies.get(&target).cloned().unwrap_or_default();
                // Entra writes meta into its creates; a client that replaces a resource does not set it.
                access::take_out(&mut standard, &Path::attribute("meta"));
                let put = Step::put(id, resource(kind), target, self.changed(kind, standard, request));
                own.map_or(put.clone(), |own| put.body(own))
            }
        }
    }

    fn create(&mut self, id: &str, kind: CaseResource, told: &CaseStep) -> Step {
        let request = &told.request;
        let (usual, standard) = self.standard(kind);
        let body = match self.own_body(request) {
            Some(body) => body,
            None => Body::Json(self.changed(kind, standard, request)),
        };
        let json = match &body {
            Body::Json(json) => json.clone(),
            Body::Text(_) | Body::None => Value::Null,
        };
        // A name that is itself captured is not known yet; the marker in it is what counts.
        let name = access::member(&json, kind.naming_attribute())
            .and_then(Value::as_str)
            .filter(|name| !name.is_empty());
        let name = name.map_or(usual, str::to_owned);
        for (captured, _) in told.capture.iter().filter(|(_, pointer)| *pointer == "/id") {
            self.bodies.insert(captured.clone(), json.clone());
        }
        Step::create(id, resource(kind), &name, Value::Null).body(body)
    }

    /// The standard body with what the case sets and removes. What equals another attribute follows it, unless the case
    /// sets it itself.
    fn changed(&self, kind: CaseResource, mut standard: Value, request: &CaseRequest) -> Value {
        for path in request.remove.iter().filter_map(|path| path.parse::<AttributePath>().ok()) {
            access::take_out(&mut standard, path.path());
        }
        for (path, value) in &request.set {
            if let Ok(path) = path.parse::<AttributePath>() {
                access::put(&mut standard, path.path(), self.json(value));
            }
        }
        if kind == CaseResource::User {
            let is_set = |row: &Attribute| request.set.keys().any(|path| row.target().same(path));
            limits::align_body(self.teller.planner.suite, &mut standard, &is_set);
        }
        standard
    }

    /// A PATCH as the dialect sends it: one replace for each attribute that is set, one remove for each that is removed.
    fn patch(&self, request: &CaseRequest) -> Value {
        let dialect = self.story.dialect.unwrap_or(Dialect::Default);
        let change = |(path, value): (&String, &Value)| body::Change {
            exists: true,
            path: path.clone(),
            value: self.json(value),
        };
        let changes: Vec<body::Change> = request.set.iter().map(change).collect();
        let mut patch = body::patch(dialect, &changes);
        let removed =
            request.remove.iter().map(|path| json!({ "op": body::op(dialect, "remove"), "path": path }));
        if let Some(operations) = patch["Operations"].as_array_mut() {
            operations.extend(removed);
        }
        patch
    }

    fn own_body(&self, request: &CaseRequest) -> Option<Body> {
        request.body.as_ref().map(|body| match body {
            Value::String(text) => Body::Text(self.text(text)),
            json => Body::Json(self.json(json)),
        })
    }

    fn query(&self, request: &CaseRequest) -> Option<String> {
        let parameter = |(name, value): (&String, &Value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let fill = |name: &str| Some(self.value(name, &query::encode_parameter));
            format!("{name}={}", names::fill(&text, &fill, &query::encode_parameter))
        };
        let parameters: Vec<String> = request.query.iter().map(parameter).collect();
        (!parameters.is_empty()).then(|| parameters.join("&"))
    }

    /// What is known already, or the place that the player fills in.
    fn value(&self, name: &str, escape: &dyn Fn(&str) -> String) -> String {
        self.fixed.get(name).map_or_else(|| format!("{{{{{name}}}}}"), |value| escape(value))
    }

    fn text(&self, text: &str) -> String {
        names::fill(text, &|name| Some(self.value(name, &str::to_owned)), &str::to_owned)
    }

    fn json(&self, value: &Value) -> Value {
        names::fill_value(value, &|name| Some(self.value(name, &str::to_owned)))
    }
}

fn resource(kind: CaseResource) -> ResourceType {
    match kind {
        CaseResource::User => ResourceType::User,
        CaseResource::Group => ResourceType::Group,
    }
}
