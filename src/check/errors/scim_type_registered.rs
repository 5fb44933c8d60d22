use super::*;
use crate::scim::access;

check! {
    /// Table 9 of RFC 7644 §3.12 and RFC 9865 §2.1 list the keywords: they go with 400, `uniqueness` also with
    /// 409, `sensitive` with 403. Other errors have none.
    ///
    /// ## Why it matters
    /// Clients decide by the keyword. One of your own means nothing to them.
    ///
    /// ## Usual cause
    /// Each kind of exception gets a keyword named after it.
    ///
    /// ## How to fix
    /// Leave scimType out where the table has none, and put the particulars into detail.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/nobody
    /// 404 {"status":"404","scimType":"notFound"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/nobody
    /// 404 {"status":"404","detail":"there is no user nobody"}
    /// ```
    id: "errors/scim-type-registered",
    title: "scimType SHOULD be a registered keyword that belongs to the status",
    profile: Rfc,
    severity: Warning,
    covers: ["err-04"],
    sources: [Rfc7644("3.12"), Rfc9865("2.1")],
    dialects: Without,
    needs: ["*"],
    run: judge,
}

/// The keywords of 400.
const KEYWORDS: [&str; 13] = [
    "invalidFilter",
    "tooMany",
    "uniqueness",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
    "invalidCursor",
    "expiredCursor",
    "invalidCount",
];

fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let wrong = e.exchanges().find_map(|(_, exchange)| {
        let status = exchange.status().filter(|status| *status >= 400)?;
        let keyword = access::member(exchange.json()?, "scimType").filter(|keyword| !keyword.is_null())?;
        let text = keyword.as_str().unwrap_or_default();
        let known = match status {
            400 => KEYWORDS.contains(&text),
            409 => text == "uniqueness",
            403 => text == "sensitive",
            _ => false,
        };
        (!known && !text.is_empty() || !keyword.is_string()).then_some((exchange, keyword))
    });
    let finding = |(exchange, keyword): (&crate::http::Exchange, &Value)| {
        let found = Finding::at(exchange, "scimType is no keyword of this status").pointer("/scimType");
        found.expected("a keyword of RFC 7644 table 9, or none", expect::quote(keyword))
    };
    Ok(wrong.map(finding).into_iter().collect())
}
