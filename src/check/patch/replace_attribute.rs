use super::*;

check! {
    /// RFC 7644 §3.5.2.3 and Microsoft Learn require that a PATCH which replaces one attribute is answered
    /// with 200 or 204, and that the next read shows the new value. Judged by a change of `userName`.
    ///
    /// ## Why it matters
    /// It is how a person's new name reaches the app. Where it fails, people sign in under a name that is no
    /// longer theirs, or not at all.
    ///
    /// ## Usual cause
    /// `userName` is treated as immutable, or the operation is answered without being carried out.
    ///
    /// ## How to fix
    /// Apply the operation to the stored user, and answer only when it is stored.
    id: "patch/replace-attribute",
    title: "a PATCH that replaces userName MUST take effect",
    severity: Error,
    sources: [Learn("update-user-single-valued-properties"), Rfc7644("3.5.2.3")],
    dialects: Each,
    needs: ["patch/get", "patch/rename", "patch/rename/read"],
    run: |e| takes_effect(e, "patch/rename"),
}
