use super::*;

check! {
    /// RFC 7643 §5 requires `authenticationSchemes`: a list of at least one scheme, each with `type`, `name`
    /// and `description`.
    ///
    /// ## Why it matters
    /// It is what an administrator, or a client that connects by itself, reads to find out which credential
    /// the service takes.
    ///
    /// ## Usual cause
    /// The list is empty, a single object, or its entries hold just a name.
    ///
    /// ## How to fix
    /// Describe each way to authenticate with all three members.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"oauthbearertoken","name":"Bearer token"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"oauthbearertoken","name":"Bearer token","description":"Token from the settings page"}]}
    /// ```
    id: "config/authentication-schemes",
    title: "authenticationSchemes MUST list schemes with type, name and description",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-05"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

/// One finding: the list, or the first entry that lacks something.
fn judge(e: &Evidence) -> Judged {
    let (seen, config) = config(e)?;
    let value = access::member(config, "authenticationSchemes");
    let finding = |message: String, actual: String, at: &str| {
        vec![
            Finding::at(seen.exchange, message)
                .expected("schemes with type, name and description", actual)
                .pointer(at),
        ]
    };
    let list = value.and_then(Value::as_array).filter(|list| !list.is_empty());
    let Some(list) = list else {
        let actual = value.map_or_else(|| "nothing".to_owned(), expect::quote);
        return Ok(finding(
            "no authentication scheme is listed".to_owned(),
            actual,
            "/authenticationSchemes",
        ));
    };
    for (at, scheme) in list.iter().enumerate() {
        let missing = ["type", "name", "description"].into_iter().find(|name| text(scheme, name).is_none());
        if let Some(missing) = missing {
            let message = format!("an authentication scheme has no {missing}");
            return Ok(finding(message, expect::quote(scheme), &format!("/authenticationSchemes/{at}")));
        }
    }
    Ok(Vec::new())
}
