namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>
/// A connection that breaks when a request was carried out and its answer is on the way.
/// </summary>
internal sealed class LostAnswer : DelegatingHandler
{
    private Func<Task>? _meanwhile;

    public LostAnswer()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>
    /// Loses the answer to the next request that changes something; <paramref name="meanwhile"/> happens before the client can repeat it.
    /// </summary>
    public void LoseNext(Func<Task>? meanwhile = null) => _meanwhile = meanwhile ?? (() => Task.CompletedTask);

    /// <summary>
    /// Whether the answer that was to be lost is lost.
    /// </summary>
    public bool IsLost => _meanwhile is null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || Interlocked.Exchange(ref _meanwhile, null) is not { } meanwhile)
        {
            return response;
        }

        response.EnsureSuccessStatusCode().Dispose();
        await meanwhile();
        throw new HttpRequestException("The connection was closed.");
    }
}
