//! .NET's format strings for dates, taken apart.

/// A format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super::super) struct Format {
    pub(super) items: Vec<Item>,
}

/// A piece of a format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A specifier and how often it is repeated: `yyyy` is `('y', 4)`.
    Field(char, usize),
    /// A character as it is.
    Literal(char),
}

/// The letters with a meaning in custom format strings.
const SPECIFIERS: &str = "dfFghHKmMstyz";

impl Format {
    /// Takes a format string apart; a single letter is a standard format.
    pub(in super::super::super) fn new(text: &str) -> Result<Self, String> {
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (None, _) => Err("the date format is empty".into()),
            (Some(letter), None) => Self::custom(standard(letter)?),
            _ => Self::custom(text),
        }
    }

    fn custom(text: &str) -> Result<Self, String> {
        let characters: Vec<char> = text.chars().collect();
        let mut items = Vec::new();
        let mut rest = characters.as_slice();
        while let [first, after @ ..] = rest {
            rest = match first {
                '\'' | '"' => quoted(*first, after, &mut items)?,
                '\\' => escaped(after, &mut items)?,
                '%' => single(after)?,
                c if SPECIFIERS.contains(*c) => field(*c, rest, &mut items)?,
                c => {
                    items.push(Item::Literal(*c));
                    after
                }
            };
        }
        Ok(Self { items })
    }
}

fn quoted<'a>(quote: char, after: &'a [char], items: &mut Vec<Item>) -> Result<&'a [char], String> {
    let end = after.iter().position(|c| *c == quote);
    let end = end.ok_or_else(|| format!("the date format has no closing {quote}"))?;
    items.extend(after[..end].iter().copied().map(Item::Literal));
    Ok(&after[end + 1..])
}

fn escaped<'a>(after: &'a [char], items: &mut Vec<Item>) -> Result<&'a [char], String> {
    let [c, rest @ ..] = after else { return Err("the date format ends in a backslash".into()) };
    items.push(Item::Literal(*c));
    Ok(rest)
}

/// `%d` is a lone custom specifier; the percent sign itself means nothing.
fn single(after: &[char]) -> Result<&[char], String> {
    match after.first() {
        Some(c) if SPECIFIERS.contains(*c) => Ok(after),
        _ => Err("a % in a date format stands before one of its letters".into()),
    }
}

fn field<'a>(c: char, rest: &'a [char], items: &mut Vec<Item>) -> Result<&'a [char], String> {
    let count = rest.iter().take_while(|next| **next == c).count();
    if matches!(c, 'f' | 'F') && count > 7 {
        return Err(format!("{count} digits of a second; .NET has at most 7"));
    }
    items.push(Item::Field(c, count));
    Ok(&rest[count..])
}

/// The custom format behind a standard one, in the invariant culture.
fn standard(letter: char) -> Result<&'static str, String> {
    Ok(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => "MM/dd/yyyy HH:mm:ss",
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        's' => "yyyy-MM-dd'T'HH:mm:ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy-MM-dd HH:mm:ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        _ => {
            return Err(format!(
                "'{letter}' is no standard date format of .NET; a lone custom letter is written %{letter}"
            ));
        }
    })
}
