//! Credentials: a value that cannot be printed by accident, and the redactor that removes it from everything
//! that is recorded.
//!
//! Redaction happens once, when an exchange is recorded; no later code has to remember it.

use std::fmt;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in place of a credential.
pub const REDACTED: &str = "[redacted]";

/// Values shorter than this are not searched for: they would blank out ordinary text.
const SHORTEST: usize = 4;

/// A credential. It has no `Display`, and `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a credential.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself; only the client that sends it may ask.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Removes known credentials from text, in every encoding in which a tenant might return them.
#[derive(Clone, Default)]
pub struct Redactor {
    /// Longest first, so that no encoding survives as the rest of a longer one.
    forms: Vec<String>,
    /// Finds any of them in one go: nearly every text holds none.
    any: Option<AhoCorasick>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

impl Redactor {
    /// A redactor for these credentials.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let mut forms: Vec<String> = secrets
            .into_iter()
            .filter(|secret| secret.expose().len() >= SHORTEST)
            .flat_map(|secret| encodings(secret.expose()))
            .collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.dedup();
        // Leftmost-first searches may look at many bytes at a time.
        let mut any = AhoCorasick::builder();
        let any = any.kind(Some(AhoCorasickKind::DFA)).match_kind(MatchKind::LeftmostFirst);
        let any = any.build(&forms).ok();
        Self { forms, any }
    }

    /// The text without any credential.
    pub fn redact(&self, text: &str) -> String {
        self.redacted(text.to_owned())
    }

    /// The text without any credential; nearly always it is the same one.
    pub fn redacted(&self, text: String) -> String {
        if self.any.as_ref().is_some_and(|any| !any.is_match(&text)) {
            return text;
        }
        self.forms.iter().fold(text, |text, form| {
            if text.contains(form.as_str()) { text.replace(form, REDACTED) } else { text }
        })
    }

    /// The value of a header without any credential: headers that carry credentials are blanked whole,
    /// except for the scheme of `Authorization`.
    pub fn header(&self, name: &str, value: &str) -> String {
        if name.eq_ignore_ascii_case("authorization") {
            let scheme = value.split(' ').next().unwrap_or_default();
            return format!("{scheme} {REDACTED}");
        }
        if ["cookie", "set-cookie", "proxy-authorization"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            return REDACTED.to_owned();
        }
        self.redact(value)
    }
}

/// The credential as it is, percent-encoded, JSON-escaped and in Base64 at each of the three alignments.
fn encodings(value: &str) -> Vec<String> {
    let percent = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    let lower = lower_hex(&percent);
    let form: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let json = serde_json::Value::from(value).to_string();
    let json = json.trim_matches('"').to_owned();
    let mut all = vec![value.to_owned(), percent, lower, form, json];
    for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
        all.push(engine.encode(value));
    }
    all.extend((1..3).filter_map(|shift| shifted_base64(value, shift)));
    all
}

fn lower_hex(percent: &str) -> String {
    let mut out = String::with_capacity(percent.len());
    let mut hex = 0;
    for c in percent.chars() {
        out.push(if hex > 0 { c.to_ascii_lowercase() } else { c });
        hex = if c == '%' { 2 } else { i32::max(hex - 1, 0) };
    }
    out
}

/// The part of the Base64 text that depends on the credential alone when `shift` bytes stand in front of it,
/// as in the `user:password` of basic authentication.
fn shifted_base64(value: &str, shift: usize) -> Option<String> {
    let padded = [vec![0; shift], value.as_bytes().to_vec()].concat();
    let text = STANDARD_NO_PAD.encode(&padded);
    let start = shift + 1;
    let end = padded.len() / 3 * 4;
    (end > start + SHORTEST).then(|| text[start..end].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_encoding_survives(secret in "[!-~]{8,40}", before in "[ -~]{0,6}", after in "[ -~]{0,6}") {
            let redactor = Redactor::new([&Secret::new(secret.clone())]);
            for form in encodings(&secret) {
                let text = format!("{before}{form}{after}");
                prop_assert!(!redactor.redact(&text).contains(&form), "{} in {}", form, text);
            }
            let basic = STANDARD.encode(format!("{before}:{secret}"));
            let middle = shifted_base64(&secret, (before.len() + 1) % 3);
            if let Some(middle) = middle {
                prop_assert!(!redactor.redact(&basic).contains(&middle));
            }
        }
    }

    #[test]
    fn headers_that_carry_credentials_are_blanked() {
        let redactor = Redactor::new([&Secret::new("s3cret-token")]);
        assert_eq!(redactor.header("Authorization", "Bearer other"), "Bearer [redacted]");
        assert_eq!(redactor.header("Set-Cookie", "sid=1"), "[redacted]");
        assert_eq!(redactor.header("X-Echo", "s3cret-token"), "[redacted]");
        assert_eq!(redactor.header("Accept", "text/html"), "text/html");
        assert_eq!(format!("{:?}", Secret::new("s3cret-token")), "Secret");
    }
}
