namespace SelfLearning.Tests;

/// <summary>A test that takes long in real time: it runs when the environment variable SELFLEARNING_TESTS is "full".</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullFactAttribute : FactAttribute
{
    public FullFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("SELFLEARNING_TESTS") != "full") Skip = "Takes long: set SELFLEARNING_TESTS=full to run it.";
    }
}
