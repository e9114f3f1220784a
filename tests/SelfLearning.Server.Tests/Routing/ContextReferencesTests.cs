using System.Globalization;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Routing;

public sealed class ContextReferencesTests(ScriptCluster cluster) : IClassFixture<ScriptCluster>
{
    private readonly ContextReferences _references = new(cluster.Cluster.Grains, "scripted");

    [Fact]
    public void Every_context_gets_a_reference_to_itself_however_many_there_are()
    {
        for (var i = 0; i < 2 * ContextReferences.Kept + 100; i++)
        {
            var key = Key(i);
            Assert.Equal(cluster.Cluster.Grains.GetGrain<IContextGrain>(GrainNames.ContextGrain("scripted", key)).GetGrainId(), _references[key].GetGrainId());
        }
    }

    [Fact]
    public void As_many_as_are_kept_need_no_new_one_while_they_are_used()
    {
        var busy = Enumerable.Range(0, ContextReferences.Kept / 4).Select(i => _references[Key(i)]).ToArray();

        // What is used in between comes and goes.
        for (var i = 0; i < 3 * ContextReferences.Kept; i++)
        {
            _ = _references[Key(ContextReferences.Kept + i)];
            Assert.Same(busy[i % busy.Length], _references[Key(i % busy.Length)]);
        }
    }

    [Fact]
    public void What_was_not_used_for_long_is_not_kept()
    {
        var first = _references[Key(0)];
        for (var i = 1; i <= 2 * ContextReferences.Kept; i++) _ = _references[Key(i)];

        Assert.NotSame(first, _references[Key(0)]);
    }

    private static ContextKey Key(int number) => ContextKey.Parse(string.Create(CultureInfo.InvariantCulture, $"c{number}"));
}
