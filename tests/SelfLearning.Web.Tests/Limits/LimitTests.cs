using System.Net;
using SelfLearning.Web.Limits;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Limits;

public sealed class LimitTests
{
    [Fact]
    public async Task A_caller_beyond_its_rate_is_told_when_to_come_again()
    {
        await using var silo = await WebSilo.StartAsync(("SelfLearning:Http:RequestsPerSecond", "1"));
        var path = new Uri("/api/v1/modules", UriKind.Relative);

        await silo.Http.GetAsync(path).JsonAsync(HttpStatusCode.OK);
        var more = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silo.Http.GetAsync(path)));

        // However slow this machine is: twenty at once do not take as many seconds.
        var refused = more.First(response => response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
        await Task.FromResult(refused).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(99)]
    [InlineData(5_000)]
    [InlineData(999_999)]
    public void A_caller_gets_what_its_rate_promises(int perSecond)
    {
        var bucket = RequestRate.Bucket(perSecond);

        Assert.Equal(perSecond, bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalSeconds, perSecond * 1e-4);
        Assert.Equal(perSecond, bucket.TokenLimit);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        await using var silo = await WebSilo.StartAsync();

        await silo.Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{new string('x', 3_000_000)}}","rating":1}""").ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("SelfLearning:Http:RequestsPerSecond", "0", "RequestsPerSecond")]
    [InlineData("SelfLearning:Http:RequestPerSecond", "10", "RequestPerSecond")]
    [InlineData("SelfLearning:ApiKeys:a:Hash", "secret", "SelfLearning:ApiKeys:a:Hash")]
    public async Task A_host_whose_settings_are_wrong_does_not_start(string key, string value, string says)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => WebSilo.StartAsync((key, value)));

        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }
}
