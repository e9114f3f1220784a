using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Http;

/// <summary>The contexts that are judged: makes result ids of new decisions, by the policies in force, and counts what was learned.</summary>
internal sealed class HttpContexts
{
    private const string Module = "songs";
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;
    private readonly ContextKey[] _keys;
    private readonly byte[][] _signingKeys;
    private readonly long[] _versions;
    private long _token;

    private HttpContexts(HttpClient http, int count)
    {
        _http = http;
        _keys = [.. Enumerable.Range(0, count).Select(i => ContextKey.Parse(string.Create(CultureInfo.InvariantCulture, $"context-{i}")))];
        _signingKeys = [.. _keys.Select(key => HttpSilo.Keys.DeriveContextKey(0, Module, key)!)];
        _versions = new long[count];
    }

    /// <summary>Registers the module and asks for the policies.</summary>
    public static async Task<HttpContexts> RegisterAsync(HttpClient http, int count, CancellationToken cancellationToken)
    {
        const string Definition = """{"parameters":[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm"}]}""";
        using var content = new StringContent(Definition, Encoding.UTF8, "application/json");
        using var registered = await http.PutAsync(new Uri($"/api/v1/modules/{Module}", UriKind.Relative), content, cancellationToken);
        registered.EnsureSuccessStatusCode();
        var contexts = new HttpContexts(http, count);
        await contexts.RefreshAsync(cancellationToken);
        return contexts;
    }

    /// <summary>The id of a new decision.</summary>
    public string NewId(long number)
    {
        var place = (int)(number % _keys.Length);
        var id = new ResultId(Module, _keys[place], TimeProvider.System.GetUtcNow(), Interlocked.Increment(ref _token), Volatile.Read(ref _versions[place]), -1, 0, 0);
        return id.Format(_signingKeys[place]);
    }

    /// <summary>Follows the policies until it is cancelled: the ids are those of decisions that a host would make now.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Refresh, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested) await RefreshAsync(CancellationToken.None);
        }
    }

    /// <summary>How many feedbacks were learned and how many wait, in all contexts.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var place = 0; place < _keys.Length; place++)
        {
            var policy = await PolicyAsync(place, cancellationToken);
            count += policy.GetProperty("learnedFeedbacks").GetInt64() + policy.GetProperty("queuedFeedbacks").GetInt64();
        }

        return count;
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        for (var place = 0; place < _keys.Length; place++)
            Volatile.Write(ref _versions[place], (await PolicyAsync(place, cancellationToken)).GetProperty("policy").GetProperty("version").GetInt64());
    }

    private Task<JsonElement> PolicyAsync(int place, CancellationToken cancellationToken) =>
        _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/modules/{Module}/contexts/{_keys[place].Text}/policy", UriKind.Relative), cancellationToken);
}
