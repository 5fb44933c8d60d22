use super::*;

check! {
    /// RFC 7644 §3.4.2.4 has a client read a large set page by page. As long as nobody changes the set, the
    /// pages together are the set: no resource is missing, none comes twice. Judged on users that only this run
    /// changes.
    ///
    /// ## Why it matters
    /// What is missing in a walk looks deleted, what comes twice looks like a duplicate.
    ///
    /// ## Usual cause
    /// `startIndex` is used as an offset that counts from zero, or as the number of the page; or the pages are
    /// cut from a list in no fixed order.
    ///
    /// ## How to fix
    /// Skip `startIndex` minus one resources, in an order that stays: by creation, say, or by id.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=1&count=5   → 2 3 4 5 6
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=6&count=5   → 7 8 9 10 11
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=11&count=5  → 12
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=1&count=5   → 1 2 3 4 5
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=6&count=5   → 6 7 8 9 10
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=11&count=5  → 11 12
    /// ```
    id: "paging/walk",
    title: "walking through all pages SHOULD show every resource once",
    profile: Rfc,
    severity: Warning,
    covers: ["page-14"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2", "paging/page-3"],
    run: judge,
}

/// Fewer resources than asked for are allowed; the pages asked for here then do not meet, but they do not overlap
/// either. A page without any, in the middle of the set, leaves a client no way on.
fn judge(e: &Evidence) -> Judged {
    by_index(e)?;
    heeds_count(e)?;
    let steps = ["paging/page-1", "paging/page-2", "paging/page-3"];
    let mut seen = Vec::new();
    let mut is_short = false;
    for step in steps {
        let page = e.seen(step)?;
        let refused = expect::status(&page, &[200], "a page is not answered with 200");
        if !refused.is_empty() {
            return Ok(refused);
        }
        let page = listed(page)?;
        if page.resources().is_empty() {
            let finding = Finding::at(page.exchange, "the page is empty, though there is more to show");
            return Ok(vec![finding.expected("resources", "none").pointer("/Resources")]);
        }
        is_short |= step != steps[2] && page.resources().len() < COUNT;
        seen.extend(ids(&page));
    }
    let is_repeated = |id: &String| seen.iter().filter(|other| *other == id).count() > 1;
    if is_short && !seen.iter().any(is_repeated) {
        return Err(Unjudged::not_shown("the tenant shows fewer resources on a page than asked for"));
    }
    Ok(differences(e, &seen).into_iter().collect())
}

fn differences(e: &Evidence, seen: &[String]) -> Option<Finding> {
    let last = e.find("paging/page-3")?;
    let own = own(e);
    let times = |id: &&String| seen.iter().filter(|other| other == id).count();
    let missing: Vec<&str> = own.iter().filter(|id| times(id) == 0).map(String::as_str).collect();
    let twice: Vec<&str> = own.iter().filter(|id| times(id) > 1).map(String::as_str).collect();
    if missing.is_empty() && twice.is_empty() {
        return None;
    }
    let list = |ids: &[&str]| if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
    let finding = Finding::at(last.exchange, "the pages together are not the whole set");
    let actual = format!("missing: {}; repeated: {}", list(&missing), list(&twice));
    Some(finding.expected(format!("{} users, each once", own.len()), actual).pointer("/Resources"))
}
