//! The service provider's configuration (RFC 7643 §5): what it says of the service, and whether that is so.

mod absolute_addresses;
mod authentication_schemes;
mod bulk_as_said;
mod bulk_declared;
mod etag_as_said;
mod features_declared;
mod filter_as_said;
mod filter_declared;
mod known_scheme_types;
mod max_results;
mod one_primary_scheme;
mod pagination;
mod patch_as_said;
mod patch_declared;
mod scheme_in_use;
mod sort_as_said;

use super::discovery::text;
use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &patch_declared::CHECK,
    &bulk_declared::CHECK,
    &filter_declared::CHECK,
    &features_declared::CHECK,
    &authentication_schemes::CHECK,
    &known_scheme_types::CHECK,
    &absolute_addresses::CHECK,
    &one_primary_scheme::CHECK,
    &patch_as_said::CHECK,
    &filter_as_said::CHECK,
    &sort_as_said::CHECK,
    &bulk_as_said::CHECK,
    &etag_as_said::CHECK,
    &max_results::CHECK,
    &scheme_in_use::CHECK,
    &pagination::CHECK,
];

/// The configuration, where it is one document.
fn config<'a>(e: &Evidence<'a>) -> Result<(Seen<'a>, &'a Value), Unjudged> {
    let seen = e.seen("discovery/config")?;
    let body = seen.body().filter(|_| seen.status() == 200);
    match body.filter(|body| access::member(body, "Resources").is_none()) {
        Some(body) => Ok((seen, body)),
        None => {
            let reason = "/ServiceProviderConfig is not answered with the configuration";
            Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
        }
    }
}

/// A member of a feature's object.
fn of<'a>(config: &'a Value, feature: &str, name: &str) -> Option<&'a Value> {
    access::member(access::member(config, feature)?, name)
}

/// A finding unless the member is there and of its kind.
fn demand(e: &Evidence, feature: &str, name: &str, kind: &str, is: fn(&Value) -> bool) -> Judged {
    let (seen, config) = config(e)?;
    let value = of(config, feature, name);
    if value.is_some_and(is) {
        return Ok(Vec::new());
    }
    let actual = value.map_or_else(|| "nothing".to_owned(), expect::quote);
    let message = format!("{feature}.{name} is not {kind}");
    let at = expect::pointer(&expect::pointer("", feature), name);
    Ok(vec![Finding::at(seen.exchange, message).expected(kind, actual).pointer(at)])
}

/// Whole numbers, also those beyond what is signed.
fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

/// Whether the tenant says that it has the feature. Where it does not say, another check names that.
fn says(e: &Evidence, feature: &str) -> Result<bool, Unjudged> {
    let (_, config) = config(e)?;
    of(config, feature, "supported").and_then(Value::as_bool).ok_or_else(|| {
        let reason = format!("ServiceProviderConfig does not say whether {feature} is supported");
        Unjudged::Skipped(SkipKind::NeedsStep, reason)
    })
}

/// The skip of a check whose cause another one names.
fn named_elsewhere(reason: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{reason}, which another check names"))
}

/// The authentication schemes.
fn schemes<'a>(e: &Evidence<'a>) -> Result<(Seen<'a>, &'a [Value]), Unjudged> {
    let (seen, config) = config(e)?;
    let schemes = access::member(config, "authenticationSchemes").and_then(Value::as_array);
    match schemes.filter(|schemes| !schemes.is_empty()) {
        Some(schemes) => Ok((seen, schemes)),
        None => Err(named_elsewhere("there are no authenticationSchemes")),
    }
}

/// The kinds of scheme RFC 7643 §5 defines.
const TYPES: [&str; 5] = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];
