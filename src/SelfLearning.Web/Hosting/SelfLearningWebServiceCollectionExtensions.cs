using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SelfLearning.Web;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard;
using SelfLearning.Web.Description;
using SelfLearning.Web.Limits;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the HTTP API and the page need.</summary>
public static class SelfLearningWebServiceCollectionExtensions
{
    /// <summary>
    /// Adds access control and all else that <c>MapSelfLearningApi()</c> and <c>MapSelfLearningDashboard()</c> need. API keys come from the section <c>SelfLearning:ApiKeys</c>;
    /// without any, only requests from this machine are served.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="SelfLearning.ModuleConfigurationException">At the host's start: the configuration of the keys is wrong.</exception>
    public static IServiceCollection AddSelfLearningWeb(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => ApiKeys.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<SelfLearningWebOptions>().BindConfiguration(SelfLearningWebOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<RequestRate>();
        services.TryAddSingleton<StopSignal>();
        services.AddHostedService<AccessGuard>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessPolicies.ApiKeyScheme, null);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<AccessRole>())
            authorization.AddPolicy(AccessPolicies.Of(role), policy => policy.AddAuthenticationSchemes(AccessPolicies.ApiKeyScheme).AddRequirements(new AccessRequirement(role)));
        ApiDescription.Add(services);
        DashboardServices.Add(services);
        return services;
    }
}
