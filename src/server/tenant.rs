//! Starting and stopping a tenant, and the step between HTTP and the service.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Method, Request};
use axum::response::Response;
use axum::serve::Listener;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::fault::{Fault, FaultSet};
use super::oauth::{self, OauthClient};
use super::policy::Policy;
use super::service::Service;
use super::tls::TlsListener;
use super::users;

/// Largest body that is read; larger ones are answered with 413.
pub(super) const BODY_LIMIT: usize = 1024 * 1024;
/// Larger bodies are not even read to their end: a client that is still sending hardly hears an answer.
const READ_LIMIT: usize = 4 * BODY_LIMIT;
/// How long `stop` waits for connections to end.
const GRACE: Duration = Duration::from_secs(2);

/// How long the fault `condition-checked-early` takes from the comparison of versions to the write.
const WINDOW: Duration = Duration::from_millis(100);

/// How a tenant is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Port on the loopback address; 0 takes a free one.
    pub port: u16,
    /// The credential every request must carry.
    pub token: String,
    /// What the tenant demands and offers.
    pub policy: Policy,
    /// What it does wrong.
    pub faults: FaultSet,
    /// How long it waits before it answers.
    pub latency: Option<Duration>,
    /// Number of foreign users present from the start.
    pub users: usize,
    /// What stands in front of every id; ids may hold any character.
    pub id_prefix: String,
    /// The client of the token endpoint, where there is one.
    pub client: Option<OauthClient>,
}

/// A running tenant; dropping it stops it.
#[derive(Debug)]
pub struct Tenant {
    /// Base URL, without a slash at the end.
    pub base_url: String,
    /// The credential.
    pub token: String,
    client: Option<OauthClient>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

/// How long the fault `racing-creates` takes between the look-up and the insert.
const RACE: Duration = Duration::from_millis(40);

/// Starts a tenant on the loopback address.
pub async fn start(options: Options) -> io::Result<Tenant> {
    let listener = bind(&options).await?;
    launch(listener, "http", options)
}

/// Starts a tenant with TLS on the loopback address; the second value is the authority to trust, as PEM.
pub async fn start_tls(options: Options) -> io::Result<(Tenant, String)> {
    let (listener, authority) = TlsListener::new(bind(&options).await?, &options.faults)?;
    Ok((launch(listener, "https", options)?, authority))
}

async fn bind(options: &Options) -> io::Result<TcpListener> {
    if options.token.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a tenant needs a token"));
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await
}

fn launch<L>(listener: L, scheme: &str, options: Options) -> io::Result<Tenant>
where
    L: Listener<Addr = SocketAddr>,
{
    let base_url = format!("{scheme}://{}/scim/v2", listener.local_addr()?);
    let (token, client) = (options.token.clone(), options.client.clone());
    let service = Arc::new(Service::new(base_url.clone(), options));
    let router = Router::new().fallback(serve).with_state(service);
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    Ok(Tenant { base_url, token, client, stop: Some(stop), task: tokio::spawn(server.into_future()) })
}

impl Tenant {
    /// The token endpoint and the client that may ask there, where there is one.
    pub fn token_endpoint(&self) -> Option<(String, &OauthClient)> {
        let host = self.base_url.trim_end_matches("/scim/v2");
        Some((format!("{host}{}", oauth::PATH), self.client.as_ref()?))
    }

    /// Stops accepting requests and waits for the answers under way.
    pub async fn stop(mut self) {
        self.stop.take();
        let _ = tokio::time::timeout(GRACE, &mut self.task).await;
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        self.stop.take();
        self.task.abort();
    }
}

async fn serve(State(service): State<Arc<Service>>, request: Request<Body>) -> Response {
    if let Some(latency) = service.latency {
        tokio::time::sleep(latency).await;
    }
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, READ_LIMIT).await.ok();
    let unlimited = parts.uri.path().ends_with("/Bulk") && service.faults.has(Fault::BulkPayloadUnlimited);
    let body = body.filter(|body| body.len() <= BODY_LIMIT || unlimited);
    if service.faults.has(Fault::RacingCreates) && parts.uri.path().ends_with("/Users") {
        let free = body.as_deref().is_some_and(|body| users::is_free(&service, body));
        tokio::time::sleep(RACE).await;
        if free {
            parts.extensions.insert(users::FoundFree);
        }
    }
    if service.faults.has(Fault::ConditionCheckedEarly) && parts.method == Method::PUT {
        service.condition_checked_early(&mut parts);
        tokio::time::sleep(WINDOW).await;
    }
    service.respond(&parts, body.as_deref()).into_response(&service.faults)
}
