use super::*;

check! {
    /// RFC 9865 §2.1 provides 400 with `scimType` `invalidCursor` for a cursor that is not valid;
    /// `expiredCursor` is for one that was. Judged where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// A client whose cursor was lost has to begin anew, and must be told. If it gets the first page instead,
    /// it reads in circles.
    ///
    /// ## Usual cause
    /// A cursor that cannot be decoded counts as none.
    ///
    /// ## How to fix
    /// Refuse what you cannot decode.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=tideTable0&count=5
    /// 200 {"schemas":[…],"totalResults":12,"Resources":[… the first page …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=tideTable0&count=5
    /// 400 {"scimType":"invalidCursor","detail":"this cursor was not given by this tenant","status":"400"}
    /// ```
    id: "cursor/unknown-cursor",
    title: "a cursor that the server never gave SHOULD be refused with 400 and invalidCursor",
    profile: Rfc,
    severity: Warning,
    covers: ["cur-04"],
    sources: [Rfc9865("2.1")],
    dialects: Without,
    needs: ["refusals/bad-filter", "discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/unknown"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    unless(&next_cursor::CHECK, e)?;
    let seen = e.seen("cursor/unknown")?;
    let refused = expect::status(&seen, &[400], "an unknown cursor is not refused with 400");
    if !refused.is_empty() {
        return Ok(refused);
    }
    match text(&seen, "scimType") {
        Some("invalidCursor" | "expiredCursor") => Ok(Vec::new()),
        None if errors_have_no_type(e) => Err(another("errors carry no scimType")),
        shown => {
            let finding =
                Finding::at(seen.exchange, "the refusal of an unknown cursor does not say what is wrong");
            Ok(vec![finding.expected("invalidCursor", shown.unwrap_or("nothing")).pointer("/scimType")])
        }
    }
}

fn errors_have_no_type(e: &Evidence) -> bool {
    e.find("refusals/bad-filter")
        .is_some_and(|seen| seen.status() == 400 && text(&seen, "scimType").is_none())
}
