use super::*;

check! {
    /// RFC 7644 §3.9 lets `attributes` name a part of each value of a list: `emails.value` returns the
    /// addresses without their types.
    ///
    /// ## Why it matters
    /// Whoever asks for the addresses alone compares them with others. What comes beside them makes equal
    /// values differ.
    ///
    /// ## Usual cause
    /// Lists are returned whole, because the selection does not go into their elements.
    ///
    /// ## How to fix
    /// Apply the second half of the path to each element.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=emails.value
    /// 200 {"schemas":[…],"id":"7","emails":[{"value":"tora@example.com","type":"work","primary":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=emails.value
    /// 200 {"schemas":[…],"id":"7","emails":[{"value":"tora@example.com"}]}
    /// ```
    id: "projection/element-sub-attribute",
    title: "a sub-attribute of a multi-valued attribute MUST come alone, from every value",
    profile: Rfc,
    severity: Error,
    covers: ["more-28"],
    sources: [Rfc7644("3.9"), Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/email-value"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let whole = whole(e)?;
    narrowed(e)?;
    e.seen("projection/email-value")?;
    if others(whole).is_none() {
        return Err(Unjudged::not_shown("the user shows no e-mail address with more than its value"));
    }
    let seen = match part(e, "projection/email-value") {
        Ok(seen) => seen,
        Err(findings) => return Ok(findings),
    };
    let missing = shows(&seen, "emails", ASKED).or_else(|| valueless(&seen, whole));
    let finding = |names: String| {
        let finding =
            Finding::at(seen.exchange, "the e-mail addresses hold more than the part that was asked for");
        finding.expected("value", names).pointer("/emails")
    };
    Ok(missing.or_else(|| seen.body().and_then(others).map(finding)).into_iter().collect())
}

/// A finding where fewer addresses come with their value than the whole read shows.
fn valueless(seen: &Seen, whole: &Value) -> Option<Finding> {
    let count = |resource: &Value| {
        let emails = access::member(resource, "emails").and_then(Value::as_array);
        emails.into_iter().flatten().filter(|email| at(email, "value").is_some()).count()
    };
    let (due, shown) = (count(whole), seen.body().map_or(0, count));
    (shown < due).then(|| {
        let finding =
            Finding::at(seen.exchange, "e-mail addresses come without the value that was asked for");
        finding.expected(format!("{due} with a value"), format!("{shown} with a value")).pointer("/emails")
    })
}

/// What the addresses hold beside their values.
fn others(resource: &Value) -> Option<String> {
    let emails = access::member(resource, "emails")?.as_array()?;
    let members = emails.iter().filter_map(Value::as_object).flatten();
    let further = members.map(|(name, _)| name.as_str()).filter(|name| !name.eq_ignore_ascii_case("value"));
    let names: std::collections::BTreeSet<&str> = further.collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(", "))
}
