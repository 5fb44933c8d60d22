use super::*;

check! {
    /// RFC 7644 §3.5.2.1 requires that an add which finds its value in place changes nothing, and in particular
    /// not the time of the last change.
    ///
    /// ## Why it matters
    /// Clients repeat themselves. If every repetition counts as a change, whoever watches `lastModified` fetches
    /// everybody all the time.
    ///
    /// ## Usual cause
    /// The time is written with every PATCH, whether or not something is different.
    ///
    /// ## How to fix
    /// Compare before you store, and skip the update where nothing changed.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7 {"Operations":[{"op":"add","path":"title","value":"Tide analyst"}]}
    /// 200 {"title":"Tide analyst","meta":{"lastModified":"2026-01-10T07:00:00Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7 {"Operations":[{"op":"add","path":"title","value":"Tide analyst"}]}
    /// 200 {"title":"Tide analyst","meta":{"lastModified":"2026-01-09T08:15:00Z"}}
    /// ```
    id: "resources/no-op-keeps-last-modified",
    title: "adding a value that is there already MUST leave lastModified alone",
    profile: Rfc,
    severity: Error,
    covers: ["res-14"],
    sources: [Rfc7644("3.5.2.1"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["resources/timed/read", "resources/timed-add", "resources/timed-add/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let add = accepted(e, "resources/timed-add")?;
    let before = e.seen("resources/timed/read")?;
    let after = e.seen("resources/timed-add/read")?;
    let there = |(path, value): (String, Value)| {
        let body = before.body().unwrap_or(&Value::Null);
        expect::shown(&path, &value, body, &before).is_none()
    };
    if !expect::written(add.sent()).into_iter().all(there) {
        return Err(Unjudged::not_shown("the tenant does not keep the value that was added"));
    }
    if difference(before.body().unwrap_or(&Value::Null), after.body().unwrap_or(&Value::Null)).is_some() {
        return Err(needs("the add changed the user, so its value was not there already"));
    }
    let (Some(old), Some(new)) = (time(&before, "lastModified"), time(&after, "lastModified")) else {
        return Err(Unjudged::not_shown("lastModified is not shown before and after the request"));
    };
    if new == old {
        return Ok(Vec::new());
    }
    let finding = Finding::at(after.exchange, "lastModified moved although nothing was changed")
        .caused_by(add.exchange);
    Ok(vec![finding.expected(old.to_string(), new.to_string()).pointer("/meta/lastModified")])
}
