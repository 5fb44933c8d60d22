use super::*;
use crate::scim::access;

check! {
    /// The app's documentation marks attributes as supported for filtering or matching: a query by each of
    /// them finds the user that has the value, and nobody else.
    ///
    /// ## Why it matters
    /// Administrators may choose any of them to match accounts by. One that cannot be queried matches nobody.
    ///
    /// ## Usual cause
    /// The filter knows `userName` alone.
    ///
    /// ## How to fix
    /// Let the filter compare every attribute that the page marks.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=nickName+eq+%22Mimi%22
    /// 400 {"scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=nickName+eq+%22Mimi%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","nickName":"Mimi"}]}
    /// ```
    id: "suite/filterable",
    title: "a query by an attribute the documentation marks as filterable MUST find the user",
    profile: Entra,
    severity: Error,
    covers: ["ent-21"],
    sources: [Source::Suite, Learn("get-user-by-query")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match/*"],
    run: judge,
}

/// `userName`, `externalId` and the work e-mail have checks of their own. Values need not be unique: whoever else is
/// found must have the value.
fn judge(e: &Evidence) -> Judged {
    super::super::query::needs_spelling(e)?;
    let created = e.seen("users/create")?;
    let listed = e.suite().user.attributes.iter().map(|attribute| attribute.target().as_str());
    let others: Vec<(&str, Seen)> =
        listed.filter_map(|path| Some((path, e.find(&format!("users/match/{path}"))?))).collect();
    if others.is_empty() {
        // A query that went wrong says more than that the suite asks for none.
        return match e.seen_all("users/match/") {
            Err(unjudged) if !matches!(unjudged, Unjudged::Skipped(SkipKind::Suite, _)) => Err(unjudged),
            _ => {
                let reason = "the suite marks no attribute as filterable that has no check of its own";
                Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()))
            }
        };
    }
    let judged = others.iter().flat_map(|(path, seen)| {
        let findings = finds(seen, path, &created).into_iter();
        findings.map(move |finding| {
            Finding { message: format!("{path}: {}", finding.message), ..finding }.of_attribute(path)
        })
    });
    Ok(judged.collect())
}

fn finds(seen: &Seen, path: &str, created: &Seen) -> Vec<Finding> {
    let Ok(parsed) = path.parse() else { return Vec::new() };
    let sent = access::first(created.sent(), &parsed).cloned().unwrap_or_default();
    let differs = |hit: &&Value| access::first(hit, &parsed).is_some_and(|shown| !alike(&sent, shown));
    if seen.status() != 200 {
        return expect::status(seen, &[200], "the query is not answered with 200");
    }
    if let Some(other) = seen.resources().iter().find(differs) {
        let actual = access::first(other, &parsed).map_or_else(String::new, expect::quote);
        let finding = Finding::at(seen.exchange, "the filter also returns resources that do not match");
        return vec![finding.expected(expect::quote(&sent), actual).pointer("/Resources")];
    }
    let total = seen
        .body()
        .and_then(|body| access::member(body, "totalResults"))
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let whole = total <= seen.resources().len() as u64;
    if whole && !seen.resources().iter().any(|hit| expect::is_created(hit, created)) {
        let finding = Finding::at(seen.exchange, "the filter does not find the resource");
        return vec![finding.expected("the user with that value", "not there").pointer("/Resources")];
    }
    Vec::new()
}

/// Whether a shown value satisfies an `eq`, letter case aside.
fn alike(sent: &Value, shown: &Value) -> bool {
    expect::same(sent, shown)
        || sent.as_str().zip(shown.as_str()).is_some_and(|(a, b)| a.to_lowercase() == b.to_lowercase())
}
