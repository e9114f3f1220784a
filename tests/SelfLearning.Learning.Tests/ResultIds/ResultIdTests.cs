using System.Buffers.Text;
using System.Security.Cryptography;
using FsCheck.Fluent;
using static SelfLearning.Learning.Tests.ResultIds.ResultIdSamples;

namespace SelfLearning.Learning.Tests.ResultIds;

public class ResultIdTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [SeededProperty(MaxTest = 500, Arbitrary = [typeof(ResultIdSamples)])]
    public void Every_id_is_read_back_from_its_text_and_verified(ResultId id)
    {
        var text = id.Format(Key);

        Assert.True(ResultId.TryParse(text, out var read));
        Assert.Equal(id, read);
        Assert.True(ResultId.TryVerify(text, read, Key));
        Assert.True(text.Length <= id.Module.Length + id.Context.Text.Length + ResultId.MaximumOverhead);
        Assert.DoesNotContain(text, c => !Alphabet.Contains(c));
    }

    [Fact]
    public void The_text_of_an_id_never_changes_between_versions_of_the_product()
    {
        var body = Convert.FromHexString("0103" + "066C7972696373" + "04666F6C6B" + "01A3185C507B" + "0123456789ABCDEF" + "D209" + "03" + "05");
        byte[] bytes = [.. body, .. HMACSHA256.HashData(Key, body)[..16]];

        Assert.Equal(Base64Url.EncodeToString(bytes), Typical.Format(Key));
    }

    [Fact]
    public void The_longest_id_stays_within_the_bound()
    {
        Assert.Equal(422, Longest.Format(Key).Length);
        Assert.True(Longest.Format(Key).Length - 63 - 200 <= ResultId.MaximumOverhead);
        Assert.True(ResultId.TryParse(Longest.Format(Key), out var read));
        Assert.Equal(Longest, read);
    }

    [Fact]
    public void A_changed_character_is_never_verified()
    {
        var text = Typical.Format(Key);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in Alphabet.Where(c => c != text[i]))
            {
                var forged = text[..i] + c + text[(i + 1)..];
                Assert.False(ResultId.TryVerify(forged, Typical, Key));
                if (ResultId.TryParse(forged, out var id)) Assert.False(ResultId.TryVerify(forged, id, Key));
            }
        }
    }

    [Fact]
    public void A_changed_bit_is_never_verified()
    {
        var bytes = Base64Url.DecodeFromChars(Typical.Format(Key));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var forged = Base64Url.EncodeToString(bytes);
            Assert.False(ResultId.TryParse(forged, out var id) && ResultId.TryVerify(forged, id, Key));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void An_id_is_not_verified_with_the_text_of_another_id_or_another_key()
    {
        var text = Typical.Format(Key);

        Assert.False(ResultId.TryVerify(text, Typical with { Token = 1 }, Key));
        Assert.False(ResultId.TryVerify(text, Typical, Master));
        Assert.False(ResultId.TryVerify("", Typical, Key));
        Assert.False(ResultId.TryVerify(text + "A", Typical, Key));
        Assert.False(ResultId.TryVerify(text[..^1], Typical, Key));
    }

    [Fact]
    public void Only_the_canonical_text_is_read()
    {
        // Three lengths in a row: without spare bits in the last character, with two and with four.
        foreach (var id in new[] { Typical, Typical with { Module = "lyric" }, Typical with { Module = "lyri" } })
        {
            var text = id.Format(Key);
            Assert.False(ResultId.TryParse(text + "=", out _));
            Assert.False(ResultId.TryParse(text + "==", out _));
            Assert.False(ResultId.TryParse(" " + text, out _));
            Assert.False(ResultId.TryParse(text + "\n", out _));
            Assert.False(ResultId.TryParse(text.Insert(10, " "), out _));
            if (text.Length % 4 == 0) continue;
            Assert.False(ResultId.TryParse(text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) | 1], out _));
        }
    }

    [Theory]
    [InlineData("00", "another format version")]
    [InlineData("02", "another format version")]
    public void Another_format_version_is_not_read(string version, string why)
    {
        Assert.False(ResultId.TryParse(Text(version + "00016D0163" + "000000000000" + "0000000000000000" + "000000"), out _), why);
    }

    [Theory]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "000000", true, "the shortest id")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "00000000", false, "a byte too many")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "0000", false, "a byte too few")]
    [InlineData("010000" + "0163" + "000000000000" + "0000000000000000" + "00000000", false, "an empty module")]
    [InlineData("0100014D0163" + "000000000000" + "0000000000000000" + "000000", false, "an upper-case module")]
    [InlineData("0100016D012F" + "000000000000" + "0000000000000000" + "000000", false, "a slash in the context")]
    [InlineData("0100016D01E9" + "000000000000" + "0000000000000000" + "000000", false, "a context that is not ASCII")]
    [InlineData("0100FF6D0163" + "000000000000" + "0000000000000000" + "000000", false, "a module longer than the id")]
    [InlineData("0100016D0163" + "FFFFFFFFFFFF" + "0000000000000000" + "000000", false, "a time after the year 9999")]
    [InlineData("0100016D0163" + "E677D21FDBFF" + "0000000000000000" + "000000", true, "the last time")]
    [InlineData("0100016D0163" + "E677D21FDC00" + "0000000000000000" + "000000", false, "a millisecond after the last time")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "80000000", false, "a number in a long form")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "FFFFFFFFFFFFFFFF7F" + "0000", true, "the highest policy version")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "80808080808080808001" + "0000", false, "a policy version above 63 bits")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "FFFFFFFFFFFFFFFFFF7F" + "0000", false, "a number above 64 bits")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "00" + "8180808008" + "00", false, "a candidate above 31 bits")]
    [InlineData("0100016D0163" + "000000000000" + "0000000000000000" + "0000" + "8080808010", false, "more than 32 overridden bits")]
    public void A_body_is_read_exactly_when_it_keeps_every_rule(string hex, bool expected, string why)
    {
        Assert.True(expected == ResultId.TryParse(Text(hex), out _), why);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("not an id")]
    [InlineData("\ud800")]
    [InlineData("é€")]
    public void What_is_no_id_is_not_read(string? text) => Assert.False(ResultId.TryParse(text, out _));

    [Fact]
    public void A_text_of_any_length_is_refused_without_an_exception()
    {
        for (var length = 0; length < 600; length++) Assert.False(ResultId.TryParse(new string('A', length), out _));
        Assert.False(ResultId.TryParse(new string('A', 10_000_000), out _));
    }

    [SeededProperty(MaxTest = 1000)]
    public void Any_text_is_read_or_refused_without_an_exception(string? text)
    {
        if (ResultId.TryParse(text, out var id)) Assert.False(ResultId.TryVerify(text!, id, Key));
    }

    [SeededProperty(MaxTest = 1000)]
    public void Any_bytes_are_read_or_refused_without_an_exception(byte[] bytes, bool isVersion1)
    {
        byte[] all = [isVersion1 ? (byte)1 : (byte)bytes.Length, .. bytes, .. new byte[16]];
        if (ResultId.TryParse(Base64Url.EncodeToString(all), out var id)) Assert.False(ResultId.TryVerify(Base64Url.EncodeToString(all), id, Key));
    }

    [SeededProperty(MaxTest = 1000, Arbitrary = [typeof(ResultIdSamples)])]
    public void Whatever_text_is_read_is_the_only_text_of_its_id(ResultId original, int place, byte value)
    {
        var bytes = Base64Url.DecodeFromChars(original.Format(Key));
        bytes[(int)((uint)place % (bytes.Length - 16))] = value;
        var text = Base64Url.EncodeToString(bytes);

        if (!ResultId.TryParse(text, out var id)) return;
        var tagged = Base64Url.DecodeFromChars(id.Format(Key));
        Assert.Equal(bytes[..^16], tagged[..^16]);
    }

    [Fact]
    public void Members_outside_their_ranges_make_no_id()
    {
        Assert.Throws<ModuleConfigurationException>(() => Typical with { Module = "Lyrics" });
        Assert.Throws<ModuleConfigurationException>(() => new ResultId("", ContextKey.Default, DateTimeOffset.UnixEpoch, 0, 0, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Typical with { DecidedAt = DateTimeOffset.UnixEpoch.AddTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Typical with { PolicyVersion = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Typical with { Candidate = -2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Typical with { KeyEpoch = 256 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Typical with { KeyEpoch = -1 });
    }

    [Fact]
    public void Members_are_brought_to_the_form_that_is_read_back()
    {
        var time = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(12_345_678);
        var id = Typical with { DecidedAt = time, Context = default };

        Assert.Equal(TimeSpan.Zero, id.DecidedAt.Offset);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 1, 234, TimeSpan.Zero), id.DecidedAt);
        Assert.True(ResultId.TryParse(id.Format(Key), out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void A_key_of_another_length_is_refused()
    {
        Assert.Contains("31 bytes", Assert.Throws<ArgumentException>(() => Typical.Format(Key.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ResultId.TryVerify("", Typical, []));
    }

    [Fact]
    public void Slot_keys_never_change_between_versions_of_the_product()
    {
        Assert.Equal(16408129745898197825UL, Typical.SlotKey(FeedbackSource.User));
        Assert.Equal(16726511329860506009UL, Typical.SlotKey(FeedbackSource.Automatic));
    }

    [Fact]
    public void A_slot_key_depends_on_token_time_and_source_only()
    {
        var key = Typical.SlotKey(FeedbackSource.User);

        Assert.Equal(key, (Typical with { Module = "m", PolicyVersion = 1, Candidate = -1, Overridden = 0, KeyEpoch = 0 }).SlotKey(FeedbackSource.User));
        Assert.NotEqual(key, Typical.SlotKey(FeedbackSource.Automatic));
        Assert.NotEqual(key, (Typical with { Token = 1 }).SlotKey(FeedbackSource.User));
        Assert.NotEqual(key, (Typical with { DecidedAt = Typical.DecidedAt.AddMilliseconds(1) }).SlotKey(FeedbackSource.User));
    }

    private static string Text(string body) => Base64Url.EncodeToString([.. Convert.FromHexString(body), .. new byte[16]]);
}
