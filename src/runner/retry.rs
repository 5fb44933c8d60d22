//! Which failures are worth a second request, and how long to wait before it.
//!
//! Nothing that may have been carried out is blindly repeated: only what was certainly not (no connection, 429,
//! 503 with `Retry-After`), and reads.

use std::time::Duration;

use super::Run;
use crate::http::client::Outgoing;
use crate::http::{Exchange, FailureKind, Method, Outcome, Purpose};

/// Longest pause a tenant's `Retry-After` is followed for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long to wait before the request is sent again; `None` where it must not be, or need not.
pub(super) fn pause(method: Method, exchange: &Exchange, attempt: u32) -> Option<Duration> {
    let growing = Duration::from_millis(200) * 2u32.pow(attempt.min(6));
    match &exchange.outcome {
        Outcome::Failure(failure) => match failure.kind {
            FailureKind::Connect => Some(growing),
            FailureKind::Lost | FailureKind::Timeout => (method == Method::Get).then_some(growing),
            FailureKind::Tls | FailureKind::TooLarge => None,
        },
        Outcome::Response(response) => {
            let asked = response.header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
            let asked = asked.map(|seconds| Duration::from_secs(seconds).min(LONGEST_PAUSE));
            match response.status {
                429 => Some(asked.unwrap_or(growing * 2)),
                503 => asked,
                500 | 502 | 504 => (method == Method::Get).then_some(growing),
                _ => None,
            }
        }
    }
}

/// Sends a request of the clean-up; what is refused for the load alone is asked for again, and again.
pub(super) async fn patiently(run: &Run<'_>, outgoing: &Outgoing, purpose: Purpose) -> Exchange {
    for attempt in 0..PATIENCE {
        let exchange = run.client.send(outgoing, purpose).await;
        match pause(outgoing.method, &exchange, attempt) {
            Some(length) => tokio::time::sleep(length).await,
            None => return exchange,
        }
    }
    run.client.send(outgoing, purpose).await
}

/// How often a request of the clean-up is repeated.
const PATIENCE: u32 = 6;
