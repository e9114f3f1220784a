using Orleans.Storage;

namespace SelfLearning.Tests.Conformance;

/// <content>
/// What holds for every text that a grain id may have.
/// </content>
public abstract partial class GrainStorageConformance
{
    [StorageTheory]
    [InlineData("Привет-мир")]
    [InlineData("日本語 with spaces")]
    [InlineData("a/b\\c#d?e%2f'\"; DROP TABLE grain_state; --")]
    [InlineData("emoji-🙂-e\u0301")]
    public async Task Any_text_is_a_grain_id_of_its_own(string text)
    {
        var (id, other) = (NewId(text), NewId(text.Replace('/', '_') + " "));
        await WriteAsync(id, 1);
        await WriteAsync(other, 2);

        Assert.Equal(1, (await ReadAsync(id)).State.Number);
        Assert.Equal(2, (await ReadAsync(other)).State.Number);
    }

    [StorageFact]
    public async Task Ids_that_differ_in_a_special_character_alone_do_not_meet()
    {
        var text = Guid.NewGuid().ToString("N");
        var ids = ((string[])["/", "_", "\\", "#", "?", "~", "\t"]).Select(character => GrainId.Create("conformance", $"{text}a{character}b")).ToArray();
        var states = await Task.WhenAll(ids.Select((id, i) => WriteAsync(id, i)));
        for (var i = 0; i < ids.Length; i++)
        {
            states[i].State.Number += 10;
            await Storage.WriteStateAsync("state", ids[i], states[i]);
        }

        await Storage.ClearStateAsync("state", ids[0], states[0]);

        var read = await Task.WhenAll(ids.Select(id => ReadAsync(id)));
        Assert.Equal([0, 11, 12, 13, 14, 15, 16], read.Select(state => state.State.Number));
        Assert.Equal(states.Select(state => state.ETag), read.Select(state => state.ETag));
    }

    [StorageFact]
    public async Task A_second_insert_of_an_id_with_a_special_character_fails_too()
    {
        var text = Guid.NewGuid().ToString("N");
        var (first, second) = (GrainId.Create("conformance", $"{text}a/b"), GrainId.Create("conformance", $"{text}a_b"));
        await WriteAsync(first, 1);
        await WriteAsync(second, 2);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => WriteAsync(first, 3));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => WriteAsync(second, 4));

        Assert.Equal(1, (await ReadAsync(first)).State.Number);
        Assert.Equal(2, (await ReadAsync(second)).State.Number);
    }

    [StorageTheory]
    [InlineData('k', 0)]
    [InlineData('ж', 540)]
    public async Task A_long_id_is_not_cut(char letter, int length)
    {
        var prefix = new string(letter, (length == 0 ? LongestKey : Math.Min(length, LongestKey)) - 40);
        var (one, two) = (NewId(prefix + "1"), NewId(prefix + "2"));
        await WriteAsync(one, 1);
        await WriteAsync(two, 2);

        Assert.Equal(1, (await ReadAsync(one)).State.Number);
        Assert.Equal(2, (await ReadAsync(two)).State.Number);
    }

    [StorageFact]
    public async Task A_key_with_a_NUL_is_a_key_of_its_own_or_refused()
    {
        var text = Guid.NewGuid().ToString("N");
        var (id, other) = (GrainId.Create("conformance", text + "/a\0b"), GrainId.Create("conformance", text + "/a"));
        await WriteAsync(other, 2);
        if (!TakesNulInKeys)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(id, 1));
            return;
        }

        await WriteAsync(id, 1);
        Assert.Equal(1, (await ReadAsync(id)).State.Number);
        Assert.Equal(2, (await ReadAsync(other)).State.Number);
    }

    [StorageFact]
    public async Task Keys_that_are_one_number_do_not_meet()
    {
        var number = $"a{Guid.NewGuid():N}"[..13];
        await AssertApartAsync(KeepsNumbersApart, GrainId.Create("conformance", number), GrainId.Create("conformance", "0" + number));
    }

    [StorageFact]
    public async Task Grains_of_two_types_with_one_key_do_not_meet()
    {
        var key = $"{Guid.NewGuid():N}/k";
        await AssertApartAsync(KeepsGrainTypesApart, GrainId.Create("conformance", key), GrainId.Create("conformance.other", key));
    }

    private async Task AssertApartAsync(bool expected, GrainId one, GrainId two)
    {
        await WriteAsync(one, 1);
        if (!expected)
        {
            await Assert.ThrowsAnyAsync<InconsistentStateException>(() => WriteAsync(two, 2));
            return;
        }

        await WriteAsync(two, 2);
        Assert.Equal(1, (await ReadAsync(one)).State.Number);
        Assert.Equal(2, (await ReadAsync(two)).State.Number);
    }
}
