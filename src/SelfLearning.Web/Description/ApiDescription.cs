using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using SelfLearning.Web.Access;
using SelfLearning.Web.Api;
using SelfLearning.Web.Dashboard.Access;

namespace SelfLearning.Web.Description;

/// <summary>The OpenAPI document of the API, and the page to try it on.</summary>
internal static class ApiDescription
{
    /// <summary>The name of the document.</summary>
    public const string Document = "selflearning";

    /// <summary>The member of an operation that says which role it needs.</summary>
    public const string RoleExtension = "x-role";

    private const string Docs = "/docs";
    private const string Scheme = "apiKey";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<AccessRequirement>().Any();
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeAsync);
    });

    /// <summary>Maps both; who may read may see them, in a browser by signing in to the page. What is tried on it needs a key all the same.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(AccessPolicies.Reader).WithMetadata(new ForViewers()).ExcludeFromDescription();
        api.MapScalarApiReference(Docs, (scalar, http) =>
        {
            // The page looks for the document from the root of the host on, so that it must be told where the API is.
            var path = http.Request.Path.Value!;
            var prefix = path[..path.LastIndexOf(Docs, StringComparison.Ordinal)];
            scalar.Title = "Self-Learning Orleans";
            scalar.DefaultFonts = false;
            scalar.AddDocument(Document, "Self-Learning Orleans", $"{prefix}/openapi/{{documentName}}.json".TrimStart('/'));
        }).RequireAuthorization(AccessPolicies.Reader).WithMetadata(new ForViewers()).ExcludeFromDescription();
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Self-Learning Orleans",
            Version = "v1",
            Description = "Modules that improve themselves from feedback: run them, judge their results, see what was learned, decide over it.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, as Authorization: Bearer slo_... Not needed on the machine of the service while no key is configured.",
        };
        return Task.CompletedTask;
    }

    // The host's own JSON options, by which schemas are made, may write enums as numbers.
    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (!type.IsEnum) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var role = metadata.OfType<AccessRequirement>().Last().Role;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[RoleExtension] = new JsonNodeExtension(AccessPolicies.ClaimOf(role));
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (metadata.OfType<BodyMetadata>().LastOrDefault() is not { } body) return;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = !body.IsOptional,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken) },
            },
        };
    }
}
