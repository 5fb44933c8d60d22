use super::*;

check! {
    /// A value must fit the type its schema gives the attribute (RFC 7644 §3.5.2): no object for a text, no
    /// arbitrary word for a boolean. What does not fit is refused with 400 and leaves the user as it was.
    ///
    /// ## Why it matters
    /// A value that is dropped or bent is lost, and the client believes that it arrived.
    ///
    /// ## Usual cause
    /// The value is converted leniently, and what cannot be converted becomes nothing.
    ///
    /// ## How to fix
    /// Check the type before you store, and answer 400 `invalidValue`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":{"text":"Cook"}}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":{"text":"Cook"}}]}
    /// 400 {"scimType":"invalidValue","status":"400"}
    /// ```
    id: "patch/wrong-type-400",
    title: "a PATCH with a value of the wrong type MUST be refused with 400 and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["pat-14"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12"), Rfc7643("2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/wrong-type",
        "modify/wrong-type/read", "modify/wrong-boolean", "modify/wrong-boolean/read",
    ],
    run: judge,
}

/// `active` is judged where the suite lets it be written.
fn judge(e: &Evidence) -> Judged {
    let text = refused(e, "modify/wrong-type", &[400], &[]);
    let boolean = refused(e, "modify/wrong-boolean", &[400], &[]);
    match (text, boolean) {
        (Ok(text), Ok(boolean)) => Ok([text, boolean].concat()),
        (Err(Unjudged::Skipped(..)), other) | (other, Err(Unjudged::Skipped(..))) => other,
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}
