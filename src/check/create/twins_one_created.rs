use super::*;
use crate::http::Purpose;

check! {
    /// RFC 7643 §4.1.1 makes `userName` unique, and that holds when two requests arrive together: one is answered
    /// with 201, the other with 409. That this is tried at all is our own conclusion from how clients repeat
    /// requests.
    ///
    /// ## Why it matters
    /// Entra repeats a request whose answer is late. A server that asks first and inserts afterwards then has two
    /// accounts of one name, and the person can no longer be matched.
    ///
    /// ## Usual cause
    /// The look-up and the insert are two steps without a lock or a unique index.
    ///
    /// ## How to fix
    /// Let a unique index in the database decide, and turn its violation into 409.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7"}
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"8"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7"}
    /// POST /Users {"userName":"mira@tern.example"}
    /// 409 {"status":"409","scimType":"uniqueness"}
    /// ```
    id: "create/twins-one-created",
    title: "of two identical creates at the same moment only one SHOULD succeed",
    profile: Rfc,
    severity: Warning,
    covers: ["post-29"],
    sources: [Rfc7643("4.1.1"), Inferred],
    dialects: Without,
    needs: ["create/twin", "create/twin/count", "users/duplicate"],
    run: judge,
}

/// Two answers with the same id are one resource: the server recognised the repetition.
fn judge(e: &Evidence) -> Judged {
    let own = e.seen("create/twin")?;
    if e.seen("users/duplicate")?.succeeded() {
        return Err(needs("duplicates are accepted one after the other, too, which another check names"));
    }
    let twins =
        own.record.exchanges.iter().filter(|x| x.purpose == Purpose::Twin || x.purpose == Purpose::Step);
    let twins: Vec<_> = twins.filter(|exchange| exchange.response().is_some()).collect();
    let made: Vec<_> = twins.iter().filter(|exchange| exchange.succeeded()).collect();
    if twins.len() < 2 || made.is_empty() {
        return Err(Unjudged::not_shown("the two requests were not both answered, or neither was accepted"));
    }
    if let Some(broken) =
        twins.iter().find(|exchange| exchange.status() >= Some(500) && exchange.status() != Some(503))
    {
        let finding = Finding::at(broken, "the second of two identical creates is a server error");
        return Ok(vec![finding.expected("409", expect::answer(broken))]);
    }
    let ids: std::collections::BTreeSet<_> = made.iter().filter_map(|x| access::id(x.json()?)).collect();
    let name = expect::sent_name(&own);
    let named = |hit: &&Value| access::member(hit, "userName").and_then(Value::as_str) == Some(name);
    let total = e.find("create/twin/count").map_or(0, |count| count.resources().iter().filter(named).count());
    if ids.len() < 2 && total < 2 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(own.exchange, "two identical creates at the same moment made two users");
    Ok(vec![finding.expected("201 and 409", "201 and 201")])
}
