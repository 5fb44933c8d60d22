use super::*;

check! {
    /// Table 2 of RFC 7644 §3.2 says which methods an endpoint has. RFC 9110 §9.1 has 405 for the others; another
    /// 4xx and 501 are tolerated, success is not.
    ///
    /// ## Why it matters
    /// What is accepted without a meaning does something nobody asked for: PUT on a collection could stand for
    /// replacing all of it.
    ///
    /// ## Usual cause
    /// A route for any method, or one that hands every body to the create handler.
    ///
    /// ## How to fix
    /// Register the methods of each endpoint and answer 405 to others.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users {"userName":"ann"}
    /// 201 {"id":"u-6"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users {"userName":"ann"}
    /// 405
    /// Allow: GET, POST
    /// ```
    id: "errors/method-not-allowed",
    title: "PUT or PATCH on /Users and POST on a user SHOULD be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["http-22"],
    sources: [Rfc9110("9.1"), Rfc9110("15.5.6"), Rfc7644("3.2")],
    dialects: Without,
    needs: ["transport/put-on-collection", "transport/patch-on-collection", "transport/post-on-resource"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let message = "a method that the endpoint does not have is not refused";
    let accepted = misplaced(e)?.into_iter().filter(|seen| !matches!(seen.status(), 400..=499 | 501));
    let finding = |seen: Seen| Finding::at(seen.exchange, message);
    Ok(accepted
        .map(|seen| finding(seen).expected("405, or another 4xx", expect::answer(seen.exchange)))
        .collect())
}
