//! What surrounds a run: the embedded tenant, waiting for a tenant to start, signals, the time limit.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::cli::RunArgs;
use crate::cli::interrupt::interrupt;
use crate::cli::serve;
use crate::cli::tenant::Access;
use crate::error::Error;
use crate::event::Event;
use crate::http::base_url::BaseUrl;
use crate::http::client::{Client, Credential, Outgoing};
use crate::http::oauth::{Proof, SecretIn, TokenRequest};
use crate::http::{FailureKind, Outcome, Purpose};
use crate::runner::stop::{Reason, Stop};
use crate::secret::Secret;
use crate::server::{self, OauthClient, Tenant};
use crate::suite::{App, Auth, Suite};
use crate::transcript::Transcript;

/// Starts the embedded tenant as the suite documents it.
pub(in crate::cli) async fn demo(suite: &Suite, faults: &[String]) -> Result<Tenant, Error> {
    let options = server::Options {
        port: 0,
        token: serve::fresh_token(),
        policy: serve::policy(suite),
        faults: serve::faults(faults)?,
        latency: None,
        users: 0,
        id_prefix: String::new(),
        client: (suite.app.auth == Some(Auth::OauthClientCredentials))
            .then(|| OauthClient { id: "demo".to_owned(), secret: serve::fresh_token() }),
    };
    Ok(server::start(options).await?)
}

/// How the embedded tenant is authenticated to: as its suite documents.
pub(in crate::cli) fn demo_access(demo: &Tenant) -> Access {
    let Some((url, client)) = demo.token_endpoint() else {
        return Access::Ready(Credential::Bearer(Secret::new(&demo.token)));
    };
    Access::Fetched(TokenRequest {
        url,
        client_id: client.id.clone(),
        proof: Proof::Secret(Secret::new(&client.secret)),
        scope: None,
        secret_in: SecretIn::Body,
        timeout: Duration::from_secs(10),
        authorities: Vec::new(),
    })
}

/// Says that the app's own limit is kept to, as it makes a run slower than expected.
pub(super) fn tell_limit(args: &RunArgs, app: &App) -> std::io::Result<()> {
    match app.rate_limit.filter(|_| !args.demo && args.tenant.rate.is_none()) {
        None => Ok(()),
        Some(limit) => {
            let line = format!("at most {limit}, as {} documents; --rate says otherwise", app.name);
            writeln!(std::io::stderr(), "{line}")
        }
    }
}

/// Waits until the tenant answers anything at all, or until the time is up.
pub(super) async fn wait_for(client: &Client, base: &BaseUrl, limit: Duration) {
    let look = Outgoing::get(base.join("/ServiceProviderConfig", None));
    let deadline = Instant::now() + limit;
    while client.send(&look, Purpose::Step).await.response().is_none() && Instant::now() < deadline {
        tokio::time::sleep(super::WAIT_PAUSE).await;
    }
}

/// Turns the first Ctrl-C into a request to stop, and returns at the second.
pub(super) async fn second_interrupt(stop: &Stop, emit: &dyn Fn(Event), has_bar: bool) {
    interrupt().await;
    stop.request(Reason::Interrupt);
    emit(Event::Interrupted);
    if !has_bar {
        // Where there is a bar, it says so. Nobody hears of it if standard error is gone.
        let _ = writeln!(std::io::stderr(), "interrupted: cleaning up; a second signal stops at once");
    }
    interrupt().await;
}

/// Asks the run to stop when its time is up; never returns.
pub(super) async fn time_up(stop: &Stop, limit: Option<Duration>) {
    if let Some(limit) = limit {
        tokio::time::sleep(limit).await;
        stop.request(Reason::TimeUp);
    }
    std::future::pending().await
}

/// A tenant that was not reached, or that refused the credential, is an error of the whole run.
pub(super) fn explain_unreachable(transcript: &Transcript) -> Result<(), Error> {
    let Some(test) = transcript.steps.first().and_then(|record| record.exchanges.last()) else {
        return Ok(());
    };
    let tenant = &transcript.header.tenant;
    match &test.outcome {
        Outcome::Response(response) if matches!(response.status, 401 | 403) => Err(Error::Unreachable(
            format!("{tenant} refuses the credential with {}", response.status),
            "check SCIM_TOKEN: is it this tenant's, complete, and not expired?".to_owned(),
        )),
        Outcome::Response(_) => Ok(()),
        Outcome::Failure(failure) => {
            let help = match failure.kind {
                FailureKind::Connect => "check host and port; --wait 30s waits for a server that is starting",
                FailureKind::Tls => {
                    "Entra offers TLS 1.2 and trusts public authorities; --ca-cert FILE adds one of your own"
                }
                FailureKind::Timeout => {
                    "the server accepts the connection but does not answer; --timeout waits longer"
                }
                FailureKind::Lost | FailureKind::TooLarge => "is this the base URL of a SCIM service?",
            };
            Err(Error::Unreachable(format!("cannot reach {tenant}: {}", failure.message), help.to_owned()))
        }
    }
}
