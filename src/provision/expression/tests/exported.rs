use super::*;

fn text(tree: Json) -> String {
    Expression::from_tree(&tree)
        .map_or_else(|error| format!("error: {error}"), |expression| expression.to_string())
}

fn attribute(name: &str) -> Json {
    json!({"type": "Attribute", "name": name, "parameters": []})
}

#[test]
fn the_text_comes_first() {
    let tree =
        json!({"type": "Function", "name": "Not", "expression": "Not( [IsSoftDeleted] )", "parameters": []});
    assert_eq!(text(tree), "Not( [IsSoftDeleted] )");
}

#[test]
fn without_text_the_tree_is_written() {
    let constant = |value: &str| json!({"type": "Constant", "name": value});
    let tree = json!({"type": "Function", "name": "Replace", "parameters": [
        {"key": "source", "value": attribute("preferredLanguage")},
        {"key": "Find", "value": constant("-")},
        {"key": "Replacement", "value": constant("\"\\")},
    ]});
    assert_eq!(text(tree), r#"Replace([preferredLanguage], "-", , , "\"\\")"#);
    let tree = json!({"type": "Function", "name": "IIF", "parameters": [
        {"key": "condition", "value": {"type": "Function", "name": ">=", "parameters": [
            {"key": "left", "value": attribute("a")}, {"key": "right", "value": constant("3")}]}},
        {"key": "?", "value": {"name": "Left", "type": "Function", "parameters": [
            {"key": "String", "value": attribute("b")}, {"key": "NumChars", "value": constant("2")}]}},
        {"key": "?", "value": {"type": "Constant", "name": "x", "expression": "\"y\""}},
    ]});
    assert_eq!(text(tree), r#"IIF([a] >= "3", Left([b], "2"), "y")"#);
}

#[test]
fn what_is_no_expression_is_refused() {
    assert!(text(json!({})).contains("neither 'expression' nor 'name'"));
    assert!(
        text(json!({"type": "Attribute", "name": "mail", "expression": "[mail]"}))
            .contains("begins with a function")
    );
    assert!(text(json!({"type": "Magic", "name": "x"})).contains("'Magic' is no type"));
    assert!(
        text(json!({"type": "Function", "name": "Nope", "parameters": []})).contains("no function 'Nope'")
    );
    let mut deep = attribute("a");
    for _ in 0..120 {
        deep = json!({"type": "Function", "name": "Not", "parameters": [{"key": "source", "value": deep}]});
    }
    assert!(text(deep).contains("more than 100 deep"));
}
