using Orleans.Placement;

namespace SelfLearning.Storage.Sqlite.Tests.Support;

[RandomPlacement]
public sealed class CounterGrain(
    [PersistentState("counter", "SelfLearning")] IPersistentState<Counter> state,
    ILocalSiloDetails silo) : Grain, ICounterGrain
{
    public async Task<long> AddAsync()
    {
        state.State.Value++;
        await state.WriteStateAsync();
        return state.State.Value;
    }

    public Task<long> GetAsync() => Task.FromResult(state.State.Value);

    public Task<string> GetSiloAsync() => Task.FromResult(silo.Name);
}
