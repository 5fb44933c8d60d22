//! A look at a tenant's TLS: handshakes that are broken off before a secret or a credential is sent.
//!
//! The client of the run offers what Entra offers and nothing older, so it cannot see what else a server accepts. Here
//! a ClientHello is written by hand, and the first answers are read: which version and suite the server takes, and its
//! certificate. Nothing is verified, nothing is encrypted, nothing of the tenant is asked for.

mod hello;
mod plain;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;

use hello::Reader;
pub use plain::Plain;

/// Longest wait for one handshake.
const PATIENCE: Duration = Duration::from_secs(5);

/// The suites of the provisioning service, in the order Microsoft documents.
pub const DOCUMENTED: [u16; 8] = [0xc02b, 0xc02c, 0xc02f, 0xc030, 0xc023, 0xc024, 0xc027, 0xc028];
/// Those of them with CBC, which stand behind the others.
pub const CBC: [u16; 4] = [0xc023, 0xc024, 0xc027, 0xc028];
/// What clients of TLS 1.0 and 1.1 offered.
const OLD: [u16; 6] = [0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035];

/// TLS 1.0, 1.1 and 1.2, as they stand in a hello.
const VERSIONS: [u16; 3] = [0x0301, 0x0302, 0x0303];

/// What a server answers to a hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It takes this version and suite.
    Accepted {
        /// As in the hello: 0x0303 is TLS 1.2.
        version: u16,
        /// By its registered number.
        suite: u16,
    },
    /// It breaks the handshake off.
    Refused(String),
    /// Nothing that tells.
    Unknown(String),
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Accepted { version, suite } => write!(f, "version {version:#06x}, suite {suite:#06x}"),
            Self::Refused(why) | Self::Unknown(why) => f.write_str(why),
        }
    }
}

/// The key in a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// `RSA`, `ECC` or another word.
    pub kind: String,
    /// Its length.
    pub bits: usize,
}

/// What is known of the way to a tenant, beside its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// To TLS 1.2 with the documented suites, in their order.
    pub documented: Answer,
    /// To the same in the opposite order.
    pub reversed: Answer,
    /// To TLS 1.0.
    pub tls10: Answer,
    /// To TLS 1.1.
    pub tls11: Answer,
    /// The key of the server's own certificate, as shown to the documented suites.
    pub key: Option<Key>,
    /// To a request without credential and without TLS.
    pub plain: Plain,
}

/// Looks at the host of a base URL; `None` when it is no https URL.
pub async fn look(base: &str) -> Option<Connection> {
    let url = url::Url::parse(base).ok().filter(|url| url.scheme() == "https")?;
    let host = url.host()?.to_owned();
    let target =
        Target { name: host.to_string(), domain: matches!(host, url::Host::Domain(_)), port: url.port() };
    let mut backwards = DOCUMENTED;
    backwards.reverse();
    // Nobody listens there, or a firewall says nothing: the other handshakes would only wait as long.
    if let Err(error) = target.connect(443).await {
        let unknown = || Answer::Unknown(error.to_string());
        let plain = Plain::Nobody("nobody answers on the port for https".to_owned());
        let [documented, reversed, tls10, tls11] = [unknown(), unknown(), unknown(), unknown()];
        return Some(Connection { documented, reversed, tls10, tls11, key: None, plain });
    }
    // A closed port for http often answers nothing at all, which need not be waited for in between.
    let ((documented, key), (reversed, _), (tls10, _), (tls11, _), plain) = tokio::join!(
        target.greet(VERSIONS[2], &DOCUMENTED),
        target.greet(VERSIONS[2], &backwards),
        target.greet(VERSIONS[0], &OLD),
        target.greet(VERSIONS[1], &OLD),
        plain::ask(&target, url.path()),
    );
    Some(Connection { documented, reversed, tls10, tls11, key, plain })
}

/// Where to knock.
struct Target {
    name: String,
    domain: bool,
    port: Option<u16>,
}

impl Target {
    async fn connect(&self, usual_port: u16) -> std::io::Result<TcpStream> {
        let address = self.name.trim_matches(['[', ']']);
        let connecting = TcpStream::connect((address, self.port.unwrap_or(usual_port)));
        timeout(PATIENCE, connecting).await.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()))
    }

    /// Sends a hello. A connection that is closed without a word may be an accident, and gets a second chance.
    async fn greet(&self, version: u16, suites: &[u16]) -> (Answer, Option<Key>) {
        match self.greet_once(version, suites).await {
            (Answer::Refused(why), _) if why == hello::CLOSED => self.greet_once(version, suites).await,
            told => told,
        }
    }

    /// Sends a hello, and reads as far as the certificate.
    async fn greet_once(&self, version: u16, suites: &[u16]) -> (Answer, Option<Key>) {
        let mut stream = match self.connect(443).await {
            Ok(stream) => stream,
            Err(error) => return (Answer::Unknown(error.to_string()), None),
        };
        let name = self.domain.then_some(self.name.as_str());
        if let Err(error) = stream.write_all(&hello::client(version, suites, name)).await {
            return (Answer::Unknown(error.to_string()), None);
        }
        let mut reader = Reader::default();
        let reading = timeout(PATIENCE, read(&mut stream, &mut reader)).await;
        let key = reader.certificate().and_then(|certificate| key_of(&certificate));
        (reader.answer(reading.is_ok()), key)
    }
}

async fn read(stream: &mut TcpStream, reader: &mut Reader) {
    let mut buffer = [0; 4096];
    while !reader.is_done() {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(length) => reader.add(&buffer[..length]),
        }
    }
}

fn key_of(certificate: &[u8]) -> Option<Key> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let (kind, bits) = match certificate.public_key().parsed().ok()? {
        PublicKey::RSA(key) => ("RSA", key.key_size()),
        PublicKey::EC(point) => ("ECC", point.key_size()),
        _ => return None,
    };
    if bits == 0 {
        return None;
    }
    Some(Key { kind: kind.to_owned(), bits })
}
