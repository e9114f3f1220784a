using k8s.Models;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Kubernetes;

public sealed class NetworkPolicyTests
{
    private const string SiloPort = "11111";
    private const string GatewayPort = "30000";

    private static readonly Dictionary<string, string> Silo = new() { ["app.kubernetes.io/name"] = "selflearning-silo" };
    private static readonly Dictionary<string, string> Client = new() { ["app"] = "shop", ["selflearning.client"] = "true" };
    private static readonly Dictionary<string, string> Stranger = new() { ["app"] = "shop" };
    private static readonly Dictionary<string, string> Emulator = new() { ["app.kubernetes.io/name"] = "azurite" };

    [ValidatorTheory(Validators.Kubernetes)]
    [MemberData(nameof(Manifests.Overlays), MemberType = typeof(Manifests))]
    public async Task Silos_reach_the_silo_port_and_labelled_clients_the_gateway_and_nobody_else_anything(string overlay)
    {
        var rules = await RulesAsync(overlay, "Ingress", policy => policy.Ingress ?? []);
        bool MayEnter(Dictionary<string, string> from, string port) => rules.Any(rule => Reaches(rule.FromProperty, from) && IsOpen(rule.Ports, port));

        Assert.True(MayEnter(Silo, SiloPort));
        Assert.True(MayEnter(Client, GatewayPort));
        Assert.False(MayEnter(Silo, GatewayPort));
        Assert.False(MayEnter(Client, SiloPort));
        Assert.All([SiloPort, GatewayPort, "8080", "8081"], port => Assert.False(MayEnter(Stranger, port)));
    }

    [ValidatorTheory(Validators.Kubernetes)]
    [InlineData("azure-storage", "443")]
    [InlineData("redis", "6379", "6380")]
    [InlineData("postgresql", "5432")]
    [InlineData("azurite", "10000", "10002")]
    public async Task A_silo_reaches_silos_names_and_its_storage_and_nothing_else(string overlay, params string[] storage)
    {
        var rules = await RulesAsync(overlay, "Egress", policy => policy.Egress ?? []);
        bool MayReach(Dictionary<string, string> to, string port) => rules.Any(rule => Reaches(rule.To, to) && IsOpen(rule.Ports, port));
        var server = overlay == "azurite" ? Emulator : Stranger;

        Assert.True(MayReach(Silo, SiloPort));
        Assert.All(storage, port => Assert.True(MayReach(server, port)));
        Assert.All([SiloPort, GatewayPort, "22", "80", "8080"], port => Assert.False(MayReach(Stranger, port)));
        Assert.Contains(rules, rule => rule.To?.Any(peer => peer.NamespaceSelector is not null) == true && IsOpen(rule.Ports, "53"));
        Assert.Equal([SiloPort, "53", .. storage], rules.SelectMany(rule => rule.Ports).Select(port => port.Port.Value).Distinct());
    }

    /// <summary>What the policies of the silos allow together, each of which must close what it does not allow.</summary>
    private static async Task<List<T>> RulesAsync<T>(string overlay, string kind, Func<V1NetworkPolicySpec, IList<T>> rules)
    {
        var policies = (await Manifests.OfAsync(overlay)).All<V1NetworkPolicy>().Select(policy => policy.Spec)
            .Where(policy => policy.PolicyTypes.Contains(kind) && Matches(policy.PodSelector, Silo)).ToList();
        Assert.NotEmpty(policies);
        return [.. policies.SelectMany(rules)];
    }

    // No list of peers or ports is all of them.
    private static bool Reaches(IList<V1NetworkPolicyPeer>? peers, Dictionary<string, string> pod) =>
        peers is null || peers.Any(peer => peer.NamespaceSelector is null && peer.PodSelector is { } selector && Matches(selector, pod));

    private static bool IsOpen(IList<V1NetworkPolicyPort>? ports, string port) => ports is null || ports.Any(open => open.Port is null || open.Port.Value == port);

    private static bool Matches(V1LabelSelector selector, Dictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
