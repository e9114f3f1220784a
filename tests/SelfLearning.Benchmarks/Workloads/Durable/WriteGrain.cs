namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>A grain that writes its whole state for each feedback: what is done without a queue.</summary>
internal sealed class WriteGrain([PersistentState("state", WriteGrain.Storage)] IPersistentState<WrittenState> state) : Grain, IWriteGrain
{
    public const string Storage = "Reference";

    public Task AddAsync(int size, double quality)
    {
        if (state.State.Content.Length != size * 3 / 4) state.State.Content = new byte[size * 3 / 4];
        state.State.Count++;
        state.State.Sum += quality;
        return state.WriteStateAsync();
    }
}
