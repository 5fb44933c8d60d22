use super::*;

check! {
    /// RFC 7643 §5 defines `documentationUri`, and `specUri` and `documentationUri` of each authentication
    /// scheme, as addresses a person or client can open. Each is optional.
    ///
    /// ## Why it matters
    /// They are links. A path without a host leads nowhere from where it is read.
    ///
    /// ## Usual cause
    /// The link was copied from the app's own pages, where a path is enough.
    ///
    /// ## How to fix
    /// Write whole `https` URLs, or leave the member out.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"docs/scim.html","patch":{"supported":true}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"https://tern.example/docs/scim.html","patch":{"supported":true}}
    /// ```
    id: "config/absolute-addresses",
    title: "addresses of documentation in ServiceProviderConfig SHOULD be absolute URLs",
    profile: Rfc,
    severity: Warning,
    covers: ["cfg-07"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (seen, config) = config(e)?;
    let mut addresses = vec![(String::new(), access::member(config, "documentationUri"), "documentationUri")];
    let schemes = access::member(config, "authenticationSchemes").and_then(Value::as_array);
    for (at, scheme) in schemes.into_iter().flatten().enumerate() {
        for name in ["specUri", "documentationUri"] {
            addresses.push((format!("/authenticationSchemes/{at}"), access::member(scheme, name), name));
        }
    }
    let wrong = addresses.into_iter().filter_map(|(at, value, name)| Some((at, value?, name)));
    let finding = |(at, value, name): (String, &Value, &str)| {
        Finding::at(seen.exchange, format!("{name} is not an absolute URL"))
            .expected("an http or https URL", expect::quote(value))
            .pointer(format!("{at}/{name}"))
    };
    Ok(wrong.filter(|(_, value, _)| !is_address(value)).map(finding).collect())
}

/// An empty value is as good as none.
fn is_address(value: &Value) -> bool {
    let is_url = |text: &str| {
        url::Url::parse(text)
            .is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.host().is_some())
    };
    expect::is_empty(value) || value.as_str().is_some_and(is_url)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn addresses_are_absolute_or_absent() {
        assert!(is_address(&json!("https://tern.example/scim")) && is_address(&json!("")));
        for wrong in ["/scim/v2", "urn:tern", "mailto:a@tern.example", "tern.example"] {
            assert!(!is_address(&json!(wrong)), "{wrong}");
        }
    }
}
