using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Kubernetes;

/// <summary>What an overlay gives to the cluster: built by kubectl and read strictly, where an unknown field is an error.</summary>
internal sealed class Manifests(IReadOnlyList<object> all)
{
    private static readonly ConcurrentDictionary<string, Task<Manifests>> Built = new();

    /// <summary>The names of the overlays.</summary>
    public static TheoryData<string> Overlays { get; } =
        [.. Directory.GetDirectories(Repository.PathOf("deploy/kubernetes/overlays")).Select(folder => Path.GetFileName(folder)).Order()];

    public V1PodSpec Silo => Deployment.Spec.Template.Spec;

    public V1Container SiloContainer => Assert.Single(Silo.Containers);

    public V1Deployment Deployment => One<V1Deployment>("selflearning-silo");

    /// <summary>The templates of all pods.</summary>
    public IEnumerable<V1PodTemplateSpec> Pods => All<V1Deployment>().Select(owner => owner.Spec.Template).Concat(All<V1StatefulSet>().Select(owner => owner.Spec.Template));

    public static Task<Manifests> OfAsync(string overlay) => Built.GetOrAdd(overlay, BuildAsync);

    public IEnumerable<T> All<T>() => all.OfType<T>();

    public T One<T>(string name)
        where T : IMetadata<V1ObjectMeta> => All<T>().Single(one => one.Metadata.Name == name);

    /// <summary>The environment of a silo, where the cluster fills in its address and these secrets.</summary>
    public IEnumerable<KeyValuePair<string, string?>> EnvironmentWith(IReadOnlyDictionary<string, string> secrets) =>
        One<V1ConfigMap>(Assert.Single(SiloContainer.EnvFrom).ConfigMapRef.Name).Data.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
            .Concat(SiloContainer.Env.Select(variable => KeyValuePair.Create(variable.Name, ValueOf(variable.ValueFrom, secrets))).Where(variable => variable.Value is not null));

    private static string? ValueOf(V1EnvVarSource source, IReadOnlyDictionary<string, string> secrets) => source switch
    {
        { FieldRef.FieldPath: "status.podIP" } => "10.0.0.5",
        { FieldRef.FieldPath: "metadata.name" } => "selflearning-silo-1",
        { SecretKeyRef: { Name: "selflearning-silo", Key: var key, Optional: var optional } } =>
            secrets.TryGetValue(key, out var secret) ? secret : optional == true ? null : throw new KeyNotFoundException($"The pod needs the secret {key}."),
        _ => throw new NotSupportedException("A variable from another source."),
    };

    private static async Task<Manifests> BuildAsync(string overlay)
    {
        var run = await Validators.RunAsync(Validators.Kubernetes, "kustomize", Repository.PathOf($"deploy/kubernetes/overlays/{overlay}"));
        return new Manifests(KubernetesYaml.LoadAllFromString(run.RequireQuiet().Output, strict: true));
    }
}
