use super::*;

check! {
    /// A change must be visible in the very next read: Entra compares what it reads with the directory and
    /// decides by it what to send next. Inferred from how the service works; Microsoft's gallery validation
    /// compares without waiting.
    ///
    /// ## Why it matters
    /// A read that does not show a create leads to a second one. A read that shows an old value leads to an
    /// update that is not needed, or to one that is left out.
    ///
    /// ## Usual cause
    /// Reads go to a replica, a search index or a cache that follows the database with some delay.
    ///
    /// ## How to fix
    /// Answer reads of the SCIM endpoint from where the writes go, or wait with the answer to a write until
    /// the read side shows it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-2 (title becomes Pilot)
    /// 204
    /// GET /Users/u-2
    /// 200 {"id":"u-2","title":"Mate"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-2 (title becomes Pilot)
    /// 204
    /// GET /Users/u-2
    /// 200 {"id":"u-2","title":"Pilot"}
    /// ```
    id: "transport/read-your-writes",
    title: "the very next read MUST show a write",
    profile: Entra,
    severity: Error,
    covers: [],
    sources: [Source::Inferred, Source::LearnPage("entra/identity/app-provisioning/how-provisioning-works", "How provisioning works")],
    dialects: Without,
    needs: ["*"],
    run: judge,
}

/// The slowest read that showed its write in the end, with the lag that was measured.
fn judge(e: &Evidence) -> Judged {
    let test = e.seen("connection/test")?;
    let all = e.exchanges().map(|(record, _)| record);
    let lagged = all.filter_map(|record| {
        let exchange = record.exchanges.last()?;
        let seen = Seen { record, exchange };
        seen.lagged().map(|(first, settled)| (settled.at_us.saturating_sub(first.at_us), first))
    });
    let slowest = lagged.max_by_key(|(lag, _)| *lag);
    if slowest.is_none() && e.exchanges().all(|(record, _)| record.step.starts_with("connection/")) {
        return Err(Unjudged::not_shown(format!(
            "nothing was written (connection/test answered {})",
            test.status()
        )));
    }
    Ok(slowest
        .map(|(lag, first)| {
            let actual = format!("shown after {} ms", lag / 1000);
            Finding::at(first, "a read does not show the write before it").expected("shown at once", actual)
        })
        .into_iter()
        .collect())
}
