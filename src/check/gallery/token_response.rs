use super::*;
use crate::http::oauth::TokenFacts;

check! {
    /// For a listing, Microsoft requires that the token endpoint declares its tokens: type Bearer, and an `expires_in`
    /// between 60 minutes and six hours. RFC 6749 §5.1 requires the type. And the token must be good for /Users.
    ///
    /// ## Why it matters
    /// The provisioning service fetches a token and uses it for many requests of a cycle. One that lives too short
    /// runs out in the middle, one that lives too long is refused for the listing.
    ///
    /// ## Usual cause
    /// The authorization server's default lifetime is a day, a year, or none at all.
    ///
    /// ## How to fix
    /// Give the client of the provisioning service a lifetime between 3,600 and 21,600 seconds, and say so in
    /// `expires_in`.
    ///
    /// ## Fails
    /// ```http
    /// POST /oauth/token grant_type=client_credentials
    /// 200 {"access_token":"…","token_type":"Bearer","expires_in":31536000}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /oauth/token grant_type=client_credentials
    /// 200 {"access_token":"…","token_type":"Bearer","expires_in":3600}
    /// ```
    id: "gallery/token-response",
    title: "a token endpoint MUST declare a bearer token that lives between 60 minutes and six hours",
    profile: Gallery,
    severity: Error,
    covers: ["T-Validate_Credentials", "T-Federated_Identity", "auth-10", "auth-11", "auth-13"],
    sources: [
        LearnPage(
            "entra/identity/enterprise-apps/app-gallery-user-provisioning-requirements",
            "User provisioning requirements for Microsoft Entra App Gallery"
        ),
        GalleryTest("Validate_Credentials_Test"),
        Rfc6749("5.1"),
    ],
    dialects: Without,
    needs: [],
    run: judge,
}

const ACCEPTED: std::ops::RangeInclusive<u64> = 3600..=21600;

fn judge(e: &Evidence) -> Judged {
    let facts = token_facts(e)?;
    Ok([token_type(facts), lifetime(facts), unusable(e)].into_iter().flatten().collect())
}

/// The run's first request is made with the token.
fn unusable(e: &Evidence) -> Option<Finding> {
    let tested = e.everywhere("connection/test").into_iter().next()?;
    let refused = matches!(tested.status(), Some(401 | 403));
    let finding = || Finding::at(tested, "the token that was fetched is refused");
    refused.then(|| finding().expected("200", expect::answer(tested)))
}

fn token_type(facts: &TokenFacts) -> Option<Finding> {
    let bearer = facts.token_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    let actual = facts.token_type.clone().unwrap_or_else(|| "nothing".to_owned());
    let finding = Finding::about(format!("{} does not say that the token is a bearer token", facts.url));
    (!bearer).then(|| finding.expected("Bearer", actual).pointer("/token_type"))
}

fn lifetime(facts: &TokenFacts) -> Option<Finding> {
    let accepted = facts.expires_in.is_some_and(|seconds| ACCEPTED.contains(&seconds));
    let actual =
        facts.expires_in.map_or_else(|| "nothing".to_owned(), |seconds| format!("{seconds} seconds"));
    let finding = Finding::about(format!("{} declares another lifetime", facts.url));
    (!accepted).then(|| finding.expected("3600 to 21600 seconds", actual).pointer("/expires_in"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_that_it_is_a_bearer_token() {
        let of = |kind: Option<&str>| TokenFacts {
            url: "https://id.tern.example/token".to_owned(),
            token_type: kind.map(str::to_owned),
            expires_in: Some(3600),
            wrong_secret: None,
        };
        assert!(token_type(&of(Some("bearer"))).is_none());
        assert!(token_type(&of(Some("mac"))).is_some() && token_type(&of(None)).is_some());
    }
}
