using System.Reflection;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// The packages whose providers have the names of those here. With both in one process it would depend on the order of loading which of them works.
/// </summary>
internal static class OfficialPackages
{
    /// <summary>
    /// The assembly of the official grain storage.
    /// </summary>
    public const string Persistence = "Orleans.Persistence.AzureStorage";

    /// <summary>
    /// The assembly of the official clustering.
    /// </summary>
    public const string Clustering = "Orleans.Clustering.AzureStorage";

    /// <summary>
    /// Refuses to start beside an official package.
    /// </summary>
    /// <exception cref="OrleansConfigurationException">One of them is there.</exception>
    public static void RequireAbsent() => RequireAbsent(CanLoad);

    /// <summary>
    /// Refuses to start where one of the assemblies can be loaded.
    /// </summary>
    /// <inheritdoc cref="RequireAbsent()"/>
    internal static void RequireAbsent(Func<string, bool> canLoad)
    {
        foreach (var assembly in (ReadOnlySpan<string>)[Persistence, Clustering])
        {
            if (canLoad(assembly))
            {
                throw new OrleansConfigurationException(
                    $"Both SelfLearning.Storage.Azure and Microsoft.{assembly} are referenced, and both register the provider 'AzureTableStorage'. " +
                    $"Remove one reference: SelfLearning.Storage.Azure where Microsoft.{assembly} is wanted, else Microsoft.{assembly}. " +
                    "Configuration and data stay as they are.");
            }
        }
    }

    private static bool CanLoad(string assembly)
    {
        try
        {
            return Assembly.Load(assembly) is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
