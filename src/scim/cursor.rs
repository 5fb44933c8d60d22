//! A cursor over filter and path text that knows where it stands, so that every error names a position.

use thiserror::Error;

/// Why a filter or a path is not one: where in the text, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("at character {}: {message}", position + 1)]
pub struct SyntaxError {
    /// Offset in characters from the start of the text, counted from zero.
    pub position: usize,
    /// What is wrong at that position.
    pub message: String,
}

/// Deepest nesting of parentheses and brackets that is parsed; hostile input must not exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Most comparisons in one text: those joined by `and` and `or` are nested in each other, too.
const MAX_TERMS: usize = 500;

/// Reads text from left to right.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    terms: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, terms: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn error<T>(&self, message: impl Into<String>) -> Result<T, SyntaxError> {
        let position = self.text[..self.at].chars().count();
        Err(SyntaxError { position, message: message.into() })
    }

    pub(super) fn skip_spaces(&mut self) {
        self.take_while(|c| c == ' ');
    }

    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Consumes `symbol` when it is next.
    pub(super) fn eat(&mut self, symbol: char) -> bool {
        let found = self.peek() == Some(symbol);
        if found {
            self.at += symbol.len_utf8();
        }
        found
    }

    pub(super) fn expect(&mut self, symbol: char) -> Result<(), SyntaxError> {
        if self.eat(symbol) {
            return Ok(());
        }
        self.error(format!("expected '{symbol}', found {}", self.found()))
    }

    /// Consumes `word` when it is next, whatever its case, and followed by a space, a parenthesis or the end.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let Some(head) = rest.get(..word.len()) else { return false };
        let ends = !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || "._-:".contains(c));
        let found = head.eq_ignore_ascii_case(word) && ends;
        if found {
            self.at += word.len();
        }
        found
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// What stands at the cursor, for an error message.
    pub(super) fn found(&self) -> String {
        self.peek().map_or_else(|| "the end of the text".to_owned(), |c| format!("'{c}'"))
    }

    pub(super) fn enter(&mut self) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.error(format!("nested more than {MAX_DEPTH} levels deep"));
        }
        Ok(())
    }

    /// Counts one more comparison.
    pub(super) fn term(&mut self) -> Result<(), SyntaxError> {
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return self.error(format!("more than {MAX_TERMS} comparisons"));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}
