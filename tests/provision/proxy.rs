//! A proxy in front of a tenant: it writes down what passes, and disturbs it as a seed says.
//!
//! The hard disturbance is the lost answer: the tenant has done what it was asked for, and the client never learns.

use std::io::{self, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;

use super::wire::Message;

/// What passed.
#[derive(Debug, Clone)]
pub struct Passed {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub body: Value,
    /// 0: no answer came through.
    pub status: u16,
    pub trouble: Option<Trouble>,
}

/// What may happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Answered with 429, not forwarded.
    TooMany,
    /// Answered with 500, not forwarded.
    Broken,
    /// Forwarded, then answered with 500 all the same.
    BrokenAfter,
    /// Cut off before it was forwarded.
    Cut,
    /// Forwarded, the answer lost.
    Lost,
    /// Forwarded, the answer cut off in the middle.
    Half,
    /// Not forwarded; nothing comes until the client gives up.
    Silence,
}

const TROUBLES: [Trouble; 9] = [
    Trouble::TooMany,
    Trouble::TooMany,
    Trouble::Broken,
    Trouble::Broken,
    Trouble::BrokenAfter,
    Trouble::Cut,
    Trouble::Lost,
    Trouble::Lost,
    Trouble::Half,
];

/// How long a silent tenant stays silent; the client's timeout is shorter.
pub const SILENCE: Duration = Duration::from_millis(1300);

#[derive(Default)]
struct Shared {
    passed: Vec<Passed>,
    /// Where disturbances come from; none: nothing is disturbed.
    chance: Option<(StdRng, f64)>,
    /// Answers in the place of the tenant: a part of the request line, and the status.
    refusals: Vec<(String, &'static str)>,
    /// Requests until the wire is tripped, and whether that one is forwarded first.
    trip: Option<(usize, bool)>,
    tripped: bool,
}

/// A running proxy. Its threads end with their connections.
pub struct Proxy {
    authority: String,
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

impl Proxy {
    pub fn start(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let authority = listener.local_addr().expect("an address").to_string();
        let shared = Arc::new((Mutex::new(Shared::default()), Condvar::new()));
        let (own, upstream) = (Arc::clone(&shared), upstream.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shared, upstream) = (Arc::clone(&own), upstream.clone());
                thread::spawn(move || drop(converse(stream, &upstream, &shared)));
            }
        });
        Self { authority, shared }
    }

    pub fn authority(&self) -> &str {
        &self.authority
    }

    fn with<T>(&self, work: impl FnOnce(&mut Shared) -> T) -> T {
        work(&mut self.shared.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Disturbs that share of all requests from now on; 0 ends it.
    pub fn disturb(&self, seed: u64, share: f64) {
        self.with(|shared| shared.chance = (share > 0.0).then(|| (StdRng::seed_from_u64(seed), share)));
    }

    /// Answers requests whose line (`POST /scim/v2/Users`) holds the text in the tenant's place, until it is told
    /// otherwise.
    pub fn refuse(&self, refusals: &[(&str, &'static str)]) {
        let refusals = refusals.iter().map(|(text, status)| ((*text).to_owned(), *status)).collect();
        self.with(|shared| shared.refusals = refusals);
    }

    /// What has passed since the last call.
    pub fn take(&self) -> Vec<Passed> {
        self.with(|shared| std::mem::take(&mut shared.passed))
    }

    /// Stops the connection at the request after so many, before or after it is forwarded.
    pub fn trip_after(&self, requests: usize, forwarded: bool) {
        self.with(|shared| {
            shared.trip = Some((requests, forwarded));
            shared.tripped = false;
        });
    }

    pub fn no_trip(&self) {
        self.with(|shared| shared.trip = None);
    }

    pub fn is_tripped(&self) -> bool {
        self.with(|shared| shared.tripped)
    }
}

type Connection = BufReader<TcpStream>;

fn converse(client: TcpStream, upstream: &str, shared: &(Mutex<Shared>, Condvar)) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut client = BufReader::new(client);
    let mut tenant: Option<Connection> = None;
    while let Some(request) = Message::read(&mut client)? {
        let plan = plan(shared, &request);
        let answer = treat(&plan, &request, &mut tenant, upstream, &mut client, shared)?;
        let done = note(&request, answer.as_ref(), &plan);
        let keep = answer.is_some();
        shared.0.lock().unwrap_or_else(PoisonError::into_inner).passed.push(done);
        if let Some(answer) = answer {
            let bytes = answer.bytes();
            if matches!(plan, Plan::Trouble(Trouble::Half)) {
                client.get_mut().write_all(&bytes[..bytes.len() * 2 / 3])?;
                client.get_mut().shutdown(Shutdown::Both)?;
                return Ok(());
            }
            client.get_mut().write_all(&bytes)?;
        }
        if !keep {
            client.get_mut().shutdown(Shutdown::Both)?;
            return Ok(());
        }
    }
    Ok(())
}

/// What is done with a request.
enum Plan {
    Pass,
    Trouble(Trouble),
    Refuse(&'static str),
    /// The process is about to be killed; whether the request is forwarded first.
    Trip(bool),
}

fn plan(shared: &(Mutex<Shared>, Condvar), request: &Message) -> Plan {
    let mut shared = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
    let (method, target) = request.asks();
    let line = format!("{method} {target} ");
    if let Some((_, status)) = shared.refusals.iter().find(|(text, _)| line.contains(text.as_str())) {
        return Plan::Refuse(status);
    }
    match &mut shared.trip {
        Some((0, forwarded)) => return Plan::Trip(*forwarded),
        Some((left, _)) => *left -= 1,
        None => {}
    }
    let Some((random, share)) = &mut shared.chance else { return Plan::Pass };
    if !random.random_bool(*share) {
        return Plan::Pass;
    }
    if random.random_bool(0.04) {
        return Plan::Trouble(Trouble::Silence);
    }
    Plan::Trouble(TROUBLES[random.random_range(0..TROUBLES.len())])
}

/// The answer that reaches the client, if any.
fn treat(
    plan: &Plan,
    request: &Message,
    tenant: &mut Option<Connection>,
    upstream: &str,
    client: &mut Connection,
    shared: &(Mutex<Shared>, Condvar),
) -> io::Result<Option<Message>> {
    match plan {
        Plan::Pass | Plan::Trouble(Trouble::Half) => forward(request, tenant, upstream).map(Some),
        Plan::Refuse(status) => Ok(Some(refusal(status))),
        Plan::Trouble(Trouble::TooMany) => Ok(Some(refusal("429 Too Many Requests"))),
        Plan::Trouble(Trouble::Broken) => Ok(Some(refusal("500 Internal Server Error"))),
        Plan::Trouble(Trouble::BrokenAfter) => {
            forward(request, tenant, upstream)?;
            Ok(Some(refusal("500 Internal Server Error")))
        }
        Plan::Trouble(Trouble::Cut) => Ok(None),
        Plan::Trouble(Trouble::Lost) => forward(request, tenant, upstream).map(|_| None),
        Plan::Trouble(Trouble::Silence) => {
            thread::sleep(SILENCE);
            Ok(None)
        }
        Plan::Trip(forwarded) => {
            if *forwarded {
                forward(request, tenant, upstream)?;
            }
            shared.0.lock().unwrap_or_else(PoisonError::into_inner).tripped = true;
            // The process is killed now, and the connection ends with it.
            let _ = Message::read(client);
            Ok(None)
        }
    }
}

fn refusal(status: &str) -> Message {
    let code = &status[..3];
    let body = format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"{code}","detail":"trouble on the way"}}"#
    );
    let headers: &[&str] = if code == "429" { &["Retry-After: 0"] } else { &[] };
    Message::answer(status, headers, &body)
}

fn forward(request: &Message, tenant: &mut Option<Connection>, upstream: &str) -> io::Result<Message> {
    if tenant.is_none() {
        let stream = TcpStream::connect(upstream)?;
        stream.set_nodelay(true)?;
        *tenant = Some(BufReader::new(stream));
    }
    let connection = tenant.as_mut().expect("just made");
    connection.get_mut().write_all(&request.bytes())?;
    let answer = Message::read(connection)?;
    answer.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
}

fn note(request: &Message, answer: Option<&Message>, plan: &Plan) -> Passed {
    let (method, target) = request.asks();
    Passed {
        method: method.to_owned(),
        target: target.to_owned(),
        body: request.json(),
        status: answer.map_or(0, Message::status),
        trouble: match plan {
            Plan::Trouble(trouble) => Some(*trouble),
            _ => None,
        },
    }
}
