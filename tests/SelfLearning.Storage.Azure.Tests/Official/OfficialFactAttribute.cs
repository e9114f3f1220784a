using SelfLearning.Tests;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>A long test that needs the emulator and the official packages; skipped where either cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OfficialFactAttribute : FactAttribute
{
    public OfficialFactAttribute() => Skip = new FullFactAttribute().Skip ?? StorageServer.Missing ?? OfficialProgram.Missing;
}
