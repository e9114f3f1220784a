namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A request that JSON cannot hold.</summary>
public sealed class Unwritable
{
    public Action Callback { get; } = () => { };
}
