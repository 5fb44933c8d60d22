use super::*;

check! {
    /// RFC 7644 §3.12 has an unknown resource answered with 404. That holds for ids of a strange form, too:
    /// blanks, a slash, some hundred letters. A 400 is as good.
    ///
    /// ## Why it matters
    /// Scanners and mistyped addresses fill the log with server errors, and a retrying client never stops.
    ///
    /// ## Usual cause
    /// The id is converted to a number or a GUID without a look, or handed to the database, which complains of
    /// its length.
    ///
    /// ## How to fix
    /// Answer 404 for every id that is not one of yours, whatever it looks like.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/01234567890123456789012345678901234567890123456789
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/01234567890123456789012345678901234567890123456789
    /// 404 {"status":"404","detail":"there is no such user"}
    /// ```
    id: "read/malformed-id",
    title: "an id that no resource can have SHOULD be answered with 404 or another 4xx",
    profile: Rfc,
    severity: Warning,
    covers: ["get-03"],
    sources: [Rfc7644("3.12"), Rfc9110("15.5.5")],
    dialects: Without,
    needs: ["read/blank-id", "read/slash-id", "read/long-id", "users/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if e.seen("users/unknown-id")?.status() != 404 {
        return Err(needs("unknown ids are not answered with 404, which another check names"));
    }
    let mut findings = Vec::new();
    for (step, what) in
        [("read/blank-id", "of blanks"), ("read/slash-id", "with a slash"), ("read/long-id", "of 300 digits")]
    {
        let seen = e.seen(step)?;
        if !(400..500).contains(&seen.status()) {
            let finding =
                Finding::at(seen.exchange, format!("a read of an id {what} is not answered with a 4xx"));
            findings.push(finding.expected("404", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}
