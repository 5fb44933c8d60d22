use super::*;

check! {
    /// RFC 7644 §3.5.2 requires that a PATCH is carried out as a whole or not at all: when one operation fails,
    /// the resource is what it was before.
    ///
    /// ## Why it matters
    /// Entra takes a refused update for one that did not happen. What was half done is not put right.
    ///
    /// ## Usual cause
    /// Each operation is stored as soon as it is applied.
    ///
    /// ## How to fix
    /// Apply all operations to a copy and store it at the end, or run them in one database transaction.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"},{"op":"Replace","path":"emails[","value":"x"}]}
    /// 400 {"scimType":"invalidPath"}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Pilot"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"},{"op":"Replace","path":"emails[","value":"x"}]}
    /// 400 {"scimType":"invalidPath"}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Tide analyst"}
    /// ```
    id: "patch/atomic",
    title: "a PATCH that is refused MUST change nothing",
    profile: Entra,
    severity: Error,
    covers: ["pat-09", "E-62"],
    sources: [Rfc7644("3.5.2")],
    dialects: Each,
    needs: ["patch/get", "patch/atomic", "patch/atomic/read", "patch/atomic-value", "patch/atomic-value/read"],
    run: judge,
}

/// A request that is accepted shows nothing, nor does an attribute that is never stored; one of the two requests
/// is enough.
fn judge(e: &Evidence) -> Judged {
    let mut refusals = 0;
    let mut findings = Vec::new();
    e.seen("patch/atomic")?;
    for step in ["patch/atomic", "patch/atomic-value"] {
        let Some(patch) = e.find(step).filter(|patch| patch.status() >= 400) else { continue };
        let read = e.seen(&format!("{step}/read"))?;
        let written = expect::written(patch.sent());
        let body = read.body().filter(|_| read.succeeded());
        let (Some((path, value)), Some(body)) = (written.first(), body) else { continue };
        if !is_stored(e, path) {
            continue;
        }
        refusals += 1;
        if expect::shown(path, value, body, &read).is_none() {
            let finding = Finding::at(read.exchange, format!("the refused PATCH changed {path}"));
            let finding = finding.expected("the value from before", expect::quote(value));
            findings.push(finding.caused_by(patch.exchange));
        }
    }
    if refusals == 0 {
        return Err(Unjudged::not_shown(
            "no PATCH with an operation that cannot be carried out was refused and followed by a read that tells",
        ));
    }
    Ok(findings)
}
