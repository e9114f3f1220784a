using System.Globalization;
using SelfLearning.Deploy.Tests.Image;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Compose;

public sealed class ComposeTests
{
    [ValidatorFact(Validators.Compose)]
    public async Task The_file_is_valid()
    {
        var run = await ComposeFile.RunAsync(["config", "-q"], $"SELFLEARNING_SIGNING_KEY={SiloEnvironment.SigningKey}");

        Assert.Empty(run.RequireQuiet().Output);
    }

    [ValidatorFact(Validators.Compose)]
    public async Task Without_a_signing_key_nothing_starts()
    {
        var run = await ComposeFile.RunAsync(["config", "-q"], await File.ReadAllLinesAsync(Repository.PathOf("deploy/compose/.env.example")));

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("is not set, see .env.example", run.Errors, StringComparison.Ordinal);
    }

    [ValidatorFact(Validators.Compose)]
    public async Task Three_silos_make_one_cluster_on_settings_that_a_silo_takes()
    {
        var silos = (await ComposeFile.ReadAsync()).Silos.ToList();

        Assert.Equal(3, silos.Select(silo => silo.Environment["Orleans__Name"]).Distinct().Count());
        Assert.All(silos, silo =>
        {
            Assert.Empty(SiloEnvironment.FaultsOf(silo.Given));
            Assert.True(SiloEnvironment.IsCluster(silo.Given));
            Assert.Equal(SiloEnvironment.SigningKey, silo.Environment["SelfLearning__SigningKey"]);
            Assert.Equal(silos[0].Environment["Orleans__ClusterId"], silo.Environment["Orleans__ClusterId"]);
        });
    }

    [ValidatorFact(Validators.Compose)]
    public async Task A_second_key_reaches_the_silos_while_the_key_is_changed()
    {
        var silos = (await ComposeFile.ReadAsync($"SelfLearning__OlderSigningKeys__0=1:{SiloEnvironment.SigningKey}")).Silos;

        Assert.All(silos, silo => Assert.Equal($"1:{SiloEnvironment.SigningKey}", silo.Environment["SelfLearning__OlderSigningKeys__0"]));
    }

    [ValidatorFact(Validators.Compose)]
    public async Task Every_container_is_hardened_and_is_given_time_to_drain()
    {
        Assert.All((await ComposeFile.ReadAsync()).Services.Values, service =>
        {
            Assert.True(service.ReadOnly);
            Assert.False(service.Privileged);
            Assert.Equal(["ALL"], service.CapDrop);
            Assert.Equal(["no-new-privileges:true"], service.SecurityOpt);
            Assert.Equal("unless-stopped", service.Restart);
            Assert.True(int.Parse(service.StopGracePeriod.TrimEnd('s'), CultureInfo.InvariantCulture) > SiloEnvironment.Drain.TotalSeconds);
        });
    }

    [ValidatorFact(Validators.Compose)]
    public async Task Ports_are_published_on_this_machine_only_and_of_a_silo_its_health_alone()
    {
        var file = await ComposeFile.ReadAsync();
        var health = SiloEnvironment.PortsOf(Dockerfile.Read().Environment).Health;

        Assert.All(file.Services.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.All(file.Silos, silo => Assert.EndsWith($":{health}/tcp", Assert.Single(silo.Ports), StringComparison.Ordinal));
    }

    [ValidatorFact(Validators.Compose)]
    public async Task The_emulator_is_the_one_of_azurite_cmd()
    {
        Assert.Equal(Repository.EmulatorImage, (await ComposeFile.ReadAsync()).Services["azurite"].Image);
    }
}
