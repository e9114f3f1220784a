using System.Diagnostics;

namespace SelfLearning.Learning.Tests;

/// <summary>The learning core is deterministic given state, input, time and random source, and knows no runtime, clock or I/O.</summary>
public class ArchitectureTests
{
    // Contracts and serialisation attributes come with the abstractions; a runtime does not.
    private static readonly string[] AllowedOrleans =
        ["Orleans.Core.Abstractions", "Orleans.Serialization", "Orleans.Serialization.Abstractions"];

    private static readonly string[] Forbidden =
    [
        "System.DateTime.get_UtcNow/0", "System.DateTime.get_Now/0", "System.DateTime.get_Today/0",
        "System.DateTimeOffset.get_UtcNow/0", "System.DateTimeOffset.get_Now/0", "System.TimeProvider.get_System/0",
        "System.Random.get_Shared/0", "System.Random..ctor/0", "System.Guid.NewGuid/0", "System.Guid.CreateVersion7/0",
        "System.Environment.get_TickCount/0", "System.Environment.get_TickCount64/0",
        "System.Diagnostics.Stopwatch.GetTimestamp/0", "System.Diagnostics.Stopwatch.StartNew/0", "System.Diagnostics.Stopwatch..ctor/0",
        "System.Threading.Tasks.Task.Delay/1", "System.Threading.Tasks.Task.Delay/2", "System.Threading.Tasks.Task.Delay/3",
        "System.Threading.Thread.Sleep/1", "System.Console.WriteLine/1", "System.IO.File.ReadAllText/1",
    ];

    private static readonly string Core = typeof(ContextModel).Assembly.Location;

    [Fact]
    public void The_core_refers_to_no_orleans_runtime_and_to_nothing_that_talks_to_the_outside()
    {
        var references = AssemblyReferences.Assemblies(Core);
        Assert.Contains("SelfLearning.Abstractions", references);
        Assert.Empty(Runtime(references));
    }

    [Fact]
    public void The_core_takes_neither_time_nor_randomness_from_its_surroundings()
    {
        var members = AssemblyReferences.Members(Core);
        Assert.True(members.Count > 100, $"{members.Count} members are too few: they were not read");
        Assert.Empty(members.Intersect(Forbidden));
    }

    [Fact]
    public void The_scan_finds_every_forbidden_member_in_code_that_uses_it()
    {
        var found = AssemblyReferences.Members(typeof(ArchitectureTests).Assembly.Location);
        Assert.Empty(Forbidden.Except(found));
    }

    [Fact]
    public void The_scan_knows_a_runtime_when_it_sees_one() => Assert.Equal(
        ["Orleans.Runtime", "Orleans.Core", "Orleans.Server", "Microsoft.Extensions.Hosting.Abstractions", "System.Net.Http", "System.IO.FileSystem"],
        Runtime(["Orleans.Runtime", "Orleans.Core", "Orleans.Server", "Orleans.Core.Abstractions", "Orleans.Serialization", "System.Collections",
            "Microsoft.Extensions.Hosting.Abstractions", "System.Net.Http", "System.IO.FileSystem", "System.IO.Hashing"]));

    private static IEnumerable<string> Runtime(IEnumerable<string> references) => references.Where(name =>
        (name.Contains("Orleans", StringComparison.Ordinal) && !AllowedOrleans.Contains(name))
        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || name.StartsWith("System.Net.", StringComparison.Ordinal)
        || name is "System.IO.FileSystem" or "System.Console");

    // Never called: it is what the scan must find.
    private static async Task<object[]> ViolateEverythingAsync()
    {
        await Task.Delay(1);
        await Task.Delay(1, CancellationToken.None);
        await Task.Delay(TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        Thread.Sleep(0);
        Console.WriteLine(File.ReadAllText(""));
        return
        [
            DateTime.UtcNow, DateTime.Now, DateTime.Today, DateTimeOffset.UtcNow, DateTimeOffset.Now, Random.Shared, new Random(), Guid.NewGuid(),
            Guid.CreateVersion7(), Environment.TickCount, Environment.TickCount64, Stopwatch.GetTimestamp(), Stopwatch.StartNew(), new Stopwatch(),
        ];
    }
}
