using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>Makes requests that nobody should send: every operation of the document is a target. A request depends on seed and number alone.</summary>
/// <param name="document">The OpenAPI document.</param>
/// <param name="resultIds">Result ids that are good.</param>
/// <param name="seed">The seed.</param>
internal sealed class HostileRequests(JsonElement document, IReadOnlyList<string> resultIds, int seed)
{
    // Few, so that what a name legitimately leaves in memory is there after the first half.
    private static readonly string[] Modules = ["paint", "fuzz-a", "fuzz-b", "nobody"];
    private static readonly string[] Contexts = ["folk", "jazz", "default", "a.b_c~d:e-f"];
    private static readonly string[] ContentTypes =
    [
        "text/plain", "application/json; charset=utf-16", "application/json;charset=nonsense", "application/xml", "multipart/form-data", "/", "", "application/json, application/json", "application/problem+json",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"];

    // Made once: what is made of large texts stays in the pools of this process, which is that of the service too.
    private static readonly byte[][] Oversized =
    [
        Encoding.UTF8.GetBytes($"{{\"resultId\":\"{new string('x', 2_200_000)}\"}}"), Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 800_000))}]"),
        .. ((int[])[1_000, 1_001]).Select(count => Encoding.UTF8.GetBytes($"{{\"feedback\":[{string.Join(',', Enumerable.Repeat("""{"resultId":"x","rating":1}""", count))}]}}")),
        .. ((int[])[1_000, 1_001]).Select(count => Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', Enumerable.Repeat("""{"resultId":"x","status":"success","durationMs":1}""", count))}]}}")),
    ];

    private readonly List<FuzzTarget> _targets = FuzzTarget.Of(document);

    /// <summary>The number of operations.</summary>
    public int Targets => _targets.Count;

    /// <summary>The request of a number.</summary>
    public HostileRequest this[int number]
    {
        get
        {
            var random = new Random(unchecked((seed * 31) + (number * 7_919)));
            // Each in turn, so that none is left out.
            var target = _targets[number % _targets.Count];
            return random.Next(12) switch
            {
                0 => Make("path", target, random, segment: HostileTexts.Segment),
                1 => Make("query", target, random, query: Query(target, random)),
                2 => Make("headers", target, random, headers: Headers(random)),
                3 => Make("content type", target, random, type: ContentTypes[random.Next(ContentTypes.Length)]),
                4 => Make("bytes", target, random, body: Damage(Body(target, random, 0.02), random)),
                5 => Make("oversized", target, random, body: Oversized[random.Next(Oversized.Length)]),
                6 => Make("method", target with { Method = Methods[random.Next(Methods.Length)] }, random),
                7 => Chunked(target, random),
                8 => Protocol(target, random),
                9 => Make("hostile values", target, random, body: Body(target, random, 0.15), query: Query(target, random)),
                10 => Make("valid", target, random, body: Body(target, random, 0)),
                _ => Make("one hostile value", target, random, body: Body(target, random, 0.04)),
            };
        }
    }

    private byte[] Body(FuzzTarget target, Random random, double hostility)
    {
        var schema = target.Body ?? (random.Next(3) == 0 ? _targets[random.Next(_targets.Count)].Body : null);
        return schema is { } known ? Encoding.UTF8.GetBytes(new SchemaValues(document, random, [.. Enumerable.Range(0, 4).Select(_ => ResultId(random))], hostility).Make(known)) : [];
    }

    private string ResultId(Random random)
    {
        var id = resultIds[random.Next(resultIds.Count)];
        var place = random.Next(id.Length);
        return random.Next(6) switch
        {
            0 => id[..place],
            1 => $"{id[..place]}{(char)random.Next(' ', '~')}{id[(place + 1)..]}",
            2 => id + id,
            3 => id + "=",
            4 => Convert.ToBase64String(Enumerable.Range(0, random.Next(400)).Select(_ => (byte)random.Next(256)).ToArray()),
            _ => id,
        };
    }

    private static string Query(FuzzTarget target, Random random)
    {
        var members = target.Query.Concat(["limit", "cursor", "period", "x"]).OrderBy(_ => random.Next()).Take(random.Next(4)).ToList();
        if (members.Count > 0 && random.Next(4) == 0) members.AddRange(Enumerable.Repeat(members[0], random.Next(1, 40)));
        return string.Join('&', members.Select(member => $"{member}={HostileTexts.Query(random)}"));
    }

    private static string Headers(Random random)
    {
        string[] all =
        [
            string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(i => $"X-Flood-{i}: {i}\r\n")), $"X-Long: {new string('a', random.Next(100, 60_000))}\r\n",
            string.Concat(Enumerable.Repeat("Idempotency-Key: order\r\n", random.Next(1, 20))), $"Idempotency-Key: {new string('k', random.Next(1, 5_000))}\r\n", "Idempotency-Key: \r\n",
            "If-Match: *\r\n", "If-Match: W/\"x\", \"y\"\r\n", "If-Match: \"\r\n", "If-Match: nonsense\r\n", "If-None-Match: ,,,\r\n", "Authorization: Bearer slo_\r\n", "Authorization: Bearer\r\n", "X-Api-Key: \u0001\r\n",
            $"X-Api-Key: slo_{new string('x', random.Next(1, 8_000))}\r\n", "Accept: text/html;q=abc, */*;q=2\r\n", "Accept-Encoding: br;q=-1\r\n", "Cookie: a=b; a; ;;;=\r\n", "Range: bytes=-1\r\n", "Expect: 100-continue\r\n",
            "Expect: magic\r\n", "traceparent: 00-zz-zz-01\r\n", "traceparent: 00-00000000000000000000000000000000-0000000000000000-00\r\n", "baggage: %ff=%00,=,a=\r\n", "X-Forwarded-For: 127.0.0.1\r\n", "X-Bad\u00e4: 1\r\n", " folded: 1\r\n",
            "NoColon\r\n", "Upgrade: websocket\r\nConnection: Upgrade\r\n", "Origin: null\r\n",
        ];
        return string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => all[random.Next(all.Length)]));
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        if (body.Length == 0) return [0xFF, 0xFE, (byte)random.Next(256)];
        for (var i = random.Next(1, 4); i > 0; i--) body[random.Next(body.Length)] = (byte)random.Next(256);
        return random.Next(4) switch { 0 => body[..random.Next(body.Length)], 1 => [0xEF, 0xBB, 0xBF, .. body], 2 => [.. body, 0xC0, 0xAF], _ => body };
    }

    // Chunks that end well, and chunks that do not.
    private HostileRequest Chunked(FuzzTarget target, Random random)
    {
        var body = Encoding.Latin1.GetString(Body(target, random, 0.05));
        string[] chunks = [$"{body.Length:x}\r\n{body}\r\n0\r\n\r\n", $"{body.Length:x};ext=\"\r\n{body}\r\n0\r\n\r\n", "zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", $"{body.Length + 1:x}\r\n{body}\r\n0\r\n\r\n", "0\r\nTrailer: x\r\n\r\n"];
        var place = random.Next(chunks.Length);
        var head = Head(target, random, "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n", "", segment: null);
        return new HostileRequest("chunks", Encoding.Latin1.GetBytes(head + chunks[place]), MustBeAnswered: place == 0);
    }

    // What no library for HTTP would send.
    private static HostileRequest Protocol(FuzzTarget target, Random random)
    {
        var path = target.Path.Replace('{', 'x').Replace('}', 'x');
        string[] all =
        [
            "\r\n\r\n\r\n", "GET\r\n\r\n", $"GET {path}\r\n\r\n", $"GET {path} HTTP/9.9\r\nHost: localhost\r\n\r\n", $"get {path} HTTP/1.1\r\nHost: localhost\r\n\r\n", $"{target.Method} {path} HTTP/1.1\r\n\r\n",
            $"{target.Method} {path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}",
            $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
            $"{target.Method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\nContent-Type: application/json\r\n\r\n{{\"a\":", $"{target.Method} http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            $"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", $"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000", new string('A', 20_000),
            $"{target.Method} {path}?{new string('q', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", $"{target.Method} {path} HTTP/1.1\nHost: localhost\n\n", $"GET /{new string('\u00ff', 40)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ];
        return new HostileRequest("protocol", Encoding.Latin1.GetBytes(all[random.Next(all.Length)]), MustBeAnswered: false);
    }

    private static HostileRequest Make(
        string kind, FuzzTarget target, Random random, byte[]? body = null, string query = "", string headers = "", string type = "application/json", Func<Random, string>? segment = null)
    {
        var content = body ?? (target.Body is null ? [] : "{}"u8.ToArray());
        var length = content.Length > 0 || target.Body is not null ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\nContent-Type: {type}\r\n") : "";
        var head = Head(target, random, length + headers, query, segment);
        return new HostileRequest(kind, [.. Encoding.UTF8.GetBytes(head), .. content], MustBeAnswered: kind is "query" or "content type" or "bytes" or "hostile values" or "valid" or "one hostile value");
    }

    private static string Head(FuzzTarget target, Random random, string headers, string query, Func<Random, string>? segment)
    {
        string Fill(string name, string[] known) => segment is not null && random.Next(2) == 0 ? segment(random) : random.Next(8) == 0 ? HostileTexts.Name(random) : known[random.Next(known.Length)];
        var path = target.Path.Replace("{module}", Fill("module", Modules), StringComparison.Ordinal).Replace("{context}", Fill("context", Contexts), StringComparison.Ordinal)
            .Replace("{adaptation}", Fill("adaptation", ["1", "2", "0"]), StringComparison.Ordinal).Replace("{parameterName}", Fill("parameter", ["light", "tone", "detail"]), StringComparison.Ordinal);
        return $"{target.Method} {path}{(query.Length == 0 ? "" : "?" + query)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{(target.Method == "PUT" ? "If-Match: \"1\"\r\n" : "")}{headers}\r\n";
    }
}
