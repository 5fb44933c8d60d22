//! Functions of chance; the seed is handed in, so that a cycle can be repeated.

use rand::RngCore;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};

use super::super::EvaluationError;
use super::super::evaluate::Arguments;
use super::super::tree::Argument;
use super::super::value::Value;
use super::{Complaint, Function, PLAIN, number, optional, text};

type Result = std::result::Result<Value, EvaluationError>;

const ONLY_ON_CREATION: &str =
    "Guid and RandomString have another value at every evaluation: map them only during object creation";

/// The longest random text.
const MAX_LENGTH: i64 = 256;

/// Special characters of Windows passwords (Microsoft Learn, "Password must meet complexity requirements").
const SPECIAL: &str = "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/";
const DIGITS: &str = "0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";

pub(super) static FUNCTIONS: [Function; 2] = [
    Function {
        name: "Guid",
        summary: "A new random GUID.",
        evaluate: guid,
        remark: |_| Some(ONLY_ON_CREATION),
        ..PLAIN
    },
    Function {
        name: "RandomString",
        parameters: &[
            number("length"),
            number("minimumNumbers"),
            number("minimumSpecialCharacters"),
            number("minimumCapital"),
            number("minimumLowerCase"),
            optional(text("charactersToAvoid")),
        ],
        summary: "A random text of at most 256 characters, with so many digits, special characters, capitals and small letters at least.",
        evaluate: random_string,
        check: check_numbers,
        remark: |_| Some(ONLY_ON_CREATION),
        ..PLAIN
    },
];

#[expect(clippy::unnecessary_wraps, reason = "has the form of every function")]
fn guid(arguments: &Arguments) -> Result {
    let mut bytes = [0_u8; 16];
    arguments.random().fill_bytes(&mut bytes);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    Ok(Value::Text(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])))
}

/// Beyond the minima, letters and digits; special characters only as many as asked for, for "0" asks for none.
fn random_string(arguments: &Arguments) -> Result {
    let mut numbers = [0; 5];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = arguments.needed_number(index)?;
    }
    let [length, digits, special, capitals, small] =
        lengths(numbers).map_err(|(_, reason)| arguments.fail(&reason))?;
    let avoided = arguments.text_or_empty(5)?;
    let mut random = arguments.random();
    let mut drawn = Vec::with_capacity(length);
    for (least, from) in [(digits, DIGITS), (special, SPECIAL), (capitals, CAPITALS), (small, SMALL)] {
        draw(&mut drawn, least, from, &avoided, &mut random).map_err(|reason| arguments.fail(&reason))?;
    }
    let rest = length - drawn.len();
    let letters_and_digits = format!("{DIGITS}{CAPITALS}{SMALL}");
    draw(&mut drawn, rest, &letters_and_digits, &avoided, &mut random)
        .map_err(|reason| arguments.fail(&reason))?;
    drawn.shuffle(&mut random);
    Ok(Value::Text(drawn.into_iter().collect()))
}

fn draw(
    drawn: &mut Vec<char>,
    number: usize,
    from: &str,
    avoided: &str,
    random: &mut StdRng,
) -> std::result::Result<(), String> {
    let allowed: Vec<char> = from.chars().filter(|c| !avoided.contains(*c)).collect();
    for _ in 0..number {
        let character = allowed.choose(random).ok_or("the characters to avoid leave none to choose from")?;
        drawn.push(*character);
    }
    Ok(())
}

/// The length and the minima, if they can be met; else the argument and why not.
fn lengths(numbers: [i64; 5]) -> std::result::Result<[usize; 5], (usize, String)> {
    let [length, minima @ ..] = numbers;
    if !(0..=MAX_LENGTH).contains(&length) {
        return Err((0, format!("the length has to be 0 to {MAX_LENGTH}, not {length}")));
    }
    if let Some(index) = minima.iter().position(|least| *least < 0) {
        return Err((index + 1, "a minimum cannot be negative".into()));
    }
    let sum = minima.iter().fold(0_i64, |sum, least| sum.saturating_add(*least));
    if sum > length {
        return Err((0, format!("the minima add up to {sum}, more than the length {length}")));
    }
    Ok(numbers.map(|number| usize::try_from(number).unwrap_or(0)))
}

fn check_numbers(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    let mut numbers = [0; 5];
    for (number, argument) in numbers.iter_mut().zip(arguments) {
        match argument {
            Argument::Number(given) => *number = *given,
            _ => return Ok(()),
        }
    }
    lengths(numbers)
        .map(drop)
        .map_err(|(index, reason)| Complaint::new(index, format!("RandomString: {reason}")))
}
