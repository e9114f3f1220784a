using System.Text;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Tests.Compression;

public class BlockCodecTests
{
    public static TheoryData<string, int> EverySetting()
    {
        var settings = new TheoryData<string, int>();
        foreach (var setting in Setting.AllDistinct) settings.Add(setting.Codec, setting.Level);
        return settings;
    }

    [Theory, MemberData(nameof(EverySetting))]
    public void What_was_compressed_decompresses_to_the_input(string codec, int level)
    {
        foreach (var block in new[] { Text(64 * 1024), Noise(64 * 1024), [42], Noise(1_023) })
        {
            var (data, _) = BlockCodec.Compress(block, new Setting(codec, level), TimeProvider.System);

            Assert.Equal(block, BlockCodec.Decompress(data, codec));
        }
    }

    [Theory, MemberData(nameof(EverySetting))]
    public void Text_gets_smaller_with_every_codec_but_none(string codec, int level)
    {
        var block = Text(64 * 1024);

        var (data, _) = BlockCodec.Compress(block, new Setting(codec, level), TimeProvider.System);

        if (codec == "none") Assert.Same(block, data);
        else Assert.InRange(data.Length, 1, block.Length / 2);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("brotli")]
    public void The_level_reaches_the_codec(string codec)
    {
        var block = Text(64 * 1024);

        var quick = BlockCodec.Compress(block, new Setting(codec, 1), TimeProvider.System).Data;
        var thorough = BlockCodec.Compress(block, new Setting(codec, 9), TimeProvider.System).Data;

        Assert.True(thorough.Length < quick.Length, $"{thorough.Length} is not below {quick.Length}");
    }

    [Fact]
    public void The_frames_of_deflate_zlib_and_gzip_differ_by_their_headers_only()
    {
        var block = Text(10_000);
        int Size(string codec) => BlockCodec.Compress(block, new Setting(codec, 6), TimeProvider.System).Data.Length;

        Assert.Equal(Size("deflate") + 6, Size("zlib"));
        Assert.Equal(Size("deflate") + 18, Size("gzip"));
    }

    [Fact]
    public void The_time_is_measured_by_the_given_clock()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(7) };

        Assert.Equal(TimeSpan.FromMilliseconds(7), BlockCodec.Compress(Text(1_000), new Setting("zlib", 1), time).Elapsed);
        Assert.Equal(TimeSpan.Zero, BlockCodec.Compress(Text(1_000), new Setting("none", 1), time).Elapsed);
    }

    [Fact]
    public void An_unknown_codec_is_named() =>
        Assert.Contains("'zip9'", Assert.Throws<ArgumentException>(
            () => BlockCodec.Compress([1], new Setting("zip9", 1), TimeProvider.System)).Message, StringComparison.Ordinal);

    internal static byte[] Text(int length)
    {
        var random = new Random(1);
        string[] words = ["context", "grain", "learns", "from", "feedback", "and", "the", "policy", "changes", "slowly", "\n"];
        var text = new StringBuilder();
        while (text.Length < length) text.Append(words[random.Next(words.Length)]).Append(' ').Append(random.Next(100));
        return Encoding.UTF8.GetBytes(text.ToString())[..length];
    }

    internal static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(2).NextBytes(noise);
        return noise;
    }
}
