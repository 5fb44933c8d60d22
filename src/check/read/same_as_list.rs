use super::*;

check! {
    /// RFC 7644 §3.4 has reads and queries return representations of the same resource; with the same attributes
    /// asked for, they do not differ.
    ///
    /// ## Why it matters
    /// Entra finds accounts by a query and compares afterwards. A value that one of the two shows otherwise is
    /// written again and again.
    ///
    /// ## Usual cause
    /// Lists and single answers are built by two functions, of which one was changed.
    ///
    /// ## How to fix
    /// Build every representation with one function.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","meta":{"location":"/Users/7"}}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","title":"Tide analyst"}
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","title":"Tide analyst"}]}
    /// ```
    id: "read/same-as-list",
    title: "a read by id SHOULD show the same as a list does",
    profile: Rfc,
    severity: Warning,
    covers: ["get-05"],
    sources: [Rfc7644("3.4.1"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
    ],
    run: judge,
}

/// What a list leaves out of the values that were sent is told by `query/hit-has-attributes`.
fn judge(e: &Evidence) -> Judged {
    let pairs = [("users/get", "users/match"), ("resources/get", "resources/match")];
    let mut judged = false;
    for (read, list) in pairs.iter().filter_map(|(read, list)| Some((e.find(read)?, e.find(list)?))) {
        let Some(whole) = read.body().filter(|_| read.status() == 200) else { continue };
        let Some(hit) = list.resources().iter().find(|hit| access::id(hit) == access::id(whole)) else {
            continue;
        };
        judged = true;
        let sent = e.find(&read.record.step.replace("/get", "/create"));
        let sparse = |sent: &Seen| {
            expect::differences(sent.sent(), hit).len() > expect::differences(sent.sent(), whole).len()
        };
        if sent.as_ref().is_some_and(sparse) {
            return Err(needs("the list leaves attributes out, which another check names"));
        }
        if let Some((name, shown, listed)) = difference(whole, hit).or_else(|| in_meta(whole, hit)) {
            let finding =
                Finding::at(list.exchange, format!("the list shows another {name} than the read by id"));
            return Ok(vec![
                finding.expected(shown, listed).pointer(format!("/Resources/0/{}", name.replace('.', "/"))),
            ]);
        }
    }
    if judged {
        Ok(Vec::new())
    } else {
        Err(Unjudged::not_shown("the same user is not shown by a read and by a list"))
    }
}

/// The members of `meta` that no request changes in between.
fn in_meta(whole: &Value, hit: &Value) -> Option<(String, String, String)> {
    ["resourceType", "created", "location"].into_iter().find_map(|name| {
        let of = |body| access::member(body, "meta").and_then(|meta| access::member(meta, name));
        let (shown, listed) = (of(whole), of(hit));
        let same = match (shown, listed) {
            (Some(shown), Some(listed)) => expect::same(shown, listed),
            (shown, listed) => shown == listed,
        };
        (!same).then(|| (format!("meta.{name}"), told(shown), told(listed)))
    })
}
