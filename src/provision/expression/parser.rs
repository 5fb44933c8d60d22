//! From tokens to the tree, by recursive descent:
//!
//! ```text
//! expression := call
//! call       := NAME "(" [ argument { "," argument } ] ")"
//! argument   := nothing | operand [ operator operand ]
//! operand    := attribute | text | number | keyword | call
//! ```
//!
//! Whether a function takes what it is given, [`functions::check`] decides.

use super::lexer::{Kind, Token, tokens};
use super::tree::{Argument, Call, Comparison};
use super::{MAX_CHARACTERS, SyntaxError, functions};

/// How deep functions may be nested; far more than anybody reads, and little enough for every stack.
const MAX_DEPTH: usize = 100;

/// Parses a whole expression.
pub(super) fn parse(text: &str) -> Result<Call, SyntaxError> {
    let length = text.chars().count();
    if length > MAX_CHARACTERS {
        let message = format!("the expression has {length} characters, {MAX_CHARACTERS} are allowed");
        return Err(SyntaxError::new(MAX_CHARACTERS + 1, message));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let call = parser.expression()?;
    parser.expect_end()?;
    Ok(call)
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    /// The next token; after the last one, the last one again.
    fn peek(&self) -> &Token {
        let last = self.tokens.len().saturating_sub(1);
        &self.tokens[self.next.min(last)]
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn expression(&mut self) -> Result<Call, SyntaxError> {
        let token = self.take();
        match token.kind {
            Kind::Name(name) => self.call(&name, token.position),
            kind => Err(no_call(&kind, token.position)),
        }
    }

    fn expect_end(&mut self) -> Result<(), SyntaxError> {
        let token = self.take();
        match token.kind {
            Kind::End => Ok(()),
            kind => Err(SyntaxError::new(
                token.position,
                format!("{} after the end of the expression", kind.describe()),
            )
            .with_help("an expression is one function call; texts are put together by Append or Join")),
        }
    }

    fn call(&mut self, name: &str, position: usize) -> Result<Call, SyntaxError> {
        let function = functions::find(name).ok_or_else(|| unknown(name, position))?;
        let token = self.take();
        if token.kind != Kind::Open {
            return Err(SyntaxError::new(token.position, format!("'(' is missing after {name}"))
                .with_help(function.signature()));
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::new(
                position,
                format!("functions are nested more than {MAX_DEPTH} deep"),
            ));
        }
        let arguments = self.arguments(name)?;
        self.depth -= 1;
        functions::check(function, arguments, position)
    }

    /// Arguments up to and with the closing parenthesis, each with its position.
    fn arguments(&mut self, name: &str) -> Result<Vec<(usize, Argument)>, SyntaxError> {
        let mut arguments = Vec::new();
        if self.peek().kind == Kind::Close {
            self.take();
            return Ok(arguments);
        }
        loop {
            arguments.push((self.peek().position, self.argument()?));
            let token = self.take();
            match token.kind {
                Kind::Comma => {}
                Kind::Close => return Ok(arguments),
                kind => return Err(unseparated(&kind, token.position, name)),
            }
        }
    }

    fn argument(&mut self) -> Result<Argument, SyntaxError> {
        if matches!(self.peek().kind, Kind::Comma | Kind::Close) {
            return Ok(Argument::Absent);
        }
        let left = self.operand()?;
        let Kind::Operator(operator) = self.peek().kind else { return Ok(left) };
        self.take();
        let right = self.operand()?;
        if matches!(self.peek().kind, Kind::Operator(_)) {
            return Err(SyntaxError::new(self.peek().position, "a second comparison").with_help(NEST));
        }
        Ok(Argument::Comparison(Box::new(Comparison { left, operator, right })))
    }

    fn operand(&mut self) -> Result<Argument, SyntaxError> {
        let token = self.take();
        match token.kind {
            Kind::Attribute(name) => Ok(Argument::Attribute(name)),
            Kind::Text(text) => Ok(Argument::Text(text)),
            Kind::Number(number) => Ok(Argument::Number(number)),
            Kind::Name(name) if functions::KEYWORDS.contains(&name.as_str()) => Ok(Argument::Keyword(name)),
            Kind::Name(name) => self.nested(&name, token.position),
            kind => Err(SyntaxError::new(
                token.position,
                format!("an argument is missing before {}", kind.describe()),
            )),
        }
    }

    fn nested(&mut self, name: &str, position: usize) -> Result<Argument, SyntaxError> {
        if self.peek().kind != Kind::Open && functions::find(name).is_none() {
            return Err(SyntaxError::new(
                position,
                format!("'{name}' is neither attribute, text nor function"),
            )
            .with_help(format!(
                "attributes stand in brackets, [{name}], texts in quotation marks, \"{name}\""
            )));
        }
        self.call(name, position).map(Argument::Call)
    }
}

const NEST: &str = "there is no AND and no OR: nest IIF in the second or third argument of IIF";

fn no_call(kind: &Kind, position: usize) -> SyntaxError {
    let error = SyntaxError::new(
        position,
        format!("an expression begins with a function, not with {}", kind.describe()),
    );
    match kind {
        Kind::Attribute(_) => error.with_help("an attribute alone is a direct mapping"),
        Kind::Text(_) | Kind::Number(_) => error.with_help("a value alone is a constant mapping"),
        _ => error.with_help("for example Append([mailNickname], \"-ext\")"),
    }
}

fn unknown(name: &str, position: usize) -> SyntaxError {
    let error = SyntaxError::new(position, format!("there is no function '{name}'"));
    match crate::text::nearest(name, functions::names()) {
        Some(nearest) => error.with_help(format!("did you mean '{nearest}'? names are case-sensitive")),
        None => error,
    }
}

fn unseparated(kind: &Kind, position: usize, name: &str) -> SyntaxError {
    if let Kind::Name(word) = kind
        && ["AND", "OR"].contains(&word.to_uppercase().as_str())
    {
        return SyntaxError::new(position, format!("'{word}' between conditions")).with_help(NEST);
    }
    let error = SyntaxError::new(position, format!("',' or ')' is missing before {}", kind.describe()));
    match kind {
        Kind::End => error.with_help(format!("{name} is not closed: add ')'")),
        _ => error.with_help(format!("arguments of {name} are separated by commas")),
    }
}
