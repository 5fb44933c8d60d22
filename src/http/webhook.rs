//! A webhook: one small POST to the URL that a job names, and to no other.
//!
//! It has a client of its own, which knows no credential of any tenant. The URL may be a secret, so that messages name
//! its host alone.

use std::time::Duration;

use serde_json::Value;

use super::client::USER_AGENT;
use crate::error::Error;

/// Time for one POST.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// Where something is posted.
#[derive(Clone)]
pub struct Webhook {
    url: url::Url,
    client: reqwest::Client,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Webhook({})", self.host())
    }
}

impl Webhook {
    /// A webhook; nothing is sent yet.
    ///
    /// # Errors
    /// Anything but an https URL; this machine may be reached by http.
    pub fn new(url: &str) -> Result<Self, Error> {
        let help = "give an https URL, such as https://hooks.contoso.example/provisioning";
        let url = url::Url::parse(url)
            .map_err(|error| Error::usage(format!("the webhook is not a URL: {error}"), help))?;
        let is_fit = match url.scheme() {
            "https" => true,
            "http" => is_loopback(&url),
            _ => false,
        };
        if !is_fit {
            return Err(Error::usage("the webhook is not an https URL", help));
        }
        let client = build(&url).map_err(|error| {
            Error::usage(format!("cannot set up the webhook: {error}"), "check the system's certificates")
        })?;
        Ok(Self { url, client })
    }

    /// Posts it; a redirect is not followed.
    ///
    /// # Errors
    /// A sentence that says why it did not arrive.
    pub async fn post(&self, body: &Value) -> Result<(), String> {
        let request = self.client.post(self.url.clone()).header("Content-Type", "application/json");
        match request.body(body.to_string()).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("the webhook at {} answers {}", self.host(), answer.status().as_u16())),
            Err(error) if error.is_timeout() => {
                Err(format!("the webhook at {} does not answer in time", self.host()))
            }
            Err(error) => Err(format!("cannot reach the webhook at {}: {}", self.host(), innermost(&error))),
        }
    }

    fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }
}

fn build(url: &url::Url) -> reqwest::Result<reqwest::Client> {
    // A second client in the same process finds the provider installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .user_agent(USER_AGENT)
        .tls_version_min(reqwest::tls::Version::TLS_1_2)
        .timeout(TIME_LIMIT);
    if url.scheme() == "http" {
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// The deepest cause; the layers above repeat the URL.
fn innermost(error: &reqwest::Error) -> String {
    let first = Some(error as &(dyn std::error::Error + 'static));
    std::iter::successors(first, |error| (*error).source())
        .last()
        .map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// Answers one request with that status line and hands out what it read.
    async fn receiver(status: &'static str) -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/provisioning?key=s3cret", listener.local_addr().unwrap());
        let heard = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut heard = Vec::new();
            while !heard.ends_with(b"}") {
                let mut buffer = [0; 4096];
                let read = socket.read(&mut buffer).await.unwrap();
                heard.extend_from_slice(&buffer[..read]);
            }
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(heard).unwrap()
        });
        (url, heard)
    }

    #[tokio::test]
    async fn a_notice_is_posted_as_json() {
        let (url, heard) = receiver("204 No Content").await;
        Webhook::new(&url).unwrap().post(&serde_json::json!({"event": "quarantine"})).await.unwrap();
        let heard = heard.await.unwrap();
        assert!(heard.starts_with("POST /provisioning?key=s3cret HTTP/1.1\r\n"), "{heard}");
        assert!(heard.to_lowercase().contains("content-type: application/json\r\n"), "{heard}");
        assert!(!heard.to_lowercase().contains("authorization"), "{heard}");
        assert!(heard.ends_with("{\"event\":\"quarantine\"}"), "{heard}");
    }

    #[tokio::test]
    async fn what_goes_wrong_is_a_sentence_without_the_url() {
        let (url, _) = receiver("500 Internal Server Error").await;
        let webhook = Webhook::new(&url).unwrap();
        let refused = webhook.post(&serde_json::json!({})).await.unwrap_err();
        assert!(refused.ends_with("answers 500") && !refused.contains("s3cret"), "{refused}");
        let gone = webhook.post(&serde_json::json!({})).await.unwrap_err();
        assert!(
            gone.starts_with("cannot reach the webhook at 127.0.0.1") && !gone.contains("s3cret"),
            "{gone}"
        );
    }

    #[test]
    fn only_https_leaves_the_machine() {
        for bad in ["hooks.example", "http://hooks.example/x", "ftp://127.0.0.1/"] {
            assert!(Webhook::new(bad).is_err(), "{bad}");
        }
        assert!(
            format!("{:?}", Webhook::new("https://hooks.example/T0/s3cret").unwrap())
                .ends_with("(hooks.example)")
        );
    }
}
