using System.Text.RegularExpressions;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// The rules of Azure Storage for names from the configuration.
/// </summary>
internal static partial class StorageNames
{
    /// <summary>
    /// Refuses what cannot be the name of a table.
    /// </summary>
    /// <param name="key">The key of the configuration, for the message.</param>
    /// <param name="value">The name.</param>
    /// <exception cref="OrleansConfigurationException">The name breaks a rule.</exception>
    public static void RequireTable(string key, string value)
    {
        if (!Table().IsMatch(value))
        {
            throw new OrleansConfigurationException($"{key} is '{value}'. A table has 3 to 63 letters and digits of A-Z a-z 0-9 and begins with a letter.");
        }
    }

    /// <summary>
    /// Refuses what cannot be the name of a container.
    /// </summary>
    /// <inheritdoc cref="RequireTable"/>
    public static void RequireContainer(string key, string value)
    {
        if (value.Length is < 3 or > 63 || !Container().IsMatch(value))
        {
            throw new OrleansConfigurationException(
                $"{key} is '{value}'. A container has 3 to 63 characters of a-z 0-9 and single hyphens, and neither begins nor ends with a hyphen.");
        }
    }

    /// <summary>
    /// Refuses a cluster id that cannot be the key of a partition.
    /// </summary>
    /// <exception cref="OrleansConfigurationException">The id breaks a rule.</exception>
    public static void RequireClusterId(string value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > 512 || value.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new OrleansConfigurationException(
                $"Orleans:ClusterId is '{value}'. Azure tables take 1 to 512 characters without / \\ # ? and control characters: choose another id.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Table();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Container();
}
