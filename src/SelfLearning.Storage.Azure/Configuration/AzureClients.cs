using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Makes the client of an account from the section of a provider: <c>ServiceKey</c> (a keyed service of the app), else <c>ConnectionString</c>, else
/// <c>ConnectionName</c> (below <c>ConnectionStrings</c>). An absolute URI instead of a connection string is the address of the service: with a query it
/// carries its own signature, without one <see cref="DefaultAzureCredential"/> signs in.
/// </summary>
internal static class AzureClients
{
    private const string EmulatorAccount = "devstoreaccount1";

    /// <summary>
    /// The newest version that Azurite 3.37.0 knows. It refuses requests of the version that the client asks for by default.
    /// </summary>
    private const BlobClientOptions.ServiceVersion EmulatorVersion = BlobClientOptions.ServiceVersion.V2026_06_06;

    /// <summary>
    /// The client for blobs.
    /// </summary>
    /// <exception cref="OrleansConfigurationException">The section names no account.</exception>
    public static BlobServiceClient Blobs(IServiceProvider services, IConfigurationSection section)
    {
        return Create(services, section, Open);

        static BlobServiceClient Open(string text)
        {
            var client = OpenWith(text, Bounded(new BlobClientOptions()));
            return IsEmulator(client.Uri, client.AccountName) ? OpenWith(text, Bounded(new BlobClientOptions(EmulatorVersion))) : client;
        }

        static BlobServiceClient OpenWith(string text, BlobClientOptions options) => AddressOf(text) switch
        {
            null => new(text, options),
            { Query: "" } address => new(address, new DefaultAzureCredential(), options),
            var signed => new(signed, options),
        };
    }

    /// <summary>
    /// The client for tables. Its one version is known to the emulator.
    /// </summary>
    /// <exception cref="OrleansConfigurationException">The section names no account.</exception>
    public static TableServiceClient Tables(IServiceProvider services, IConfigurationSection section)
    {
        return Create(services, section, Open);

        static TableServiceClient Open(string text) => AddressOf(text) switch
        {
            null => new(text, Bounded(new TableClientOptions(TableClientOptions.ServiceVersion.V2020_12_06))),
            { Query: "" } address => new(address, new DefaultAzureCredential(), Bounded(new TableClientOptions())),
            var signed => new(signed, Bounded(new TableClientOptions())),
        };
    }

    private static TClient Create<TClient>(IServiceProvider services, IConfigurationSection section, Func<string, TClient> open)
        where TClient : class
    {
        if (section["ServiceKey"] is { Length: > 0 } serviceKey)
        {
            return services.GetKeyedService<TClient>(serviceKey) ?? throw new OrleansConfigurationException(
                $"{section.Path}:ServiceKey is '{serviceKey}', and no {typeof(TClient).Name} is registered under this key: " +
                $"add services.AddKeyedSingleton<{typeof(TClient).Name}>(\"{serviceKey}\", ...) or set {section.Path}:ConnectionString.");
        }

        var (key, text) = FindConnection(services, section);
        try
        {
            return open(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The text is a secret: it is in no message.
            throw new OrleansConfigurationException(
                $"{key} is neither a connection string of Azure Storage nor the address of its service: {e.Message} " +
                "Take the connection string from the account's access keys, or 'UseDevelopmentStorage=true' for the emulator.",
                e);
        }
    }

    private static (string Key, string Text) FindConnection(IServiceProvider services, IConfigurationSection section)
    {
        if (section["ConnectionString"] is { Length: > 0 } text)
        {
            return ($"{section.Path}:ConnectionString", text);
        }

        if (section["ConnectionName"] is not { Length: > 0 } name)
        {
            throw new OrleansConfigurationException(
                $"{section.Path} names no account: set ConnectionString (or the address of the service), ConnectionName (a name below " +
                "ConnectionStrings) or ServiceKey.");
        }

        return services.GetRequiredService<IConfiguration>().GetConnectionString(name) is { Length: > 0 } named
            ? ($"ConnectionStrings:{name}", named)
            : throw new OrleansConfigurationException($"ConnectionStrings:{name}, named by {section.Path}:ConnectionName, is missing or empty.");
    }

    private static Uri? AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    private static bool IsEmulator(Uri address, string account) => address.IsLoopback || account == EmulatorAccount;

    /// <summary>
    /// A grain waits for its storage and its callers wait for the grain: after about two seconds without a connection they get the error.
    /// </summary>
    private static TOptions Bounded<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
