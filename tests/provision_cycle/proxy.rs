//! A proxy in front of the reference tenant: it records what was sent and disturbs what it is told to.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::Value;
use tokio::net::TcpListener;

/// What the proxy does to a request.
#[derive(Debug, Clone)]
pub enum Disturbance {
    /// Answers with this status and does not pass it on.
    Status(u16),
    /// Answers with this status, header and body.
    Answer(u16, Option<(&'static str, &'static str)>, &'static str),
    /// Passes it on and loses the answer.
    LostAnswer,
    /// Passes it on and answers with this body instead.
    Rewritten(fn(Value) -> Value),
}

type Rule = Box<dyn Fn(&str, &str) -> Option<Disturbance> + Send>;

#[derive(Default)]
struct Record {
    lines: Vec<String>,
    names: Vec<(String, String)>,
    rule: Option<Rule>,
}

/// A client of the tests' own.
pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client")
}

pub struct Proxy {
    pub url: String,
    record: Arc<Mutex<Record>>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    target: String,
    client: reqwest::Client,
    record: Arc<Mutex<Record>>,
}

impl Proxy {
    /// In front of a tenant at this base URL.
    pub async fn start(base: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let (host, path) = base.trim_start_matches("http://").split_once('/').expect("a path");
        let url = format!("http://{}/{path}", listener.local_addr().expect("an address"));
        let record = Arc::new(Mutex::new(Record::default()));
        let client = client();
        let shared = Shared { target: format!("http://{host}"), client, record: Arc::clone(&record) };
        let router = Router::new().fallback(pass).with_state(Arc::new(shared));
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { url, record, task }
    }

    /// Disturbs what the rule names, by method and path with query; the last rule counts.
    pub fn disturb(&self, rule: impl Fn(&str, &str) -> Option<Disturbance> + Send + 'static) {
        self.record.lock().expect("no panic").rule = Some(Box::new(rule));
    }

    /// Lets everything through again.
    pub fn heal(&self) {
        self.record.lock().expect("no panic").rule = None;
    }

    /// What was sent since the last time, with names in place of ids.
    pub fn sent(&self) -> String {
        let mut record = self.record.lock().expect("no panic");
        let mut text = std::mem::take(&mut record.lines).join("\n");
        for (id, name) in &record.names {
            text = text.replace(id, name);
        }
        text
    }

    /// How many requests were sent since the last time.
    pub fn count(&self) -> usize {
        std::mem::take(&mut self.record.lock().expect("no panic").lines).len()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body");
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let short = path.trim_start_matches("/scim/v2").to_owned();
    let disturbance = {
        let mut record = shared.record.lock().expect("no panic");
        let text = String::from_utf8_lossy(&body);
        record.lines.push(format!("{} {short} {text}", parts.method).trim_end().to_owned());
        record.rule.as_ref().and_then(|rule| rule(parts.method.as_str(), &short))
    };
    let answer = |status: u16, header: Option<(&'static str, &'static str)>, body: &'static str| {
        let mut response = (StatusCode::from_u16(status).expect("a status"), body).into_response();
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, value.parse().expect("a value"));
        }
        response
    };
    match disturbance {
        Some(Disturbance::Status(status)) => return answer(status, None, r#"{"detail":"disturbed"}"#),
        Some(Disturbance::Answer(status, header, body)) => return answer(status, header, body),
        _ => {}
    }
    let mut onward = shared.client.request(parts.method.clone(), format!("{}{path}", shared.target));
    for (name, value) in parts.headers.iter().filter(|(name, _)| *name != "host") {
        onward = onward.header(name, value);
    }
    let answered = onward.body(body.to_vec()).send().await.expect("the tenant answers");
    let status = answered.status();
    let bytes = answered.bytes().await.expect("a body");
    let body: Option<Value> = serde_json::from_slice(&bytes).ok();
    let listed = body.iter().filter_map(|body| body["Resources"].as_array()).flatten();
    for value in body.iter().chain(listed) {
        shared.learn(value);
    }
    match (disturbance, body) {
        (Some(Disturbance::LostAnswer), _) => {
            let broken = stream::once(async { Err::<Bytes, _>(std::io::Error::other("lost")) });
            Response::new(Body::from_stream(broken))
        }
        (Some(Disturbance::Rewritten(rewrite)), Some(value)) => {
            (status, rewrite(value).to_string()).into_response()
        }
        _ => (status, bytes).into_response(),
    }
}

impl Shared {
    /// Ids are random; snapshots show names in their place.
    fn learn(&self, resource: &Value) {
        let name = resource["userName"].as_str().or(resource["displayName"].as_str());
        let (Some(id), Some(name)) = (resource["id"].as_str(), name) else { return };
        let short = name.split('@').next().unwrap_or(name);
        let mut record = self.record.lock().expect("no panic");
        if !record.names.iter().any(|(known, _)| known == id) {
            record.names.push((id.to_owned(), format!("<{short}>")));
        }
    }
}
