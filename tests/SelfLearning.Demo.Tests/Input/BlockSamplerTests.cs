using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;

namespace SelfLearning.Demo.Tests.Input;

public sealed class BlockSamplerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_blocks_and_another_one_others()
    {
        var catalog = Catalog();

        var first = await Take(new BlockSampler(catalog, 5), 60);

        Assert.Equal(first, await Take(new BlockSampler(catalog, 5), 60));
        Assert.NotEqual(first, await Take(new BlockSampler(catalog, 6), 60));
    }

    [Fact]
    public async Task Content_types_come_in_turn_however_many_files_they_have()
    {
        var types = (await Take(new BlockSampler(Catalog(), 5), 30)).Select(b => b.Split(' ')[0]);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => new[] { "json", "text", "xml" }[i % 3]), types);
    }

    [Fact]
    public async Task Blocks_hold_at_most_64_KB_and_every_byte_of_a_file_can_be_in_one()
    {
        var content = new byte[(2 * BlockSampler.BlockSize) + 3_000];
        for (var i = 0; i < content.Length; i++) content[i] = (byte)(i / BlockSampler.BlockSize);
        _folder.Write("big/a.json", content);
        var sampler = new BlockSampler(FileCatalog.Find([Path.Combine(_folder.Path, "big")], null, default), 1);

        var lengths = new Dictionary<byte, int>();
        for (var i = 0; i < 100; i++)
        {
            var block = await sampler.NextAsync(default);
            Assert.All(block.Data, b => Assert.Equal(block.Data[0], b));
            lengths[block.Data[0]] = block.Data.Length;
        }

        Assert.Equal([(0, 65_536), (1, 65_536), (2, 3_000)], lengths.OrderBy(l => l.Key).Select(l => ((int)l.Key, l.Value)));
    }

    [Fact]
    public async Task A_last_block_below_the_smallest_file_is_never_drawn()
    {
        _folder.Write("tail/a.json", new byte[BlockSampler.BlockSize + FileCatalog.MinimumFileLength - 1]);
        var sampler = new BlockSampler(FileCatalog.Find([Path.Combine(_folder.Path, "tail")], null, default), 1);

        for (var i = 0; i < 30; i++) Assert.Equal(BlockSampler.BlockSize, (await sampler.NextAsync(default)).Data.Length);
    }

    [Fact]
    public async Task A_file_that_vanished_is_left_out_and_the_others_go_on()
    {
        var catalog = Catalog();
        File.Delete(Path.Combine(_folder.Path, "c.xml"));
        File.WriteAllBytes(Path.Combine(_folder.Path, "b.md"), []);

        var types = (await Take(new BlockSampler(catalog, 5), 20)).Select(b => b.Split(' ')[0]);

        Assert.All(types, t => Assert.Equal("json", t));
    }

    [Fact]
    public async Task When_no_file_is_left_the_error_says_what_to_do()
    {
        var catalog = Catalog();
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);

        var error = await Assert.ThrowsAsync<InputException>(() => new BlockSampler(catalog, 5).NextAsync(default).AsTask());

        Assert.Contains("--path", error.Message, StringComparison.Ordinal);
    }

    private FileCatalog Catalog()
    {
        for (var i = 0; i < 20; i++) _folder.Write($"a{i:D2}.json", Noise(2_000 + (i * 10), i));
        _folder.Write("b.md", Noise(1_500, 50));
        _folder.Write("c.xml", Noise(200_000, 60));
        return FileCatalog.Find([_folder.Path], null, default);
    }

    private static byte[] Noise(int length, int seed)
    {
        var noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static async Task<List<string>> Take(BlockSampler sampler, int count)
    {
        var taken = new List<string>();
        for (var i = 0; i < count; i++) taken.Add(Name(await sampler.NextAsync(default)));
        return taken;
    }

    private static string Name(Block block) =>
        $"{block.ContentType} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(block.Data))}";
}
