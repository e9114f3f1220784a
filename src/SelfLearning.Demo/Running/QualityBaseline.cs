using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Running;

/// <summary>What calls with the default values were worth: kept, because later runs make few of them.</summary>
/// <param name="LinkBitsPerSecond">The link it holds for.</param>
/// <param name="ContentTypes">The qualities by content type.</param>
internal sealed record QualityBaseline(long LinkBitsPerSecond, Dictionary<string, RunningMean> ContentTypes);
