using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Dashboard;

/// <summary>Sends a browser on to a page after a form, so that loading that page again does not repeat the form.</summary>
internal static class SeeOther
{
    public static IResult Of(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        http.Response.Headers.CacheControl = "no-store";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
