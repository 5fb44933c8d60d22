use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `or` match a resource if one condition or the other does. A server that does not
    /// do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Clients ask for several users at once so. Entra does not, other identity providers and scripts do; a
    /// server that keeps half of the filter loses people without a word.
    ///
    /// ## Usual cause
    /// The reader of filters stops behind the first condition.
    ///
    /// ## How to fix
    /// Build a tree from the filter and unite what both branches of `or` find.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%40tern.example%22%20or%20userName%20eq%20%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%40tern.example%22%20or%20userName%20eq%20%22mira%40tern.example%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","userName":"aiko@tern.example"},{"id":"7","userName":"mira@tern.example"}]}
    /// ```
    id: "filters/or",
    title: "`or` MUST match where at least one of its conditions holds",
    profile: Rfc,
    severity: Error,
    covers: ["flt-19", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["discovery/config", "filters/create/*", "filters/get/*", "filters/baseline", "filters/or/*"],
    run: |e| Cast::of(e)?.finds("filters/or/match", "userName", &["same", "front"]),
}
