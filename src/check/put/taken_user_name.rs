use super::*;
use crate::scim::access;

check! {
    /// RFC 7643 §4.1.1 has every `userName` be unique. A PUT that gives a user the name of another one is
    /// refused with 409 (or 400) and `uniqueness`, and leaves the user as it was.
    ///
    /// ## Why it matters
    /// Two accounts of one name cannot be told apart by the query that Entra matches by: the job stops updating
    /// both.
    ///
    /// ## Usual cause
    /// Uniqueness is checked on create only.
    ///
    /// ## How to fix
    /// Check it wherever `userName` can change: create, PUT and PATCH; best by an index of the database that
    /// ignores letter case.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-53
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 200 {"id":"u-53","userName":"dana.okoye@tern.example", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-53
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 409 {"schemas":[…],"status":"409","scimType":"uniqueness","detail":"userName is taken"}
    /// ```
    id: "put/taken-user-name",
    title: "a PUT to a userName that is taken MUST be refused and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["put-10"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["put/replace", "put/taken-create", "put/taken-get", "put/taken", "put/taken/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/taken")?;
    let refusal = put.body().and_then(|body| access::member(body, "scimType")).and_then(Value::as_str);
    let named = refusal.is_some_and(|word| word.eq_ignore_ascii_case("uniqueness"));
    let fixed = refusal.is_some_and(|word| word.eq_ignore_ascii_case("mutability"));
    if put.status() == 400 && fixed {
        return Err(Unjudged::not_shown("the tenant lets no PUT change a userName"));
    }
    let taken = access::member(put.sent(), "userName").and_then(Value::as_str).map(str::to_lowercase);
    if put.succeeded() && !is_renamed(e)? && name(&put) != taken {
        return Err(Unjudged::not_shown("the tenant accepts the PUT and leaves the userName as it was"));
    }
    if put.status() != 409 && !(put.status() == 400 && named) {
        let finding = Finding::at(put.exchange, "a PUT to a userName that is taken is not refused for it");
        let expected = "409, or 400 with scimType uniqueness";
        return Ok(vec![finding.expected(expected, expect::answer(put.exchange)).pointer("/userName")]);
    }
    if !is_renamed(e)? {
        return Ok(Vec::new());
    }
    let read = e.seen("put/taken/read")?;
    let (was, is) = (name(&e.seen("put/taken-get")?), name(&read));
    let finding = Finding::at(read.exchange, "the PUT was refused and changed the userName all the same");
    let finding = finding.expected(was.unwrap_or_default(), is.unwrap_or_else(|| "nothing".to_owned()));
    Ok(vec![finding.pointer("/userName").caused_by(put.exchange)])
}

fn name(read: &Seen) -> Option<String> {
    access::member(read.body()?, "userName")?.as_str().map(str::to_lowercase)
}

/// Whether the user has another name than before.
fn is_renamed(e: &Evidence) -> Result<bool, Unjudged> {
    let (before, after) = (e.seen("put/taken-get")?, e.seen("put/taken/read")?);
    if !after.succeeded() {
        return Err(Unjudged::not_shown("the user cannot be read after the PUT"));
    }
    Ok(name(&before) != name(&after))
}
