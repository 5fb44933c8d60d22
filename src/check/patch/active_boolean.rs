use super::active_string::switches;
use super::*;

check! {
    /// Microsoft Learn requires that a PATCH of `active` with a JSON boolean is understood, as it is sent with
    /// `aadOptscim062020` and shown in the main example without it.
    ///
    /// ## Why it matters
    /// It is the form of the RFC and of every other client. A server that knows the string alone locks itself
    /// to one client.
    ///
    /// ## Usual cause
    /// The value was taken for a string when the string form was added.
    ///
    /// ## How to fix
    /// Accept the JSON boolean beside the words.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 400 {"detail":"value must be a string"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":false}
    /// ```
    id: "patch/active-boolean",
    title: "a PATCH of active with a JSON boolean MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["soft-01", "rep-09", "E-75", "ent-09"],
    sources: [Learn("disable-user"), LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7643("2.3.2")],
    dialects: Each,
    needs: [
        "lifecycle/get", "lifecycle/disable", "lifecycle/disable/read", "lifecycle/restore", "lifecycle/restore/read",
        "lifecycle/disable-boolean", "lifecycle/disable-boolean/read", "lifecycle/restore-boolean",
        "lifecycle/restore-boolean/read",
    ],
    run: |e| {
        if e.is_compliant() {
            return switches(e, &["lifecycle/disable", "lifecycle/restore"]);
        }
        switches(e, &["lifecycle/disable-boolean", "lifecycle/restore-boolean"])
    },
}
