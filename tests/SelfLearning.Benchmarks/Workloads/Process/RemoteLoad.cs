using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>
/// This program once more as a process of its own that makes load over TCP: it is told one round after the other on its standard
/// input, answers each with one line of JSON, and ends when its input does, so also with its parent.
/// </summary>
internal sealed class RemoteLoad : IAsyncDisposable
{
    /// <summary>The first argument of the process.</summary>
    public const string Verb = "load";

    /// <summary>The side without the product.</summary>
    public const string Raw = "raw";

    /// <summary>The side without the product, but with JSON and a signature.</summary>
    public const string Signed = "signed";

    private readonly Process _process;

    private RemoteLoad(Process process) => _process = process;

    /// <summary>Starts it against a silo on this machine.</summary>
    public static RemoteLoad Start(int gatewayPort)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(RemoteLoad).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(gatewayPort.ToString(CultureInfo.InvariantCulture));
        return new RemoteLoad(Process.Start(start)!);
    }

    /// <summary>One side of a comparison, run by the process.</summary>
    /// <param name="module">The module that is called, <see cref="Raw"/> or <see cref="Signed"/>.</param>
    /// <param name="contexts">In how many contexts.</param>
    public Work Side(string module, int contexts) => async (duration, cancellationToken) =>
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new RemoteRound(module, contexts, duration)).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The process that makes load over TCP has ended: see its error output above.");
        return JsonSerializer.Deserialize<long>(answer);
    };

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
