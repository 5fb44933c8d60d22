//! What a reader sees of a piece of Markdown: links without their targets, no tags, no entities, no emphasis.
//!
//! Everything is read in one pass, and nothing is looked for further ahead than [`AHEAD`], so that the time depends on
//! the length alone, whatever the text is.

/// How far a link, a tag or an entity may reach.
const AHEAD: usize = 600;

/// Longest entity, with what it begins and ends with: `&VerticalLine;`.
const ENTITY: usize = 14;

/// What becomes of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    /// They are left out, as between sentences.
    Dropped,
    /// Their description stands for them, as in cells of a table.
    Described,
}

/// The visible text.
pub(super) fn visible(raw: &str, pictures: Pictures) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let plain = rest.find(is_special).unwrap_or(rest.len());
        if plain > 0 {
            text.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        rest = match c {
            '\\' => escape(rest, &mut text),
            '`' => &rest[1..],
            '*' if rest.starts_with("**") => &rest[2..],
            '!' if rest.starts_with("![") => picture(rest, pictures, &mut text),
            ':' if rest.starts_with(":::image") => image_tag(rest, pictures, &mut text),
            '[' => link(rest, &mut text),
            '<' => tag(rest, pictures, &mut text),
            '&' => entity(rest, &mut text),
            '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' => &rest[c.len_utf8()..],
            '\u{a0}' | '\u{202f}' => {
                text.push(' ');
                &rest[c.len_utf8()..]
            }
            c => {
                text.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    text.trim().to_owned()
}

/// Whether something may begin with that character that is not shown as it stands.
fn is_special(c: char) -> bool {
    match c {
        '\\' | '`' | '*' | '!' | ':' | '[' | '<' | '&' => true,
        c if c.is_ascii() => false,
        c => matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{a0}' | '\u{202f}'),
    }
}

/// The beginning of the text that is looked at.
fn ahead(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn escape<'a>(rest: &'a str, text: &mut String) -> &'a str {
    match rest[1..].chars().next() {
        Some(c) if c.is_ascii_punctuation() => {
            text.push(c);
            &rest[2..]
        }
        _ => {
            text.push('\\');
            &rest[1..]
        }
    }
}

/// `[text](target)`; other brackets are themselves.
fn bracketed(rest: &str) -> Option<(&str, &str, usize)> {
    let near = ahead(rest, AHEAD);
    // Not beyond the next bracket that opens, so that very many of them are not each looked at to the end.
    let reach = near[1..].find('[').map_or(near.len(), |next| 1 + next);
    let middle = near[..reach].find("](")?;
    let text = &near[1..middle];
    let target = &near[middle + 2..];
    let end = target.find(')')?;
    Some((text, &target[..end], middle + 2 + end + 1))
}

fn link<'a>(rest: &'a str, text: &mut String) -> &'a str {
    match bracketed(rest) {
        Some((shown, _, end)) => {
            text.push_str(&visible(shown, Pictures::Dropped));
            &rest[end..]
        }
        None => {
            text.push('[');
            &rest[1..]
        }
    }
}

fn picture<'a>(rest: &'a str, pictures: Pictures, text: &mut String) -> &'a str {
    match bracketed(&rest[1..]) {
        Some((alt, target, end)) => {
            describe(alt, target, pictures, text);
            &rest[1 + end..]
        }
        None => {
            text.push('!');
            &rest[1..]
        }
    }
}

/// By its description, or, where it has none, by the name of its file.
fn describe(alt: &str, target: &str, pictures: Pictures, text: &mut String) {
    if pictures == Pictures::Described {
        let file = target.split_whitespace().next().unwrap_or_default().rsplit('/').next();
        let name = file.and_then(|file| file.split('.').next()).unwrap_or_default();
        text.push_str(if alt.trim().is_empty() { name } else { alt });
    }
}

/// `:::image source="…" alt-text="…":::`
fn image_tag<'a>(rest: &'a str, pictures: Pictures, text: &mut String) -> &'a str {
    let near = ahead(rest, AHEAD);
    let Some(end) = near[3..].find(":::").map(|end| end + 6) else {
        text.push_str(":::");
        return &rest[3..];
    };
    let (alt, source) = (member(&near[..end], "alt-text"), member(&near[..end], "source"));
    describe(alt.unwrap_or_default(), source.unwrap_or_default(), pictures, text);
    &rest[end..]
}

/// The value of a member of a tag.
fn member<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!("{name}="))? + name.len() + 1;
    let quote = tag[at..].chars().next().filter(|c| ['"', '\''].contains(c))?;
    let value = &tag[at + 1..];
    Some(&value[..value.find(quote)?])
}

/// Tags of HTML that pages use. What else stands in angle brackets is a placeholder, as in `https://<your host>/scim`.
const TAGS: &[&str] = &[
    "a", "b", "br", "p", "i", "u", "em", "strong", "code", "kbd", "sup", "sub", "ul", "ol", "li", "div",
    "span", "table", "thead", "tbody", "tr", "td", "th", "img", "font", "center", "details", "summary", "hr",
    "h1", "h2", "h3", "h4",
];

fn tag<'a>(rest: &'a str, pictures: Pictures, text: &mut String) -> &'a str {
    let near = ahead(rest, AHEAD);
    let end = 1 + near[1..].find(['<', '>']).unwrap_or(near.len() - 1);
    let known = near[end..].starts_with('>').then(|| &near[1..end]).filter(|inner| is_tag(inner));
    if let Some(inner) = known {
        if inner.to_ascii_lowercase().starts_with("img") {
            let (alt, source) = (member(inner, "alt"), member(inner, "src"));
            describe(alt.unwrap_or_default(), source.unwrap_or_default(), pictures, text);
        }
        if !text.ends_with(' ') && inner.to_ascii_lowercase().starts_with("br") {
            text.push(' ');
        }
        return &rest[inner.len() + 2..];
    }
    text.push('<');
    &rest[1..]
}

fn is_tag(inner: &str) -> bool {
    let name = inner.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

fn entity<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let near = &ahead(rest, ENTITY)[1..];
    let name = near.find(';').map(|end| &near[..end]);
    match name.and_then(|name| Some((name, decoded(name)?))) {
        Some((name, c)) => {
            text.push(if c == '\u{a0}' { ' ' } else { c });
            &rest[name.len() + 2..]
        }
        None => {
            text.push('&');
            &rest[1..]
        }
    }
}

fn decoded(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsqb" | "lbrack" => '[',
        "rsqb" | "rbrack" => ']',
        "vert" | "verbar" | "VerticalLine" => '|',
        "check" | "checkmark" => '✓',
        "cross" => '✗',
        "times" => '×',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "colon" => ':',
        "period" => '.',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_as_it_is_shown() {
        for (raw, shown) in [
            ("**Save** the `name`", "Save the name"),
            ("a [link](~/identity/x.md) here", "a link here"),
            (r#"emails\[type eq "work"\].value"#, "emails[type eq \"work\"].value"),
            ("emails[type eq &quot;work&quot;].value", "emails[type eq \"work\"].value"),
            ("a ![screenshot](x.png) b", "a  b"),
            ("[Save!](x) [a]b](y) <<b>c</b>", "Save! a]b <c"),
            ("https://&lt;your host&gt;/scim", "https://<your host>/scim"),
            ("https://<your host>/scim", "https://<your host>/scim"),
            ("one<br/>two<b>!</b>", "one two!"),
            ("&#10003; &#x2713; &check; &nosuch; &", "✓ ✓ ✓ &nosuch; &"),
            ("a\u{a0}b\u{200b}", "a b"),
            ("[open ([two](x)", "[open (two"),
            (":::image type=\"icon\" source=\"yes.svg\"::: x", "x"),
            ("\\", "\\"),
        ] {
            assert_eq!(visible(raw, Pictures::Dropped), shown, "{raw}");
        }
    }

    #[test]
    fn pictures_in_cells_are_described() {
        for (raw, shown) in [
            ("![Check mark.](media/a.png)", "Check mark."),
            ("![](media/tick.png)", "tick"),
            ("<img src='x.png' alt='Yes'>", "Yes"),
            (":::image source=\"media/check.svg\" alt-text=\"Supported\":::", "Supported"),
            ("[![tick](a.png)](b)", "[tick](b)"),
        ] {
            assert_eq!(visible(raw, Pictures::Described), shown, "{raw}");
        }
    }
}
