using System.Diagnostics;
using System.Globalization;
using SelfLearning.Faults.Processes;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Faults.Network;

/// <summary>
/// A network and a process tree of their own for one run (Linux namespaces without a name): nothing of it is seen outside, and all of it is gone
/// when the run ends, however it ends.
/// </summary>
internal static class PrivateNetwork
{
    private static readonly string[] Unshare =
    [
        .. Environment.IsPrivilegedProcess ? (string[])[] : ["--map-root-user"],
        "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
    ];

    /// <summary>Why this machine has none; <c>null</c> when it has.</summary>
    public static async Task<string?> MissingAsync()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces are of Linux";
        if (new[] { "ip", "unshare", "nsenter" }.FirstOrDefault(program => !Programs.Has(program)) is { } missing) return $"{missing} is not installed";
        return await Shell.TryRunAsync("unshare", [.. Unshare, "ip", "link", "set", "lo", "up"]) is { } error ? $"unshare: {error}" : null;
    }

    /// <summary>Runs this program again inside one, with other arguments; Ctrl+C is passed on by closing its standard input.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunInsideAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (program, self) = Shell.Self(arguments);
        using var inside = Process.Start(new ProcessStartInfo("unshare", [.. Unshare, program, .. self]) { RedirectStandardInput = true })!;
        await using var stop = cancellationToken.Register(inside.StandardInput.Close);
        await inside.WaitForExitAsync(CancellationToken.None);
        return inside.ExitCode;
    }

    /// <summary>Makes the network: a bridge with an address for this process, and a place with an address of its own for each silo.</summary>
    public static async Task<IReadOnlyList<NetworkPlace>> CreateAsync(int places)
    {
        await Shell.RunAsync("ip", "link", "set", "lo", "up");
        await Shell.RunAsync("ip", "link", "add", "br0", "type", "bridge");
        await Shell.RunAsync("ip", "addr", "add", $"{NetworkPlace.Hub}/24", "dev", "br0");
        await Shell.RunAsync("ip", "link", "set", "br0", "up");
        return await Task.WhenAll(Enumerable.Range(1, places).Select(CreatePlaceAsync));
    }

    private static async Task<NetworkPlace> CreatePlaceAsync(int number)
    {
        // The place lasts as long as this process does.
        var holder = Process.Start(new ProcessStartInfo("unshare", ["--net", "sleep", "1d"]))!;
        var pid = holder.Id.ToString(CultureInfo.InvariantCulture);
        var place = new NetworkPlace(number, pid);
        // Until unshare has done its work the process is still in the network of this one.
        while (new FileInfo($"/proc/{pid}/ns/net").LinkTarget == new FileInfo("/proc/self/ns/net").LinkTarget) await Task.Delay(10);
        await Shell.RunAsync("ip", "link", "add", place.Link, "type", "veth", "peer", "name", "eth0", "netns", pid);
        await Shell.RunAsync("ip", "link", "set", place.Link, "master", "br0", "up");
        await Shell.RunAsync("nsenter", [.. place.Enter, "ip", "link", "set", "lo", "up"]);
        await Shell.RunAsync("nsenter", [.. place.Enter, "ip", "addr", "add", $"{place.Address}/24", "dev", "eth0"]);
        await Shell.RunAsync("nsenter", [.. place.Enter, "ip", "link", "set", "eth0", "up"]);
        return place;
    }
}
