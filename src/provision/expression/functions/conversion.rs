//! Functions from one kind of value to another.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::EvaluationError;
use super::super::evaluate::Arguments;
use super::super::value::Value;
use super::{Function, PLAIN, ParameterKind, any, number, parameter};

type Result = std::result::Result<Value, EvaluationError>;

pub(super) static FUNCTIONS: [Function; 5] = [
    Function {
        name: "BitAnd",
        parameters: &[number("value1"), number("value2")],
        summary: "The bits that both numbers have.",
        examples: &[("BitAnd(&H1C, &H15)", "20"), ("BitAnd(&HF, -1)", "15")],
        evaluate: bit_and,
        ..PLAIN
    },
    Function {
        name: "CBool",
        parameters: &[parameter("expression", ParameterKind::Condition)],
        summary: "True where the comparison holds or the value is neither zero, False nor empty.",
        examples: &[("CBool([city] = [state])", "False"), ("CBool(3 > 2)", "True"), ("CBool(0)", "False")],
        evaluate: |arguments| Ok(Value::Boolean(arguments.truth(0)?)),
        ..PLAIN
    },
    Function {
        name: "ConvertToBase64",
        parameters: &[any("source")],
        summary: "Base64 of the text in UTF-16, little end first.",
        examples: &[("ConvertToBase64(\"Hi\")", "SABpAA==")],
        evaluate: |arguments| arguments.each(|text| Ok(base64_of(text))),
        ..PLAIN
    },
    Function {
        name: "ConvertToUTF8Hex",
        parameters: &[any("source")],
        summary: "The bytes of the text in UTF-8, as hexadecimal digits.",
        examples: &[("ConvertToUTF8Hex(\"Hi\")", "4869"), ("ConvertToUTF8Hex(\"ø\")", "C3B8")],
        evaluate: |arguments| arguments.each(|text| Ok(hex_of(text))),
        ..PLAIN
    },
    Function {
        name: "CStr",
        parameters: &[any("value")],
        summary: "A number, a reference or a boolean as a text.",
        examples: &[("CStr(12)", "12"), ("CStr([accountEnabled])", "True")],
        evaluate: |arguments| Ok(arguments.text(0)?.map_or(Value::Null, Value::Text)),
        ..PLAIN
    },
];

fn bit_and(arguments: &Arguments) -> Result {
    let (first, second) = (arguments.number(0)?, arguments.number(1)?);
    Ok(first.zip(second).map_or(Value::Null, |(first, second)| Value::Number(first & second)))
}

fn base64_of(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    STANDARD.encode(bytes)
}

fn hex_of(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let nibbles = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}
