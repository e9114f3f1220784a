using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SelfLearning.Benchmarks.Micro;

/// <summary>How single steps are measured: time, its error, and bytes, in this process, as markdown.</summary>
internal static class MicroConfig
{
    /// <summary>The folder the reports go to, below the current one.</summary>
    public const string Folder = "BenchmarkDotNet.Artifacts";

    public static IConfig Create() => ManualConfig.CreateEmpty()
        // In this process: a project generated elsewhere would be built without the rules and pins of this repository.
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(7))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(MarkdownExporter.GitHub)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Folder);
}
