using System.Reflection;
using Orleans.Serialization.Internal;

namespace SelfLearning.Silo.Configuration;

/// <summary>The providers that this program, or the program it is part of, has: those of every Orleans package it references.</summary>
internal static class KnownProviders
{
    private static readonly Lazy<ILookup<string, string>> Names = new(Find);

    /// <summary>The provider types of a kind, as <c>Clustering</c> or <c>GrainStorage</c>.</summary>
    public static IReadOnlyList<string> Of(string kind) => [.. Names.Value[kind].Distinct().Order(StringComparer.Ordinal)];

    private static ILookup<string, string> Find()
    {
        var assemblies = ReferencedAssemblyProvider.GetRelevantAssemblies().ToHashSet();
        ReferencedAssemblyProvider.AddFromDependencyContext(assemblies, typeof(KnownProviders).Assembly);
        return assemblies
            .SelectMany(assembly => assembly.GetCustomAttributes<RegisterProviderAttribute>())
            .Where(provider => provider.Target == "Silo")
            .ToLookup(provider => provider.Kind, provider => provider.Name);
    }
}
