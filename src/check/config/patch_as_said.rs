use super::*;
use crate::transcript::StepState;

check! {
    /// RFC 7643 §5 defines `supported` as whether the service has the feature. Where it says that PATCH is
    /// supported, a simple one must not be answered with 405 or 501; where it says no, one is not expected to
    /// work.
    ///
    /// ## Why it matters
    /// A client that reads no does not use PATCH, though Entra depends on it and the service has it.
    ///
    /// ## Usual cause
    /// The document is a constant from the first version, or from an example.
    ///
    /// ## How to fix
    /// Let `patch.supported` follow from what the service does.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"patch":{"supported":false}}
    /// PATCH /Users/7
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"patch":{"supported":true}}
    /// PATCH /Users/7
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    id: "config/patch-as-said",
    title: "what ServiceProviderConfig says of PATCH MAY be expected to be so",
    profile: Rfc,
    severity: Note,
    covers: ["cfg-09"],
    sources: [Rfc7643("5"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: ["discovery/config", "discovery/patch", "discovery/patch/read"],
    run: judge,
}

/// That PATCH does not work as it should is named by the checks of PATCH.
fn judge(e: &Evidence) -> Judged {
    let says = says(e, "patch")?;
    let patch = e.seen("discovery/patch")?;
    let finding = |message: &str, expected: &str| {
        Ok(vec![Finding::at(patch.exchange, message).expected(expected, expect::answer(patch.exchange))])
    };
    let has_effect =
        patch.succeeded() && e.seen("discovery/patch/read")?.record.state == StepState::Succeeded;
    match says {
        true if matches!(patch.status(), 405 | 501) => {
            finding("PATCH is said to be supported, and is not", "200 or 204")
        }
        true if !has_effect => Err(named_elsewhere("a PATCH does not work")),
        false if has_effect => finding("PATCH is said not to be supported, and works", "501"),
        _ => Ok(Vec::new()),
    }
}
