//! Requests per second of a whole replay beside a bare keep-alive loop that sends the same requests.
//!
//! The bare loop is reqwest alone: nothing recorded, redacted or judged. Both talk to the same reference tenant in the same process, one after the other, several times; what counts
//! is the ratio, as the machines this runs on are noisy.

use std::time::{Duration, Instant};

use scimproof::entra::{Dialect, sequence};
use scimproof::event::Event;
use scimproof::http::Exchange;
use scimproof::http::base_url::BaseUrl;
use scimproof::http::client::{Client, Credential, Options as ClientOptions};
use scimproof::runner::evaluate::evaluate;
use scimproof::runner::ledger::Ledger;
use scimproof::runner::stop::Stop;
use scimproof::runner::{Options, Run};
use scimproof::secret::Secret;
use scimproof::server::{self, Tenant};
use scimproof::suite::Suite;
use scimproof::suite::load;
use scimproof::suite::sample::Sampler;
use scimproof::transcript::{Header, Selection, Transcript};
use scimproof::verdict::Severity;

/// Rounds that are measured, behind one that warms up.
const ROUNDS: usize = 7;
const DIALECTS: [Dialect; 2] = [Dialect::Default, Dialect::Compliant];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime can be built");
    runtime.block_on(async {
        let mut ratios: Vec<f64> = Vec::new();
        for round in 0..=ROUNDS {
            let (replay, bare) = measure(round).await;
            if round > 0 {
                ratios.push(replay / bare);
                report(&format!(
                    "round {round}: replay {replay:.0} requests/s, bare loop {bare:.0} requests/s"
                ));
            }
        }
        ratios.sort_by(f64::total_cmp);
        report(&format!(
            "median ratio {:.2} (replay with --jobs 1, recording and judging, to bare loop)",
            ratios[ROUNDS / 2]
        ));
    });
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn report(line: &str) {
    println!("{line}");
}

/// Requests per second of the replay and of the bare loop.
async fn measure(round: usize) -> (f64, f64) {
    let tenant = start().await;
    let begun = Instant::now();
    let transcript = replay(&tenant, round).await;
    let judged = evaluate(&transcript);
    let replay = rate(judged.requests, begun.elapsed());
    assert_eq!(judged.summary.fail, 0, "the healthy tenant fails nothing");
    let bare_client =
        reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client can be built");
    let requests: Vec<&Exchange> = transcript.exchanges().collect();
    let begun = Instant::now();
    for exchange in &requests {
        let answer = again(&bare_client, exchange, &tenant).send().await.expect("an answer");
        answer.bytes().await.expect("a body");
    }
    let bare = rate(requests.len(), begun.elapsed());
    tenant.stop().await;
    (replay, bare)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred requests")]
fn rate(requests: usize, elapsed: Duration) -> f64 {
    requests as f64 / elapsed.as_secs_f64()
}

async fn start() -> Tenant {
    let options = server::Options { token: "bench-token".into(), ..server::Options::default() };
    server::start(options).await.expect("a loopback port is free")
}

fn client(tenant: &Tenant) -> Client {
    Client::new(ClientOptions {
        credential: Credential::Bearer(Secret::new(&tenant.token)),
        timeout: Duration::from_secs(5),
        interval: Duration::ZERO,
        authorities: Vec::new(),
        headers: Vec::new(),
        tls: false,
    })
    .expect("the client can be built")
}

/// A recorded request, to be sent once more.
fn again(client: &reqwest::Client, exchange: &Exchange, tenant: &Tenant) -> reqwest::RequestBuilder {
    let request = &exchange.request;
    let method = request.method.to_string().parse().expect("a method");
    let mut builder = client.request(method, &request.url);
    for (name, value) in request.headers.iter().filter(|(name, _)| name != "Authorization") {
        builder = builder.header(name, value);
    }
    if exchange.with_credential {
        builder = builder.bearer_auth(&tenant.token);
    }
    match &request.body {
        Some(body) => builder.body(body.clone()),
        None => builder,
    }
}

async fn replay(tenant: &Tenant, round: usize) -> Transcript {
    let suite: Suite = load::by_name("entra", &[]).expect("the suite is built in");
    let run = format!("spbench{round}");
    let sampler = Sampler::new(&suite, &run, "example.com");
    let plan = sequence::plan(&suite, &sampler, &DIALECTS, "00000000-0000-4000-a000-000000000000");
    let base = BaseUrl::parse(&tenant.base_url).expect("the tenant's own URL");
    let options = Options { jobs: 1, retries: 0, settle: Duration::from_secs(1), keep: false };
    let client = client(tenant);
    let ledger = Ledger::in_memory(&run);
    let emit = |_: Event| {};
    let stop = Stop::default();
    let running =
        Run { client: &client, base: &base, options: &options, ledger: &ledger, stop: &stop, emit: &emit };
    running.perform(header(suite, run, tenant), &plan).await
}

fn header(suite: Suite, run: String, tenant: &Tenant) -> Header {
    Header {
        version: 1,
        tool: "bench".into(),
        run,
        domain: "example.com".into(),
        suite,
        suite_file: None,
        tenant: tenant.base_url.clone(),
        profile: scimproof::check::Profile::Entra,
        dialects: DIALECTS.to_vec(),
        selection: Selection::default(),
        fail_on: Severity::Error,
        started: String::new(),
        token: None,
        connection: None,
    }
}
