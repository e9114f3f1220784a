using System.Security.Cryptography;
using System.Text.Json;

namespace SelfLearning.Web.Dashboard.Live;

/// <summary>Tells by a few characters whether two models show the same.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint of a model.</summary>
    public static string Of(object model) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(model, model.GetType())).AsSpan(0, 8));
}
