use super::*;
use crate::provision::expression::{RoleForm, functions};

/// Each line: expression, result.
pub(super) fn table(lines: &[(&str, &str)]) {
    for (expression, expected) in lines {
        assert_eq!(shown(expression), *expected, "{expression}");
    }
}

#[test]
fn every_example_of_the_table_is_true() {
    for function in functions::all() {
        for (expression, expected) in function.examples {
            let result = shown(expression).replace("null", "");
            assert_eq!(result, *expected, "{expression}");
        }
    }
}

#[test]
fn every_function_is_there_and_described() {
    let names: Vec<&str> = functions::names().collect();
    let documented = "Append AppRoleAssignmentsComplex AssertiveAppRoleAssignmentsComplex BitAnd CBool CDate Coalesce \
        ConvertToBase64 ConvertToUTF8Hex Count CStr DateAdd DateDiff DateFromNum FormatDateTime Guid \
        IgnoreFlowIfNullOrEmpty IIF InStr IsNull IsNullOrEmpty IsPresent IsString Item Join Left Mid NormalizeDiacritics \
        Not Now NumFromDate PCase RandomString Redact RemoveDuplicates Replace SelectUniqueValue \
        SingleAppRoleAssignment Split StripSpaces Switch ToLower ToUpper Word";
    for name in documented.split_whitespace() {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(names.len(), documented.split_whitespace().count());
    for function in functions::all() {
        assert!(function.summary.ends_with('.'), "{}", function.name);
        let has_example = ["Guid", "RandomString", "SelectUniqueValue"].contains(&function.name)
            || function.name.ends_with("Complex")
            || !function.examples.is_empty();
        assert!(has_example, "{}", function.name);
    }
}

#[test]
fn texts() {
    table(&[
        ("Append([fax], \"x\")", "null"),
        ("Append([mailNickname], [fax])", "mira"),
        ("Append([proxyAddresses], \"!\")", "SMTP:mira@fjord.example! | smtp:ms@fjord.example!"),
        ("Append(Mid([givenName], 1, 3), Mid([surname], 1, 5))", "MirSolbe"),
        ("Join(\" \", [fax], [nothing])", "null"),
        ("Join(\" \", [empty], [fax])", ""),
        ("Join(\" \", [givenName], [surname])", "Mira Solberg"),
        ("Join(\";\", [one], 12, [accountEnabled])", "only;12;True"),
        ("Left([fax], 3)", ""),
        ("Left([surname], 9223372036854775807)", "Solberg"),
        ("Left([surname], -9223372036854775808)", "Solberg"),
        ("Left(\"Øyvind\", 2)", "Øy"),
        ("Left([surname], \"3\")", "Sol"),
        ("Left([surname], [fax])", "error: Left: argument 2, a number, has no value"),
        ("Left([surname], [city])", "error: Left: 'Bergen' is no whole number within 64 bits"),
        ("Mid([surname], 1, 0)", ""),
        ("Mid([surname], 8, 1)", "Solberg"),
        ("Mid([surname], 0, 1)", "Solberg"),
        ("Mid([surname], -5, -5)", "Solberg"),
        ("Mid([surname], 9223372036854775807, 9223372036854775807)", "Solberg"),
        ("Mid([fax], 1, 1)", ""),
        ("InStr(\"lonEree\", \"e\", 3, vbBinaryCompare)", "6"),
        ("InStr(\"lonEree\", \"e\", 3, vbTextCompare)", "4"),
        ("InStr([fax], \"e\")", "0"),
        ("InStr(\"abc\", \"c\", 9223372036854775807)", "0"),
        ("InStr(\"abc\", \"\")", "1"),
        ("InStr(\"abc\", \"abcd\")", "0"),
        ("InStr(\"abc\", \"a\", [badge])", "0"),
        ("StripSpaces(\"a b\u{a0}c\td\")", "ab\u{a0}c\td"),
        ("Word(\"This,string!has&many separators\", 3, \",!&#\")", "has"),
        ("Word([fax], 1, \" \")", ""),
        ("Word(\"a b\", [fax], \" \")", ""),
        ("Word(\"a b\", -1, \" \")", ""),
        ("Word(\"a,, b\", 2, \", \")", "b"),
        ("Split([fax], \",\")", "null"),
        ("Split([proxyAddresses], \":\")", "SMTP | mira@fjord.example | smtp | ms@fjord.example"),
        ("Split([city], [empty])", "error: Split: the delimiter is empty"),
    ]);
}

#[test]
fn letters() {
    table(&[
        ("NormalizeDiacritics(\"äåçďéğıİłñøØřßșțůýźœÆ\")", "aacdegiIlnoeOErssstuyzœAE"),
        ("NormalizeDiacritics(\"ā́ a\u{331} œ\u{304} ø\u{304} ð þ đ Ж é\u{301}\")", "a a oe oe ð þ đ Ж e"),
        ("NormalizeDiacritics([fax])", "null"),
        ("PCase(\"o'HARA de_la cruz\")", "O'hara De_La Cruz"),
        ("PCase(\"o'hara van-der\", \" '-\")", "O'Hara Van-Der"),
        ("PCase(\"a\u{2014}b\u{20ac}c3d\")", "A\u{2014}B\u{20ac}C3d"),
        ("PCase(\"ab cd\", \"\")", "Ab cd"),
        ("ToUpper(\"straße ı i\")", "STRAßE ı I"),
        ("ToUpper(\"izmir\", \"az-Latn-AZ\")", "İZMİR"),
        ("ToUpper(\"izmir\", \"en-US\")", "IZMIR"),
        ("ToUpper(\"izmir\", \"\")", "IZMIR"),
        ("ToLower(\"İI\")", "İi"),
        ("ToLower([proxyAddresses])", "smtp:mira@fjord.example | smtp:ms@fjord.example"),
    ]);
}

#[test]
fn lists() {
    table(&[
        ("Count([nothing])", "0"),
        ("Count(Split(\"a;b;c\", \";\"))", "3"),
        ("Item([proxyAddresses], 3)", "error: Item: there is no value 3 in a list of 2"),
        ("Item([proxyAddresses], [badge])", "error: Item: there is no value 4711 in a list of 2"),
        ("Item([fax], 1)", "null"),
        ("Item([city], 1)", "Bergen"),
        ("RemoveDuplicates([nothing])", "null"),
        ("InStr([proxyAddresses], \"x\")", "error: InStr: one value is needed, 2 came"),
    ]);
}

#[test]
fn choices() {
    table(&[
        ("Coalesce([fax])", "null"),
        ("Coalesce([fax], \"\")", ""),
        ("Coalesce([empty], \"x\")", ""),
        ("Coalesce([fax], [nothing], [one])", "only"),
        ("Coalesce([city], CDate([state]))", "Bergen"),
        ("IgnoreFlowIfNullOrEmpty([fax])", "ignored"),
        ("IgnoreFlowIfNullOrEmpty(Switch([fax], \"\", \"1\", \"Dr.\"))", "ignored"),
        ("IIF([city]=\"Bergen\", IgnoreFlowIfNullOrEmpty([fax]), \"x\")", "ignored"),
        ("Append(IgnoreFlowIfNullOrEmpty([fax]), \"x\")", "null"),
        ("IIF([country]=\"no\", 1, 2)", "2"),
        ("IIF([country]<>\"SE\", 1, 2)", "1"),
        ("IIF([fax]=[fax], 1, 2)", "2"),
        ("IIF([empty]=\"\", 1, 2)", "2"),
        ("IIF([badge] > 999, 1, 2)", "1"),
        ("IIF([badge] >= 4711, 1, 2)", "1"),
        ("IIF(\"4712\" > [badge], 1, 2)", "1"),
        ("IIF([badge] < 5000, 1, 2)", "1"),
        ("IIF([badge] <= 4710, 1, 2)", "2"),
        ("IIF(\"10\" < \"9\", 1, 2)", "1"),
        ("IIF(CDate(\"2025-10-09\") < CDate(\"2025-11-01\"), 1, 2)", "1"),
        ("IIF(Now() > \"2025-11-03\", 1, 2)", "1"),
        ("IIF(\"2025-11-04\" > Now(), 1, 2)", "1"),
        ("IIF([accountEnabled] = \"True\", 1, 2)", "1"),
        ("IIF([accountEnabled], 1, 2)", "1"),
        ("IIF([fax], 1, 2)", "2"),
        ("IIF(IsPresent([city]), 1, 2)", "1"),
        ("IIF([city], 1, 2)", "error: IIF: 'Bergen' is neither True, False nor a number"),
        ("IIF([city] = [proxyAddresses], 1, 2)", "error: comparison: one value is needed, 2 came"),
        ("IIF([country]=\"NO\", IIF([state]=\"VL\", \"both\", \"one\"), \"none\")", "both"),
        ("IIF([country]=\"NO\", [fax], 2)", "null"),
        ("IsNull([empty])", "False"),
        ("IsNull([nothing])", "True"),
        ("IsPresent([proxyAddresses])", "True"),
        ("IsPresent([empty])", "False"),
        ("IsString([fax])", "False"),
        ("Not(\"true\")", "True"),
        ("Not([accountEnabled])", "False"),
        ("Redact([proxyAddresses])", "SMTP:mira@fjord.example | smtp:ms@fjord.example"),
        ("Switch([country], [country], \"\", \"Other\")", "NO"),
        ("Switch([empty], , \"\", \"Other\")", "Other"),
        ("Switch([state], , \"x\", \"y\")", "null"),
        ("Switch([state], \"\", \"x\", \"y\")", ""),
        ("Switch([badge], , 4711, \"y\")", "y"),
        ("Switch([state], CDate([city]), \"VL\", \"y\")", "y"),
        ("Switch(ToLower([accountEnabled]), \"0\", \"true\", \"1\", \"false\", \"0\")", "1"),
        ("Switch(IsPresent([fax]), [fax], IsPresent([mail]), \"m\", IsPresent([pager]), [city])", "Bergen"),
    ]);
}

#[test]
fn conversions() {
    table(&[
        ("BitAnd(&HFFFFFFFFFFFFFFFF, 6)", "6"),
        ("BitAnd([fax], 6)", "null"),
        ("BitAnd([city], 6)", "error: BitAnd: 'Bergen' is no whole number within 64 bits"),
        ("CBool([city] = \"Bergen\")", "True"),
        ("CBool([fax])", "False"),
        ("CBool(\"7\")", "True"),
        ("CStr([proxyAddresses])", "error: CStr: one value is needed, 2 came"),
        ("CStr([fax])", "null"),
        ("CStr(-9223372036854775808)", "-9223372036854775808"),
        ("ConvertToBase64(\"\")", ""),
        ("ConvertToBase64(\"ø😀\")", "+AA92ADe"),
        (
            "Join(\"\", 1000, Replace(ConvertToUTF8Hex(\"0a-b\"), , \"[a-zA-Z_]*\", , \"\", , ))",
            "10003061262",
        ),
    ]);
}

#[test]
fn replacements() {
    table(&[
        ("Replace([fax], \"a\", , , \"b\")", "null"),
        ("Replace(\"aAa\", \"a\", , , \"b\")", "bAb"),
        ("Replace([city], [empty], , , \"b\")", "error: Replace: the old value is empty"),
        ("Replace([fax], \"<n>\", , , , , \"crew-<n>\")", "null"),
        ("Replace(\"x\", \"n\", , , , , \"n-n\")", "x-x"),
        ("Replace(\"a1b22\", , \"\\\\d+\", , \"[$&]$$$9\", , )", "a[1]$$9b[22]$$9"),
        ("Replace(\"ab\", , \"(?<x>a)(b)\", , \"${1}${x}${y}\", , )", "ba${y}"),
        ("Replace(\"545 Kai 12\", , \"(?<nr>^\\\\d*)\", \"nr\", \"888\", , )", "888 Kai 12"),
        ("Replace(\"a=1 b=2\", , \"(\\\\w)=(?<v>\\\\d)\", \"v\", \"0\", , )", "a=0 b=0"),
        ("Replace(\"x\", , \"(?<v>y)?x\", \"v\", \"0\", , )", "x"),
        ("Replace([telephoneNumber], , \"(?<a>x)\", \"a\", , [mobile], )", "+47 55 01 02 03"),
        ("Replace([empty], , \"(?<a>x)\", \"a\", , [mobile], )", "null"),
        ("Replace([empty], , \"(?<a>4)\", \"a\", , [mobile], )", "4"),
        ("Replace([fax], , \"(?<a>4)\", \"a\", , [pager], )", "null"),
        ("Replace([city], , [fax], , \"-\", , )", "-B-e-r-g-e-n-"),
        ("Replace([proxyAddresses], , \"(?i)^smtp:\", , \"\", , )", "mira@fjord.example | ms@fjord.example"),
    ]);
    assert!(
        shown("Replace([city], , Append(\"(\", \"\"), , \"-\", , )").contains("is no regular expression")
    );
    assert!(shown("Replace([city], , [city], Append(\"x\", \"\"), \"-\", , )").contains("has no group 'x'"));
}

#[test]
fn nothing_grows_without_bound() {
    let mut doubled = "\"x\"".to_owned();
    for _ in 0..60 {
        doubled = format!("ConvertToUTF8Hex({doubled})");
    }
    assert_eq!(shown(&doubled), "error: ConvertToUTF8Hex: the value would be longer than one mebibyte");
    let text = "x".repeat(900);
    let mut squared = format!("\"{text}\"");
    for _ in 0..4 {
        squared = format!("Replace({squared}, \"x\", , , \"{text}\")");
    }
    assert_eq!(shown(&squared), "error: Replace: the value would be longer than one mebibyte");
    assert!(shown(&squared.replace("\"x\", , , ", ", \"x\", , ")).ends_with("one mebibyte"));
}

#[test]
fn role_functions() {
    let all = |name: &str| evaluate(&format!("{name}([appRoleAssignments])")).unwrap();
    assert_eq!(all("AppRoleAssignmentsComplex"), Outcome::Roles(RoleForm::Complex, roles()));
    assert_eq!(all("AssertiveAppRoleAssignmentsComplex"), Outcome::Roles(RoleForm::Assertive, roles()));
    assert_eq!(all("SingleAppRoleAssignment"), Outcome::Roles(RoleForm::Single, roles()[..1].to_vec()));
    assert_eq!(shown("Append(SingleAppRoleAssignment([appRoleAssignments]), \"-x\")"), "pilot-x");
    assert!(shown("Append(AppRoleAssignmentsComplex([appRoleAssignments]), \"-x\")").contains("is no text"));
    let guest = &roles()[1..];
    let named = "ToLower(SingleAppRoleAssignment([appRoleAssignments]))";
    assert_eq!(evaluate_with(named, 0, guest), Ok(Outcome::Text("guest".into())));
    assert_eq!(evaluate_with(named, 0, &[]), Ok(Outcome::Null));
    assert_eq!(evaluate_with("SingleAppRoleAssignment([appRoleAssignments])", 0, &[]), Ok(Outcome::Null));
}

#[test]
fn chance_comes_from_the_seed() {
    let guid = |seed| evaluate_with("Guid()", seed, &[]).unwrap();
    assert_eq!(guid(1), guid(1));
    assert_ne!(guid(1), guid(2));
    let Outcome::Text(text) = guid(1) else { panic!() };
    assert_eq!((text.len(), text.as_bytes()[14], text.matches('-').count()), (36, b'4', 4));
    assert_eq!(shown("IIF(Guid() = Guid(), \"same\", \"other\")"), "other");
}

#[test]
fn random_texts() {
    let count = |text: &str, is: fn(&char) -> bool| text.chars().filter(is).count();
    for seed in 0..50 {
        let Ok(Outcome::Text(text)) = evaluate_with("RandomString(12,2,1,1,2,\"0O!a\")", seed, &[]) else {
            panic!()
        };
        assert_eq!(text.chars().count(), 12);
        assert!(count(&text, char::is_ascii_digit) >= 2 && count(&text, char::is_ascii_lowercase) >= 2);
        assert!(count(&text, char::is_ascii_uppercase) >= 1 && count(&text, char::is_ascii_punctuation) == 1);
        assert!(!text.contains(['0', 'O', '!', 'a']));
    }
    assert_eq!(shown("RandomString(0,0,0,0,0)"), "");
    assert_eq!(shown("RandomString(256,64,64,64,64)").len(), 256);
    assert!(shown("RandomString([badge],0,0,0,0)").contains("0 to 256, not 4711"));
    assert!(shown("RandomString(2,2,0,0,0,\"0123456789\")").contains("leave none"));
    let huge = "RandomString([one2],9223372036854775807,9223372036854775807,0,0)";
    assert!(shown(huge).contains("has no value"));
}

#[test]
fn redaction_sources_and_remarks() {
    let of = |text: &str| text.parse::<Expression>().unwrap();
    assert!(of("Append(Redact([mobile]), \"x\")").is_redacted());
    assert!(!of("Append([mobile], \"x\")").is_redacted());
    let sources = of("IIF([a] = [b], Join(\"\", [c], [a]), [extension_ab12_costCentre])");
    assert_eq!(sources.sources(), ["a", "b", "c", "extension_ab12_costCentre"]);
    for (text, word) in [
        ("Guid()", "creation"),
        ("IIF([a] = \"\", 1, 2)", "IIF does not support"),
        ("IIF(IsPresent([a]), 1, 2)", "IIF does not support"),
        ("Switch(IsNull([a]), , \"True\", 2)", "as its source"),
        ("Switch([manager], , \"True\", 2)", "references"),
        ("Switch([companyName], , \"a\", 2)", "nested IIF"),
        ("DateAdd(\"d\", 1, [hireDate])", "CDate"),
    ] {
        assert!(of(text).remarks().concat().contains(word), "{text}");
    }
    assert!(of("Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")").remarks().is_empty());
    assert_eq!(of("Append(Guid(), Guid())").remarks().len(), 1);
}
