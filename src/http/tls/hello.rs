//! The first messages of a TLS handshake up to version 1.2 (RFC 5246 §7.4), written and read by hand.

use super::Answer;

/// More than any server says before it waits for the client.
const LIMIT: usize = 64 * 1024;
/// How a connection ends that a server closes without a word.
pub(super) const CLOSED: &str = "the connection was closed";

/// A ClientHello in its record.
pub(super) fn client(version: u16, suites: &[u16], name: Option<&str>) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    // Nothing is ever encrypted with it, so it need not be random.
    body.extend([0x5c; 32]);
    body.push(0);
    let suites: Vec<u8> = suites.iter().flat_map(|suite| suite.to_be_bytes()).collect();
    body.extend(sized(&suites));
    body.extend([1, 0]);
    body.extend(sized(&extensions(name)));
    let mut message = vec![1, 0];
    message.extend(sized(&body));
    let mut record = vec![22, 3, 1];
    record.extend(sized(&message));
    record
}

/// Server name, curves, point formats, signature algorithms, and secure renegotiation (RFC 5746).
fn extensions(name: Option<&str>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut add = |kind: u16, value: &[u8]| {
        out.extend(kind.to_be_bytes());
        out.extend(sized(value));
    };
    if let Some(name) = name {
        let mut entry = vec![0];
        entry.extend(sized(name.as_bytes()));
        add(0, &sized(&entry));
    }
    add(10, &sized(&[0, 29, 0, 23, 0, 24]));
    add(11, &[1, 0]);
    add(13, &sized(&[4, 3, 5, 3, 6, 3, 8, 4, 8, 5, 8, 6, 4, 1, 5, 1, 6, 1, 2, 3, 2, 1]));
    add(0xff01, &[0]);
    out
}

/// The bytes with their length in two bytes in front.
fn sized(bytes: &[u8]) -> Vec<u8> {
    let mut out = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes().to_vec();
    out.extend(bytes);
    out
}

/// What a server sent so far.
#[derive(Default)]
pub(super) struct Reader {
    bytes: Vec<u8>,
}

impl Reader {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// Whether everything of interest is there, or nothing will come any more.
    pub(super) fn is_done(&self) -> bool {
        let done = |kind| self.message(kind).is_some();
        self.bytes.len() > LIMIT || self.refusal().is_some() || !self.is_tls() || done(11) || done(14)
    }

    fn is_tls(&self) -> bool {
        self.bytes.first().is_none_or(|kind| matches!(kind, 20..=23))
    }

    /// The payloads of whole records of that type.
    fn payload(&self, kind: u8) -> Vec<u8> {
        let mut out = Vec::new();
        let mut rest = self.bytes.as_slice();
        while let [content, _, _, high, low, behind @ ..] = rest {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            let Some((payload, next)) = behind.split_at_checked(length) else { break };
            if *content == kind {
                out.extend(payload);
            }
            rest = next;
        }
        out
    }

    /// The alert that ends the handshake: a fatal one, or the notice that the server closes. Warnings, such as one about
    /// the name, stand in front of the ServerHello of some servers.
    fn refusal(&self) -> Option<u8> {
        const FATAL: u8 = 2;
        const CLOSES: u8 = 0;
        let payload = self.payload(21);
        let mut alerts = payload.chunks_exact(2).map(|alert| (alert[0], alert[1]));
        alerts.find(|(level, kind)| *level == FATAL || *kind == CLOSES).map(|(_, kind)| kind)
    }

    /// The body of the first handshake message of that type.
    fn message(&self, kind: u8) -> Option<Vec<u8>> {
        let payload = self.payload(22);
        let mut rest = payload.as_slice();
        while let [found, a, b, c, behind @ ..] = rest {
            let (body, next) = behind.split_at_checked(three(*a, *b, *c))?;
            if *found == kind {
                return Some(body.to_vec());
            }
            rest = next;
        }
        None
    }

    /// What the server makes of the hello.
    pub(super) fn answer(&self, in_time: bool) -> Answer {
        if let Some(body) = self.message(2) {
            let version = two(&body, 0);
            let suite = body.get(34).and_then(|length| two(&body, 35 + usize::from(*length)));
            if let (Some(version), Some(suite)) = (version, suite) {
                return Answer::Accepted { version, suite };
            }
        }
        match self.refusal() {
            Some(alert) => Answer::Refused(format!("alert {alert}")),
            None if !in_time => Answer::Unknown("no answer in time".to_owned()),
            None if self.bytes.is_empty() => Answer::Refused(CLOSED.to_owned()),
            None if !self.is_tls() => Answer::Unknown("the answer is no TLS".to_owned()),
            None => Answer::Unknown("the answer breaks off".to_owned()),
        }
    }

    /// The server's own certificate.
    pub(super) fn certificate(&self) -> Option<Vec<u8>> {
        let body = self.message(11)?;
        let [_, _, _, a, b, c, behind @ ..] = body.as_slice() else { return None };
        behind.get(..three(*a, *b, *c)).map(<[u8]>::to_vec)
    }
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn three(a: u8, b: u8, c: u8) -> usize {
    usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let mut hello = vec![22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3];
        hello.extend([7; 32]);
        hello.extend([0, 0xc0, 0x2f, 0]);
        let mut reader = Reader::default();
        reader.add(&hello[..20]);
        assert_eq!(reader.answer(false), Answer::Unknown("no answer in time".into()));
        reader.add(&hello[20..]);
        assert_eq!(reader.answer(true), Answer::Accepted { version: 0x0303, suite: 0xc02f });
        assert!(!reader.is_done() && reader.certificate().is_none());
        let mut reader = Reader::default();
        reader.add(&[21, 3, 3, 0, 2, 2, 70]);
        assert!(reader.is_done());
        assert_eq!(reader.answer(true), Answer::Refused("alert 70".into()));
    }

    #[test]
    fn a_warning_is_no_refusal() {
        let mut reader = Reader::default();
        reader.add(&[21, 3, 3, 0, 2, 1, 112]);
        assert!(!reader.is_done());
        reader.add(&[22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3]);
        reader.add(&[7; 32]);
        reader.add(&[0, 0xc0, 0x2f, 0]);
        assert_eq!(reader.answer(true), Answer::Accepted { version: 0x0303, suite: 0xc02f });
    }

    #[test]
    fn a_hello_is_as_long_as_it_says() {
        let hello = client(0x0303, &[0xc02f], Some("api.example.com"));
        assert_eq!(usize::from(u16::from_be_bytes([hello[3], hello[4]])), hello.len() - 5);
        assert_eq!(three(hello[6], hello[7], hello[8]), hello.len() - 9);
    }
}
