//! Parsing and evaluation under arbitrary input.

use proptest::prelude::*;

use super::*;
use crate::provision::expression::functions::{self, Function, KEYWORDS, ParameterKind, Repeats};
use crate::provision::expression::lexer::Operator;
use crate::provision::expression::tree::{Argument, Call, Comparison};

/// Values that hit edges; functions get them wherever the parser lets them.
fn leaf() -> impl Strategy<Value = Argument> {
    let attributes = [
        "city",
        "fax",
        "empty",
        "badge",
        "proxyAddresses",
        "nothing",
        "accountEnabled",
        "appRoleAssignments",
    ];
    let texts = [
        "",
        "a",
        "d",
        "yyyy",
        "m",
        "ww",
        "2024-02-29T23:59:59Z",
        "(?<a>.*)",
        "a",
        "-5",
        "999999999999",
        "tr-TR",
        "ø'x-y",
    ];
    let numbers = [0, 1, -1, 3, 256, i64::MAX, i64::MIN, 133_485_408_000_000_000];
    prop_oneof![
        1 => Just(Argument::Absent),
        4 => proptest::sample::select(attributes.to_vec()).prop_map(|name| Argument::Attribute(name.into())),
        3 => proptest::sample::select(texts.to_vec()).prop_map(|text| Argument::Text(text.into())),
        1 => any::<String>().prop_map(Argument::Text),
        2 => proptest::sample::select(numbers.to_vec()).prop_map(Argument::Number),
        1 => any::<i64>().prop_map(Argument::Number),
        1 => proptest::sample::select(KEYWORDS.to_vec()).prop_map(|word| Argument::Keyword(word.into())),
    ]
}

fn function() -> impl Strategy<Value = &'static Function> {
    proptest::sample::select(functions::all().collect::<Vec<_>>())
}

/// A call with as many arguments as the function may have; many are refused, and then only the first argument is left.
fn call(arguments: impl Strategy<Value = Argument> + Clone) -> impl Strategy<Value = Argument> {
    (function(), proptest::collection::vec(arguments, 8), 0_usize..8).prop_map(
        |(function, arguments, more)| {
            let most = if function.repeats == Repeats::Never { function.parameters.len() } else { 8 };
            let count = (function.parameters.len() + more).min(most);
            let fitting = arguments.iter().take(count).cloned().enumerate();
            let placed: Vec<_> =
                fitting.map(|(index, argument)| (index, fit(function, index, argument))).collect();
            functions::check(function, placed, 1).map_or(arguments[0].clone(), Argument::Call)
        },
    )
}

/// Puts in what the parameter insists on.
fn fit(function: &Function, index: usize, argument: Argument) -> Argument {
    match function.parameters.get(index).map(|parameter| parameter.kind) {
        Some(ParameterKind::Roles) => Argument::Attribute("appRoleAssignments".into()),
        Some(ParameterKind::Interval) => Argument::Text(["yyyy", "m", "d", "ww", "s"][index % 5].into()),
        Some(ParameterKind::Number) if matches!(argument, Argument::Text(_)) => Argument::Number(i64::MIN),
        _ => argument,
    }
}

fn comparison(arguments: impl Strategy<Value = Argument> + Clone) -> impl Strategy<Value = Argument> {
    let operand =
        arguments.prop_filter("an operand", |a| !matches!(a, Argument::Absent | Argument::Comparison(_)));
    let parts = (operand.clone(), proptest::sample::select(Operator::ALL.to_vec()), operand);
    parts.prop_map(|(left, operator, right)| {
        Argument::Comparison(Box::new(Comparison { left, operator, right }))
    })
}

fn tree() -> impl Strategy<Value = Call> {
    let nested = leaf().prop_recursive(5, 60, 8, |inner| {
        let inner = inner.boxed();
        prop_oneof![6 => call(inner.clone()), 1 => comparison(inner)]
    });
    call(nested.boxed()).prop_filter_map("a function", |argument| match argument {
        Argument::Call(call) => Some(call),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_local_rejects: 1_000_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(call in tree()) {
        let text = call.to_string();
        prop_assume!(text.chars().count() <= 10_000);
        let parsed = super::super::parser::parse(&text);
        prop_assert_eq!(parsed, Ok(call), "{}", text);
    }

    #[test]
    fn evaluation_ends_in_a_value_or_an_error(call in tree(), seed in any::<u64>()) {
        let text = call.to_string();
        prop_assume!(text.chars().count() <= 10_000);
        let first = evaluate_with(&text, seed, &roles());
        prop_assert_eq!(first, evaluate_with(&text, seed, &roles()));
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let _ = text.parse::<Expression>();
    }

    #[test]
    fn text_of_the_language_never_panics(text in "[A-Za-z]{0,3}(IIF|Replace|Switch|Left|&H|-|\\(|\\)|,|\\[a\\]|\"|\\\\|=|<>|>|1| ){0,40}") {
        let _ = text.parse::<Expression>();
    }

    #[test]
    fn arbitrary_patterns_never_panic(pattern in any::<String>(), group in "[a-z]?", text in any::<String>()) {
        let quoted = super::super::tree::quoted;
        let expression = format!("Replace({}, , {}, , {}, , )", quoted(&text), quoted(&pattern), quoted(&group));
        let _ = expression.parse::<Expression>().map(|_| shown(&expression));
    }

    #[test]
    fn likely_patterns_never_panic(pattern in "(\\(\\?<n>|\\(|\\)|\\[|\\]|\\\\d|\\\\1|a|\\*|\\+|\\?|\\{2\\}|\\{|\\^|\\$|-|\\||\\.){0,15}", text in "[a1 ]{0,20}") {
        let quoted = super::super::tree::quoted;
        let expression = format!("Replace({}, , {}, , \"$1${{n}}\", , )", quoted(&text), quoted(&pattern));
        let _ = expression.parse::<Expression>().map(|_| shown(&expression));
    }

    #[test]
    fn arbitrary_dates_never_panic(text in "[0-9/:TZ +.-]{0,30}|[ -~]{0,20}", input in "[yMdHhmsfFtzKg/:T'%\\\\ .-]{0,12}", output in "[yMdHhmsfFtzKg/:T'% .-]{0,12}") {
        let quoted = super::super::tree::quoted;
        let (text, input, output) = (quoted(&text), quoted(&input), quoted(&output));
        for expression in [format!("CDate(Append({text}, \"\"))"), format!("FormatDateTime({text}, , {input}, {output})")] {
            let _ = expression.parse::<Expression>().map(|_| shown(&expression));
        }
    }
}
