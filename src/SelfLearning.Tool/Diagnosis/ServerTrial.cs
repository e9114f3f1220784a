using System.Diagnostics;
using System.Globalization;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>Tries a server, and gives up in time.</summary>
internal static class ServerTrial
{
    /// <summary>Longer than all the attempts of a provider at one call (Azure: 4 of 10 s).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    /// <summary>The check: ok with what <paramref name="attempt"/> returns, or failed with what it threw.</summary>
    /// <param name="name">The check.</param>
    /// <param name="provider">The provider type tried.</param>
    /// <param name="attempt">What is tried.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<Check> RunAsync(string name, string provider, Func<CancellationToken, Task<string>> attempt, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            // A provider may not heed the token while it connects.
            return new Check(name, CheckState.Ok, $"{provider}: {await Task.Run(() => attempt(cancellationToken), cancellationToken).WaitAsync(Patience, cancellationToken)}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var cause = FailureCause.InPlainWords(exception) ?? FailureCause.Describe(exception);
            return new Check(name, CheckState.Failed, string.Create(CultureInfo.InvariantCulture, $"{provider}: {cause} (Waited {watch.Elapsed.TotalSeconds:0.0} s.)"));
        }
    }
}
