use super::*;

check! {
    /// RFC 7644 §3.4.2.2 allows a whole filter inside the brackets of a value path: other operators than `eq`,
    /// `or`, `not` and `pr`. A server may refuse what it does not know with 400.
    ///
    /// ## Why it matters
    /// A filter that finds the wrong element is the same fault as one that finds the wrong person: PATCH uses
    /// the same brackets to say what to change.
    ///
    /// ## Usual cause
    /// Brackets are read with a second, simpler parser that takes every operator for `eq`.
    ///
    /// ## How to fix
    /// Use the same parser and the same evaluation inside the brackets as outside.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails%5Btype%20ne%20%22work%22%20and%20value%20eq%20%22desk%40tern.example%22%5D
    /// 200 {"totalResults":1,"Resources":[{"id":"4","emails":[{"type":"work","value":"desk@tern.example"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails%5Btype%20ne%20%22work%22%20and%20value%20eq%20%22desk%40tern.example%22%5D
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/value-path-operators",
    title: "the operators inside a value path, where they are understood, MUST mean what they mean outside",
    profile: Rfc,
    severity: Error,
    covers: ["flt-42", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/one-value/*",
        "filters/inside/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::of(e)?.with_email_types()?;
    if !cast.value_path()?.is_empty() {
        return Err(named("a value path does not look at one element"));
    }
    let matches = ["ne-match", "sw-match", "not-match", "or-match", "pr-match"];
    let decoys = ["ne-decoy", "sw-decoy", "not-decoy"];
    let asked =
        |name: &str, wanted: &[&str]| cast.finds(&format!("filters/inside/{name}"), "emails.value", wanted);
    let parts =
        matches.map(|name| asked(name, &["two"])).into_iter().chain(decoys.map(|name| asked(name, &[])));
    any(parts.collect())
}
