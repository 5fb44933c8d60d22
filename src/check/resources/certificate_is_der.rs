use super::*;

check! {
    /// RFC 7643 §4.1.2 has every value of `x509Certificates` hold exactly one certificate, in DER form, encoded
    /// as base64 without a frame around it.
    ///
    /// ## Why it matters
    /// Clients decode the text and hand it to their security library, which fails on anything else.
    ///
    /// ## Usual cause
    /// The text of a PEM file is stored with its first and last line, or a chain is put into one value.
    ///
    /// ## How to fix
    /// Take the lines between the markers, join them, and store each certificate as a value of its own.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"x509Certificates":[{"value":"-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"x509Certificates":[{"value":"MIIB..."}]}
    /// ```
    id: "resources/certificate-is-der",
    title: "a value of x509Certificates MUST be the base64 form of one DER certificate",
    profile: Rfc,
    severity: Error,
    covers: ["res-26"],
    sources: [Rfc7643("4.1.2"), Rfc7643("2.3.6")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.suite().lists("x509Certificates") {
        let reason = "the suite lists no x509Certificates";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let mut shown = 0;
    for seen in [e.seen("users/create")?, e.seen("users/get")?] {
        let values = attribute(&seen, "x509Certificates").and_then(Value::as_array).into_iter().flatten();
        for (at, value) in values.filter_map(|item| access::member(item, "value")).enumerate() {
            shown += 1;
            if !value.as_str().and_then(decoded).is_some_and(|bytes| is_one_sequence(&bytes)) {
                let finding =
                    Finding::at(seen.exchange, "a certificate is not the base64 form of one DER certificate");
                let finding =
                    finding.expected("base64 of one certificate, without a frame", expect::quote(value));
                return Ok(vec![finding.pointer(format!("/x509Certificates/{at}/value"))]);
            }
        }
    }
    if shown == 0 { Err(Unjudged::not_shown("the tenant shows no certificate")) } else { Ok(Vec::new()) }
}

/// Base64 in the standard alphabet (RFC 4648 §4); padding is optional.
fn decoded(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.trim_end_matches('=').bytes() {
        let six = ALPHABET.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(six).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// Whether the bytes are one DER sequence from beginning to end.
fn is_one_sequence(bytes: &[u8]) -> bool {
    let [0x30, first, rest @ ..] = bytes else { return false };
    let long = usize::from(first & 0x7f);
    match first {
        0..=0x7f => rest.len() == usize::from(*first),
        _ if (1..=4).contains(&long) && rest.len() >= long => {
            let length = rest[..long].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest.len() - long == length
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded_whole() {
        assert_eq!(decoded("MAMCAQU="), Some(vec![0x30, 0x03, 0x02, 0x01, 0x05]));
        assert_eq!(decoded("MAMCAQU"), decoded("MAMCAQU="));
        assert_eq!(decoded("not*base64"), None);
        assert!(is_one_sequence(&[0x30, 0x03, 0x02, 0x01, 0x05]) && !is_one_sequence(&[0x30, 0x04, 0x02]));
    }
}
