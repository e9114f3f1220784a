using System.Text.Json;

namespace SelfLearning.Hosting;

/// <summary>What <see cref="SelfLearningClientBuilder.UsePayloads"/> has set.</summary>
internal sealed class PayloadSettings
{
    public JsonSerializerOptions Json { get; set; } = PayloadJson.DefaultOptions;

    public int SizeLimit { get; set; } = PayloadJson.DefaultSizeLimit;
}
