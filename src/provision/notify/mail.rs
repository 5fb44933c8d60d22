//! E-mail over SMTP (RFC 5321), with STARTTLS (RFC 3207) or TLS from the start (RFC 8314).
//!
//! It connects to the server that the job names and to no other. A password goes over TLS, or to this machine, only.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Notice, words};
use crate::error::Error;
use crate::secret::{Redactor, Secret};

/// Time for one e-mail.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// How e-mail is sent.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who is told.
    pub to: String,
    /// Sender.
    pub from: String,
    /// `smtp://host:port` or `smtps://host:port`.
    pub server: String,
    /// Whether an `smtp` connection is upgraded to TLS; without TLS nothing is sent then.
    pub starttls: bool,
    /// Further certificate authorities, PEM.
    pub authorities: Vec<u8>,
    /// User and password.
    pub login: Option<(String, Secret)>,
}

/// Sends e-mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: Mailbox,
    host: String,
    redactor: Redactor,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mailer({})", self.host)
    }
}

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protection {
    None,
    StartTls,
    Tls,
}

impl Mailer {
    /// A mailer; nothing is sent yet.
    ///
    /// # Errors
    /// An address or a server that cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let (host, port, protection) = server(settings)?;
        let tls = tls(settings, &host, protection)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(port)
            .tls(tls)
            .timeout(Some(TIME_LIMIT));
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self {
            transport: builder.build(),
            from: mailbox("from", &settings.from)?,
            to: mailbox("email", &settings.to)?,
            host: format!("{host}:{port}"),
            redactor: Redactor::new(settings.login.iter().map(|(_, password)| password)),
        })
    }

    /// Sends one e-mail.
    ///
    /// # Errors
    /// A sentence that says why it was not sent.
    pub async fn send(&self, notice: &Notice) -> Result<(), String> {
        let failed = |why: String| {
            let why = self.redactor.redact(&why);
            format!("the e-mail to {} was not sent over {}: {why}", self.to.email, self.host)
        };
        let message = self.message(notice).map_err(|error| failed(error.to_string()))?;
        let sent = tokio::time::timeout(TIME_LIMIT, self.transport.send(message)).await;
        match sent {
            Err(_) => Err(failed("no answer in time".to_owned())),
            Ok(Err(error)) => Err(failed(innermost(&error))),
            Ok(Ok(_)) => Ok(()),
        }
    }

    fn message(&self, notice: &Notice) -> Result<Message, lettre::error::Error> {
        Message::builder()
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(&notice.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(words::body(notice))
    }
}

fn mailbox(key: &str, address: &str) -> Result<Mailbox, Error> {
    address.parse().map_err(|error| {
        let message = format!("'{address}' is not an e-mail address: {error}");
        Error::usage(message, format!("write `{key} = \"admin@contoso.example\"` in [notify]"))
    })
}

/// Host, port and protection that the settings name.
fn server(settings: &Settings) -> Result<(String, u16, Protection), Error> {
    let text = &settings.server;
    let wrong = |why: &str| {
        let help = "write smtp://host:port or smtps://host:port in [notify]; user and password come from \
                    SMTP_USER and SMTP_PASSWORD";
        Error::usage(format!("'{text}' {why}"), help)
    };
    let url = url::Url::parse(text).map_err(|error| wrong(&format!("is not a URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::usage(
            "the SMTP server's URL holds a credential",
            "use SMTP_USER and SMTP_PASSWORD",
        ));
    }
    let protection = match (url.scheme(), settings.starttls) {
        ("smtps", _) => Protection::Tls,
        ("smtp", true) => Protection::StartTls,
        ("smtp", false) => Protection::None,
        _ => return Err(wrong("is not an smtp or smtps URL")),
    };
    let host = url.host_str().ok_or_else(|| wrong("names no host"))?.trim_matches(['[', ']']).to_owned();
    let usual = match protection {
        Protection::Tls => 465,
        Protection::StartTls => 587,
        Protection::None => 25,
    };
    if protection == Protection::None && settings.login.is_some() && !is_loopback(&host) {
        return Err(Error::usage(
            format!("the password for {host} would go over an unprotected connection"),
            "set `starttls = true` in [notify], or use smtps://",
        ));
    }
    Ok((host, url.port().unwrap_or(usual), protection))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn tls(settings: &Settings, host: &str, protection: Protection) -> Result<Tls, Error> {
    if protection == Protection::None {
        return Ok(Tls::None);
    }
    let wrong = |error: lettre::transport::smtp::Error| {
        Error::usage(
            format!("the file of smtp_ca cannot be used: {}", innermost(&error)),
            "give a PEM file with the authority of the SMTP server",
        )
    };
    let mut builder = TlsParameters::builder(host.to_owned());
    if !settings.authorities.is_empty() {
        builder = builder.add_root_certificate(Certificate::from_pem(&settings.authorities).map_err(wrong)?);
    }
    let parameters = builder.build_rustls().map_err(wrong)?;
    Ok(match protection {
        Protection::Tls => Tls::Wrapper(parameters),
        _ => Tls::Required(parameters),
    })
}

/// The deepest cause, which is the one that says what happened.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| (*error).source());
    causes.last().map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(server: &str, starttls: bool, login: bool) -> Settings {
        Settings {
            to: "admin@contoso.example".into(),
            from: "scimproof@contoso.example".into(),
            server: server.into(),
            starttls,
            authorities: Vec::new(),
            login: login.then(|| ("anna".to_owned(), Secret::new("swordfish"))),
        }
    }

    #[test]
    fn ports_and_protection_follow_the_scheme() {
        let of = |text: &str, starttls| server(&settings(text, starttls, false)).unwrap();
        assert_eq!(of("smtp://mail.example", false), ("mail.example".into(), 25, Protection::None));
        assert_eq!(of("smtp://mail.example", true), ("mail.example".into(), 587, Protection::StartTls));
        assert_eq!(of("smtps://mail.example:4650", false), ("mail.example".into(), 4650, Protection::Tls));
        assert_eq!(of("smtp://[::1]:2525", false), ("::1".into(), 2525, Protection::None));
    }

    #[test]
    fn what_cannot_be_used_is_refused_before_anything_is_sent() {
        let refused = |settings: Settings| Mailer::new(&settings).unwrap_err().to_string();
        assert!(refused(settings("mail.example:25", false, false)).contains("not a"));
        assert!(refused(settings("http://mail.example", false, false)).contains("not an smtp or smtps URL"));
        assert!(refused(settings("smtp://u:p@mail.example", false, false)).contains("holds a credential"));
        assert!(refused(settings("smtp://mail.example", false, true)).contains("unprotected connection"));
        assert!(Mailer::new(&settings("smtp://127.0.0.1", false, true)).is_ok());
        let nobody = Settings { to: "nobody".into(), ..settings("smtp://mail.example", false, false) };
        assert!(refused(nobody).contains("'nobody' is not an e-mail address"));
        let odd = Settings {
            authorities: b"-----BEGIN CERTIFICATE-----\nx".to_vec(),
            ..settings("smtps://m.example", false, false)
        };
        assert!(refused(odd).contains("smtp_ca"));
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_a_sentence_without_the_password() {
        let mailer = Mailer::new(&settings("smtp://127.0.0.1:1", false, true)).unwrap();
        let notice = Notice {
            job: "j".into(),
            tenant: "t".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            subject: "s".into(),
            reason: "r".into(),
            text: "x".into(),
        };
        let warning = mailer.send(&notice).await.unwrap_err();
        assert!(
            warning.starts_with("the e-mail to admin@contoso.example was not sent over 127.0.0.1:1"),
            "{warning}"
        );
        assert!(!warning.contains("swordfish"));
    }
}
