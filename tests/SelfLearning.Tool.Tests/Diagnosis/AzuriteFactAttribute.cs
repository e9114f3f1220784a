using SelfLearning.Tests.Servers;

namespace SelfLearning.Tool.Tests.Diagnosis;

/// <summary>A test on the emulator of Azure Storage: it runs where the emulator can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = AzuriteProcess.Missing;
}
