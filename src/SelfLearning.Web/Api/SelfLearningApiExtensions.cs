using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Access;
using SelfLearning.Web.Api;
using SelfLearning.Web.Description;
using SelfLearning.Web.Limits;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web;

/// <summary>Maps the HTTP API.</summary>
public static class SelfLearningApiExtensions
{
    // A batch of 1,000 judgements with comments, or a request of a module at its default limit with room for the envelope.
    private const long MaximumBody = 2 * 1024 * 1024;

    /// <summary>
    /// Maps the HTTP API of self-learning modules. Needs <c>AddSelfLearningWeb()</c>, a self-learning client, and the host's
    /// <c>UseAuthentication()</c> and <c>UseAuthorization()</c>.
    /// </summary>
    /// <param name="endpoints">Where it is mapped.</param>
    /// <param name="prefix">The path in front of every endpoint.</param>
    /// <returns>All its endpoints, for conventions of the host's own.</returns>
    public static RouteGroupBuilder MapSelfLearningApi(this IEndpointRouteBuilder endpoints, string prefix = "/api/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var api = endpoints.MapGroup(prefix);
        api.WithTags("Self-Learning Orleans");
        api.AddEndpointFilter<ProblemFilter>();
        api.AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<RequestRate>());
        api.AddEndpointFilter<ModuleAccessFilter>();
        api.WithMetadata(new RequestSizeLimitAttribute(MaximumBody));
        ModuleEndpoints.Map(api);
        ContextEndpoints.Map(api);
        LearningEndpoints.Map(api);
        AdaptationEndpoints.Map(api);
        OperationEndpoints.Map(api);
        FeedbackEndpoints.Map(api);
        ApiDescription.Map(api);
        return api;
    }
}
