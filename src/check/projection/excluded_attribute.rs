use super::*;

check! {
    /// RFC 7644 §3.9 subtracts the names in `excludedAttributes` from what is returned by default, in reads by
    /// id and in lists.
    ///
    /// ## Why it matters
    /// Entra excludes the members of groups with it. Other clients keep photos and other bulky attributes out.
    ///
    /// ## Usual cause
    /// The parameter works for one attribute, or for reads by id only.
    ///
    /// ## How to fix
    /// Handle it where resources are represented, for every answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?excludedAttributes=displayName
    /// 200 {"schemas":[…],"id":"7","userName":"tora","displayName":"tora Hansen"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?excludedAttributes=displayName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/excluded-attribute",
    title: "excludedAttributes MUST leave out what it names, and nothing else",
    profile: Rfc,
    severity: Error,
    covers: ["attr-07"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "paging/all", "projection/excluded", "projection/excluded-list"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let whole = whole(e)?;
    e.seen("projection/excluded")?;
    if at(whole, "displayName").is_none() {
        return Err(Unjudged::not_shown("the user shows no displayName that could be left out"));
    }
    if is_always_returned(e, "displayName") {
        return Err(Unjudged::not_shown("the tenant declares displayName as always returned"));
    }
    let mut findings = match part(e, "projection/excluded") {
        Ok(seen) => hides(&seen, "displayName", EXCLUDED)
            .or_else(|| shows(&seen, "userName", NOT_EXCLUDED))
            .into_iter()
            .collect(),
        Err(findings) => findings,
    };
    let list = e.find("projection/excluded-list");
    if let Some(list) = list.filter(|_| findings.is_empty()) {
        findings.extend(expect::status(
            &list,
            &[200],
            "a query with excludedAttributes is not answered with 200",
        ));
    }
    let hit = list.and_then(|list| list.resources().iter().position(|hit| at(hit, "displayName").is_some()));
    if let (Some(list), Some(number)) = (list, hit) {
        let finding = Finding::at(list.exchange, "displayName is shown in a list, though it was excluded");
        findings
            .push(finding.expected("nothing", "a value").pointer(format!("/Resources/{number}/displayName")));
    }
    Ok(findings)
}
