using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Contracts;
using SelfLearning.Learning;

namespace SelfLearning.Client.Tests.Operations;

/// <summary>A host whose record is of another revision than the registered parameter space.</summary>
public sealed class OtherRevisionTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_parameter_the_host_does_not_know_is_no_evidence()
    {
        _host.Folk.Decide = policy => With(policy, ParameterDefinition.Boolean("rhyme", true), "rhyme", "false");

        await using var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");

        Assert.Equal(["temperature", "structure"], operation.Parameters.Select(p => p.ParameterName));
        Assert.Equal(0b100u, Overridden(operation));
    }

    [Fact]
    public async Task A_value_the_host_does_not_know_is_not_used_and_no_evidence()
    {
        _host.Folk.Decide = policy => policy with
        {
            Parameters = new ParameterSpace(
                policy.Parameters[0], ParameterDefinition.Categorical("structure", "verse-first", "verse-first", "hook-first", "bridge-first")),
            Policy = policy.Policy with { Values = [new("temperature", "0.8"), new("structure", "bridge-first")], Candidates = [], TrialShare = 0 },
        };

        await using var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");

        Assert.Equal((0.8, "verse-first"), (operation.Config.Temperature, operation.Config.Structure));
        Assert.Equal(0b10u, Overridden(operation));
    }

    [Fact]
    public async Task A_parameter_the_cluster_does_not_know_has_the_hosts_own_value()
    {
        _host.Folk.Decide = policy => policy with
        {
            Parameters = new ParameterSpace(policy.Parameters[1]),
            Policy = policy.Policy with { Values = [new("structure", "hook-first")], Candidates = [], TrialShare = 0 },
        };

        await using var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");

        Assert.Equal((0.7, "hook-first"), (operation.Config.Temperature, operation.Config.Structure));
        Assert.Equal(0u, Overridden(operation));
    }

    [Fact]
    public async Task Thirty_two_parameters_have_thirty_two_places()
    {
        var others = Enumerable.Range(0, 31).Select(i => ParameterDefinition.Boolean($"other{i}", false)).ToList();
        _host.Folk.Decide = policy => policy with
        {
            Parameters = new ParameterSpace([.. others, policy.Parameters[0]]),
            Policy = policy.Policy with
            {
                Values = [.. others.Select(o => new ParameterValue(o.Name, "false")), new("temperature", "0.7")],
                Candidates = [],
                TrialShare = 0,
            },
        };

        await using var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");

        Assert.Equal(0x7FFF_FFFFu, Overridden(operation));
    }

    private static HostPolicy With(HostPolicy policy, ParameterDefinition parameter, string name, string value) => policy with
    {
        Parameters = new ParameterSpace([.. policy.Parameters.Parameters, parameter]),
        Policy = policy.Policy with { Values = policy.Policy.Values.Add(new(name, value)) },
    };

    private static uint Overridden(Operation<LyricsConfig> operation) =>
        ResultId.TryParse(operation.Id, out var id) ? id.Overridden : throw new FormatException(operation.Id);
}
