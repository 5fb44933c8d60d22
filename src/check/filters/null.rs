use super::*;

check! {
    /// The grammar of RFC 7644 §3.4.2.2 has `null`, and RFC 7643 §2.5 makes it another word for an attribute
    /// without value. `title eq null` therefore selects whom `title pr` does not. A server may refuse it with
    /// 400.
    ///
    /// ## Why it matters
    /// A filter that drops the condition returns everybody, and with them accounts the client did not mean.
    ///
    /// ## Usual cause
    /// A comparison with null is left out of the database query.
    ///
    /// ## How to fix
    /// Translate it to "has no value", or refuse it with 400 `invalidFilter`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20title%20eq%20null
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a","title":"Surveyor"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20title%20eq%20null
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/null",
    title: "`eq null`, where it is understood, MUST match the resources without a value",
    profile: Rfc,
    severity: Error,
    covers: ["flt-33", "more-22"],
    sources: [Rfc7643("2.5"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/null/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    e.seen("filters/null/front")?;
    cast.needs_difference("title", "front", "same")?;
    both(vec![
        cast.finds("filters/null/front", "title", &[]),
        cast.finds("filters/null/same", "title", &["same"]),
    ])
}
