//! Starting and stopping a tenant, and the step between HTTP and the service.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use axum::serve::Listener;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::fault::FaultSet;
use super::policy::Policy;
use super::service::Service;
use super::tls::TlsListener;

/// Largest body that is read; larger ones are answered with 413.
pub(super) const BODY_LIMIT: usize = 1024 * 1024;
/// How long `stop` waits for connections to end.
const GRACE: Duration = Duration::from_secs(2);

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
}

/// A running tenant; dropping it stops it.
#[derive(Debug)]
pub struct Tenant {
    /// Base URL, without a slash at the end.
    pub base_url: String,
    /// The credential.
    pub token: String,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

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
    let token = options.token.clone();
    let service = Arc::new(Service::new(base_url.clone(), options));
    let router = Router::new().fallback(serve).with_state(service);
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    Ok(Tenant { base_url, token, stop: Some(stop), task: tokio::spawn(server.into_future()) })
}

impl Tenant {
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
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.ok();
    service.respond(&parts, body.as_deref()).into_response(&service.faults)
}
