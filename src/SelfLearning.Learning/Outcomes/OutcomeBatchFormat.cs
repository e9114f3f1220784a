namespace SelfLearning.Learning;

/// <summary>
/// The form of a batch of outcomes: the letter O and the version 1; the epoch of the seal's key; the outbox (8 bytes) and the batch's
/// number in it (8 bytes), little endian; the number of outcomes (2 bytes); the outcomes; and the seal, the HMAC-SHA256 of all before
/// it under the key of the context. An outcome is a byte of flags with its status, then its members, of which those that are absent
/// or as in the outcome before are left out. Numbers are LEB128, texts UTF-8 with their length in front; an operation name is written
/// at its first use and named by its place from then on.
/// </summary>
internal static class OutcomeBatchFormat
{
    // A result id, sealed with the same key, begins with 1: neither can be taken for the other.
    public const byte Mark = (byte)'O';
    public const byte Version = 1;
    public const int EpochPlace = 2;
    public const int OutboxPlace = 3;
    public const int NumberPlace = 11;
    public const int CountPlace = 19;
    public const int HeaderLength = 21;
    public const int SealLength = 32;

    /// <summary>No batch is longer: one outcome more than the size at which a batch is full.</summary>
    public const int MaximumLength = 1 << 20;

    public const byte StatusMask = 0b11;
    public const byte HasQuality = 1 << 2;
    public const byte HasError = 1 << 3;
    public const byte HasDetails = 1 << 4;
    public const byte HasOverridden = 1 << 5;
    public const byte HasPolicy = 1 << 6;

    /// <summary>The bytes of an outcome without its texts are fewer: flags, six numbers of up to 10 bytes, token, duration, quality, epoch.</summary>
    public const int LongestNumbers = 1 + (6 * 10) + 8 + 8 + 8 + 1;
}
