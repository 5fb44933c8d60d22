use super::*;
use crate::http::Purpose;

check! {
    /// Requests should succeed at the first attempt. What was repeated in this run, after a lost connection, a
    /// 429 or a 5xx, is noted here and nowhere else.
    ///
    /// ## Why it matters
    /// Entra repeats a failed object only in a later cycle, some forty minutes later, and many failures slow
    /// the job down or put it into quarantine.
    ///
    /// ## Usual cause
    /// A rate limit below Entra's pace, a server that closes idle connections early, or errors under load.
    ///
    /// ## How to fix
    /// Allow at least 25 requests a second for each tenant, and look into your log for what the repeated
    /// requests met.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 503
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// ```
    id: "transport/first-attempt",
    title: "requests SHOULD be answered at the first attempt",
    profile: Entra,
    severity: Note,
    covers: ["E-16"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Source::Inferred],
    dialects: Without,
    needs: ["*"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let retries: Vec<_> = e.exchanges().filter(|(_, exchange)| exchange.purpose == Purpose::Retry).collect();
    let Some((record, _)) = retries.first() else { return Ok(Vec::new()) };
    let message =
        format!("{} had to be repeated, this is the first", crate::text::count(retries.len(), "request"));
    let repeated = record.exchanges.iter().position(|exchange| exchange.purpose == Purpose::Retry);
    let first = &record.exchanges[repeated.unwrap_or_default().saturating_sub(1)];
    Ok(vec![Finding::at(first, message).expected("an answer at once", expect::answer(first))])
}
