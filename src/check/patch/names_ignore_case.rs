use super::*;

check! {
    /// RFC 7643 §2.1 makes attribute names case-insensitive, and Microsoft Learn asks for the same of all names
    /// in a message, such as `Operations`, `op` and `path`.
    ///
    /// ## Why it matters
    /// Target attributes are typed into mappings by hand, and the service does not promise the case of its
    /// own names.
    ///
    /// ## Usual cause
    /// The message is bound to a class whose members are matched exactly, or attributes are looked up in a
    /// case-sensitive map.
    ///
    /// ## How to fix
    /// Bind members without regard to case, and look attributes up by their lower-cased name.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"operations":[{"OP":"replace","Path":"title","Value":"Pilot"}]}
    /// 400 {"detail":"Operations is missing"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"operations":[{"OP":"replace","Path":"title","Value":"Pilot"}]}
    /// 204
    /// ```
    id: "patch/names-ignore-case",
    title: "names in a PATCH MUST be read without regard to letter case",
    profile: Entra,
    severity: Error,
    covers: ["pat-07", "pat-19", "E-11"],
    sources: [Rfc7643("2.1"), Learn("general")],
    dialects: Without,
    needs: ["spelling/get", "spelling/capital", "spelling/capital/read", "spelling/small", "spelling/small/read", "spelling/names", "spelling/names/read"],
    run: judge,
}

/// The step spells `op` with a capital; where that alone fails, the case of the names is not shown.
fn judge(e: &Evidence) -> Judged {
    let names = takes_effect(e, "spelling/names")?;
    if !names.is_empty() && !takes_effect(e, "spelling/capital")?.is_empty() {
        return Err(Unjudged::not_shown("the same PATCH in the usual spelling does not work either"));
    }
    Ok(names)
}
