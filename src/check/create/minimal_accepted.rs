use super::*;

check! {
    /// RFC 7644 §3.3 and RFC 7643 §4.1.1 require that a user can be created with `schemas`, `userName`, and what
    /// the server itself declares required. Everything else is optional.
    ///
    /// ## Why it matters
    /// Mappings differ from customer to customer. A server that quietly needs more than it declares works with
    /// one of them and creates nobody with the next.
    ///
    /// ## Usual cause
    /// The handler reads optional members without looking whether they are there, such as `meta.resourceType` or
    /// `name.familyName`.
    ///
    /// ## How to fix
    /// Demand only what your schema calls required, and declare what you demand.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 400 {"detail":"meta.resourceType is missing"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/minimal-accepted",
    title: "a create with nothing but the required attributes MUST be accepted",
    profile: Rfc,
    severity: Error,
    covers: ["post-01"],
    sources: [Rfc7644("3.3"), Rfc7643("4.1.1")],
    dialects: Without,
    needs: ["create/minimal", "create/plain"],
    run: |e| must_accept(e, "create/minimal", "a create with only the required attributes is refused"),
}
