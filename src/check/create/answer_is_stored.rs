use super::*;

check! {
    /// RFC 7644 §3.3 has a create answered with the resource as created, and §3.1 reminds clients that it may
    /// differ from what they sent. So the answer and the read right behind it say the same, the version aside.
    ///
    /// ## Why it matters
    /// Entra takes the answer for the state of the account and decides by it what is left to write.
    ///
    /// ## Usual cause
    /// The request's body is returned with an id, before defaults are filled in or values are dropped.
    ///
    /// ## How to fix
    /// Build the answer from what was stored, with the function that answers reads.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example","active":true}
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example","active":true}
    /// ```
    id: "create/answer-is-stored",
    title: "the answer to a create MUST show what is stored, as the next read does",
    profile: Rfc,
    severity: Error,
    covers: ["more-12"],
    sources: [Rfc7644("3.1"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["users/create", "users/get", "create/plain", "create/plain/read"],
    run: judge,
}

/// An answer that shows no more than where the user is tells nothing of what was stored; it is lawful.
fn judge(e: &Evidence) -> Judged {
    let mut judged = false;
    for (create, read) in [("users/create", "users/get"), ("create/plain", "create/plain/read")] {
        let (Some(create), Some(read)) = (e.find(create), e.find(read)) else { continue };
        let (Some(told), Some(stored)) = (create.body(), read.body()) else { continue };
        if !create.succeeded()
            || create.id().is_none()
            || read.status() != 200
            || create.id() != read.id()
            || is_bare(told)
        {
            continue;
        }
        judged = true;
        if let Some((name, told, stored)) = difference(told, stored) {
            let finding = Finding::at(
                create.exchange,
                format!("the answer to the create and the read behind it differ in {name}"),
            );
            return Ok(vec![
                finding.expected(format!("{stored}, as the read shows"), told).pointer(format!("/{name}")),
            ]);
        }
    }
    if judged { Ok(Vec::new()) } else { Err(Unjudged::not_shown("no created user is shown in both answers")) }
}

fn is_bare(body: &Value) -> bool {
    let envelope = ["schemas", "id", "externalId", "meta"];
    let mut names = body.as_object().into_iter().flat_map(serde_json::Map::keys);
    names.all(|name| envelope.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_envelope_alone_says_nothing() {
        assert!(is_bare(&json!({ "Schemas": [], "id": "1", "meta": {} })) && is_bare(&json!({})));
        assert!(!is_bare(&json!({ "id": "1", "title": "Pilot" })));
    }
}
