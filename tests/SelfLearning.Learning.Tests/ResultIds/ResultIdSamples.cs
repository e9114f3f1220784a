using FsCheck;
using FsCheck.Fluent;

namespace SelfLearning.Learning.Tests.ResultIds;

/// <summary>Result ids and keys for tests.</summary>
public static class ResultIdSamples
{
    private const string NameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    private const string ContextCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~:-";

    public static byte[] Master { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static byte[] Key { get; } = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    public static ResultId Typical { get; } = new(
        "lyrics", ContextKey.Parse("folk"), DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_123), 0x0123456789ABCDEF, 1234, 2, 0b101, 3);

    public static ResultId Longest { get; } = new(
        new string('m', 63), ContextKey.Parse(new string('c', 200)), DateTimeOffset.MaxValue, -1, long.MaxValue, int.MaxValue, uint.MaxValue, 255);

    public static ResultId Shortest { get; } = new("m", ContextKey.Parse("c"), DateTimeOffset.UnixEpoch, 0, 0, -1, 0, 0);

    /// <summary>Found by FsCheck: any id whose members are in their ranges.</summary>
    public static Arbitrary<ResultId> Ids() => (
        from module in Text(NameCharacters, 63)
        from context in Text(ContextCharacters, 200)
        from milliseconds in Gen.OneOf(Between(0, 253_402_300_799_999), Between(1_790_000_000_000, 1_800_000_000_000), Gen.Constant(0L))
        from token in Between(long.MinValue, long.MaxValue)
        from version in Gen.OneOf(Between(0, long.MaxValue), Between(0, 300))
        from candidate in Gen.OneOf(Gen.Choose(-1, int.MaxValue), Gen.Choose(-1, 3))
        from overridden in Gen.OneOf(Between(0, uint.MaxValue), Gen.Constant(0L))
        from epoch in Gen.Choose(0, 255)
        select new ResultId(module, ContextKey.Parse(context), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), token, version, candidate, (uint)overridden, epoch))
        .ToArbitrary();

    private static Gen<long> Between(long lowest, long highest) =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select (long)(lowest + (Int128)(((UInt128)(uint)high << 32 | (uint)low) % (UInt128)((Int128)highest - lowest + 1)));

    private static Gen<string> Text(string characters, int longest) =>
        from length in Gen.OneOf(Gen.Choose(1, 10), Gen.Choose(1, longest))
        from text in Gen.Elements(characters.ToCharArray()).ArrayOf(length)
        select new string(text);
}
