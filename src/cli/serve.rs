//! `scimproof serve`: the reference tenant for client authors and for trying things out.

mod documented;

use std::io::Write;

use super::{ServeArgs, block_on, check_ids};
use crate::context::{RunContext, fresh_guid};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::server::{self, FAULTS, Fault, FaultSet};
use crate::suite::load;
use crate::text::nearest;

pub(super) use documented::policy;

pub(super) fn main(args: &ServeArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let suite = load::by_name(&args.suite, &check_ids())?;
    let token = match &args.token_env {
        None => fresh_token(),
        Some(name) => context.variable(name).ok_or_else(|| {
            Error::usage(format!("{name} is not set"), "set it to the token the tenant is to demand")
        })?,
    };
    let options = server::Options {
        port: args.port,
        token,
        policy: policy(&suite),
        faults: faults(&args.fault)?,
        latency: args.latency,
        users: args.users,
        id_prefix: String::new(),
        client: None,
    };
    block_on(serve(options, args.token_env.is_none(), args.tls))
}

async fn serve(options: server::Options, show_token: bool, tls: bool) -> Result<ExitStatus, Error> {
    let port = options.port;
    let started = if tls {
        server::start_tls(options).await
    } else {
        server::start(options).await.map(|t| (t, String::new()))
    };
    let (tenant, authority) = started.map_err(|error| {
        Error::usage(
            format!("cannot listen on port {port}: {error}"),
            "choose another --port, or none for a free one",
        )
    })?;
    // Removed when it goes out of scope, at the end.
    let file = if tls { Some(keep(&authority)?) } else { None };
    let mut out = std::io::stdout();
    writeln!(out, "{}", tenant.base_url)?;
    if show_token {
        writeln!(out, "SCIM_TOKEN={}", tenant.token)?;
    }
    if let Some(file) = &file {
        writeln!(out, "SCIM_CA={}", file.path().display())?;
    }
    out.flush()?;
    super::interrupt::interrupt().await;
    tenant.stop().await;
    Ok(ExitStatus::Passed)
}

/// The certificate to trust, in a file of its own.
fn keep(authority: &str) -> std::io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("scimproof-ca-").suffix(".pem").tempfile()?;
    file.write_all(authority.as_bytes())?;
    Ok(file)
}

/// A token nobody can guess.
pub(super) fn fresh_token() -> String {
    format!("{}{}", fresh_guid(), fresh_guid()).replace('-', "")
}

/// The faults of those ids.
pub(super) fn faults(ids: &[String]) -> Result<FaultSet, Error> {
    let mut set = FaultSet::default();
    for id in ids {
        let fault = Fault::from_id(id).ok_or_else(|| {
            let known = FAULTS.iter().map(|info| info.id);
            let help = nearest(id, known).map_or_else(
                || "`scimproof explain faults` lists them".to_owned(),
                |name| format!("did you mean '{name}'?"),
            );
            Error::usage(format!("there is no fault '{id}'"), help)
        })?;
        set.insert(fault);
    }
    Ok(set)
}
