//! What a file is, before anything is read from it.

use super::{Format, ImportError};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// The text of a file, or what the file is instead.
pub(super) fn text<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, ImportError> {
    let fail = |message: &str, help: &str| Err(ImportError::whole(file, message, help));
    if bytes.len() > LARGEST {
        let message = format!("{} MiB are more than a page has", bytes.len() / (1024 * 1024));
        return fail(&message, "import one page at a time; at most 32 MiB are read");
    }
    if let Some((what, help)) = foreign(bytes) {
        return fail(&format!("it is {what}, not text"), help);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, file, error.valid_up_to()))?;
    if text.trim().is_empty() {
        return fail("the file is empty", COPY);
    }
    if text.contains('\0') {
        return fail("it is binary data, not text", COPY);
    }
    Ok(text)
}

const COPY: &str =
    "save the page as Markdown, or select all of it in a browser and paste it into a text file";
const CONVERT: &str = "open it, select all, and paste it into a text file; or export it as Markdown";

/// Files of other kinds by how they begin.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let starts: [(&[u8], &str, &str); 11] = [
        (b"%PDF", "a PDF", CONVERT),
        (b"PK\x03\x04", "a DOCX or another packed file", CONVERT),
        (b"\xd0\xcf\x11\xe0", "an old Office document", CONVERT),
        (b"{\\rtf", "an RTF document", CONVERT),
        (b"\x1f\x8b", "a gzip archive", "unpack it first"),
        (b"\x89PNG", "a picture", COPY),
        (b"\xff\xd8\xff", "a picture", COPY),
        (b"GIF8", "a picture", COPY),
        (b"\xff\xfe", "UTF-16", "save it as UTF-8"),
        (b"\xfe\xff", "UTF-16", "save it as UTF-8"),
        (b"SQLite format 3", "a database", COPY),
    ];
    let found = starts.into_iter().find(|(start, ..)| bytes.starts_with(start));
    found.map(|(_, what, help)| (what, help)).or_else(|| html(bytes))
}

fn html(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(20).collect();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).to_ascii_lowercase();
    let is_html =
        [b"<!doctypehtml".as_slice(), b"<html", b"<head>", b"<?xml"].iter().any(|tag| start.starts_with(tag));
    is_html.then_some(("HTML", "open it in a browser, select all of it, and paste it into a text file"))
}

fn not_utf8(bytes: &[u8], file: &str, at: usize) -> ImportError {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let (line, column) = crate::text::place(&before, before.len());
    ImportError {
        file: file.to_owned(),
        place: Some((line, column)),
        message: "from here on it is not UTF-8".to_owned(),
        help: "save it as UTF-8; editors call that an encoding".to_owned(),
    }
}

/// What kind of file the text is.
pub(super) fn format(text: &str, file: &str) -> Result<Format, ImportError> {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) && !start.starts_with("[!") {
        return json(start, file);
    }
    let is_toml = text.lines().take(60).any(|line| line.trim() == "[app]");
    if is_toml && text.lines().take(60).any(|line| line.trim_start().starts_with("schema =")) {
        let help = "nothing has to be imported: `scimproof run FILE` takes it as it is";
        return Err(ImportError::whole(file, "it is a suite already", help));
    }
    let is_markdown =
        start.starts_with("---") || text.lines().any(|line| line.starts_with("# ") || line.contains("|-"));
    Ok(if is_markdown { Format::Markdown } else { Format::Text })
}

fn json(text: &str, file: &str) -> Result<Format, ImportError> {
    // Keys are looked for instead of the structure, so that a schema with a mistake is told where the mistake is.
    if text.contains("\"synchronizationRules\"") || text.contains("\"objectMappings\"") {
        return Ok(Format::Schema);
    }
    if text.starts_with('{') && text.contains("\"user_attributes\"") {
        return Ok(Format::Facts);
    }
    let help = "of JSON, a provisioning schema (synchronizationSchema) and a line of gallery facts can be imported; \
                `suite discover` asks an endpoint itself";
    Err(ImportError::whole(file, "it is JSON, but neither a provisioning schema nor gallery facts", help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_named() {
        for (bytes, message) in [
            (&b""[..], "the file is empty"),
            (b" \n\t", "the file is empty"),
            (b"%PDF-1.7", "a PDF"),
            (b"PK\x03\x04....", "a DOCX"),
            (b"\n <!DOCTYPE html><html>", "HTML"),
            (b"\xef\xbb\xbf<html>", "HTML"),
            (b"\xff\xfea\0", "UTF-16"),
            (b"a\0b", "binary"),
            (b"ab\nc\xe4", "not UTF-8"),
        ] {
            let error = text(bytes, "x").unwrap_err();
            assert!(error.to_string().contains(message), "{error}");
            assert!(!error.help.is_empty());
        }
        assert_eq!(text(b"ab\nc\xe4", "x").unwrap_err().place, Some((2, 2)));
        assert_eq!(text(b"\xef\xbb\xbfok", "x").unwrap(), "ok");
    }

    #[test]
    fn formats_are_told_apart() {
        for (text, expected) in [
            ("---\ntitle: x\n---\n", Format::Markdown),
            ("# Title\n", Format::Markdown),
            ("Tutorial\n\nText", Format::Text),
            ("{\"synchronizationRules\": []}", Format::Schema),
            ("{\"slug\": \"x\", \"user_attributes\": []}", Format::Facts),
        ] {
            assert_eq!(format(text, "x").unwrap(), expected, "{text}");
        }
        assert!(format("{\"a\": 1}", "x").unwrap_err().message.contains("JSON"));
        assert!(format("schema = 1\n\n[app]\n", "x").unwrap_err().message.contains("a suite already"));
    }
}
