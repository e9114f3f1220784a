using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Between the state of a grain and the bytes of its record.
/// </summary>
internal sealed class StateConversion(string storageName, IGrainStorageSerializer serializer, IActivatorProvider activators)
{
    /// <summary>
    /// The bytes of a state. Called before the first await of a write, so that the grain may change the state while the write is on its way.
    /// </summary>
    public BinaryData Serialize<T>(T state) => serializer.Serialize(state);

    /// <summary>
    /// Gives the grain what was read. No bytes are a record that was cleared: it has an ETag and no state.
    /// </summary>
    /// <exception cref="OrleansException">The bytes are not of the serializer or the type; the record and the state are as they were.</exception>
    public void Fill<T>(IGrainState<T> grainState, BinaryData payload, string eTag, string stateName, GrainId grainId)
    {
        T? state = default;
        try
        {
            state = payload.ToMemory().IsEmpty ? default : serializer.Deserialize<T>(payload);
        }
        catch (Exception e)
        {
            throw new OrleansException(
                $"State '{stateName}' of grain '{grainId}' in Azure grain storage '{storageName}' cannot be deserialized as {typeof(T)}: {e.Message} " +
                "The record was left as it is. Use the serializer that wrote it (SerializerKey) or restore the type.",
                e);
        }

        if (state is null)
        {
            Reset(grainState, eTag);
            return;
        }

        (grainState.State, grainState.ETag, grainState.RecordExists) = (state, eTag, true);
    }

    /// <summary>
    /// Gives the grain a new state.
    /// </summary>
    public void Reset<T>(IGrainState<T> grainState, string? eTag) =>
        (grainState.State, grainState.ETag, grainState.RecordExists) = (activators.GetActivator<T>().Create(), eTag, false);
}
