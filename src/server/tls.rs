//! TLS in front of the tenant: a certificate of its own authority, and the faults that show before HTTP begins.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use super::fault::{Fault, FaultSet};

/// A certificate with an RSA key of 1024 bits, whose private key nobody has.
const WEAK: &[u8] = include_bytes!("weak_certificate.der");

/// A connection, with or without TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Accepts connections and answers with those whose handshake is over.
pub(super) struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(Box<dyn Stream>, SocketAddr)>,
    accepting: tokio::task::JoinHandle<()>,
}

impl TlsListener {
    /// Wraps a listener; the second value is the authority to trust, as PEM.
    pub(super) fn new(listener: TcpListener, faults: &FaultSet) -> io::Result<(Self, String)> {
        let address = listener.local_addr()?;
        let (certified, authority) = certify().map_err(io::Error::other)?;
        let config = configure(certified, faults).map_err(io::Error::other)?;
        let (send, ready) = mpsc::channel(64);
        let door = Door { acceptor: TlsAcceptor::from(Arc::new(config)), faults: faults.clone() };
        let accepting = tokio::spawn(accept(listener, Arc::new(door), send));
        Ok((Self { address, ready, accepting }, authority))
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl axum::serve::Listener for TlsListener {
    type Io = Box<dyn Stream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

async fn accept(listener: TcpListener, door: Arc<Door>, ready: mpsc::Sender<(Box<dyn Stream>, SocketAddr)>) {
    loop {
        let Ok((stream, address)) = listener.accept().await else { continue };
        let (door, ready) = (Arc::clone(&door), ready.clone());
        tokio::spawn(async move {
            if let Some(stream) = door.open(stream).await {
                let _ = ready.send((stream, address)).await;
            }
        });
    }
}

/// What a connection passes before it carries HTTP.
struct Door {
    acceptor: TlsAcceptor,
    faults: FaultSet,
}

impl Door {
    async fn open(&self, mut stream: TcpStream) -> Option<Box<dyn Stream>> {
        let mut start = [0; 128];
        let length = stream.peek(&mut start).await.ok()?;
        let start = &start[..length];
        if start.first().is_some_and(|first| first.is_ascii_uppercase()) {
            return self.without_tls(stream).await;
        }
        if let Some(answer) = hasty_answer(start, &self.faults) {
            let _ = stream.write_all(&answer).await;
            return None;
        }
        let _ = stream.set_nodelay(true);
        Some(Box::new(self.acceptor.accept(stream).await.ok()?))
    }

    async fn without_tls(&self, mut stream: TcpStream) -> Option<Box<dyn Stream>> {
        if self.faults.has(Fault::TlsPlainChallenge) {
            return Some(Box::new(stream));
        }
        if self.faults.has(Fault::TlsPlainOpen) {
            let _ = stream.write_all(OPEN_CONFIG.as_bytes()).await;
        }
        let _ = stream.shutdown().await;
        None
    }
}

/// What the fault `tls-plain-open` answers to everybody.
const OPEN_CONFIG: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nConnection: close\r\n\r\n\
    {\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig\"],\"patch\":{\"supported\":true}}";

/// The ServerHello of a server with old software, which takes what rustls refuses. The handshake ends there.
fn hasty_answer(hello: &[u8], faults: &FaultSet) -> Option<Vec<u8>> {
    let version = [*hello.get(9)?, *hello.get(10)?];
    let suites = 46 + usize::from(*hello.get(43)?);
    let suite = [*hello.get(suites)?, *hello.get(suites + 1)?];
    let old = faults.has(Fault::TlsOldVersions) && version == [3, 2];
    let cbc = faults.has(Fault::TlsCbcPreferred) && suite[0] == 0xc0 && matches!(suite[1], 0x23..=0x28);
    if !old && !cbc {
        return None;
    }
    let mut answer = vec![22, version[0], version[1], 0, 42, 2, 0, 0, 38, version[0], version[1]];
    answer.extend([0x2a; 32]);
    answer.extend([0, suite[0], suite[1], 0]);
    Some(answer)
}

fn configure(certified: Arc<CertifiedKey>, faults: &FaultSet) -> Result<ServerConfig, rustls::Error> {
    let mut provider: CryptoProvider = ring::default_provider();
    if faults.has(Fault::TlsOnlyChacha) {
        provider.cipher_suites.retain(|suite| is_chacha(suite.suite()));
    }
    let resolver = Certificates { strong: certified, weak_too: faults.has(Fault::TlsWeakKey) };
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?;
    Ok(config.with_no_client_auth().with_cert_resolver(Arc::new(resolver)))
}

fn is_chacha(suite: rustls::CipherSuite) -> bool {
    format!("{suite:?}").contains("CHACHA20")
}

/// Chooses the certificate.
#[derive(Debug)]
struct Certificates {
    strong: Arc<CertifiedKey>,
    weak_too: bool,
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello) -> Option<Arc<CertifiedKey>> {
        let modern = hello.cipher_suites().iter().any(|suite| is_chacha(*suite));
        if modern || !self.weak_too {
            return Some(Arc::clone(&self.strong));
        }
        let weak = CertifiedKey::new(vec![CertificateDer::from(WEAK)], Arc::clone(&self.strong.key));
        Some(Arc::new(weak))
    }
}

/// A fresh authority, and a certificate of it for the loopback address.
fn certify() -> Result<(Arc<CertifiedKey>, String), Box<dyn std::error::Error + Send + Sync>> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    authority.distinguished_name.push(DnType::CommonName, "scimproof reference tenant");
    let authority_key = KeyPair::generate()?;
    let trusted = authority.self_signed(&authority_key)?.pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate()?;
    let own = CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    let certificate = own.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = ring::sign::any_supported_type(&key)?;
    Ok((Arc::new(CertifiedKey::new(vec![certificate.der().clone()], key)), trusted))
}
