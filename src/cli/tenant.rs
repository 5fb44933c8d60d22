//! From typed options to a tenant that can be talked to: URL, credential, consent.

use std::io::{BufRead, Write};
use std::time::Duration;

use super::{AuthChoice, TenantArgs};
use crate::context::RunContext;
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::client::{Client, Credential, Options};
use crate::http::oauth::{self, TokenFacts, TokenRequest};
use crate::secret::Secret;
use crate::suite::{App, Auth, RateLimit};

/// A credential, or the request by which one is fetched.
#[derive(Debug, Clone)]
pub(super) enum Access {
    Ready(Credential),
    Fetched(TokenRequest),
}

impl Access {
    /// The credential, and what the token endpoint said of it.
    pub(super) async fn open(self) -> Result<(Credential, Option<TokenFacts>), Error> {
        match self {
            Self::Ready(credential) => Ok((credential, None)),
            Self::Fetched(request) => {
                let (token, facts) = oauth::fetch(&request).await?;
                Ok((Credential::Bearer(token), Some(facts)))
            }
        }
    }

    /// The credential alone: nothing is asked of the token endpoint but a token.
    pub(super) async fn open_for_use(self) -> Result<Credential, Error> {
        match self {
            Self::Ready(credential) => Ok(credential),
            Self::Fetched(request) => Ok(Credential::Bearer(oauth::fetch_token(&request).await?)),
        }
    }
}

/// Reads the tenant's credential from where the options say; how it is presented is what the options say, else
/// what the suite documents, else a bearer token.
pub(super) fn credential(
    args: &TenantArgs,
    documented: Option<Auth>,
    context: &RunContext,
) -> Result<Access, Error> {
    let named = args.oauth.oauth_token_url.is_some();
    let default = match documented {
        Some(Auth::Basic) => AuthChoice::Basic,
        Some(Auth::OauthClientCredentials) if named => AuthChoice::OauthClient,
        _ => AuthChoice::Bearer,
    };
    match args.auth.unwrap_or(default) {
        AuthChoice::OauthClient => super::oauth::by_secret(args, context).map(Access::Fetched),
        AuthChoice::OauthAssertion => super::oauth::by_assertion(args).map(Access::Fetched),
        choice => ready(choice, args, context).map(Access::Ready),
    }
}

fn ready(choice: AuthChoice, args: &TenantArgs, context: &RunContext) -> Result<Credential, Error> {
    match choice {
        AuthChoice::Bearer => token(args, context).map(Credential::Bearer),
        AuthChoice::Basic => match (context.variable("SCIM_USER"), context.secret("SCIM_PASSWORD")) {
            (Some(user), Some(password)) => Ok(Credential::Basic(user, password)),
            _ => Err(Error::usage("no user and password were given", "set SCIM_USER and SCIM_PASSWORD")),
        },
        _ => Ok(Credential::None),
    }
}

fn token(args: &TenantArgs, context: &RunContext) -> Result<Secret, Error> {
    let token = if let Some(path) = &args.token_file {
        let text = std::fs::read_to_string(path).map_err(|error| Error::file("read", path, error))?;
        Some(Secret::new(text.trim()))
    } else if args.token_stdin {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        Some(Secret::new(line.trim()))
    } else {
        context.secret("SCIM_TOKEN")
    };
    let token = token.filter(|token| !token.is_empty()).ok_or_else(|| {
        Error::usage(
            "no credential was given",
            "set SCIM_TOKEN, or use --token-file, --token-stdin or --auth basic; --auth none if the tenant asks for none",
        )
    })?;
    if token.expose().chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Error::usage(
            "the token holds a space or a line break",
            "give the token alone, without `Bearer`",
        ));
    }
    Ok(token)
}

/// A client for the tenant.
pub(super) fn client(
    args: &TenantArgs,
    context: &RunContext,
    base: &BaseUrl,
    credential: Credential,
) -> Result<Client, Error> {
    client_within(args, context, base, credential, args.rate)
}

/// The same with that pause between two requests.
pub(super) fn client_within(
    args: &TenantArgs,
    context: &RunContext,
    base: &BaseUrl,
    credential: Credential,
    interval: Option<Duration>,
) -> Result<Client, Error> {
    let headers = args.headers.iter().map(|header| {
        let value = expand(&header.value, context)?;
        Ok((header.name.clone(), Secret::new(value)))
    });
    Client::new(Options {
        credential,
        timeout: args.timeout,
        interval: interval.unwrap_or_default(),
        authorities: authorities(args)?,
        headers: headers.collect::<Result<_, Error>>()?,
        tls: base.is_tls(),
    })
}

/// Further certificate authorities, PEM.
pub(super) fn authorities(args: &TenantArgs) -> Result<Vec<u8>, Error> {
    match &args.ca_cert {
        Some(path) => std::fs::read(path).map_err(|error| Error::file("read", path, error)),
        None => Ok(Vec::new()),
    }
}

/// Puts the value of an environment variable in place of `$NAME`.
fn expand(text: &str, context: &RunContext) -> Result<String, Error> {
    let Some((before, rest)) = text.split_once('$') else { return Ok(text.to_owned()) };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let value = context.variable(name).ok_or_else(|| {
        Error::usage(
            format!("--header names ${name}, which is not set"),
            format!("set {name} in the environment"),
        )
    })?;
    Ok(format!("{before}{value}{}", expand(after, context)?))
}

/// Refuses plain http to another machine, and asks before anything is written there.
pub(super) fn consent(
    args: &TenantArgs,
    context: &RunContext,
    base: &BaseUrl,
    writes: bool,
) -> Result<(), Error> {
    refuse_plain_http(args, base)?;
    if base.is_loopback() || !writes || args.yes {
        return Ok(());
    }
    if !context.can_ask {
        let message =
            format!("this run creates, changes and deletes test users and groups in {}", base.as_text());
        return Err(Error::usage(
            message,
            "add --yes to agree, or --read-only or --dry-run to change nothing",
        ));
    }
    ask(base)
}

/// Refuses plain http to another machine.
pub(super) fn refuse_plain_http(args: &TenantArgs, base: &BaseUrl) -> Result<(), Error> {
    if base.is_loopback() || base.is_tls() || args.allow_http {
        return Ok(());
    }
    let message = "plain http would show the credential to everyone on the way";
    Err(Error::usage(message, "use https, or --allow-http if you know the network"))
}

fn ask(base: &BaseUrl) -> Result<(), Error> {
    let mut err = std::io::stderr();
    write!(
        err,
        "This creates, changes and deletes test users and groups in {}.\nGo on? [y/N] ",
        base.as_text()
    )?;
    err.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(Error::usage("nothing was sent", "answer y to go on, or use --dry-run to see what would be sent"))
}

/// No tenant was named; where the app documents addresses, they are a help.
pub(super) fn missing(app: &App) -> Error {
    let hosts = app.hosts.iter().map(|host| format!("{} ({})", host.url, host.when));
    let documented: Vec<String> = app.tenant_url.iter().cloned().chain(hosts).collect();
    match documented.as_slice() {
        [] => none_given(),
        urls => no_tenant(format!("{NO_TENANT}; {} documents {}", app.name, urls.join(", "))),
    }
}

const NO_TENANT: &str = "use --url URL (or SCIM_URL), or --demo for the embedded reference tenant";

/// No tenant, where no suite could name one.
pub(super) fn none_given() -> Error {
    no_tenant(NO_TENANT.to_owned())
}

fn no_tenant(help: String) -> Error {
    Error::usage("no tenant was given", help)
}

/// The pause between two requests that the options name, or else the one that keeps to the documented limit.
pub(super) fn interval(args: &TenantArgs, app: &App) -> Option<Duration> {
    args.rate.or(app.rate_limit.map(RateLimit::interval))
}

/// The base URL as typed, or else from the environment.
pub(super) fn url(args: &TenantArgs, context: &RunContext) -> Option<String> {
    args.url.clone().or_else(|| context.variable("SCIM_URL"))
}
