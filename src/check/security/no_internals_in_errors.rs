use super::*;

check! {
    /// Good practice, not an RFC: `detail` says what is wrong with the request. Stack traces, SQL and file
    /// paths are for the log.
    ///
    /// ## Why it matters
    /// They tell an attacker which software runs and where its tables are, and an administrator nothing.
    ///
    /// ## Usual cause
    /// The text of an exception is passed on as it is.
    ///
    /// ## How to fix
    /// Write a sentence for each kind of error, and log the exception under an id that the sentence names.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":
    /// 400 {"detail":"JsonException at Api.Users.Create() in /src/Users.cs:line 44"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":
    /// 400 {"detail":"the body ends too early"}
    /// ```
    id: "security/no-internals-in-errors",
    title: "an error message SHOULD reveal nothing of the inside of the server",
    profile: Rfc,
    severity: Warning,
    covers: ["err-06"],
    sources: [Source::Inferred, Rfc7644("3.12")],
    dialects: Without,
    needs: ["*", "transport/array-post"],
    run: judge,
}

/// What traces and database errors have in common across languages.
const TRACES: [&str; 12] = [
    "Traceback (most recent call last)",
    "   at System.",
    "   at Microsoft.",
    "\tat java.",
    "\tat org.",
    ".java:",
    ".cs:line ",
    "node_modules/",
    "SQLSTATE",
    "ORA-00",
    "ORA-01",
    "goroutine ",
];

fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let errors = e.exchanges().filter_map(|(_, exchange)| {
        let response = exchange.response().filter(|response| response.status >= 400)?;
        let text = response.body.replace("\\t", "\t");
        let trace = TRACES.iter().find(|trace| text.contains(*trace))?;
        Some((exchange, *trace))
    });
    let finding = |(exchange, trace): (&crate::http::Exchange, &str)| {
        Finding::at(exchange, "the error message shows the inside of the server")
            .expected("a sentence about the request", format!("… {} …", trace.trim()))
    };
    Ok(errors.map(finding).next().into_iter().collect())
}
