//! From typed options to a token of the tenant's token endpoint.

use super::{OauthArgs, SecretInChoice, TenantArgs};
use crate::context::RunContext;
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::oauth::{Proof, SecretIn, TokenRequest};
use crate::secret::Secret;

/// The request for a token by client secret.
pub(super) fn by_secret(args: &TenantArgs, context: &RunContext) -> Result<TokenRequest, Error> {
    let secret = context.secret("SCIM_CLIENT_SECRET").ok_or_else(|| {
        Error::usage("no client secret was given", "set SCIM_CLIENT_SECRET in the environment")
    })?;
    request(args, Proof::Secret(secret))
}

/// The request for a token by a signed assertion.
pub(super) fn by_assertion(args: &TenantArgs) -> Result<TokenRequest, Error> {
    let path = args.oauth.client_assertion_file.as_ref().ok_or_else(|| {
        Error::usage("no assertion was given", "name the file that holds it with --client-assertion-file")
    })?;
    let text = std::fs::read_to_string(path).map_err(|error| Error::file("read", path, error))?;
    request(args, Proof::Assertion(Secret::new(text.trim())))
}

fn request(args: &TenantArgs, proof: Proof) -> Result<TokenRequest, Error> {
    let OauthArgs { oauth_token_url, oauth_client_id, oauth_scope, oauth_secret_in, .. } = &args.oauth;
    let (Some(url), Some(client_id)) = (oauth_token_url, oauth_client_id) else {
        return Err(Error::usage(
            "the token endpoint and the client are not known",
            "name them with --oauth-token-url and --oauth-client-id",
        ));
    };
    let endpoint = BaseUrl::parse(url)?;
    if !endpoint.is_tls() && !endpoint.is_loopback() && !args.allow_http {
        let message = "plain http would show the client secret to everyone on the way";
        return Err(Error::usage(message, "use https, or --allow-http if you know the network"));
    }
    Ok(TokenRequest {
        url: url.clone(),
        client_id: client_id.clone(),
        proof,
        scope: oauth_scope.clone(),
        secret_in: match oauth_secret_in {
            SecretInChoice::Body => SecretIn::Body,
            SecretInChoice::Header => SecretIn::Header,
        },
        timeout: args.timeout,
        authorities: super::tenant::authorities(args)?,
    })
}
