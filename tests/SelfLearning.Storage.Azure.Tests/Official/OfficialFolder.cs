namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>Deletes what was built, after the last test that uses it.</summary>
public sealed class OfficialFolder : IDisposable
{
    public void Dispose() => OfficialProgram.Delete();
}
