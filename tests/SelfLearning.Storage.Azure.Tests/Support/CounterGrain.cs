using Orleans.Placement;

namespace SelfLearning.Storage.Azure.Tests.Support;

[RandomPlacement]
public sealed class CounterGrain(
    [PersistentState("counter", "Blobs")] IPersistentState<CounterState> blob,
    [PersistentState("counter", "Tables")] IPersistentState<CounterState> table,
    ILocalSiloDetails silo) : Grain, ICounterGrain
{
    public async Task<(long Blob, long Table)> AddAsync()
    {
        blob.State.Value++;
        table.State.Value++;
        await blob.WriteStateAsync();
        await table.WriteStateAsync();
        return (blob.State.Value, table.State.Value);
    }

    public Task<string> GetSiloAsync() => Task.FromResult(silo.Name);
}
