use super::*;
use crate::provision::expression::SyntaxError;

fn refused(text: &str) -> SyntaxError {
    text.parse::<Expression>().expect_err(text)
}

#[test]
fn every_mistake_has_its_place() {
    for (text, position, message) in [
        ("", 1, "an expression begins with a function, not with the end"),
        ("[mail]", 1, "an expression begins with a function, not with [mail]"),
        ("\"mail\"", 1, "an expression begins with a function, not with a text"),
        (" tolower([mail])", 2, "there is no function 'tolower'"),
        ("ToLower [mail]", 9, "'(' is missing after ToLower"),
        ("ToLower([mail]", 15, "',' or ')' is missing before the end"),
        ("ToLower([mail]))", 16, "')' after the end of the expression"),
        ("ToLower([mail]) & \"x\"", 17, "'&' is no number that fits"),
        ("ToLower([mail)", 14, "')' cannot be part of an attribute name"),
        ("ToLower([mail", 9, "the bracket is not closed"),
        ("ToLower([])", 9, "there is no attribute name between the brackets"),
        ("ToLower([my mail])", 12, "' ' cannot be part of an attribute name"),
        ("ToLower(mail)", 9, "'mail' is neither attribute, text nor function"),
        ("ToLower(“mail”)", 9, "'“' has no meaning here"),
        ("ToLower(\"mail)", 9, "the text is not closed"),
        ("Replace([m], , \"\\d\", , \"\", , )", 17, "a backslash before 'd' in a text"),
        ("ToLower(\"\\", 10, "the text ends in a backslash"),
        ("Left([m], 1.5)", 11, "'1.5' is no number that fits"),
        ("Left([m], 9223372036854775808)", 11, "'9223372036854775808' is no number that fits"),
        ("BitAnd(&HG, 1)", 8, "'&HG' is no number that fits"),
        ("Left([m], \"three\")", 11, "argument 2 of Left (numChars) is a text, not a whole number"),
        ("Left([m])", 1, "Left takes 2 arguments, not 1"),
        ("Append([m], \"a\", \"b\")", 1, "Append takes 2 arguments, not 3"),
        ("Now([m])", 1, "Now takes 0 arguments, not 1"),
        ("Join(\",\")", 1, "Join takes at least 2 arguments, not 1"),
        ("PCase()", 1, "PCase takes 1 to 2 arguments, not 0"),
        ("Append(, \"a\")", 8, "argument 1 of Append (source) is empty, but needed"),
        ("Append([m] = \"a\", \"b\")", 8, "argument 1 of Append (source) is a comparison"),
        ("IIF([m], [a] = \"a\", \"b\")", 10, "argument 2 of IIF (valueIfTrue) is a comparison"),
        ("IIF([a] = \"a\" AND [b] = \"b\", 1, 2)", 15, "'AND' between conditions"),
        ("IIF([a] = \"a\" = \"b\", 1, 2)", 15, "a second comparison"),
        ("IIF([a] = , 1, 2)", 11, "an argument is missing before ','"),
        (
            "Switch([a], , \"k\", 1, \"l\")",
            23,
            "Switch takes keys and values in pairs, the last key has no value",
        ),
        ("Switch([a], \"d\")", 1, "Switch takes at least 4 arguments, not 2"),
        ("InStr([a], \"b\", 0)", 17, "positions in InStr begin with 1"),
        ("InStr([a], \"b\", 1, \"text\")", 20, "argument 4 of InStr (compareType) is no way to compare"),
        ("Append([a], vbTextCompare)", 13, "argument 2 of Append (suffix) cannot be vbTextCompare"),
        ("Item([a], 0)", 11, "lists begin with 1 in Item"),
        ("Count(\"a\")", 7, "argument 1 of Count (attribute) is a text, not an attribute or a list"),
        ("Split([a], \"\")", 12, "the delimiter of Split is empty"),
        (
            "ToLower([a], \"turkish language\")",
            14,
            "argument 2 of ToLower (culture) is no culture: 'turkish language'",
        ),
        ("DateAdd(\"mm\", 1, Now())", 9, "argument 1 of DateAdd (interval) is no interval: 'mm'"),
        (
            "FormatDateTime([a], , \"yyyy\", \"q\")",
            31,
            "'q' is no standard date format of .NET; a lone custom letter is written %q",
        ),
        ("FormatDateTime([a], \"Loose\", \"yyyy\", \"d\")", 21, "'Loose' is none of .NET's DateTimeStyles"),
        ("RandomString(3,2,0,1,2)", 14, "RandomString: the minima add up to 5, more than the length 3"),
        ("RandomString(257,2,0,1,2)", 14, "RandomString: the length has to be 0 to 256, not 257"),
        ("RandomString(5,2,0,-1,2)", 20, "RandomString: a minimum cannot be negative"),
        (
            "SingleAppRoleAssignment([roles])",
            25,
            "argument 1 of SingleAppRoleAssignment (appRoleAssignments) is not the app role assignments",
        ),
        (
            "Replace([a], \"x\", , , , , )",
            1,
            "the parameters of Replace belong together in none of its five modes",
        ),
        (
            "Replace([a], \"x\", \"y\", , \"z\", , )",
            1,
            "the parameters of Replace belong together in none of its five modes",
        ),
        ("Replace([a], \"\", , , \"z\", , )", 14, "the old value of Replace is empty"),
        (
            "Replace([a], , \"(?<n>x)\", \"m\", \"z\", , )",
            27,
            "the regular expression has no group 'm'; a group is named (?<m>…)",
        ),
        (
            "SelectUniqueValue([a], [b])",
            1,
            "SelectUniqueValue is only for jobs that provision to an on-premises Active Directory, not for SCIM",
        ),
        ("Append([å], Left([b], 1, 2))", 13, "Left takes 2 arguments, not 3"),
    ] {
        let error = refused(text);
        assert_eq!((error.position, error.message.as_str()), (position, message), "{text}");
    }
}

#[test]
fn errors_read_as_sentences() {
    let error = refused("ToLowr([mail])");
    assert_eq!(error.to_string(), "there is no function 'ToLowr' at character 1");
    assert_eq!(error.help.as_deref(), Some("did you mean 'ToLower'? names are case-sensitive"));
    assert_eq!(refused("Left([m])").help.as_deref(), Some("Left(string, numChars)"));
    assert!(
        refused("Switch([a], , \"k\")")
            .help
            .unwrap()
            .starts_with("Switch(source, [defaultValue], key, value, …)")
    );
    assert!(refused("DateAdd(\"yyy\", 1, Now())").help.unwrap().ends_with("did you mean 'yyyy'?"));
    assert!(refused("Replace([a], , \"(\", , \"\", , )").message.starts_with("'(' is no regular expression"));
}

#[test]
fn forms_that_are_let_through() {
    for text in [
        " Now( ) ",
        "IsNullorEmpty([a])",
        "Replace([mail], \"@contoso.example\", , ,\"\", ,)",
        "Replace([mail], \"@contoso.example\", , ,\"\")",
        "Append(\n  [a],\n\t\"b\\\"c\\\\\"\n)",
        "Append([urn:ietf:params:scim:x:1.0:a.b], -3)",
        "BitAnd(&HFF, &h0)",
    ] {
        let parsed = text.parse::<Expression>();
        assert_eq!(parsed.is_ok(), !text.contains("&h"), "{text}");
    }
}

#[test]
fn limits() {
    let long = format!("Append([a], \"{}\")", "x".repeat(9985));
    assert_eq!(long.chars().count(), 10_000);
    assert!(long.parse::<Expression>().is_ok());
    assert_eq!(refused(&format!("{long} ")).position, 10_001);
    let deep = format!("{}[a]{}", "Not(".repeat(2000), ")".repeat(1900));
    assert!(refused(&deep).message.contains("nested more than 100 deep"));
    let deep = format!("{}[a]{}", "Not(".repeat(100), ")".repeat(100));
    assert!(deep.parse::<Expression>().is_ok());
}
