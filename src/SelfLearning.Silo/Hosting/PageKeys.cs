using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using SelfLearning.Silo.Configuration;

namespace SelfLearning.Silo.Hosting;

/// <summary>
/// The keys of the page's cookies and forms, made from the signing keys that the silos of a cluster share: who has signed in at one silo is known
/// at every other, and nothing has to be stored for it.
/// </summary>
internal sealed class PageKeys(IReadOnlyList<string> signingKeys) : IXmlRepository
{
    private const int MasterLength = 64;
    private const int IdLength = 16;

    private static readonly DateTimeOffset FirstDay = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastDay = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Takes them where a signing key is configured; without one a silo is on its own, and ASP.NET Core makes keys where it always does.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        // White space is no key for the silo either; here it would be an empty secret, which everybody knows.
        if (configuration[SigningKeyRule.Key] is not { } current || string.IsNullOrWhiteSpace(current)) return;
        var older = configuration.GetSection(SigningKeyRule.OlderKeys).GetChildren().Select(key => key.Value ?? "");
        services.AddDataProtection().SetApplicationName("SelfLearning.Silo").DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new PageKeys([.. older, current]));
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        // A signing key may be listed twice, a key of the page may not.
        [.. signingKeys.Select(KeyOf).Reverse().DistinctBy(key => (string?)key.Attribute("id"))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        throw new NotSupportedException("The keys of the page are made from the signing keys: no other is kept.");

    // The last one is the current one: of the keys in force that of the latest activation encrypts.
    private static XElement KeyOf(string signingKey, int place)
    {
        // Without the epoch in front.
        var secret = Convert.FromBase64String(signingKey[(signingKey.IndexOf(':') + 1)..]);
        var id = new Guid(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, IdLength, info: "SelfLearning page key id 1"u8.ToArray()));
        using var master = new Secret(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, MasterLength, info: "SelfLearning page key 1"u8.ToArray()));
        var descriptor = new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), master).ExportToXml();
        return new XElement(
            "key",
            new XAttribute("id", id),
            new XAttribute("version", 1),
            new XElement("creationDate", FirstDay),
            new XElement("activationDate", FirstDay.AddDays(place)),
            new XElement("expirationDate", LastDay),
            new XElement("descriptor", new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!), descriptor.SerializedDescriptorElement));
    }
}
