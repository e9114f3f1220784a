using SelfLearning.Tests.Servers;

namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>The programs that check an artefact, each as the user of the artefact would run it.</summary>
internal static class Validators
{
    public const string Dockerfile = "dockerfile-utils";
    public const string Compose = "docker-compose";
    public const string Kubernetes = "kubectl";
    public const string Systemd = "systemd-analyze";

    /// <summary>Why a validator cannot be run on this machine; <c>null</c> when it can.</summary>
    public static string? Missing(string program) => program switch
    {
        Dockerfile when !File.Exists(PathOf(Dockerfile)) => "dockerfile-utils is missing: npm install --prefix .validators dockerfile-utils",
        Compose when !Programs.Has(Compose) => "docker-compose is missing: apt-get install docker-compose",
        Kubernetes when !Programs.Has(Kubernetes) => "kubectl is missing: install version 1.26 or newer, see https://kubernetes.io/docs/tasks/tools",
        Systemd when !Programs.Has(Systemd) => "systemd-analyze is missing: it is part of systemd 252 or newer",
        _ => null,
    };

    /// <summary>Runs a validator.</summary>
    public static Task<ProgramRun> RunAsync(string program, params string[] arguments) => ProgramRun.StartAsync(PathOf(program), arguments);

    private static string PathOf(string program) => program == Dockerfile ? Repository.PathOf(".validators/node_modules/.bin/dockerfile-utils") : program;
}
