using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;

namespace SelfLearning.Demo.Running;

/// <summary>
/// Compresses a few blocks with every setting and throws the results away, so that loading the native libraries and compiling the
/// code is in nobody's measurement.
/// </summary>
internal static class WarmUp
{
    private const int Blocks = 2;

    public static async Task RunAsync(BlockSampler sampler, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Blocks; i++)
        {
            var block = await sampler.NextAsync(cancellationToken);
            foreach (var setting in Setting.AllDistinct) BlockCodec.Compress(block.Data, setting, time);
        }
    }
}
