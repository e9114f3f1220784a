using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SelfLearning.Web.Access;

namespace SelfLearning.Web.Tests.Access;

public sealed class AccessGuardTests
{
    private const string Hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://[::]:5000")]
    [InlineData("https://+:443")]
    [InlineData("http://10.0.0.7:80")]
    [InlineData("http://songs.example:80")]
    public async Task A_host_that_other_machines_reach_does_not_start_without_authentication(string address)
    {
        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => StartAsync(address));

        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("SelfLearning:ApiKeys", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://[::1]:5000")]
    [InlineData("http://unix:/run/songs.sock")]
    public async Task A_host_that_only_this_machine_reaches_does(string address) => await StartAsync(address);

    [Fact]
    public async Task So_does_one_with_keys_or_with_an_authentication_of_its_own()
    {
        await StartAsync("http://0.0.0.0:5000", keys: [new("SelfLearning:ApiKeys:a:Hash", Hash), new("SelfLearning:ApiKeys:a:Roles:0", "reader")]);
        await StartAsync("http://0.0.0.0:5000", scheme: "Cookies");
    }

    [Fact]
    public async Task An_address_where_the_host_serves_other_things_does_not_count() =>
        await StartAsync("http://0.0.0.0:8081", options: new SelfLearningWebOptions { ForeignPort = 8081 });

    private static async Task StartAsync(string address, KeyValuePair<string, string?>[]? keys = null, string? scheme = null, SelfLearningWebOptions? options = null)
    {
        var services = new ServiceCollection().AddLogging();
        var authentication = services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessPolicies.ApiKeyScheme, null);
        if (scheme is not null) authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(scheme, null);
        await using var provider = services.BuildServiceProvider();
        using var server = new ListeningServer(address);
        var configured = ApiKeys.Read(new ConfigurationBuilder().AddInMemoryCollection(keys ?? []).Build());
        await new AccessGuard(configured, provider.GetRequiredService<IAuthenticationSchemeProvider>(), server, Options.Create(options ?? new SelfLearningWebOptions())).StartedAsync(CancellationToken.None);
    }

    /// <summary>A server that listens at an address without opening it.</summary>
    private sealed class ListeningServer : IServer
    {
        public ListeningServer(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }

        private sealed class ServerAddressesFeature : IServerAddressesFeature
        {
            public ICollection<string> Addresses { get; } = [];

            public bool PreferHostingUrls { get; set; }
        }
    }
}
