using System.Globalization;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Systemd;

public sealed class UnitTests
{
    private static readonly string Unit = Repository.PathOf("deploy/systemd/selflearning-silo.service");

    private readonly ILookup<string, string> _settings = File.ReadLines(Unit).Where(line => !line.StartsWith('#') && line.Contains('='))
        .Select(line => line.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[1]);

    [ValidatorFact(Validators.Systemd)]
    public async Task The_unit_is_valid()
    {
        var run = (await Validators.RunAsync(Validators.Systemd, "verify", Unit)).RequireQuiet();

        Assert.Empty(run.Output);
    }

    [ValidatorFact(Validators.Systemd)]
    public async Task Its_exposure_is_at_most_1_6_of_10()
    {
        (await Validators.RunAsync(Validators.Systemd, "security", "--offline=true", "--threshold=16", "--no-pager", Unit)).RequireQuiet();
    }

    [Fact]
    public void It_waits_for_the_word_of_the_silo_and_gives_it_time_to_drain_and_starts_it_again_for_ever()
    {
        Assert.Equal("notify", Assert.Single(_settings["Type"]));
        Assert.Equal("always", Assert.Single(_settings["Restart"]));
        Assert.Equal("0", Assert.Single(_settings["StartLimitIntervalSec"]));
        Assert.True(int.Parse(Assert.Single(_settings["TimeoutStopSec"]), CultureInfo.InvariantCulture) > SiloEnvironment.Drain.TotalSeconds);
        Assert.EndsWith("/SelfLearning.Silo.dll", Assert.Single(_settings["ExecStart"]), StringComparison.Ordinal);
    }

    [Fact]
    public void It_leaves_out_the_hardening_that_a_silo_cannot_run_under()
    {
        Assert.Empty(_settings["ProtectProc"]); // Hides systemd, so that the silo does not say when it is ready and the start ends by its time limit.
        Assert.Empty(_settings["ProcSubset"]);
        Assert.Empty(_settings["MemoryDenyWriteExecute"]);
    }

    [Fact]
    public void A_silo_takes_the_settings_of_the_example_once_they_are_filled_in()
    {
        var environment = File.ReadLines(Repository.PathOf("deploy/systemd/selflearning-silo.env.example"))
            .Where(line => line.StartsWith('#') && !line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line[1..].Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair[0] == "SelfLearning__SigningKey" ? SiloEnvironment.SigningKey : pair[1]))
            .ToList();

        Assert.True(SiloEnvironment.IsCluster(environment!));
        Assert.Empty(SiloEnvironment.FaultsOf(environment!));
    }
}
