//! `scimproof run`: the main job, from typed options to verdicts.

mod all;
mod dry_run;
pub(super) mod start;

use std::cell::RefCell;
use std::time::Duration;

use super::{RunArgs, accept, block_on, check_ids, output, tenant};
use crate::check::Profile;
use crate::context::{RunContext, fresh_guid, fresh_run_id};
use crate::entra::{self, Dialect, Plan};
use crate::error::Error;
use crate::event::Event;
use crate::exit::ExitStatus;
use crate::http::base_url::BaseUrl;
use crate::http::client::{Client, USER_AGENT};
use crate::http::tls;
use crate::probe;
use crate::report::FanOut;
use crate::runner::evaluate::evaluate;
use crate::runner::ledger::Ledger;
use crate::runner::stop::Stop;
use crate::runner::{self, Options, Run, select};
use crate::suite::sample::Sampler;
use crate::suite::{Suite, load};
use crate::text::nearest;
use crate::transcript::file::Writer;
use crate::transcript::{Header, Selection, Transcript};
use crate::verdict::Severity;

pub(super) fn main(args: &RunArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    if args.suite_all {
        return all::main(args, context);
    }
    let prepared = Prepared::new(&args.suite, args, context)?;
    if select::checks_of(prepared.profile, &prepared.selection, &prepared.suite).is_empty() {
        return Err(output::nothing_selected(&prepared.selection, &prepared.suite));
    }
    if args.dry_run {
        dry_run::print(&prepared.plan, prepared.target_text(), args.judging.format)?;
        return Ok(ExitStatus::Passed);
    }
    block_on(perform(args, context, prepared))
}

/// Everything that is known before the first request.
struct Prepared {
    suite: Suite,
    /// The file it was read from; none for a built-in one.
    suite_file: Option<String>,
    profile: Profile,
    selection: Selection,
    dialects: Vec<Dialect>,
    run: String,
    plan: Plan,
    /// Base URL; `None` for the embedded tenant, which is not started yet.
    base: Option<BaseUrl>,
}

impl Prepared {
    fn new(name: &str, args: &RunArgs, context: &RunContext) -> Result<Self, Error> {
        let suite = load::by_name(name, &check_ids())?;
        let (base, flagged) = base(args, &suite, context)?;
        let flag = if flagged { Dialect::Compliant } else { Dialect::Default };
        let profile = Profile::from(args.profile);
        let dialects =
            args.dialect.map_or_else(|| usual_dialects(profile, flag), super::DialectChoice::dialects);
        let run = fresh_run_id();
        let sampler = sampler(args, &suite, &run)?;
        let mut plan = probe::plan(&suite, &sampler, &dialects, &fresh_guid());
        let selection = Selection {
            select: args.judging.select.clone(),
            skip: args.judging.skip.clone(),
            load: args.load,
        };
        select::prune(&mut plan, &select::checks_of(profile, &selection, &suite));
        if base.as_ref().is_some_and(|base| !base.ends_in_version()) {
            runner::without_version(&mut plan);
        }
        if args.demo {
            runner::without_cases(&mut plan, &suite);
        }
        if args.read_only {
            runner::read_only(&mut plan);
        }
        if !args.demo && args.tenant.auth == Some(super::AuthChoice::None) && args.tenant.headers.is_empty() {
            runner::without_credential(&mut plan);
        }
        if let (Some(base), false) = (&base, args.dry_run) {
            tenant::consent(&args.tenant, context, base, !args.read_only || args.load)?;
        }
        let suite_file = load::is_file(name).then(|| name.to_owned());
        Ok(Self { suite, suite_file, profile, selection, dialects, run, plan, base })
    }

    /// The pause between two requests. The embedded tenant has no limit to keep to.
    fn interval(&self, args: &RunArgs) -> Option<Duration> {
        if args.demo { args.tenant.rate } else { tenant::interval(&args.tenant, &self.suite.app) }
    }

    fn target_text(&self) -> String {
        self.base.as_ref().map_or_else(|| "http://127.0.0.1/scim/v2".to_owned(), BaseUrl::as_text)
    }

    fn header(&self, args: &RunArgs, context: &RunContext, base: &BaseUrl) -> Header {
        Header {
            version: crate::transcript::VERSION,
            tool: USER_AGENT.replace('/', " "),
            run: self.run.clone(),
            suite: self.suite.clone(),
            suite_file: self.suite_file.clone(),
            domain: args.domain.clone(),
            tenant: base.as_text(),
            profile: self.profile,
            dialects: self.dialects.clone(),
            selection: self.selection.clone(),
            fail_on: args.judging.fail_on.map_or(Severity::Error, Into::into),
            started: context.started.to_string(),
            token: None,
            connection: None,
        }
    }
}

/// On-demand provisioning ignores the URL's flag, so a listing needs both dialects.
fn usual_dialects(profile: Profile, flag: Dialect) -> Vec<Dialect> {
    match profile {
        Profile::Gallery | Profile::All => vec![Dialect::Default, Dialect::Compliant],
        Profile::Entra | Profile::Rfc | Profile::Load => vec![flag],
    }
}

fn base(args: &RunArgs, suite: &Suite, context: &RunContext) -> Result<(Option<BaseUrl>, bool), Error> {
    if args.demo {
        return Ok((None, false));
    }
    let (url, flagged) =
        entra::split_flag(&tenant::url(&args.tenant, context).ok_or_else(|| tenant::missing(&suite.app))?);
    Ok((Some(BaseUrl::parse(&url)?), flagged))
}

fn sampler(args: &RunArgs, suite: &Suite, run: &str) -> Result<Sampler, Error> {
    for sample in &args.samples {
        let path = sample.path.as_str();
        if sample.path.same("userName") {
            return Err(Error::usage(
                "userName carries the run's marker and cannot be set",
                "use --domain for its domain",
            ));
        }
        if suite.user_attribute(path).is_none() {
            let listed = suite.user.attributes.iter().map(|attribute| attribute.target().as_str());
            let help = nearest(path, listed).map_or_else(
                || "only attributes the suite lists are written".to_owned(),
                |name| format!("did you mean '{name}'?"),
            );
            return Err(Error::usage(format!("the suite {} does not list '{path}'", suite.app.slug), help));
        }
    }
    let overrides = args.samples.iter().map(|sample| (sample.path.clone(), sample.value.clone())).collect();
    let sampler = Sampler::new(suite, run, &args.domain).overriding(overrides);
    sampler.possible().map_err(|error| {
        let message = format!("with the domain {}, {error}", args.domain);
        Error::usage(message, "give a shorter --domain, or a value with --set")
    })?;
    Ok(sampler)
}

async fn perform(args: &RunArgs, context: &RunContext, prepared: Prepared) -> Result<ExitStatus, Error> {
    let baseline = accept::read(&args.judging, &prepared.suite)?;
    let writer = args.transcript.as_deref().map(Writer::create).transpose()?;
    let demo = if args.demo { Some(start::demo(&prepared.suite, &args.fault).await?) } else { None };
    let (base, access) = match (&demo, &prepared.base) {
        (Some(demo), _) => (BaseUrl::parse(&demo.base_url)?, start::demo_access(demo)),
        (None, Some(base)) => {
            (base.clone(), tenant::credential(&args.tenant, prepared.suite.app.auth, context)?)
        }
        (None, None) => return Err(tenant::missing(&prepared.suite.app)),
    };
    let (credential, token) = access.open().await?;
    let interval = prepared.interval(args);
    let client = tenant::client_within(&args.tenant, context, &base, credential, interval)?;
    start::tell_limit(args, &prepared.suite.app)?;
    if let Some(limit) = args.wait {
        start::wait_for(&client, &base, limit).await;
    }
    let mut header = Header { token, ..prepared.header(args, context, &base) };
    if select::checks(&header).iter().any(|check| check.id().starts_with("transport/tls-")) {
        header.connection = Box::pin(tls::look(&header.tenant)).await.map(Box::new);
    }
    let ledger = if demo.is_some() || args.read_only {
        Ledger::in_memory(&prepared.run)
    } else {
        Ledger::on_disk(
            &prepared.run,
            &base.as_text(),
            &header.started,
            &context.state_folder().join("ledger"),
        )?
    };
    let fan_out = RefCell::new(output::reporters(&args.judging, context, true)?);
    let stage = Stage { client: &client, base: &base, ledger: &ledger, fan_out: &fan_out };
    let transcript = play(args, context, &stage, header, &prepared.plan).await?;
    if let Some(writer) = writer {
        writer.finish(&transcript)?;
    }
    if let Some(demo) = demo {
        demo.stop().await;
    }
    let mut result = evaluate(&transcript);
    accept::apply(&args.judging, baseline.as_ref(), &mut result, &prepared.suite, context)?;
    let mut fan_out = fan_out.into_inner();
    let unreachable = start::explain_unreachable(&transcript);
    if unreachable.is_err() {
        fan_out.event(&Event::Unreachable);
    }
    output::tell(&mut fan_out, &result, transcript);
    fan_out.finish()?;
    unreachable?;
    Ok(result.exit_code)
}

/// What a run is performed with.
struct Stage<'a> {
    client: &'a Client,
    base: &'a BaseUrl,
    ledger: &'a Ledger,
    fan_out: &'a RefCell<FanOut<'static>>,
}

/// Plays the plan until it is over, or until a second Ctrl-C.
async fn play(
    args: &RunArgs,
    context: &RunContext,
    stage: &Stage<'_>,
    header: Header,
    plan: &Plan,
) -> Result<Transcript, Error> {
    let options =
        Options { jobs: args.jobs.into(), retries: args.retries, settle: args.settle, keep: args.keep };
    let stop = Stop::default();
    let emit = |event: Event| stage.fan_out.borrow_mut().event(&event);
    let Stage { client, base, ledger, .. } = *stage;
    let run = Run { client, base, options: &options, ledger, stop: &stop, emit: &emit };
    tokio::select! {
        transcript = run.perform(header, plan) => Ok(transcript),
        () = start::second_interrupt(&stop, &emit, output::has_bar(&args.judging, context)) => Err(Error::Interrupted(
            "`scimproof clean` removes what is left".to_owned(),
        )),
        () = start::time_up(&stop, args.max_time) => unreachable!("waits for ever once the time is up"),
    }
}

/// Longest pause between two looks at a tenant that is starting.
const WAIT_PAUSE: Duration = Duration::from_millis(250);
