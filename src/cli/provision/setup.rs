//! Everything a command that talks to the tenant needs, known before the first request: job, tenant, credential, client.

use std::io::Write;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{ServiceArgs, open};
use crate::cli::tenant::Access;
use crate::cli::{AuthChoice, block_on, tenant};
use crate::context::RunContext;
use crate::entra::{self, Dialect};
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::provision::cycle::{Progress, Service, Settings};
use crate::provision::job::{self, Job};
use crate::provision::mapping::Mappings;
use crate::provision::notify::Notifier;
use crate::secret::Redactor;
use crate::stop::Stop;
use crate::suite::Suite;
use crate::text::printable;

/// A job with its tenant.
pub(super) struct Setup {
    pub(super) job: Job,
    /// The job file as it was typed, for commands in messages.
    pub(super) file: String,
    pub(super) base: BaseUrl,
    pub(super) dialect: Dialect,
    pub(super) client: Arc<Client>,
    pub(super) mappings: Mappings,
    pub(super) settings: Settings,
    pub(super) notifier: Notifier,
    pub(super) stop: Arc<Stop>,
    /// Whether the administrator has to agree before the first write.
    pub(super) asks: bool,
    at: Option<Timestamp>,
    access: Access,
}

impl Setup {
    /// Reads the job, and prepares to talk to its tenant. Nothing is sent yet but, where a token is fetched, the request
    /// for it.
    pub(super) fn new(args: &mut ServiceArgs, context: &RunContext, writes: bool) -> Result<Self, Error> {
        let job = open::job(&args.job.job)?;
        let suite = open::suite(&job)?;
        let mappings = open::mappings(&job, &suite)?;
        let notify = open::notify_settings(&job, context)?;
        // What cannot be used is said before anything is sent.
        Notifier::new(&notify, Redactor::default())?;
        let url =
            tenant::url(&args.tenant, context).or_else(|| job.tenant.url.clone()).ok_or_else(missing)?;
        let (url, flagged) = entra::split_flag(&url);
        let base = BaseUrl::parse(&url)?;
        let asks = asks(args, context, &base, writes)?;
        args.tenant.auth = args.tenant.auth.or(job.tenant.auth.map(AuthChoice::from));
        let access = tenant::credential(&args.tenant, suite.app.auth, context)?;
        let credential = block_on(access.clone().open_for_use())?;
        let client = tenant::client(&args.tenant, context, &base, credential)?;
        warn(&mappings)?;
        Ok(Self {
            settings: settings(&job, &suite, args),
            file: args.job.job.display().to_string(),
            dialect: if flagged { Dialect::Compliant } else { Dialect::Default },
            notifier: Notifier::new(&notify, client.redactor().clone())?,
            client: Arc::new(client),
            stop: Arc::default(),
            at: args.at,
            job,
            base,
            mappings,
            asks,
            access,
        })
    }

    /// Fetches a new token, where tokens are fetched: the old one may not last for another cycle.
    pub(super) async fn renew(&mut self, args: &ServiceArgs, context: &RunContext) -> Result<(), Error> {
        if matches!(self.access, Access::Fetched(_)) {
            let credential = self.access.clone().open_for_use().await?;
            self.client = Arc::new(tenant::client(&args.tenant, context, &self.base, credential)?);
        }
        Ok(())
    }

    /// The service; `emit` hears how far it is.
    pub(super) fn service<'a>(&self, emit: &'a dyn Fn(Progress)) -> Service<'a> {
        Service {
            client: Arc::clone(&self.client),
            base: self.base.clone(),
            dialect: self.dialect,
            mappings: self.mappings.clone(),
            settings: self.settings.clone(),
            stop: Arc::clone(&self.stop),
            emit,
        }
    }

    /// The time by the job's clock; `further` is how much later than at the beginning it is where time is simulated.
    pub(super) fn now(&self, context: &RunContext, further: SignedDuration) -> Timestamp {
        let elapsed = i64::try_from(context.elapsed_ms()).unwrap_or(i64::MAX);
        let (from, later) = match self.at {
            Some(at) => (at, further),
            None => (context.started, SignedDuration::from_millis(elapsed)),
        };
        let now = from.checked_add(later).unwrap_or(from);
        // The log is read by people.
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }
}

fn missing() -> Error {
    Error::usage("no tenant was given", "write `url` in [tenant] of the job file, or use --url or SCIM_URL")
}

/// Whether the administrator is to be asked before the first write. Plain http to another machine is refused, and so are
/// writes to it where nobody can be asked.
fn asks(args: &ServiceArgs, context: &RunContext, base: &BaseUrl, writes: bool) -> Result<bool, Error> {
    tenant::refuse_plain_http(&args.tenant, base)?;
    if base.is_loopback() || !writes || args.tenant.yes {
        return Ok(false);
    }
    if context.can_ask {
        return Ok(true);
    }
    let message =
        format!("this creates, changes, disables and deletes users and groups in {}", base.as_text());
    let help = if args.create_only {
        "add --yes to agree: nobody can be asked here, and --create-only needs it as well"
    } else {
        "add --yes to agree; with --create-only besides, no account that exists already is touched"
    };
    Err(Error::usage(message, help))
}

fn settings(job: &Job, suite: &Suite, args: &ServiceArgs) -> Settings {
    Settings {
        jobs: usize::from(args.jobs),
        too_many_requests: job.too_many_requests,
        create_only: job.create_only || args.create_only,
        scope: job.scope,
        default_access: job.default_access(suite),
        skip_out_of_scope_deletions: job.skip_out_of_scope_deletions,
        deletion_threshold: job.deletion_threshold,
    }
}

/// Tells what the documentation leaves open of these mappings and filters.
fn warn(mappings: &Mappings) -> Result<(), Error> {
    let mut err = std::io::stderr();
    let kinds = std::iter::once(&mappings.user).chain(&mappings.group);
    let filters = kinds.flat_map(|mapping| mapping.filters.warnings());
    for warning in mappings.notes.iter().cloned().chain(filters) {
        writeln!(err, "warning: {}", printable(&warning))?;
    }
    Ok(())
}

impl From<job::Auth> for AuthChoice {
    fn from(auth: job::Auth) -> Self {
        match auth {
            job::Auth::Bearer => Self::Bearer,
            job::Auth::Basic => Self::Basic,
            job::Auth::OauthClient => Self::OauthClient,
            job::Auth::OauthAssertion => Self::OauthAssertion,
            job::Auth::None => Self::None,
        }
    }
}
