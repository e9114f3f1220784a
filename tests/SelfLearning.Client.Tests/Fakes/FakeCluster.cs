using System.Collections.Concurrent;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A grain factory whose grains note their calls and answer what a test sets.</summary>
internal sealed class FakeCluster : IGrainFactory
{
    private readonly ConcurrentDictionary<string, FakeContextGrain> _contexts = new();
    private readonly ConcurrentDictionary<string, FakeModuleGrain> _modules = new();
    private readonly ConcurrentDictionary<string, FakeDefinitionGrain> _definitions = new();

    /// <summary>Whether grains can be found, which Orleans allows only when it is connected.</summary>
    public bool IsConnected { get; set; } = true;

    public FakeContextGrain Context(string context, string module = "lyrics") => _contexts.GetOrAdd($"{module}/{context}", key => new(key));

    public FakeModuleGrain Module(string module = "lyrics") => _modules.GetOrAdd(module, _ => new());

    public FakeDefinitionGrain Definition(string module = "lyrics") => _definitions.GetOrAdd(module, _ => new());

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (!IsConnected) throw new ArgumentException("Could not find an implementation for interface selflearning.module-grain");
        object grain = typeof(TGrainInterface).Name switch
        {
            nameof(IContextGrain) => Context(GrainNames.Split(primaryKey).Member, GrainNames.Split(primaryKey).Module),
            nameof(IModuleGrain) => Module(primaryKey),
            nameof(IDefinitionGrain) => Definition(primaryKey),
            var other => throw new NotSupportedException(other),
        };
        return (TGrainInterface)grain;
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();
}
