using SelfLearning.Tests.Servers;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>What must be installed for a test in a browser.</summary>
internal static class Tools
{
    private const string AxePath = ".validators/node_modules/axe-core/axe.min.js";

    /// <summary>The program.</summary>
    public static string Chromium { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>The script that finds what keeps people out.</summary>
    public static string Axe => RepositoryFolder.Find(AxePath);

    /// <summary>Why nothing can be tested on this machine; <c>null</c> when it can.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        if (!File.Exists(Chromium)) return $"{Chromium} is missing: apt-get install chromium, or name another Chromium in CHROMIUM.";
        // The solution lies where the validators are installed.
        return File.Exists(Path.Combine(Path.GetDirectoryName(RepositoryFolder.Find("SelfLearningOrleans.sln"))!, AxePath))
            ? null
            : "axe-core is missing: npm install --prefix .validators axe-core@4.14.1";
    }
}
