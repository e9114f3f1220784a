using SelfLearning.Client.Tests.Fakes;

namespace SelfLearning.Client.Tests.Hosting;

public sealed class HostModuleTests
{
    [Fact]
    public async Task The_first_operation_registers_the_module_and_the_next_does_not()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics", revision: 4));

        await BeginAsync(host);
        await BeginAsync(host);

        var registered = (ModuleDefinition)Assert.Single(host.Cluster.Definition().CallsOf("register"))[0]!;
        Assert.Equal(("lyrics", 4), (registered.Name, registered.Revision));
        Assert.Equal(["temperature", "structure"], registered.Parameters.Parameters.Select(p => p.Name));
    }

    [Fact]
    public async Task A_registration_without_an_answer_is_tried_again_by_the_next_operation()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics"));
        host.Cluster.Definition().Failure = new TimeoutException();

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => BeginAsync(host));
        host.Cluster.Definition().Failure = null;
        await BeginAsync(host);

        Assert.True(error.IsRetryable);
        Assert.Equal(2, host.Cluster.Definition().CallsOf("register").Count);
    }

    [Fact]
    public async Task A_module_the_cluster_has_forgotten_is_registered_anew()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics"));
        await BeginAsync(host);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        host.Folk.BeginFailure = new ModuleNotFoundException("no such module");

        await BeginAsync(host);

        Assert.Equal(2, host.Cluster.Definition().CallsOf("register").Count);
    }

    [Fact]
    public async Task A_module_that_stays_unknown_is_an_error()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics"));
        host.Folk.Failure = new ModuleNotFoundException("no such module");

        await Assert.ThrowsAsync<ModuleNotFoundException>(() => BeginAsync(host));

        Assert.Equal(2, host.Folk.CallsOf("host-policy").Count);
    }

    [Fact]
    public async Task A_higher_revision_in_force_is_warned_of_once()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics", revision: 2));
        host.Cluster.Definition().InForce = new ModuleDefinition { Name = "lyrics", Parameters = ParameterSpace.Empty, Revision = 5 };

        await BeginAsync(host);
        await BeginAsync(host);

        var warning = Assert.Single(host.Log.Warnings).Text;
        Assert.Contains("revision 2 and revision 5", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_was_not_added_has_the_defaults_and_is_registered_by_others()
    {
        await using var host = new TestHost();

        await using var operation = await host.Lyrics.BeginAsync<LyricsConfig>("folk");

        Assert.Equal("alto", operation.Config.Voice);
        Assert.Empty(host.Cluster.Definition().Calls);
    }

    [Fact]
    public async Task One_module_has_one_record()
    {
        await using var host = new TestHost(c => c.AddModule<LyricsConfig>("lyrics"));

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(async () => await host.Lyrics.BeginAsync<OtherConfig>("folk"));

        Assert.Contains("OtherConfig", error.Message, StringComparison.Ordinal);
        Assert.Contains("LyricsConfig", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Folk.Calls);
    }

    [Theory]
    [InlineData("Lyrics", 1)]
    [InlineData("lyrics", 0)]
    public void A_module_with_a_wrong_name_or_revision_cannot_be_added(string name, int revision)
    {
        Assert.Throws<ModuleConfigurationException>(() => new TestHost(c => c.AddModule<LyricsConfig>(name, revision: revision)));
    }

    private static async Task BeginAsync(TestHost host)
    {
        await using var operation = await host.Lyrics.BeginAsync<LyricsConfig>("folk");
        await operation.SucceedAsync();
    }

    private sealed record OtherConfig : ModuleConfig;
}
