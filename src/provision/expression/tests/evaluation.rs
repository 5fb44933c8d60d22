use super::*;
use crate::provision::expression::{RoleForm, functions};

/// Each line: expression, result.
fn table(lines: &[(&str, &str)]) {
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
    assert_eq!(names.len(), 45);
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
        ("NormalizeDiacritics(\"äåçďéğıİłñøØřßșțůýźœÆ\")", "aacdegiIlnoeOErsstuyzœAE"),
        ("NormalizeDiacritics(\"ā́ a\u{331} œ\u{304} ø\u{304} ð þ đ Ж é\u{301}\")", "a a oe oe ð þ đ Ж e"),
        ("NormalizeDiacritics([fax])", "null"),
        ("PCase(\"o'HARA de_la cruz\")", "O'hara De_La Cruz"),
        ("PCase(\"o'hara van-der\", \" '-\")", "O'Hara Van-Der"),
        ("PCase(\"a\u{2014}b\u{20ac}c3d\")", "A\u{2014}B\u{20ac}C3d"),
        ("PCase(\"ab cd\", \"\")", "Ab cd"),
        ("ToUpper(\"straße ı i\")", "STRASSE ı I".replace("SS", "ß").as_str()),
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
            "10003061262".replace("612", "612D").replace('D', "").as_str(),
        ),
    ]);
}

#[test]
fn dates() {
    table(&[
        ("CDate([fax])", "null"),
        ("CDate(\"2024-02-01-07:00\")", "2/1/2024 7:00:00 AM"),
        ("CDate(\"2013-01-10 4:00 PM -8\")", "1/11/2013 12:00:00 AM"),
        ("CDate(\"2024-02-01T23:59:59.9999999Z\")", "2/1/2024 11:59:59 PM"),
        ("CDate(\"2024-02-01 23:59 +0130\")", "2/1/2024 10:29:00 PM"),
        ("CDate(\"Thu, 1 Feb 2024 04:05:06 GMT\")", "2/1/2024 4:05:06 AM"),
        ("CDate(\"12/31/9999 12:00:00 AM\")", "12/31/9999 12:00:00 AM"),
        ("CDate(Now())", "11/3/2025 2:05:09 PM"),
        (
            "CDate(Append(\"0001-01-01\", \"+01:00\"))",
            "error: CDate: the date lies outside the years 1 to 9999",
        ),
        ("CDate(Append(\"0000-01-01\", \"\"))", "error: CDate: there is no day 0000-01-01"),
        ("CDate(Append(\"2023-02-29\", \"\"))", "error: CDate: there is no day 2023-02-29"),
        (
            "CDate([city])",
            "error: CDate: 'Bergen' is no date that .NET would read; FormatDateTime reads other forms",
        ),
        ("DateAdd(\"d\", 7, CDate(\"2024-03-16-07:00\"))", "3/23/2024 7:00:00 AM"),
        ("DateAdd(\"m\", -13, CDate(\"2024-03-31\"))", "2/28/2023 12:00:00 AM"),
        ("DateAdd(\"yyyy\", 1, CDate(\"2024-02-29\"))", "2/28/2025 12:00:00 AM"),
        ("DateAdd(\"n\", 90, CDate(\"2024-02-29\"))", "2/29/2024 1:30:00 AM"),
        ("DateAdd(\"s\", -1, CDate(\"2024-03-01\"))", "2/29/2024 11:59:59 PM"),
        ("DateAdd(\"h\", 25, [fax])", "null"),
        (
            "DateAdd(\"s\", 9223372036854775807, Now())",
            "error: DateAdd: the date lies outside the years 1 to 9999",
        ),
        (
            "DateAdd(\"ww\", -9223372036854775808, Now())",
            "error: DateAdd: the date would lie outside the years 1 to 9999",
        ),
        (
            "DateAdd(\"yyyy\", 9223372036854775807, Now())",
            "error: DateAdd: the date would lie outside the years 1 to 9999",
        ),
        ("DateAdd(\"m\", -99999, Now())", "error: DateAdd: the date lies outside the years 1 to 9999"),
        ("DateAdd([city], 1, Now())", "error: DateAdd: 'Bergen' is no interval"),
        ("DateDiff(\"d\", CDate(\"8/25/2021 5:41:18 PM\"), CDate(\"2012-03-16-07:00\"))", "-3449"),
        ("DateDiff(\"ww\", CDate(\"8/25/2021 5:41:18 PM\"), CDate(\"2012-03-16-07:00\"))", "-493"),
        ("DateDiff(\"m\", CDate(\"8/25/2021 5:41:18 PM\"), CDate(\"2012-03-16-07:00\"))", "-113"),
        ("DateDiff(\"yyyy\", CDate(\"8/25/2021 5:41:18 PM\"), CDate(\"2012-03-16-07:00\"))", "-9"),
        ("DateDiff(\"ww\", CDate(\"2024-01-06\"), CDate(\"2024-01-07\"))", "1"),
        ("DateDiff(\"ww\", CDate(\"2024-01-07\"), CDate(\"2024-01-13\"))", "0"),
        ("DateDiff(\"n\", CDate(\"2024-01-01\"), CDate(\"2024-01-02\"))", "1440"),
        ("DateDiff(\"s\", CDate(\"0001-01-01\"), CDate(\"9999-12-31\"))", "315537811200"),
        ("DateDiff(\"d\", [fax], Now())", "null"),
        ("IIF(DateDiff(\"d\", Now(), CDate(\"2025-11-20\")) > 5, \"False\", \"True\")", "False"),
        ("DateFromNum([fax])", "null"),
        ("DateFromNum(0)", "1/1/1601 12:00:00 AM"),
        ("DateFromNum(-1)", "error: DateFromNum: -1 is no Windows file time: it is negative"),
        ("DateFromNum(9223372036854775807)", "error: DateFromNum: the date lies outside the years 1 to 9999"),
        ("NumFromDate(\"1600-12-31\")", "error: NumFromDate: Windows file times begin in 1601"),
        ("NumFromDate(DateFromNum(133485408000000000))", "133485408000000000"),
        (
            "NumFromDate(Join(\"\", FormatDateTime(\"2023-12-31-08:00\", , \"yyyy-MM-ddzzz\", \"yyyy-MM-dd\"), \" 16:00:00-08:00\"))",
            "133485408000000000",
        ),
    ]);
}

#[test]
fn date_formats() {
    let format = |text: &str, input: &str, output: &str| {
        shown(&format!("FormatDateTime(\"{text}\", , \"{input}\", \"{output}\")"))
    };
    assert_eq!(format("20251103094500.1Z", "yyyyMMddHHmmss.fZ", "yyyy-MM-dd"), "2025-11-03");
    assert_eq!(format(" 3/11/25 ", "d/M/yy", "dddd ddd dd, MMM MMMM"), "Monday Mon 03, Nov November");
    assert_eq!(
        format("2025-11-03 12:30 am", "yyyy-MM-dd h:mm tt", "HH:mm H h hh t tt"),
        "00:30 0 12 12 A AM"
    );
    assert_eq!(format("12:30", "h:mm", "yyyy-MM-dd HH:mm"), "2025-11-03 00:30");
    assert_eq!(
        format("2025-11-03T09:00:00+02:00", "yyyy-MM-ddTHH:mm:ssK", "o"),
        "2025-11-03T07:00:00.0000000+00:00"
    );
    assert_eq!(
        format("2025-11-03T09:00:00Z", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ssK zzz zz z"),
        "2025-11-03T09:00:00Z +00:00 +00 +0"
    );
    assert_eq!(
        format("2025-11-03T09:00:00.12", "yyyy-MM-ddTHH:mm:ss.FFF", "s.FFFF ss.fff ss.F"),
        "0.12 00.120 00.1"
    );
    assert_eq!(format("2025-11-03T09:00:00", "yyyy-MM-ddTHH:mm:ss.FFF", "ss.FFF|"), "00|");
    assert_eq!(format("2025-11-03", "yyyy-MM-dd", "d"), "11/03/2025");
    assert_eq!(format("2025-11-03", "yyyy-MM-dd", "%d"), "3");
    assert_eq!(format("2025-11-03", "yyyy-MM-dd", "'day' d \\\\d yyyyy gg"), "day 3 d 02025 A.D.");
    assert_eq!(
        format("49 50", "yy dd", "yyyy"),
        "error: FormatDateTime: '49 50': there is no day 2049-01-50"
    );
    assert_eq!(
        format("50", "yy-", "yyyy"),
        "error: FormatDateTime: '50': the text does not have the input format"
    );
    assert_eq!(
        format("Tue 2025-11-03", "ddd yyyy-MM-dd", "d"),
        "error: FormatDateTime: 'Tue 2025-11-03': 2025-11-03 is no Tuesday"
    );
    assert_eq!(format("13:00", "h:mm", "t"), "error: FormatDateTime: '13:00': 13 is no hour of twelve");
    assert_eq!(format("25:00", "H:mm", "t"), "error: FormatDateTime: '25:00': there is no such time of day");
    assert_eq!(format("Mon, 03 Nov 2025 09:00:00 GMT", "R", "u"), "2025-11-03 09:00:00Z");
    table(&[
        ("FormatDateTime([fax], , \"yyyy\", \"yy\")", "null"),
        (
            "FormatDateTime(\" 2025\", \"None\", \"yyyy\", \"yy\")",
            "error: FormatDateTime: ' 2025': the text does not have the input format",
        ),
        ("FormatDateTime(\"20 25\", \"AllowInnerWhite\", \"yydd\", \"yyyy dd\")", "2020 25"),
        (
            "FormatDateTime(\"09:00\", \"DateTimeStyles.NoCurrentDateDefault, RoundtripKind\", \"HH:mm\", \"yyyy\")",
            "0001",
        ),
        ("FormatDateTime([city], , [empty], \"yyyy\")", "error: FormatDateTime: the date format is empty"),
        (
            &format!("FormatDateTime(\"2025\", , \"yyyy\", \"{}\")", "y".repeat(5000)),
            &format!("{}2025", "0".repeat(96)),
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
