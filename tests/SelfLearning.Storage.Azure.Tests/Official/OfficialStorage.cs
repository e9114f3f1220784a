using Orleans.Storage;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>A grain storage of the official packages, in their program.</summary>
internal sealed class OfficialStorage(OfficialProgram program, string name) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => CallAsync("read", stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => CallAsync("write", stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => CallAsync("clear", stateName, grainId, grainState);

    private async Task CallAsync<T>(string call, string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var answer = await program.CallAsync(new Call(call)
        {
            Storage = name,
            Name = stateName,
            Grain = grainId.ToString(),
            ETag = grainState.ETag,
            State = (ConformanceState)(object)grainState.State!,
        });
        if (answer.IsConflict) throw new InconsistentStateException(answer.Error!);
        if (answer.Error is not null) throw new InvalidOperationException(answer.Error);
        (grainState.State, grainState.ETag, grainState.RecordExists) = ((T)(object)answer.State!, answer.ETag!, answer.Exists);
    }
}
