using System.Text;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>Texts that break readers: of JSON, of paths, of queries and of headers.</summary>
internal static class HostileTexts
{
    private static readonly string[] Names = ["tone", "warm", "dry", "light", "soft", "hard", "detail", "0.5", "folk", "categorical", "1h", "30d", "x", "ada"];

    private static readonly string[] Jsons =
    [
        "null", "true", "\"\"", "[]", "{}", "0", "-1", "1e999", "-1e999", "1e-999", "9223372036854775808", "-9223372036854775809", "0.1e", "NaN", "Infinity", "-Infinity", "01", "0x10",
        "+1", "1.7976931348623157e308", "\"\\ud800\"", "\"\\u0000\"", "\"NaN\"", "\"1\"", "[[[[[[]]]]]]", "{\"$type\":\"System.Diagnostics.Process\"}", "{\"a\":1,\"a\":2}", "\"\\x\"",
        "\"2026-13-45T99:99:99Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"10675199.02:48:05.4775807\"", "\"-1.00:00:00\"", "undefined", "/*x*/1", "1,", "",
    ];

    private static readonly string[] Segments =
    [
        "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%00", "a%00b", "%c0%af", "%ff%fe", "%", "%2", "%zz", "%252e%252e", "a%2fb", "a/b", "", "~", "~00", "ä", "%C3%A4", "%F0%9F%8E%B5", "a;b=c", "a b", "a\\b",
        "con", "*", "{module}", "{{", "-1", "0", "1", "9223372036854775807", "99999999999999999999", "1e3", "NaN", "'; drop table x; --", "<script>", "%0d%0aX: y", "%u0041",
    ];

    private static readonly string[] Queries =
    [
        "", "0", "-1", "1001", "99999999999999999999", "NaN", "1e3", "%00", "%ff", "%", "AAAA", "====", "%C3%A4", "success", "failure", "1h", "7d", "forever", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
        "2026-01-01", "now", "<script>", "a&limit=2", "_____w", "fn5-fn5-", "10",
    ];

    /// <summary>A name of the kind that occurs; one of few.</summary>
    public static string Name(Random random) => Names[random.Next(Names.Length)];

    /// <summary>A JSON text that is hardly what is asked for, or none at all.</summary>
    public static string Json(Random random) => random.Next(12) switch
    {
        0 => Nested(random.Next(2) == 0 ? 40 : 20_000, random.Next(2) == 0),
        1 => new string('9', random.Next(1, 5_000)),
        2 => $"0.{new string('0', random.Next(1, 2_000))}1e{random.Next(-9_999, 9_999)}",
        3 => JsonText(random),
        _ => Jsons[random.Next(Jsons.Length)],
    };

    /// <summary>A JSON string with anything in it, often long.</summary>
    public static string JsonText(Random random)
    {
        var text = new StringBuilder("\"");
        for (var i = random.Next(12) == 0 ? random.Next(30_000) : random.Next(30); i > 0; i--) text.Append(Piece(random));
        return text.Append('"').ToString();
    }

    /// <summary>A part of a path.</summary>
    public static string Segment(Random random) => random.Next(15) switch
    {
        0 => new string('a', random.Next(1, 9_000)),
        1 => string.Concat(Enumerable.Repeat("../", random.Next(1, 50))),
        _ => Segments[random.Next(Segments.Length)],
    };

    /// <summary>The value of a member of the query.</summary>
    public static string Query(Random random) => random.Next(15) == 0 ? new string('A', random.Next(1, 3_000)) : Queries[random.Next(Queries.Length)];

    private static string Nested(int depth, bool isArray) =>
        isArray ? new string('[', depth) + new string(']', depth) : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static string Piece(Random random) => random.Next(10) switch
    {
        0 => "\\u" + random.Next(0x10000).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
        1 => "\\ud83d",
        2 => "\U0001F3B5",
        3 => "\\n",
        4 => "<",
        _ => ((char)random.Next('a', 'z' + 1)).ToString(),
    };
}
