using System.Globalization;
using System.Text.RegularExpressions;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Image;

public sealed partial class DockerfileTests
{
    private readonly Dockerfile _dockerfile = Dockerfile.Read();

    [ValidatorFact(Validators.Dockerfile)]
    public async Task The_linter_has_nothing_to_say()
    {
        var run = (await Validators.RunAsync(Validators.Dockerfile, "lint", Dockerfile.FilePath)).RequireQuiet();

        Assert.Empty(run.Output.Trim());
    }

    [Fact]
    public void The_layer_of_packages_is_restored_from_the_project_files_of_the_silo_and_all_it_refers_to()
    {
        var copied = _dockerfile.Before("RUN", "dotnet restore src/SelfLearning.Silo").All("COPY").Select(text => CopiedProject().Match(text))
            .Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Equal(ProjectsOf("src/SelfLearning.Silo/SelfLearning.Silo.csproj").Order(), copied.Order());
    }

    [Fact]
    public void What_is_copied_is_not_ignored()
    {
        var sent = File.ReadAllLines(Repository.PathOf(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = _dockerfile.All("COPY").Where(text => !text.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(text => text.Split(' ')[..^1]).Select(path => path.Split('/')[0]).Distinct();

        Assert.Equal(sent.Order(), copied.Order());
    }

    [Fact]
    public void The_silo_is_not_root_and_says_so_by_number()
    {
        var user = Assert.Single(_dockerfile.Final.All("USER"));

        Assert.True(int.Parse(user, CultureInfo.InvariantCulture) > 0);
        Assert.Contains(_dockerfile.Final.All("COPY"), text => text == $"--from=build --chown={user}:{user} /data /data");
    }

    [Fact]
    public void It_writes_to_its_volume_and_nowhere_else()
    {
        var volume = Assert.Single(_dockerfile.Final.All("VOLUME"));

        Assert.Equal(volume, Assert.Single(_dockerfile.Final.All("WORKDIR"))); // A silo on its own keeps data/selflearning.db below the working folder.
        Assert.Contains(_dockerfile.Environment, variable => variable is { Key: "DOTNET_EnableDiagnostics", Value: "0" }); // Else the runtime makes files in /tmp.
    }

    [Fact]
    public void The_open_port_of_the_base_image_which_a_silo_refuses_is_taken_back()
    {
        Dictionary<string, string?> environment = new() { ["ASPNETCORE_HTTP_PORTS"] = "8080" };
        Assert.NotEmpty(SiloEnvironment.FaultsOf(environment));

        foreach (var (name, value) in _dockerfile.Environment) environment[name] = value;

        Assert.Empty(SiloEnvironment.FaultsOf(environment));
    }

    [Fact]
    public void It_names_the_ports_that_the_silo_opens()
    {
        var (silo, gateway, health) = SiloEnvironment.PortsOf(_dockerfile.Environment);

        Assert.Equal($"{silo} {gateway} {health}", Assert.Single(_dockerfile.Final.All("EXPOSE")));
    }

    private static HashSet<string> ProjectsOf(string project)
    {
        HashSet<string> all = [Path.GetFileName(Path.GetDirectoryName(project))!];
        foreach (Match reference in ProjectReference().Matches(Repository.Read(project)))
        {
            all.UnionWith(ProjectsOf($"src/{reference.Groups[1].Value}"));
        }

        return all;
    }

    [GeneratedRegex(@"^src/([^/]+)/\*\.csproj ")]
    private static partial Regex CopiedProject();

    [GeneratedRegex("<ProjectReference Include=\"../([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
