using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SelfLearning.Benchmarks.Http;

/// <summary>Gives feedback over HTTP and keeps count of the receipts. What is answered Overloaded is sent again.</summary>
internal sealed class HttpFeedback(HttpClient http, HttpContexts contexts)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, long> _receipts = new();

    /// <summary>How often each receipt was given; what was no answer stands under its reason.</summary>
    public IReadOnlyDictionary<string, long> Receipts => _receipts;

    /// <summary>The feedbacks that are on storage by what was answered.</summary>
    public long Acknowledged => _receipts.GetValueOrDefault("accepted") + _receipts.GetValueOrDefault("corrected") + _receipts.GetValueOrDefault("replaced");

    /// <summary>Those of which nobody knows whether they are: no answer came.</summary>
    public long Unanswered => _receipts.GetValueOrDefault("no answer");

    /// <summary>One judgement in one request.</summary>
    public async Task GiveAsync(long number)
    {
        var body = Encoding.UTF8.GetBytes(Judgement(number));
        while (true)
        {
            using var response = await SendAsync("/api/v1/feedback", body);
            if (response is null) return;
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            Count(answer.RootElement.TryGetProperty("receipt", out var receipt) ? receipt.GetString()! : $"status {(int)response.StatusCode}");
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable) return;
            await Task.Delay(Pause);
        }
    }

    /// <summary>A batch of judgements in one request.</summary>
    public async Task GiveBatchAsync(long number, int size)
    {
        var judgements = Enumerable.Range(0, size).Select(i => Judgement((number * size) + i)).ToList();
        while (judgements.Count > 0)
        {
            using var response = await SendAsync("/api/v1/feedback/batch", Encoding.UTF8.GetBytes($"{{\"feedback\":[{string.Join(',', judgements)}]}}"));
            if (response is null) return;
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            if (!answer.RootElement.TryGetProperty("receipts", out var receipts))
            {
                Count($"status {(int)response.StatusCode}");
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable) return;
            }
            else
            {
                var given = receipts.EnumerateArray().Select(item => item.GetProperty("receipt").GetString()!).ToList();
                foreach (var receipt in given) Count(receipt);
                judgements = [.. judgements.Where((_, place) => given[place] == "overloaded")];
            }

            if (judgements.Count > 0) await Task.Delay(Pause);
        }
    }

    private string Judgement(long number) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"resultId\":\"{contexts.NewId(number)}\",\"quality\":{(number % 10) / 10.0:0.0}}}");

    private async Task<HttpResponseMessage?> SendAsync(string path, byte[] body)
    {
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
            return await http.PostAsync(new Uri(path, UriKind.Relative), content);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Count("no answer");
            return null;
        }
    }

    private void Count(string receipt) => _receipts.AddOrUpdate(receipt, 1, static (_, count) => count + 1);
}
