using SelfLearning.Tests.Servers;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>A test over the emulator; skipped where it cannot be had, and where it is long unless all tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = AzuriteProcess.Missing;

    /// <summary>Whether it takes long.</summary>
    public bool IsLong
    {
        get => field;
        set
        {
            field = value;
            if (value && Environment.GetEnvironmentVariable("SELFLEARNING_TESTS") != "full") Skip ??= "Takes long: set SELFLEARNING_TESTS=full to run it.";
        }
    }
}
