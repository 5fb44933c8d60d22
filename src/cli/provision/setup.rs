//! Everything a command that talks to the tenant needs, known before the first request: job, tenant, credential, client.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{ServiceArgs, open};
use crate::cli::{block_on, tenant};
use crate::context::RunContext;
use crate::entra::{self, Dialect};
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::provision::cycle::{Progress, Service, Settings};
use crate::provision::job::Job;
use crate::provision::notify::{self, Notifier};
use crate::stop::Stop;

/// A job with its tenant.
pub(super) struct Setup {
    pub(super) job: Job,
    /// The job file as it was typed, for commands in messages.
    pub(super) file: String,
    pub(super) base: BaseUrl,
    pub(super) dialect: Dialect,
    pub(super) client: Arc<Client>,
    pub(super) settings: Settings,
    pub(super) notifier: Notifier,
    pub(super) stop: Arc<Stop>,
    /// Whether the administrator has to agree before the first write.
    pub(super) asks: bool,
    at: Option<Timestamp>,
}

impl Setup {
    /// Reads the job, and prepares to talk to its tenant. Nothing is sent but, where a token is fetched, the request for
    /// it.
    pub(super) fn new(args: &mut ServiceArgs, context: &RunContext, writes: bool) -> Result<Self, Error> {
        let job = open::job(&args.job.job)?;
        let url = tenant::url(&args.tenant, context).or_else(|| job.tenant_url.clone()).ok_or_else(missing)?;
        let (url, flagged) = entra::split_flag(&url);
        let base = BaseUrl::parse(&url)?;
        let asks = consent(args, context, &base, writes)?;
        let notify = notify_settings(&job, context)?;
        // Looked at before anything is sent.
        Notifier::new(&notify, crate::secret::Redactor::default())?;
        args.tenant.auth = args.tenant.auth.or(job.auth.map(Into::into));
        let credential = tenant::credential(&args.tenant, job.documented_auth(), context)?;
        let credential = block_on(credential.open_for_use())?;
        let client = tenant::client(&args.tenant, context, &base, credential)?;
        let notifier = Notifier::new(&notify, client.redactor().clone())?;
        Ok(Self {
            settings: settings(&job, args),
            file: args.job.job.display().to_string(),
            dialect: if flagged { Dialect::Compliant } else { Dialect::Default },
            client: Arc::new(client),
            stop: Arc::default(),
            at: args.at,
            job,
            base,
            notifier,
            asks,
        })
    }

    /// The service; `emit` hears how far it is.
    pub(super) fn service<'a>(&self, emit: &'a dyn Fn(Progress)) -> Service<'a> {
        Service {
            client: Arc::clone(&self.client),
            base: self.base.clone(),
            dialect: self.dialect,
            mappings: self.job.mappings.clone(),
            settings: self.settings.clone(),
            stop: Arc::clone(&self.stop),
            emit,
        }
    }

    /// The time of a cycle, by the job's clock: the simulated time goes on from where it was set.
    pub(super) fn now(&self, context: &RunContext) -> Timestamp {
        let elapsed = SignedDuration::from_millis(i64::try_from(context.elapsed_ms()).unwrap_or(i64::MAX));
        match self.at {
            Some(at) => at,
            None => context.started.checked_add(elapsed).unwrap_or(context.started),
        }
    }
}

fn missing() -> Error {
    Error::usage("no tenant was given", "write `url` in [tenant] of the job file, or use --url or SCIM_URL")
}
