namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>A grain that writes its whole state for each feedback.</summary>
public interface IWriteGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a feedback; ends when it is on storage.</summary>
    /// <param name="size">The bytes of the state on storage, about.</param>
    /// <param name="quality">The judgement.</param>
    Task AddAsync(int size, double quality);
}
