use super::evaluation::table;
use super::*;

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
