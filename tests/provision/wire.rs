//! HTTP/1.1 as plain as the tests need it: one message after the other on a blocking connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A request or an answer: the first line, the header lines and the body.
#[derive(Debug, Clone)]
pub struct Message {
    pub first: String,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Message {
    /// The next message; none when the other side has closed the connection.
    pub fn read(from: &mut BufReader<TcpStream>) -> io::Result<Option<Self>> {
        let mut first = String::new();
        if from.read_line(&mut first)? == 0 {
            return Ok(None);
        }
        let mut message = Self { first: first.trim_end().to_owned(), headers: Vec::new(), body: Vec::new() };
        loop {
            let mut line = String::new();
            from.read_line(&mut line)?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            message.headers.push(line.to_owned());
        }
        message.body.resize(message.length(), 0);
        from.read_exact(&mut message.body)?;
        Ok(Some(message))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    fn length(&self) -> usize {
        self.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\r\n{}\r\n\r\n", self.first, self.headers.join("\r\n")).into_bytes();
        bytes.extend(&self.body);
        bytes
    }

    /// An answer of our own.
    pub fn answer(status: &str, headers: &[&str], body: &str) -> Self {
        let mut headers: Vec<String> = headers.iter().map(|line| (*line).to_owned()).collect();
        headers.push("Content-Type: application/scim+json".into());
        headers.push(format!("Content-Length: {}", body.len()));
        Self { first: format!("HTTP/1.1 {status}"), headers, body: body.as_bytes().to_vec() }
    }

    /// Method and target of a request.
    pub fn asks(&self) -> (&str, &str) {
        let mut words = self.first.split(' ');
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }

    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// Sends one request to a tenant on loopback and waits for the answer.
pub fn send(authority: &str, token: &str, method: &str, target: &str, body: Option<&Value>) -> Message {
    let mut stream = TcpStream::connect(authority).expect("the tenant listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = Message {
        first: format!("{method} {target} HTTP/1.1"),
        headers: vec![
            format!("Host: {authority}"),
            format!("Authorization: Bearer {token}"),
            "Content-Type: application/scim+json".into(),
            "Connection: close".into(),
            format!("Content-Length: {}", body.len()),
        ],
        body: body.into_bytes(),
    };
    stream.write_all(&request.bytes()).expect("the tenant reads");
    Message::read(&mut BufReader::new(stream)).expect("an answer").expect("an answer")
}
