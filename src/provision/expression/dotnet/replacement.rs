//! Replacement texts of .NET: `$1`, `${name}`, `$$`, `$&`, `` $` ``, `$'`, `$+` and `$_`; any other dollar sign is itself.

use fancy_regex::Captures;

use super::Pattern;

/// Writes the replacement for one match.
pub(super) fn expand(
    pattern: &Pattern,
    captures: &Captures<str>,
    text: &str,
    replacement: &str,
    out: &mut String,
) {
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = substitute(pattern, captures, text, after, out);
    }
    out.push_str(rest);
}

/// What stands for the dollar sign; the rest of the replacement remains.
fn substitute<'r>(
    pattern: &Pattern,
    captures: &Captures<str>,
    text: &str,
    after: &'r str,
    out: &mut String,
) -> &'r str {
    let whole = captures.get(0).map_or(0..0, |whole| whole.start()..whole.end());
    let substituted = match after.chars().next() {
        Some('$') => "$",
        Some('&') => &text[whole],
        Some('`') => &text[..whole.start],
        Some('\'') => &text[whole.end..],
        Some('_') => text,
        Some('+') => last(pattern, captures),
        _ => return group(pattern, captures, after, out),
    };
    out.push_str(substituted);
    &after[1..]
}

/// The last group that matched, by number.
fn last<'t>(pattern: &Pattern, captures: &Captures<'t, str>) -> &'t str {
    let place = pattern.len().checked_sub(1).and_then(|last| pattern.place(&last.to_string()));
    place.and_then(|place| captures.get(place)).map_or("", |part| part.as_str())
}

/// `1` or `{name}`; a group that the pattern does not have leaves the dollar sign as it is.
fn group<'r>(pattern: &Pattern, captures: &Captures<str>, after: &'r str, out: &mut String) -> &'r str {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let (name, rest) = match after.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
        Some(found) => found,
        None => after.split_at(digits),
    };
    match pattern.place(name).filter(|_| !name.is_empty()) {
        Some(place) => {
            out.push_str(captures.get(place).map_or("", |part| part.as_str()));
            rest
        }
        None => {
            out.push('$');
            after
        }
    }
}
