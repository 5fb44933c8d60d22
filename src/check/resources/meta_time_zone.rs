use super::*;

check! {
    /// RFC 7643 §2.3.5 takes its times from XML Schema, where the zone may be left out. Then nobody knows which
    /// instant is meant.
    ///
    /// ## Why it matters
    /// Clients in other places read the time as their own and miss the changes of some hours.
    ///
    /// ## Usual cause
    /// Local times of the database are printed as they are.
    ///
    /// ## How to fix
    /// Keep times in UTC and append `Z`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"lastModified":"2026-01-09T08:15:00"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"lastModified":"2026-01-09T08:15:00Z"}}
    /// ```
    id: "resources/meta-time-zone",
    title: "the times in meta SHOULD name their time zone",
    profile: Rfc,
    severity: Warning,
    covers: ["res-12"],
    sources: [Rfc7643("2.3.5")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let times = ["created", "lastModified"]
            .into_iter()
            .filter_map(|name| Some((name, meta(shown.body, name)?.as_str()?)));
        let local = |text: &str| {
            text.parse::<jiff::Timestamp>().is_err() && text.parse::<jiff::civil::DateTime>().is_ok()
        };
        let mut wrong = times.filter(|(_, text)| local(text));
        wrong.next().map(|(name, text)| {
            let finding = shown.finding("a time in meta names no time zone", &format!("/meta/{name}"));
            finding.expected(format!("{text}Z"), text)
        })
    })
}
