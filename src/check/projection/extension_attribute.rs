use super::*;

check! {
    /// RFC 7644 §3.10 names an attribute of an extension by the URN of its schema, a colon and its name.
    /// `attributes` takes such names, and the value comes inside the container of the extension.
    ///
    /// ## Why it matters
    /// The department, the employee number and the manager of Entra's mapping all stand in an extension.
    ///
    /// ## Usual cause
    /// Only the names of core attributes are known to the code that selects.
    ///
    /// ## How to fix
    /// Resolve qualified names, and keep the container with that one member.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department
    /// 200 {"schemas":[…],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department
    /// 200 {"schemas":[…],"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "projection/extension-attribute",
    title: "attributes with a qualified name MUST return the attribute of the extension",
    profile: Rfc,
    severity: Error,
    covers: ["attr-05"],
    sources: [Rfc7644("3.9"), Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/department"],
    run: judge,
}

const PATH: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department";

fn judge(e: &Evidence) -> Judged {
    e.seen("projection/department")?;
    let whole = whole(e)?;
    narrowed(e)?;
    if at(whole, PATH).is_none() {
        return Err(Unjudged::not_shown("the user shows no department"));
    }
    match part(e, "projection/department") {
        Ok(seen) => Ok(shows(&seen, PATH, ASKED).into_iter().collect()),
        Err(findings) => Ok(findings),
    }
}
