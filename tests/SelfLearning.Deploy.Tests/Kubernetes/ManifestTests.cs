using k8s.Models;
using SelfLearning.Deploy.Tests.Image;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Kubernetes;

public sealed class ManifestTests
{
    /// <summary>What the README tells to put into the secret.</summary>
    private static readonly Dictionary<string, string> Secrets = new() { ["storage"] = "the connection", ["signing-key"] = SiloEnvironment.SigningKey };

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task A_silo_takes_the_settings_it_is_given(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var whileKeysChange = new Dictionary<string, string>(Secrets) { ["other-signing-key"] = $"1:{SiloEnvironment.SigningKey}" };

        Assert.Empty(SiloEnvironment.FaultsOf(manifests.EnvironmentWith(Secrets)));
        Assert.Empty(SiloEnvironment.FaultsOf(manifests.EnvironmentWith(whileKeysChange)));
        Assert.True(SiloEnvironment.IsCluster(manifests.EnvironmentWith(Secrets)));
    }

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task Ports_and_probes_are_those_the_silo_serves(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var container = manifests.SiloContainer;

        var (silo, gateway, health) = SiloEnvironment.PortsOf(manifests.EnvironmentWith(Secrets));
        Assert.Equal([("silo", silo), ("gateway", gateway), ("health", health)], container.Ports.Select(port => (port.Name, port.ContainerPort)));
        Assert.Equal("/health/live", container.StartupProbe.HttpGet.Path);
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
        Assert.All([container.StartupProbe, container.LivenessProbe, container.ReadinessProbe], probe => Assert.Equal("health", probe.HttpGet.Port.Value));
        Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold > 50, "A silo gives up by itself after 50 s, and says why.");
    }

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task Every_pod_keeps_to_the_restricted_profile(string overlay)
    {
        Assert.All((await Manifests.OfAsync(overlay)).Pods, pod =>
        {
            Assert.False(pod.Spec.AutomountServiceAccountToken);
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
            Assert.True(pod.Spec.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.Spec.SecurityContext.SeccompProfile.Type);
            Assert.Null(pod.Spec.HostNetwork);
            Assert.All(pod.Spec.Containers, container =>
            {
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Null(container.SecurityContext.Capabilities.Add);
                Assert.Contains("memory", container.Resources.Limits.Keys);
            });
        });
    }

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task Silos_are_replaced_one_by_one_and_given_time_to_drain(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);
        var deployment = manifests.Deployment.Spec;
        var budget = manifests.One<V1PodDisruptionBudget>("selflearning-silo").Spec;

        Assert.Equal(("1", "0"), (deployment.Strategy.RollingUpdate.MaxSurge.Value, deployment.Strategy.RollingUpdate.MaxUnavailable.Value));
        Assert.Equal("1", budget.MaxUnavailable.Value);
        Assert.True(deployment.Replicas > 1);
        Assert.True(manifests.Silo.TerminationGracePeriodSeconds > SiloEnvironment.Drain.TotalSeconds);
        Assert.All(
            [deployment.Selector, budget.Selector, .. manifests.Silo.TopologySpreadConstraints.Select(spread => spread.LabelSelector)],
            selector => Assert.Equal(deployment.Template.Metadata.Labels, selector.MatchLabels));
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], manifests.Silo.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
    }

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task The_pod_runs_the_image_of_this_version_as_its_user_under_an_account_without_a_token(string overlay)
    {
        var manifests = await Manifests.OfAsync(overlay);

        Assert.Equal($"selflearning-silo:{Repository.Version}", manifests.SiloContainer.Image);
        Assert.Equal(Assert.Single(Dockerfile.Read().Final.All("USER")), $"{manifests.Silo.SecurityContext.RunAsUser}");
        Assert.False(manifests.One<V1ServiceAccount>(manifests.Silo.ServiceAccountName).AutomountServiceAccountToken);
    }

    [ValidatorFact(Validators.Kubernetes)]
    public async Task The_emulator_is_the_one_of_azurite_cmd()
    {
        var manifests = await Manifests.OfAsync("azurite");

        Assert.Equal(Repository.EmulatorImage, Assert.Single(Assert.Single(manifests.All<V1StatefulSet>()).Spec.Template.Spec.Containers).Image);
        Assert.Equal("azurite", Assert.Single(manifests.All<V1Service>()).Metadata.Name);
    }
}
