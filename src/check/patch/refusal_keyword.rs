use super::*;

check! {
    /// RFC 7644 §3.12 lists keywords for what is wrong with a request: `invalidPath` (or `invalidFilter`, where
    /// the filter in it is the bad part) for a malformed path, `invalidValue` or `invalidSyntax` for a value of
    /// the wrong type, `mutability` for a read-only attribute.
    ///
    /// ## Why it matters
    /// The keyword is the only part of an error that a program can act on.
    ///
    /// ## Usual cause
    /// All refusals go through one function that knows the status alone.
    ///
    /// ## How to fix
    /// Give each refusal its keyword where it is found.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title..value","value":"Cook"}]}
    /// 400 {"status":"400","detail":"bad path"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title..value","value":"Cook"}]}
    /// 400 {"scimType":"invalidPath","status":"400"}
    /// ```
    id: "patch/refusal-keyword",
    title: "the error of a refused PATCH SHOULD carry the scimType of its cause",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-11", "pat-13", "pat-14"],
    sources: [Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/open-bracket",
        "modify/open-bracket/read", "modify/two-dots", "modify/two-dots/read", "modify/wrong-type",
        "modify/wrong-type/read", "modify/read-only", "modify/read-only/read",
    ],
    run: judge,
}

/// Steps and the keywords that fit them. One finding is enough.
const FITTING: [(&str, &[&str]); 4] = [
    ("modify/open-bracket", &["invalidPath", "invalidFilter"]),
    ("modify/two-dots", &["invalidPath"]),
    ("modify/wrong-type", &["invalidValue", "invalidSyntax"]),
    ("modify/read-only", &["mutability"]),
];

/// What was not refused with 400 is another check's matter.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("patch")?;
    e.seen("modify/open-bracket")?;
    let refusals = FITTING.iter().filter_map(|(step, types)| Some((e.find(step)?, *types)));
    let refusals: Vec<_> = refusals.filter(|(patch, _)| patch.status() == 400).collect();
    if refusals.is_empty() {
        return Err(Unjudged::not_shown("no PATCH was refused with 400"));
    }
    for (patch, types) in &refusals {
        let findings = keyword(patch, types)?;
        if !findings.is_empty() {
            return Ok(findings);
        }
    }
    Ok(Vec::new())
}
