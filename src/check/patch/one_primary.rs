use super::*;

check! {
    /// At most one value of an attribute is the primary one. When a PATCH sets `primary` to true on a value,
    /// the server takes the mark from the others by itself (RFC 7644 §3.5.2).
    ///
    /// ## Why it matters
    /// With two primary addresses it is left to chance where a person's mail goes.
    ///
    /// ## Usual cause
    /// The mark is stored with each value, and nobody looks at the others.
    ///
    /// ## How to fix
    /// After the operations, set `primary` to false on every value but the one that was just marked.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"emails","value":[{"value":"m@b.example","primary":true}]}]}
    /// 200 {"emails":[{"value":"m@a.example","primary":true},{"value":"m@b.example","primary":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"emails","value":[{"value":"m@b.example","primary":true}]}]}
    /// 200 {"emails":[{"value":"m@a.example","primary":false},{"value":"m@b.example","primary":true}]}
    /// ```
    id: "patch/one-primary",
    title: "a PATCH that makes one value primary MUST leave no other value primary",
    profile: Rfc,
    severity: Error,
    covers: ["pat-16"],
    sources: [Rfc7644("3.5.2"), Rfc7643("2.4")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "modify/primary", "modify/primary/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "modify/primary", &|now| {
        const PRIMARY: &str = "emails[primary eq true].value";
        let sent = now.patch.sent().pointer("/Operations/0/value/0/value").unwrap_or(&Value::Null);
        let old = values(now.before, PRIMARY);
        let Some(old) = old.first() else {
            return Err(Unjudged::not_shown("no address was shown as primary before"));
        };
        let now_primary = values(now.after, PRIMARY);
        if !now_primary.iter().any(|value| expect::arrived(sent, value)) {
            return Err(Unjudged::not_shown("the added address is not shown as primary"));
        }
        let both = now_primary.iter().any(|value| expect::same(old, value));
        let finding = || {
            let message = "two addresses are primary".to_owned();
            now.finding(message, expect::quote(sent), format!("also {}", expect::quote(old)))
                .pointer("/emails")
        };
        Ok(both.then(finding).into_iter().collect())
    })
}
