//! How Entra spells the query of a request.
//!
//! Observed in vendor traces and in Microsoft's reference protocol library: spaces as `+`, quotes as `%22`,
//! lower-case hexadecimal, parameters in the order attributes, excludedAttributes, filter, startIndex, count.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What Entra escapes in a comparison value. A space becomes `+`; quotes, `\` and `%` pass unescaped in the
/// service, which is why such values fail there; ours hold none of them.
const VALUE: &AsciiSet = &CONTROLS
    .add(b';')
    .add(b'/')
    .add(b'?')
    .add(b':')
    .add(b'@')
    .add(b'&')
    .add(b'=')
    .add(b'+')
    .add(b'$')
    .add(b',')
    .add(b'#')
    .add(b'[')
    .add(b']')
    .add(b'!')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'*');

/// What a browser's `encodeURIComponent` escapes.
const COMPONENT: &AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Everything that may not stand in a path segment.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b';');

/// `filter=path eq "value"` in Entra's spelling.
pub fn filter(path: &str, value: &str) -> String {
    format!("filter={}+eq+%22{}%22", syntax(path), encode_value(value))
}

/// The same filter as Microsoft's validators spell it: spaces as `%20`, all escapes in upper case.
pub fn filter_percent(path: &str, value: &str) -> String {
    let text = format!("{path} eq \"{value}\"");
    format!("filter={}", utf8_percent_encode(&text, COMPONENT))
}

/// A group query: members are always excluded.
pub fn group_filter(path: &str, value: &str) -> String {
    format!("excludedAttributes=members&{}", filter(path, value))
}

/// The question whether a resource refers to another already (Microsoft Learn, "Develop a SCIM endpoint", queries for a
/// reference attribute); only the id is asked for.
pub fn reference(id: &str, attribute: &str, target: &str) -> String {
    let clause = |path: &str, value: &str| format!("{}+eq+%22{}%22", syntax(path), encode_value(value));
    format!("filter={}+and+{}&attributes=id", clause("id", id), clause(attribute, target))
}

/// `path eq true`: a condition on a boolean or a number, which Entra's matching never sends; the spelling is the RFC's
/// (RFC 7644 §3.4.2.2), encoded as Entra encodes.
pub fn literal(path: &str, value: &serde_json::Value) -> String {
    format!("{}+eq+{value}", syntax(path))
}

/// A comparison value in Entra's spelling.
pub fn encode_value(value: &str) -> String {
    lower_hex(&utf8_percent_encode(value, VALUE).to_string().replace(' ', "+"))
}

/// The whole value of a query parameter, with what Entra itself never writes escaped as well: quotes, `\` and `%`.
pub fn encode_parameter(value: &str) -> String {
    encode_value(&value.replace('%', "%25")).replace('"', "%22").replace('\\', "%5c")
}

/// An id as a path segment; ids may hold any character.
pub fn encode_segment(id: &str) -> String {
    utf8_percent_encode(id, SEGMENT).to_string()
}

fn syntax(path: &str) -> String {
    let form: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    lower_hex(&form)
}

fn lower_hex(text: &str) -> String {
    let mut left = 0;
    let lower = text.chars().map(|c| {
        left = if c == '%' { 3 } else { i32::max(left - 1, 0) };
        if left > 0 { c.to_ascii_lowercase() } else { c }
    });
    lower.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_spelled_as_entra_does() {
        assert_eq!(
            filter("userName", "mira.solberg@tern.example"),
            "filter=userName+eq+%22mira.solberg%40tern.example%22"
        );
        assert_eq!(
            filter("emails[type eq \"work\"].value", "mira+x@tern.example"),
            "filter=emails%5btype+eq+%22work%22%5d.value+eq+%22mira%2bx%40tern.example%22"
        );
        assert_eq!(
            group_filter("displayName", "Harbour crew"),
            "excludedAttributes=members&filter=displayName+eq+%22Harbour+crew%22"
        );
        assert_eq!(
            reference("u-1", "manager", "u-31"),
            "filter=id+eq+%22u-1%22+and+manager+eq+%22u-31%22&attributes=id"
        );
        assert_eq!(
            filter_percent("userName", "a+b@tern.example"),
            "filter=userName%20eq%20%22a%2Bb%40tern.example%22"
        );
        assert_eq!(encode_parameter("title eq \"100%\""), "title+eq+%22100%25%22");
        assert_eq!(encode_segment("a/b c%é"), "a%2Fb%20c%25%C3%A9");
    }
}
