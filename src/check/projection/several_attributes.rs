use super::*;

check! {
    /// RFC 7644 §3.9 makes `attributes` a list, its names divided by commas. All of them are returned.
    ///
    /// ## Why it matters
    /// Hardly any client asks for one attribute alone.
    ///
    /// ## Usual cause
    /// The value is taken as one name, or only the first is used.
    ///
    /// ## How to fix
    /// Split the value at commas, and cut blanks off.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName,displayName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName,displayName
    /// 200 {"schemas":[…],"id":"7","userName":"tora","displayName":"tora Hansen"}
    /// ```
    id: "projection/several-attributes",
    title: "attributes MUST return every attribute of the list it names",
    profile: Rfc,
    severity: Error,
    covers: ["more-28"],
    sources: [Rfc7644("3.9")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/several"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let whole = whole(e)?;
    narrowed(e)?;
    e.seen("projection/several")?;
    if at(whole, "displayName").is_none() {
        return Err(Unjudged::not_shown("the user shows no displayName"));
    }
    match part(e, "projection/several") {
        Ok(seen) => {
            Ok(["userName", "displayName"].iter().filter_map(|name| shows(&seen, name, ASKED)).collect())
        }
        Err(findings) => Ok(findings),
    }
}
