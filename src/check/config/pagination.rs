use super::*;

check! {
    /// RFC 9865 §4 defines `pagination`, where it is present: `cursor` and `index` as booleans,
    /// `defaultPaginationMethod` as one of these two words, and the sizes and `cursorTimeout` as positive
    /// integers. A default method that is not supported contradicts itself.
    ///
    /// ## Why it matters
    /// A client decides by it how to walk through all users. Told to use what is not there, it reads the first
    /// page and no other.
    ///
    /// ## Usual cause
    /// The numbers are texts from a settings file, or the object was copied from the RFC with a service that
    /// pages by index alone.
    ///
    /// ## How to fix
    /// Give `cursor` and `index` as booleans, numbers as numbers, and as default a method that is supported.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"pagination":{"cursor":false,"index":true,"defaultPaginationMethod":"cursor","maxPageSize":"200"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"pagination":{"cursor":false,"index":true,"defaultPaginationMethod":"index","maxPageSize":200}}
    /// ```
    id: "config/pagination",
    title: "pagination in ServiceProviderConfig MUST be typed and make sense",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-17"],
    sources: [Rfc9865("4")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (seen, config) = config(e)?;
    let Some(pagination) = access::member(config, "pagination").filter(|value| !value.is_null()) else {
        let reason = "ServiceProviderConfig has no pagination";
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()));
    };
    let mut findings = Vec::new();
    for name in MEMBERS {
        let value = access::member(pagination, name);
        if let Some(expected) = wrong(pagination, name, value) {
            let actual = value.map_or_else(|| "nothing".to_owned(), expect::quote);
            let finding = Finding::at(seen.exchange, format!("pagination.{name} is not right"));
            findings.push(finding.expected(expected, actual).pointer(format!("/pagination/{name}")));
        }
    }
    Ok(findings)
}

const MEMBERS: [&str; 6] =
    ["cursor", "index", "defaultPaginationMethod", "defaultPageSize", "maxPageSize", "cursorTimeout"];

/// What a member should have been, if it is not; the booleans alone are required.
fn wrong(pagination: &Value, name: &str, value: Option<&Value>) -> Option<&'static str> {
    let flag = |name: &str| access::member(pagination, name) != Some(&Value::Bool(false));
    match (name, value.filter(|value| !value.is_null())) {
        ("cursor" | "index", value) => (!value.is_some_and(Value::is_boolean)).then_some("true or false"),
        (_, None) => None,
        ("defaultPaginationMethod", Some(value)) => match value.as_str() {
            Some(method @ ("cursor" | "index")) if flag(method) => None,
            _ => Some("cursor or index, whichever is supported"),
        },
        (_, Some(size)) => (size.as_u64().unwrap_or_default() == 0).then_some("a positive integer"),
    }
}
