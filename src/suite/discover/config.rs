//! What `/ServiceProviderConfig` says of authentication and features (RFC 7643 §5).

use serde_json::Value;

use super::Teller;
use crate::scim::access;
use crate::suite::Auth;

/// The way to authenticate that the endpoint prefers, where the suite has a word for it.
pub(super) fn auth(config: Option<&Value>, teller: &mut Teller) -> Option<Auth> {
    let Some(config) = config else {
        teller.not_said("how requests are authenticated: /ServiceProviderConfig was not answered");
        return None;
    };
    let schemes = access::member(config, "authenticationSchemes").and_then(Value::as_array);
    let schemes: Vec<&Value> = schemes.into_iter().flatten().collect();
    let is_primary = |scheme: &&&Value| access::member(scheme, "primary") == Some(&Value::Bool(true));
    let Some(scheme) = schemes.iter().find(is_primary).or(schemes.first()) else {
        teller.not_said("how requests are authenticated: authenticationSchemes is empty");
        return None;
    };
    let kind = access::member(scheme, "type").and_then(Value::as_str).unwrap_or_default();
    let auth = match kind.to_lowercase().as_str() {
        "oauthbearertoken" => Auth::BearerToken,
        "httpbasic" => Auth::Basic,
        "httpdigest" => Auth::Other,
        "oauth2" => {
            teller.not_said("which OAuth 2.0 grant gives the token: authenticationSchemes says oauth2 alone");
            return None;
        }
        _ => {
            let kind = crate::text::cut(&crate::text::one_line(kind), 60);
            teller.not_said(format!(
                "how requests are authenticated: the scheme '{kind}' is not one of RFC 7643"
            ));
            return None;
        }
    };
    teller.found(format!("requests are authenticated by {kind}"));
    Some(auth)
}

/// Whether a feature is supported, where the endpoint says so.
fn supported(config: &Value, feature: &str) -> Option<bool> {
    access::member(access::member(config, feature)?, "supported")?.as_bool()
}

fn limit(config: &Value, feature: &str, member: &str) -> Option<u64> {
    access::member(access::member(config, feature)?, member)?.as_u64()
}

/// Facts that the suite has no field for.
pub(super) fn notes(config: Option<&Value>, teller: &mut Teller) -> Vec<String> {
    let Some(config) = config else { return Vec::new() };
    let mut notes = Vec::new();
    let mut say = |feature: &str, yes: String, no: &str| match supported(config, feature) {
        Some(true) if !yes.is_empty() => notes.push(yes),
        Some(false) if !no.is_empty() => notes.push(no.to_owned()),
        _ => {}
    };
    say("patch", String::new(), "PATCH is not supported, which Entra's updates need");
    say("bulk", bulk(config), "Bulk is not supported");
    let most = limit(config, "filter", "maxResults");
    let filter =
        most.map(|most| format!("a query is answered with up to {most} resources")).unwrap_or_default();
    say("filter", filter, "filters are not supported, which Entra's matching needs");
    say("sort", String::new(), "sorting is not supported");
    say("etag", "resources have a version (ETag)".to_owned(), "");
    for (feature, need) in [("patch", "updates need"), ("filter", "matching needs")] {
        match supported(config, feature) {
            Some(false) => teller.found(format!("{feature} is not supported, which Entra's {need}")),
            None => teller.not_said(format!("whether {feature} is supported, which Entra's {need}")),
            Some(true) => {}
        }
    }
    notes
}

fn bulk(config: &Value) -> String {
    let limits = [("maxOperations", "operations"), ("maxPayloadSize", "bytes")];
    let told =
        limits.map(|(member, unit)| limit(config, "bulk", member).map(|most| format!("{most} {unit}")));
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() {
        return "Bulk is supported".to_owned();
    }
    format!("Bulk is supported, up to {} in a request", told.join(" and "))
}
