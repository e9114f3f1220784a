using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard;

/// <summary>Refuses a form that another site could have sent in the user's name.</summary>
internal sealed class FormFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        // A form that cannot be read has no token either; reading throws on what is malformed or too large.
        if (!http.Request.HasFormContentType) throw Refused();
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            await antiforgery.ValidateRequestAsync(http);
        }
        catch (Exception exception) when (exception is AntiforgeryValidationException or InvalidDataException)
        {
            throw Refused();
        }

        return await next(context);
    }

    private static RequestProblem Refused() => new(
        400, ProblemKind.Invalid, "The form does not come from this page, or the page was left open for too long: nothing was changed. Go back, load the page again and repeat it.");
}
