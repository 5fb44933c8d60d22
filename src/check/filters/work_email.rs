use super::*;

check! {
    /// Entra asks by `emails[type eq "work"].value` where the work e-mail is a matching attribute (Microsoft
    /// Learn). The grammar of RFC 7644 lacks the form, so a server that is not matched by e-mail may refuse it
    /// with 400; one that answers compares the e-mails of that type.
    ///
    /// ## Why it matters
    /// Two people can share a private address. Matching by any type links the account of one to the other.
    ///
    /// ## Usual cause
    /// The bracket is dropped to make the path fit the grammar.
    ///
    /// ## How to fix
    /// Read it as "some element that matches the filter has this value".
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22quay%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","emails":[{"type":"other","value":"quay@tern.example"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22quay%40tern.example%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/work-email",
    title: "a filter by `emails[type eq \"work\"].value`, where it is understood, SHOULD compare that e-mail alone",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-08"],
    sources: [Learn("get-user-by-query"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/work-email/*",
    ],
    run: |e| {
        let cast = Cast::of(e)?.with_email_types()?;
        both(vec![
            cast.finds("filters/work-email/match", "emails.value", &["two"]),
            cast.finds("filters/work-email/decoy", "emails.value", &[]),
        ])
    },
}
