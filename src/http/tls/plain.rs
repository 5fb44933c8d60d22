//! One request without TLS and without any credential, to the host that a run reaches over https.

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::{PATIENCE, Target};
use crate::http::client::USER_AGENT;

/// As much of an answer as is looked at.
const LIMIT: u64 = 64 * 1024;

/// What answers plain http.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plain {
    /// Nobody, or nothing that is HTTP.
    Nobody(String),
    /// A server.
    Answered {
        /// Its status.
        status: u16,
        /// Whether the body is a SCIM message.
        scim: bool,
        /// Whether it asks for a bearer token.
        challenge: bool,
    },
}

/// Asks for the configuration, on the URL's own port or else on port 80.
pub(super) async fn ask(target: &Target, path: &str) -> Plain {
    let mut bytes = Vec::new();
    let asking = timeout(PATIENCE, exchange(target, path, &mut bytes)).await;
    // What came before the connection broke, or stayed open longer than anybody waits, is an answer all the same.
    if let Some(answer) = parse(&String::from_utf8_lossy(&bytes)) {
        return answer;
    }
    Plain::Nobody(match asking {
        Ok(Ok(())) => "the answer is not HTTP".to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer in time".to_owned(),
    })
}

async fn exchange(target: &Target, path: &str, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    let mut stream = target.connect(80).await?;
    let host = target.port.map_or_else(|| target.name.clone(), |port| format!("{}:{port}", target.name));
    let request = format!(
        "GET {}/ServiceProviderConfig HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {USER_AGENT}\r\n\
         Accept: application/scim+json\r\nConnection: close\r\n\r\n",
        path.trim_end_matches('/')
    );
    stream.write_all(request.as_bytes()).await?;
    stream.take(LIMIT).read_to_end(bytes).await?;
    Ok(())
}

fn parse(text: &str) -> Option<Plain> {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let status = head.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let challenge = head.lines().any(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("www-authenticate:") && line.contains("bearer")
    });
    Some(Plain::Answered { status, scim: body.contains("urn:ietf:params:scim:"), challenge })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let shown =
            "HTTP/1.1 200 OK\r\nX: y\r\n\r\n{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]}";
        assert_eq!(parse(shown), Some(Plain::Answered { status: 200, scim: true, challenge: false }));
        let asked = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"\r\n\r\n";
        assert_eq!(parse(asked), Some(Plain::Answered { status: 401, scim: false, challenge: true }));
        assert_eq!(parse("\u{15}\u{3}"), None);
    }
}
