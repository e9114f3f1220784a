using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Web.Dashboard.Live;

namespace SelfLearning.Web.Tests.Dashboard.Live;

public sealed class LiveTopicTests
{
    /// <summary>Else the last but one to leave finds nobody left, and the last one gives up a topic that somebody else has begun meanwhile.</summary>
    [Fact]
    public async Task Who_leaves_is_counted_until_the_topic_is_told_to_count_no_more()
    {
        var topic = new LiveTopic(TimeSpan.FromSeconds(2), _ => Task.FromResult<object>("content"), () => 0, new FakeTimeProvider(), NullLogger.Instance, CancellationToken.None);
        var isCounted = false;
        var watching = topic.Join(listener =>
        {
            isCounted = topic.HasListeners;
            topic.Remove(listener);
        }).GetAsyncEnumerator();
        Assert.True(await watching.MoveNextAsync());

        await watching.DisposeAsync();
        topic.Stop();

        Assert.True(isCounted);
        Assert.False(topic.HasListeners);
    }
}
