//! A recorded request as a curl command that runs as soon as the credential is in the environment.

use super::Request;
use crate::secret::REDACTED;

/// The curl command that sends the request again. The credential is named, not shown:
/// `-H "Authorization: Bearer $SCIM_TOKEN"`.
pub fn command(request: &Request, with_credential: bool) -> String {
    let mut words = vec!["curl -i".to_owned()];
    if request.method != super::Method::Get {
        words.push(format!("-X {}", request.method));
    }
    words.push(quoted(&request.url));
    words.extend(request.headers.iter().filter_map(|(name, value)| header(name, value, with_credential)));
    if let Some(body) = &request.body {
        words.push(format!("--data-raw {}", quoted(body)));
    }
    words.join(" ")
}

fn header(name: &str, value: &str, with_credential: bool) -> Option<String> {
    if name.eq_ignore_ascii_case("user-agent") {
        return None;
    }
    if !value.contains(REDACTED) {
        return Some(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    match (name.eq_ignore_ascii_case("authorization"), with_credential) {
        (true, true) if value.starts_with("Basic") => Some("-u \"$SCIM_USER:$SCIM_PASSWORD\"".to_owned()),
        (true, true) => Some("-H \"Authorization: Bearer $SCIM_TOKEN\"".to_owned()),
        (true, false) => Some("-H 'Authorization: Bearer a-wrong-token'".to_owned()),
        (false, _) => Some(format!("-H {}", quoted(&format!("{name}: …")))),
    }
}

/// The text as one shell word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Method;

    #[test]
    fn commands_run_without_the_secret() {
        let request = Request {
            method: Method::Patch,
            url: "https://api.example.com/scim/Users/a%20b".into(),
            headers: vec![
                ("User-Agent".into(), "scimproof/0".into()),
                ("Authorization".into(), "Bearer [redacted]".into()),
                ("Content-Type".into(), "application/scim+json".into()),
            ],
            body: Some("{\"a\":\"O'Hara\"}".into()),
        };
        assert_eq!(
            command(&request, true),
            "curl -i -X PATCH 'https://api.example.com/scim/Users/a%20b' -H \"Authorization: Bearer $SCIM_TOKEN\" \
             -H 'Content-Type: application/scim+json' --data-raw '{\"a\":\"O'\\''Hara\"}'"
        );
    }
}
