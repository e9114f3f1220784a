using System.Security.Cryptography;
using static SelfLearning.Learning.Tests.ResultIds.ResultIdSamples;

namespace SelfLearning.Learning.Tests.ResultIds;

public class SigningKeysTests
{
    private static readonly string First = Convert.ToBase64String(Master);
    private static readonly string Second = Convert.ToBase64String(Key);
    private static readonly ContextKey Folk = ContextKey.Parse("folk");

    [Fact]
    public void A_context_key_is_HKDF_over_label_epoch_and_length_prefixed_names()
    {
        byte[] lastBlock = [.. "SelfLearning result id signing key 1"u8, 7, 6, .. "lyrics"u8, 4, .. "folk"u8, 1];

        // HKDF-SHA256 for one block, by its definition in RFC 5869.
        var extracted = HMACSHA256.HashData(new byte[32], Master);
        var expected = HMACSHA256.HashData(extracted, lastBlock);

        Assert.Equal(expected, new SigningKeys(7, new Dictionary<int, byte[]> { [7] = Master }).DeriveContextKey(7, "lyrics", Folk));
    }

    [Fact]
    public void Every_module_context_epoch_and_master_key_has_a_key_of_its_own()
    {
        var keys = new SigningKeys(0, new Dictionary<int, byte[]> { [0] = Master, [1] = Master, [2] = Key });
        var derived = new[]
        {
            keys.DeriveContextKey(0, "ab", ContextKey.Parse("c")),
            keys.DeriveContextKey(0, "a", ContextKey.Parse("bc")),
            keys.DeriveContextKey(0, "abc", ContextKey.Parse("c")),
            keys.DeriveContextKey(1, "ab", ContextKey.Parse("c")),
            keys.DeriveContextKey(2, "ab", ContextKey.Parse("c")),
        };

        Assert.Equal(derived.Length, derived.Select(Convert.ToHexString!).Append(First).Distinct().Count() - 1);
        Assert.All(derived, k => Assert.Equal(SigningKeys.ContextKeyLength, k!.Length));
    }

    [Fact]
    public void An_id_is_verified_only_with_the_key_of_its_module_context_and_epoch()
    {
        var keys = SigningKeys.Parse("3:" + First, ["4:" + Second]);
        var text = Typical.Format(keys.DeriveContextKey(3, "lyrics", Folk)!);

        Assert.True(ResultId.TryVerify(text, Typical, keys.DeriveContextKey(3, "lyrics", Folk)));
        Assert.False(ResultId.TryVerify(text, Typical, keys.DeriveContextKey(3, "lyric", Folk)));
        Assert.False(ResultId.TryVerify(text, Typical, keys.DeriveContextKey(3, "lyrics", ContextKey.Parse("rock"))));
        Assert.False(ResultId.TryVerify(text, Typical, keys.DeriveContextKey(4, "lyrics", Folk)));
    }

    [Fact]
    public void A_new_key_leaves_the_ids_of_the_old_one_valid_until_it_is_taken_away()
    {
        var before = SigningKeys.Parse(First, []);
        var announced = SigningKeys.Parse(First, ["1:" + Second]);
        var switched = SigningKeys.Parse("1:" + Second, [First]);
        var after = SigningKeys.Parse("1:" + Second, []);
        var id = Typical with { KeyEpoch = before.CurrentEpoch };
        var text = id.Format(before.DeriveContextKey(id.KeyEpoch, id.Module, id.Context));
        var newer = Typical with { KeyEpoch = switched.CurrentEpoch };
        var newerText = newer.Format(switched.DeriveContextKey(newer.KeyEpoch, newer.Module, newer.Context));

        Assert.Equal((0, 0, 1, 1), (before.CurrentEpoch, announced.CurrentEpoch, switched.CurrentEpoch, after.CurrentEpoch));
        foreach (var keys in new[] { before, announced, switched })
            Assert.True(ResultId.TryVerify(text, id, keys.DeriveContextKey(0, id.Module, id.Context)));
        foreach (var keys in new[] { announced, switched, after })
            Assert.True(ResultId.TryVerify(newerText, newer, keys.DeriveContextKey(1, id.Module, id.Context)));
        Assert.Null(after.DeriveContextKey(0, id.Module, id.Context));
        Assert.Null(before.DeriveContextKey(1, id.Module, id.Context));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(256)]
    public void An_epoch_that_is_not_held_has_no_key(int epoch) => Assert.Null(SigningKeys.Parse(First, []).DeriveContextKey(epoch, "m", Folk));

    [Fact]
    public void The_same_key_may_be_listed_twice() => Assert.Equal(0, SigningKeys.Parse(First, [First, "0:" + First]).CurrentEpoch);

    [Fact]
    public void Two_keys_of_one_epoch_are_refused_with_the_way_out()
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => SigningKeys.Parse(Second, [First]));

        Assert.Contains("Older signing key 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("epoch 0", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(First, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("c2hvcnQ=", "5 bytes")]
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw==", "31 bytes")]
    [InlineData("secret!", "not base64")]
    [InlineData("1:", "0 bytes")]
    [InlineData("256:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "0 to 255")]
    [InlineData("-1:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "0 to 255")]
    [InlineData("x:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "0 to 255")]
    public void A_key_that_breaks_the_rule_is_named_with_the_rule_and_not_shown(string text, string rule)
    {
        var current = Assert.Throws<ModuleConfigurationException>(() => SigningKeys.Parse(text, []));
        var older = Assert.Throws<ModuleConfigurationException>(() => SigningKeys.Parse(First, ["5:" + Second, text]));

        Assert.StartsWith("The current signing key", current.Message, StringComparison.Ordinal);
        Assert.StartsWith("Older signing key 2", older.Message, StringComparison.Ordinal);
        Assert.Contains(rule, current.Message, StringComparison.Ordinal);
        if (text.Length > 5) Assert.DoesNotContain(text.Split(':')[^1], current.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_from_bytes_keep_the_same_rules()
    {
        Assert.Throws<ModuleConfigurationException>(() => new SigningKeys(1, new Dictionary<int, byte[]> { [0] = Master }));
        Assert.Throws<ModuleConfigurationException>(() => new SigningKeys(0, new Dictionary<int, byte[]> { [0] = new byte[31] }));
        Assert.Throws<ModuleConfigurationException>(() => new SigningKeys(256, new Dictionary<int, byte[]> { [256] = Master }));
    }

    [Fact]
    public void A_later_change_of_the_callers_bytes_does_not_reach_the_keys()
    {
        var bytes = Master.ToArray();
        var keys = new SigningKeys(0, new Dictionary<int, byte[]> { [0] = bytes });
        var before = keys.DeriveContextKey(0, "m", Folk);
        bytes[0]++;

        Assert.Equal(before, keys.DeriveContextKey(0, "m", Folk));
    }

    [Fact]
    public void A_generated_key_is_read_and_no_other_is_like_it()
    {
        using var random = RandomNumberGenerator.Create();
        var keys = Enumerable.Range(0, 20).Select(i => SigningKeys.Generate(i < 10 ? null : random)).ToArray();

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, k => Assert.Equal(0, SigningKeys.Parse(k, []).CurrentEpoch));
        Assert.All(keys, k => Assert.Equal(32, Convert.FromBase64String(k).Length));
    }

    [Fact]
    public void A_module_name_that_breaks_its_rule_has_no_key()
    {
        var keys = SigningKeys.Parse(First, []);

        Assert.Throws<ModuleConfigurationException>(() => keys.DeriveContextKey(0, "No Name", Folk));
        Assert.Equal(keys.DeriveContextKey(0, "m", ContextKey.Default), keys.DeriveContextKey(0, "m", default));
    }
}
