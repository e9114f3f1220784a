using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>The last 4 bytes of what is saved of the metrics, by which damage is noticed.</summary>
internal static class Checksum
{
    private const int Length = 4;

    /// <summary>Appends the checksum.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> body)
    {
        var sealedBytes = new byte[body.Length + Length];
        body.CopyTo(sealedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedBytes.AsSpan(body.Length), Of(body));
        return sealedBytes;
    }

    /// <summary>What lies between the version byte and the checksum.</summary>
    /// <param name="bytes">The saved bytes.</param>
    /// <param name="version">The version that is read.</param>
    /// <param name="what">What was saved, for messages.</param>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes, byte version, string what)
    {
        if (bytes.Length > 0 && bytes[0] > version)
        {
            throw new MetricsException(
                $"The saved {what} has format {bytes[0]}, written by a newer version of this library, which here reads formats up to " +
                $"{version}: update this silo. The record was left as it is.");
        }

        if (bytes.Length <= Length || bytes[0] != version || Of(bytes[..^Length]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^Length..]))
        {
            throw new MetricsException(
                $"The saved {what} of {bytes.Length} bytes is cut short or damaged: its checksum does not match. Delete the metrics " +
                "record of the context, or restore it from a copy: what was learned is kept elsewhere.");
        }

        return bytes[1..^Length];
    }

    // FNV-1a (Fowler, Noll, Vo): against damage, not against intent; any single changed byte changes it.
    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var value in bytes) hash = (hash ^ value) * 16777619u;
        return hash;
    }
}
