namespace SelfLearning.Learning.Tests.Policies;

public class HostPolicyVersionTests
{
    private static readonly PolicySnapshot Policy = new() { Version = 3, PublishedAt = DateTimeOffset.UnixEpoch, Values = [new("warmth", "0.5")] };
    private static readonly ModuleDefinition Definition = new() { Name = "poems", Parameters = new(ParameterDefinition.Boolean("rhyme", true)) };
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void The_same_content_has_the_same_number_and_it_is_not_that_of_none()
    {
        var copy = Definition with { Parameters = new(ParameterDefinition.Boolean("rhyme", true)), Options = new ModuleOptions() };

        Assert.Equal(Of(Policy, Definition, 0, Key), Of(Policy with { }, copy, 0, new byte[32]));
        Assert.NotEqual(HostPolicyVersion.None, Of(Policy, Definition, 0, Key));
    }

    [Fact]
    public void Whatever_a_host_decides_with_changes_the_number()
    {
        long[] numbers =
        [
            Of(Policy, Definition, 0, Key),
            Of(Policy with { Version = 4 }, Definition, 0, Key),
            // A context that was deleted and began anew.
            Of(Policy with { PublishedAt = DateTimeOffset.UnixEpoch.AddSeconds(1) }, Definition, 0, Key),
            Of(Policy, Definition with { Revision = 2 }, 0, Key),
            Of(Policy, Definition with { Parameters = new(ParameterDefinition.Boolean("rhyme", false)) }, 0, Key),
            Of(Policy, Definition with { Options = new ModuleOptions { EnableAdaptation = false } }, 0, Key),
            Of(Policy, Definition with { Options = new ModuleOptions { AdaptationThreshold = 0.8 } }, 0, Key),
            Of(Policy, Definition with { Options = new ModuleOptions { LearningMode = LearningMode.RequireApproval } }, 0, Key),
            Of(Policy, Definition, 1, Key),
            Of(Policy, Definition, 0, [.. Key[1..], 1]),
        ];

        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    private static long Of(PolicySnapshot policy, ModuleDefinition definition, int epoch, byte[] key) => HostPolicyVersion.Of(policy, definition, epoch, key);
}
