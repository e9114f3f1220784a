using System.Text.Json;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Server;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Tests.Grains;

/// <summary>What the product needs of its records holds on every provider, whatever the provider does otherwise.</summary>
[Collection(ServersCollection.Name)]
public sealed class RecordTests(Servers servers)
{
    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    [InlineData("Memory")]
    public async Task Modules_whose_names_are_one_number_have_records_of_their_own(string provider)
    {
        var number = $"a{Guid.NewGuid():N}"[..20];
        var modules = (string[])[number, "0" + number, "00" + number];
        for (var i = 0; i < modules.Length; i++)
        {
            await Definition(provider, modules[i]).WriteAsync(new DefinitionRecord { OptionsVersion = i });
        }

        for (var i = 0; i < modules.Length; i++)
        {
            Assert.Equal(i, (await Definition(provider, modules[i]).ReadAsync())!.OptionsVersion);
        }
    }

    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    [InlineData("Memory")]
    public async Task The_longest_names_fit(string provider)
    {
        var module = $"m{Guid.NewGuid():N}".PadRight(ModuleName.MaximumLength, 'x');
        var key = GrainNames.ContextGrain(module, ContextKey.Parse(new string('k', ContextKey.MaximumLength)));
        var segment = Segment(provider, key);
        await segment.WriteAsync(new SegmentRecord { Segment = new byte[256 * 1024] });

        Assert.Equal(256 * 1024, (await Segment(provider, key).ReadAsync())!.Segment.Length);
    }

    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    [InlineData("Memory")]
    public async Task Who_has_cleared_a_record_writes_it_again(string provider)
    {
        var key = $"m/{Guid.NewGuid():N}";
        var record = Segment(provider, key);
        await record.ClearAsync();
        await record.WriteAsync(new SegmentRecord { Segment = (byte[])[1] });
        await record.ClearAsync();
        Assert.False(record.Exists);
        Assert.Null(await Segment(provider, key).ReadAsync());

        await record.WriteAsync(new SegmentRecord { Segment = (byte[])[2] });
        Assert.Equal([2], (await Segment(provider, key).ReadAsync())!.Segment.ToArray());
    }

    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    [InlineData("Memory")]
    public async Task Members_of_newer_versions_and_zeros_come_back(string provider)
    {
        var key = $"m{Guid.NewGuid():N}";
        var unknown = JsonDocument.Parse("""{"zero":0,"no":false,"nothing":null,"text":"ж\u0000"}""").RootElement;
        await Definition(provider, key).WriteAsync(new DefinitionRecord { Unknown = new() { ["added"] = unknown } });

        var read = await Definition(provider, key).ReadAsync();

        Assert.Equal(DefinitionRecord.CurrentVersion, read!.Version);
        Assert.True(JsonElement.DeepEquals(unknown, read.Unknown!["added"]));
    }

    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    [InlineData("Memory")]
    public async Task A_write_whose_answer_was_lost_is_told_from_none_and_from_that_of_another(string provider)
    {
        var key = $"m{Guid.NewGuid():N}";
        var unknown = JsonDocument.Parse("""{"zero":0.0,"no":false,"nothing":null,"text":"ж\u0000\u0041"}""").RootElement;
        var (ours, record) = (Definition(provider, key), new DefinitionRecord { OptionsVersion = 1, Unknown = new() { ["added"] = unknown } });
        Assert.Null(await ours.ReadAsync());
        Assert.False(await ours.SettleAsync(record));

        await Definition(provider, key).WriteAsync(record); // As ours, whose ETag was not told.
        Assert.True(await ours.SettleAsync(record));
        await ours.WriteAsync(record);
        Assert.False(await ours.SettleAsync(record));

        var another = Definition(provider, key);
        await another.ReadAsync();
        await another.WriteAsync(new DefinitionRecord { OptionsVersion = 1 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => ours.SettleAsync(record));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => ours.WriteAsync(record)); // Still not ours to write.
    }

    private StoredRecord<DefinitionRecord> Definition(string provider, string module) =>
        servers.Records(provider).Record<DefinitionRecord>("definition", GrainId.Create("selflearning.definition", module));

    private StoredRecord<SegmentRecord> Segment(string provider, string context) =>
        servers.Records(provider).Record<SegmentRecord>("segment-491000-0", GrainId.Create("selflearning.context", context));
}
