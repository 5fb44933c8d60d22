use super::*;

check! {
    /// RFC 7644 §3.8 and RFC 7643 §2.3.1 make every body UTF-8 and every string Unicode: letters of any script,
    /// and characters beyond the first 65,536, come back as they were sent.
    ///
    /// ## Why it matters
    /// People have names that Latin letters do not spell. A name full of question marks differs from the
    /// directory for ever, and Entra writes it again in every cycle.
    ///
    /// ## Usual cause
    /// A database column or connection with a three-byte or single-byte character set, or a body decoded as
    /// Latin-1.
    ///
    /// ## How to fix
    /// Use UTF-8 throughout; in MySQL that is `utf8mb4`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"sita","title":"山田 😀"}
    /// 201 {"id":"u-9"}
    /// GET /Users/u-9
    /// 200 {"id":"u-9","title":"山田 �"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-9
    /// 200 {"id":"u-9","title":"山田 😀"}
    /// ```
    id: "transport/scripts-kept",
    title: "text in any script MUST be read back as it was written",
    profile: Rfc,
    severity: Error,
    covers: ["http-18"],
    sources: [Rfc7644("3.8"), Rfc7643("2.3.1")],
    dialects: Without,
    needs: ["transport/create", "transport/scripts", "transport/scripts/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    comes_back(e, "transport/scripts")
}
