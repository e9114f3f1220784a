namespace SelfLearning.Web.Api;

/// <summary>
/// The body an endpoint takes, for its description. Not the metadata that routing knows: by that it would answer another content type
/// itself, without saying what is wrong.
/// </summary>
/// <param name="Type">What it is.</param>
/// <param name="IsOptional">Whether the request may have none.</param>
internal sealed record BodyMetadata(Type Type, bool IsOptional);
