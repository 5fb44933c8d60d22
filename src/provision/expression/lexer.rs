//! From text to tokens. Knows no function names and no order of tokens.

use super::SyntaxError;

/// A token and where it begins, in characters from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) position: usize,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Name(String),
    Attribute(String),
    Text(String),
    Number(i64),
    Operator(Operator),
    Open,
    Close,
    Comma,
    End,
}

/// The comparisons of `IIF` and `CBool`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Operator {
    /// All of them, the longer spellings first.
    pub(super) const ALL: [Self; 6] =
        [Self::NotEqual, Self::GreaterOrEqual, Self::LessOrEqual, Self::Equal, Self::Greater, Self::Less];

    /// As it is written.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

impl Kind {
    /// For "found …".
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Name(name) => format!("'{name}'"),
            Self::Attribute(name) => format!("[{name}]"),
            Self::Text(_) => "a text".into(),
            Self::Number(number) => number.to_string(),
            Self::Operator(operator) => format!("'{}'", operator.as_str()),
            Self::Open => "'('".into(),
            Self::Close => "')'".into(),
            Self::Comma => "','".into(),
            Self::End => "the end".into(),
        }
    }
}

/// All tokens, the last one being [`Kind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer { characters: text.chars().collect(), next: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.token()?;
        let is_end = token.kind == Kind::End;
        tokens.push(token);
        if is_end {
            return Ok(tokens);
        }
    }
}

struct Lexer {
    characters: Vec<char>,
    next: usize,
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.next).copied()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let rest = &self.characters[self.next..];
        let taken: String = rest.iter().take_while(|c| wanted(**c)).collect();
        self.next += taken.chars().count();
        taken
    }

    fn token(&mut self) -> Result<Token, SyntaxError> {
        self.take_while(char::is_whitespace);
        let position = self.next + 1;
        let kind = match self.peek() {
            None => Kind::End,
            Some('[') => self.attribute(position)?,
            Some('"') => self.text(position)?,
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '&') => self.number(position)?,
            Some(c) if c.is_alphabetic() || c == '_' => {
                Kind::Name(self.take_while(|c| c.is_alphanumeric() || c == '_'))
            }
            Some(c) => self.sign(c, position)?,
        };
        Ok(Token { position, kind })
    }

    fn sign(&mut self, c: char, position: usize) -> Result<Kind, SyntaxError> {
        let rest: String = self.characters[self.next..].iter().take(2).collect();
        if let Some(operator) = Operator::ALL.into_iter().find(|o| rest.starts_with(o.as_str())) {
            self.next += operator.as_str().len();
            return Ok(Kind::Operator(operator));
        }
        self.next += 1;
        match c {
            '(' => Ok(Kind::Open),
            ')' => Ok(Kind::Close),
            ',' => Ok(Kind::Comma),
            _ => Err(stray(c, position)),
        }
    }

    /// `[name]`; names have letters, digits and the signs of extension attributes and SCIM paths, no spaces.
    fn attribute(&mut self, position: usize) -> Result<Kind, SyntaxError> {
        self.next += 1;
        let name = self.take_while(|c| c != ']' && is_name(c));
        match self.peek() {
            Some(']') if !name.is_empty() => {
                self.next += 1;
                Ok(Kind::Attribute(name))
            }
            Some(']') => Err(SyntaxError::new(position, "there is no attribute name between the brackets")),
            Some(c) => {
                Err(SyntaxError::new(self.next + 1, format!("{c:?} cannot be part of an attribute name"))
                    .with_help("an attribute is its name in brackets, without spaces: [userPrincipalName]"))
            }
            None => Err(SyntaxError::new(position, "the bracket is not closed").with_help("add ']'")),
        }
    }

    fn text(&mut self, position: usize) -> Result<Kind, SyntaxError> {
        self.next += 1;
        let mut text = String::new();
        loop {
            text.push_str(&self.take_while(|c| c != '"' && c != '\\'));
            match self.peek() {
                Some('"') => {
                    self.next += 1;
                    return Ok(Kind::Text(text));
                }
                Some(_) => text.push(self.escaped()?),
                None => {
                    return Err(SyntaxError::new(position, "the text is not closed").with_help("add '\"'"));
                }
            }
        }
    }

    /// The character after a backslash: a quotation mark or a backslash, nothing else.
    fn escaped(&mut self) -> Result<char, SyntaxError> {
        let position = self.next + 1;
        let escaped = self.characters.get(self.next + 1).copied();
        self.next += 2;
        match escaped {
            Some(c @ ('"' | '\\')) => Ok(c),
            Some(c) => Err(SyntaxError::new(position, format!("a backslash before {c:?} in a text"))
                .with_help(format!("a backslash is written twice: \\\\{c}"))),
            None => Err(SyntaxError::new(position, "the text ends in a backslash").with_help("write \\\\\"")),
        }
    }

    fn number(&mut self, position: usize) -> Result<Kind, SyntaxError> {
        let text = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '&' | '.'));
        let number = match text.strip_prefix("&H") {
            Some(digits) if !digits.starts_with('+') => {
                u64::from_str_radix(digits, 16).ok().map(u64::cast_signed)
            }
            _ => text.parse().ok(),
        };
        number.map(Kind::Number).ok_or_else(|| no_number(&text, position))
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '$' | '@' | '/' | '#')
}

fn no_number(text: &str, position: usize) -> SyntaxError {
    let error = SyntaxError::new(position, format!("'{text}' is no number that fits"));
    match text {
        "&" => error.with_help("texts are put together by Append or Join"),
        _ => error.with_help("numbers are whole, such as 12, -3 or &HFF, and within 64 bits"),
    }
}

fn stray(c: char, position: usize) -> SyntaxError {
    let error = SyntaxError::new(position, format!("{c:?} has no meaning here"));
    match c {
        '“' | '”' | '„' | '‘' | '’' | '\'' => {
            error.with_help("texts stand between straight quotation marks: \"text\"")
        }
        ']' => error.with_help("an attribute begins with '[': [mail]"),
        ';' => error.with_help("arguments are separated by commas"),
        _ => error.with_help("texts stand in quotation marks, attributes in brackets"),
    }
}
