use super::*;

check! {
    /// RFC 7643 §3.1 requires that `meta.location` equals the `Content-Location` header of the answer. The header
    /// need not be there; where it is, it names the same address.
    ///
    /// ## Why it matters
    /// Caches and clients that go by the header take the resource for another one.
    ///
    /// ## Usual cause
    /// A framework sets the header from the request line, with query and internal host.
    ///
    /// ## How to fix
    /// Set the header from `meta.location`, or leave it out.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// Content-Location: /internal/user/7
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// Content-Location: https://api.tern.example/scim/Users/7
    /// ```
    id: "resources/content-location",
    title: "meta.location MUST be the same as the Content-Location header",
    profile: Rfc,
    severity: Error,
    covers: ["res-17"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: ["users/create", "users/get", "resources/get", "resources/patch"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let steps = ["users/create", "users/get", "resources/get", "resources/patch"];
    let mut judged = false;
    for seen in steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.succeeded()) {
        let header = seen.exchange.response().and_then(|response| response.header("content-location"));
        let place = seen.body().and_then(|body| meta(body, "location")).and_then(Value::as_str);
        let (Some(header), Some(place)) = (header, place) else { continue };
        judged = true;
        if !same_address(header, place) {
            let finding =
                Finding::at(seen.exchange, "Content-Location and meta.location name different addresses");
            return Ok(vec![finding.expected(place, header).pointer("/meta/location")]);
        }
    }
    if judged {
        Ok(Vec::new())
    } else {
        Err(Unjudged::not_shown("no answer carries a Content-Location header"))
    }
}
