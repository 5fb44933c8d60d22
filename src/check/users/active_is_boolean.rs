use super::*;
use crate::scim::access;

check! {
    /// RFC 7643 §4.1.1 and Microsoft Learn require that answers show `active` as a JSON boolean, whatever form
    /// it was written in.
    ///
    /// ## Why it matters
    /// Entra reads answers by type. A user whose `active` is a string cannot be read at all, and a disabled
    /// one may count as enabled.
    ///
    /// ## Usual cause
    /// The string `"False"` of a PATCH is stored as it came.
    ///
    /// ## How to fix
    /// Convert the words `True` and `False` to a boolean before you store them.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":"False"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":false}
    /// ```
    id: "users/active-is-boolean",
    title: "answers MUST show active as a boolean",
    profile: Entra,
    severity: Error,
    covers: ["rep-10", "E-76"],
    sources: [Learn("disable-user"), Rfc7643("4.1.1"), Rfc7643("2.3.2")],
    dialects: Each,
    needs: ["lifecycle/get", "lifecycle/disable", "lifecycle/disable/read", "lifecycle/restore", "lifecycle/restore/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("lifecycle/disable")?;
    let steps = ["lifecycle/get", "lifecycle/disable", "lifecycle/disable/read", "lifecycle/restore/read"];
    let mut shown = 0;
    for seen in steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.succeeded()) {
        let Some(active) = seen.body().and_then(|body| access::member(body, "active")) else { continue };
        shown += 1;
        if !active.is_boolean() {
            let finding = Finding::at(seen.exchange, "active is not a boolean");
            return Ok(vec![finding.expected("true or false", expect::quote(active)).pointer("/active")]);
        }
    }
    if shown == 0 {
        return Err(Unjudged::not_shown("no answer shows active"));
    }
    Ok(Vec::new())
}
