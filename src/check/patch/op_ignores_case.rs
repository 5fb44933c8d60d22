use super::*;

check! {
    /// Microsoft Learn requires that the operations `Add`, `Replace` and `Remove` are accepted with a capital
    /// letter, and so are the small forms of RFC 7644.
    ///
    /// ## Why it matters
    /// Entra sends the capital form today and the small one where the URL carries `aadOptscim062020`. A server
    /// that knows one of them fails on every update of the other.
    ///
    /// ## Usual cause
    /// The word is compared with `==`, or bound to an enumeration by its exact name.
    ///
    /// ## How to fix
    /// Lower-case `op` before you compare it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"}]}
    /// 400 {"detail":"op must be one of add, remove, replace"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"}]}
    /// 204
    /// ```
    id: "patch/op-ignores-case",
    title: "the operations of a PATCH MUST be accepted in any letter case",
    profile: Entra,
    severity: Error,
    covers: ["pat-06", "E-12", "ent-14"],
    sources: [Learn("general"), LearnCompatibility("flags-to-alter-the-scim-behavior")],
    dialects: Without,
    needs: ["spelling/get", "spelling/capital", "spelling/capital/read", "spelling/small", "spelling/small/read"],
    run: judge,
}

/// Blamed only where the other spelling works.
fn judge(e: &Evidence) -> Judged {
    let capital = takes_effect(e, "spelling/capital")?;
    let small = takes_effect(e, "spelling/small")?;
    if !capital.is_empty() && !small.is_empty() {
        return Err(Unjudged::not_shown("a PATCH works in neither spelling"));
    }
    Ok(capital.into_iter().chain(small).collect())
}
