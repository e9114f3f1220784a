using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Limits;

/// <summary>Keeps each caller to its rate, so that one that goes wild leaves room for the others.</summary>
internal sealed class RequestRate : IEndpointFilter, IDisposable
{
    private const int RefillsPerSecond = 10;

    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public RequestRate(IOptions<SelfLearningWebOptions> options)
    {
        var perSecond = options.Value.RequestsPerSecond;
        // By the names of the keys, of which there are as many as are configured.
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.Identity?.Name ?? "",
            _ => Bucket(perSecond)));
    }

    /// <summary>The bucket of a caller: what it gets over a second is its rate.</summary>
    internal static TokenBucketRateLimiterOptions Bucket(int perSecond)
    {
        var tokens = Math.Max(1, perSecond / RefillsPerSecond);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = tokens,
            // By the whole tokens, which are fewer than a tenth of most rates.
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            QueueLimit = 0,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        using var lease = _limiter.AttemptAcquire(context.HttpContext);
        if (lease.IsAcquired) return await next(context);
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        throw new RequestProblem(
            429, ProblemKind.TooManyRequests, $"This caller has sent more requests than it may: send fewer, or feedback in batches, and this one again after {seconds} s.");
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
