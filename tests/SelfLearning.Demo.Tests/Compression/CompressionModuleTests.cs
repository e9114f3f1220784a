using Microsoft.Extensions.Time.Testing;
using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Tests.Compression;

public class CompressionModuleTests
{
    private static readonly FakeTimeProvider Time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(2) };

    [Fact]
    public void The_context_is_the_content_type() =>
        Assert.Equal("json", new CompressionModule(Time).ContextOf(new Block("json", [])).Text);

    [Fact]
    public async Task The_result_has_the_bytes_and_what_was_measured()
    {
        var block = BlockCodecTests.Text(50_000);

        var result = (await new CompressionModule(Time).ProcessAsync(
            new Block("text", block), new CompressionConfig { Codec = "brotli", Level = 3, LinkBitsPerSecond = 10_000_000 }, default)).Data;

        Assert.Equal(block, BlockCodec.Decompress(result.Data, "brotli"));
        Assert.Equal(("brotli", 3, 50_000), (result.Codec, result.Level, result.OriginalSize));
        Assert.Equal(2, result.CompressionMs);
        Assert.Equal(40, result.UncompressedMs, 9);
        Assert.Equal(result.Data.Length * 8 / 10_000.0, result.TransferMs, 9);
    }

    [Fact]
    public async Task Sending_the_block_as_it_is_has_a_quality_of_exactly_a_half()
    {
        var result = await new CompressionModule(Time).ProcessAsync(
            new Block("zip", BlockCodecTests.Noise(1_000)), new CompressionConfig { Codec = "none" }, default);

        Assert.Equal(0.5, TransferQuality.Of(result.Data));
    }

    [Fact]
    public async Task The_module_gives_no_quality_of_its_own()
    {
        var block = new Block("text", BlockCodecTests.Text(2_000));
        var module = new CompressionModule(Time);

        var result = await module.ProcessAsync(block, new CompressionConfig(), default);

        Assert.Null(await module.QualityAsync(block, result.Data, default));
    }

    [Fact]
    public void Block_and_result_survive_the_way_between_processes()
    {
        var block = Payload.OfJson(Payload.Of(new Block("json", [1, 2, 250]), PayloadJson.DefaultOptions).ToJson());

        Assert.True(block.TryRead<Block>(PayloadJson.DefaultOptions, out var read, out _));
        Assert.Equal([1, 2, 250], read.Data);
    }
}
