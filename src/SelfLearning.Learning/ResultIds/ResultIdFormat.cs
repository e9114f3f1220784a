using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DecodeStatus = System.Buffers.OperationStatus;

namespace SelfLearning.Learning;

/// <summary>
/// The text form of result ids. The bytes are: version 1; key epoch; length and characters of the module; length and characters of
/// the context; milliseconds since 1970 (6 bytes) and token (8 bytes), both big endian; policy version, candidate + 1 and overridden
/// bits as LEB128 numbers; and the tag.
/// </summary>
internal static class ResultIdFormat
{
    private const byte Version = 1;
    private const int TagLength = 16;

    /// <summary>The last millisecond a <see cref="DateTimeOffset"/> has.</summary>
    public const long LatestMilliseconds = 253_402_300_799_999;

    private const int ShortestBody = 1 + 1 + 1 + 1 + 1 + 1 + 6 + 8 + 1 + 1 + 1;
    private const int LongestBody = 1 + 1 + 1 + ModuleName.MaximumLength + 1 + ContextKey.MaximumLength + 6 + 8 + 9 + 5 + 5;

    /// <summary>No id has more bytes before they are encoded.</summary>
    public const int LongestBytes = LongestBody + TagLength;

    /// <summary>No text is longer, whatever the members are.</summary>
    public const int MaximumTextLength = (LongestBytes * 4 + 2) / 3;

    /// <summary>Writes the signed text; returns its length.</summary>
    public static int Write(ResultId id, ReadOnlySpan<byte> key, Span<char> text)
    {
        RequireKey(key);
        Span<byte> bytes = stackalloc byte[LongestBytes];
        var body = WriteBody(id, bytes);
        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes[..body], tag);
        return Encode(bytes, body, tag, text);
    }

    /// <summary>Refuses a key that no context has.</summary>
    public static void RequireKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != SigningKeys.ContextKeyLength)
            throw new ArgumentException(
                $"contextSigningKey has {key.Length} bytes: a context's signing key has {SigningKeys.ContextKeyLength} "
                + "(see SigningKeys.DeriveContextKey).");
    }

    /// <summary>Puts the tag behind the body and encodes both; returns the text's length.</summary>
    public static int Encode(Span<byte> bytes, int body, ReadOnlySpan<byte> tag, Span<char> text)
    {
        tag[..TagLength].CopyTo(bytes[body..]);
        return Base64Url.EncodeToChars(bytes[..(body + TagLength)], text);
    }

    /// <summary>Whether two texts are equal, in the same time wherever they differ.</summary>
    public static bool AreEqual(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(one), MemoryMarshal.AsBytes(other));

    /// <summary>Writes what all ids of a context under one key have in common; returns its length.</summary>
    public static int WritePrefix(int keyEpoch, string module, ContextKey context, Span<byte> bytes)
    {
        bytes[0] = Version;
        bytes[1] = (byte)keyEpoch;
        return WriteName(context.Text, bytes, WriteName(module, bytes, 2));
    }

    /// <summary>Writes what was decided behind the prefix; returns the length of both.</summary>
    public static int WriteDecision(in Decision decision, Span<byte> bytes, int at)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], (ushort)(decision.DecidedAtMs >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[(at + 2)..], (uint)decision.DecidedAtMs);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(at + 6)..], decision.Token);
        at = WriteNumber((ulong)decision.PolicyVersion, bytes, at + 14);
        at = WriteNumber((ulong)(decision.Candidate + 1L), bytes, at);
        return WriteNumber(decision.Overridden, bytes, at);
    }

    /// <summary>Reads a text without verifying its tag; <c>null</c> when it is not exactly what <see cref="Write"/> makes.</summary>
    public static ResultId? Read(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumTextLength) return null;
        Span<byte> decoded = stackalloc byte[LongestBytes + 3];
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var length) != DecodeStatus.Done) return null;
        ReadOnlySpan<byte> bytes = decoded[..length];
        if (length < ShortestBody + TagLength || ReadBody(bytes[..^TagLength]) is not { } id) return null;

        // Readers of numbers and of base64 forgive much (padding, white space, spare bits, long forms). That the members written anew
        // give the same text is what makes the text of an id the only one.
        Span<byte> again = stackalloc byte[LongestBytes];
        var body = WriteBody(id, again);
        if (!bytes[..^TagLength].SequenceEqual(again[..body])) return null;
        Span<char> canonical = stackalloc char[MaximumTextLength];
        return text.SequenceEqual(canonical[..Base64Url.EncodeToChars(bytes, canonical)]) ? id : null;
    }

    private static int WriteBody(ResultId id, Span<byte> bytes) =>
        WriteDecision(Decision.Of(id), bytes, WritePrefix(id.KeyEpoch, id.Module, id.Context, bytes));

    private static ResultId? ReadBody(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != Version) return null;
        var at = 2;
        if (ReadName(bytes, ref at) is not { } module || !ModuleName.IsValid(module)) return null;
        if (ReadName(bytes, ref at) is not { } context || !ContextKey.IsValid(context)) return null;
        if (bytes.Length - at < 14) return null;
        var milliseconds = ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 2)..]);
        var token = BinaryPrimitives.ReadInt64BigEndian(bytes[(at + 6)..]);
        at += 14;
        if (milliseconds > LatestMilliseconds
            || !TryReadNumber(bytes, ref at, long.MaxValue, out var policyVersion)
            || !TryReadNumber(bytes, ref at, int.MaxValue + 1UL, out var candidate)
            || !TryReadNumber(bytes, ref at, uint.MaxValue, out var overridden)
            || at != bytes.Length)
            return null;
        return new ResultId(
            module, ContextKey.Parse(context), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), token,
            (long)policyVersion, (int)((long)candidate - 1), (uint)overridden, bytes[1]);
    }

    private static int WriteName(string name, Span<byte> bytes, int at)
    {
        bytes[at] = (byte)name.Length;
        return at + 1 + Encoding.ASCII.GetBytes(name, bytes[(at + 1)..]);
    }

    private static string? ReadName(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length || bytes.Length - at - 1 < bytes[at]) return null;
        var name = bytes.Slice(at + 1, bytes[at]);
        at += 1 + name.Length;
        // Latin-1 keeps every byte apart, so that the rules of the names see what was written.
        return Encoding.Latin1.GetString(name);
    }

    private static int WriteNumber(ulong number, Span<byte> bytes, int at)
    {
        for (; number >= 0x80; number >>= 7) bytes[at++] = (byte)(number | 0x80);
        bytes[at++] = (byte)number;
        return at;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> bytes, ref int at, ulong maximum, out ulong number)
    {
        number = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number <= maximum;
        }

        return false;
    }
}
