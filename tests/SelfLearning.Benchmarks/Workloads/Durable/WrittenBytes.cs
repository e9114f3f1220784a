using Orleans.Storage;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>The serializer of the product's records, which counts learning records and their bytes.</summary>
internal sealed class WrittenBytes(IGrainStorageSerializer serializer) : IGrainStorageSerializer
{
    private long _records;
    private long _bytes;

    /// <summary>Learning records written.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Their bytes together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public BinaryData Serialize<T>(T? input)
    {
        var data = serializer.Serialize(input);
        if (input is not LearningRecord) return data;
        Interlocked.Increment(ref _records);
        Interlocked.Add(ref _bytes, data.ToMemory().Length);
        return data;
    }

    public T Deserialize<T>(BinaryData input) => serializer.Deserialize<T>(input)!;
}
