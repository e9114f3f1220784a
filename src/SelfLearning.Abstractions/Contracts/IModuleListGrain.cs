using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Knows the names of all modules; there is one, and its key is <see cref="GrainNames.ModuleList"/>.</summary>
[Alias("selflearning.module-list-grain"), GrainInterfaceType("selflearning.module-list-grain")]
public interface IModuleListGrain : IGrainWithStringKey
{
    /// <summary>Adds a module that is registered; returns after it is on storage. One that is known already changes nothing.</summary>
    [Alias("add"), ResponseTimeout("00:00:05")]
    Task AddAsync(string module);

    /// <summary>The names of all modules that were ever registered, in ordinal order.</summary>
    [Alias("get"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<string>> GetAsync();
}
