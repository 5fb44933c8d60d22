use super::*;
use crate::check::evidence::Seen;

check! {
    /// A request that RFC 6750 has the server refuse must not be carried out: after a 401 the data is what it
    /// was before.
    ///
    /// ## Why it matters
    /// A status alone protects nobody. A write that is answered with 401 but done all the same lets anyone
    /// create accounts or delete staff.
    ///
    /// ## Usual cause
    /// The credential is checked after the handler ran, for instance in a response filter.
    ///
    /// ## How to fix
    /// Check the credential before anything is read from the body, and return at once.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Intruder"}]}
    /// 401
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Intruder"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Intruder"}]}
    /// 401
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Tide analyst"}
    /// ```
    id: "auth/refused-write-changes-nothing",
    title: "a write that is refused with 401 MUST change nothing",
    profile: Entra,
    severity: Error,
    covers: ["auth-06"],
    sources: [Rfc6750("3.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "refusals/get", "refusals/missing-token-post", "refusals/missing-token-post/read", "refusals/missing-token-patch",
        "refusals/missing-token-patch/read", "refusals/missing-token-delete", "refusals/missing-token-delete/read",
        "refusals/wrong-token-post", "refusals/wrong-token-post/read", "refusals/wrong-token-patch",
        "refusals/wrong-token-patch/read", "refusals/wrong-token-delete", "refusals/wrong-token-delete/read",
    ],
    run: judge,
}

/// Only writes that were refused are looked at; one that was accepted is the finding of another check.
fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    let mut refusals = 0;
    for kind in ["missing", "wrong"] {
        for (verb, changed) in WRITES {
            let id = format!("refusals/{kind}-token-{verb}");
            let Some(write) = super::offered(e, &id)?.filter(|write| write.status() == 401) else { continue };
            refusals += 1;
            e.seen(&format!("{id}/read"))?;
            findings.extend(changed(e, &id, &write));
        }
    }
    if refusals == 0 {
        return Err(Unjudged::not_shown("no write without a valid token was refused with 401"));
    }
    Ok(findings)
}

type Changed = fn(&Evidence, &str, &Seen) -> Option<Finding>;

const WRITES: [(&str, Changed); 3] = [("post", created), ("patch", patched), ("delete", deleted)];

/// The look is a query, which means something only where queries find users at all.
fn created(e: &Evidence, id: &str, write: &Seen) -> Option<Finding> {
    let look = e.find(&format!("{id}/read"))?;
    let there = expect::has_user_name(&look, expect::sent_name(write));
    let finding = || {
        Finding::at(look.exchange, "the refused POST created the user").expected("no such user", "the user")
    };
    there.then(finding)
}

/// Only what the PATCH wrote is compared, with the read right in front of it: other values may move by themselves.
fn patched(e: &Evidence, id: &str, write: &Seen) -> Option<Finding> {
    let before = e.before(id)?;
    let read = e.find(&format!("{id}/read"))?;
    let (path, value) = expect::written(write.sent()).into_iter().next()?;
    let parsed: crate::scim::Path = path.parse().ok()?;
    let has = |resource: &Value| {
        crate::scim::access::values(resource, &parsed).into_iter().any(|shown| expect::same(&value, shown))
    };
    let changed = !has(before) && read.body().is_some_and(has);
    changed.then(|| {
        let finding = Finding::at(read.exchange, format!("the refused PATCH changed {path}"));
        finding.expected("the value from before", expect::quote(&value))
    })
}

fn deleted(e: &Evidence, id: &str, _: &Seen) -> Option<Finding> {
    let there_before =
        e.find(&format!("{}/read", id.replace("delete", "patch"))).is_some_and(|read| read.succeeded());
    let read = e.find(&format!("{id}/read"))?;
    let gone = there_before && read.status() == 404;
    gone.then(|| Finding::at(read.exchange, "the refused DELETE removed the user").expected("200", "404"))
}
