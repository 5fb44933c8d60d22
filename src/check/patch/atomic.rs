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
    id: "patch/atomic",
    title: "a PATCH that is refused MUST change nothing",
    severity: Error,
    sources: [Rfc7644("3.5.2")],
    dialects: Each,
    needs: ["patch/get", "patch/atomic", "patch/atomic/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("patch/atomic")?;
    let read = e.seen("patch/atomic/read")?;
    if patch.status() < 400 {
        return Err(Unjudged::not_shown(
            "the PATCH with an operation that cannot be carried out was accepted",
        ));
    }
    let written = expect::written(patch.sent());
    let (Some((path, value)), Some(body)) = (written.first(), read.body()) else {
        return Err(Unjudged::not_shown("the user could not be read afterwards"));
    };
    if expect::shown(path, value, body, &read).is_some() {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, format!("the refused PATCH changed {path}"));
    Ok(vec![finding.expected("the value from before", expect::quote(value))])
}
