using System.Diagnostics.CodeAnalysis;

namespace SelfLearning.Learning;

/// <summary>
/// What a result id says: where its feedback goes and what was decided. Its text is signed, not encrypted: whoever holds it can read
/// every member, nobody without the context's signing key can make or change one. Every id has exactly one text under a key.
/// </summary>
/// <param name="Module">The module's name.</param>
/// <param name="Context">The context key.</param>
/// <param name="DecidedAt">The time of the decision, not before 1970; kept in UTC, and what is below a millisecond is cut.</param>
/// <param name="Token">64 random bits; with the time of the decision they make the id unique.</param>
/// <param name="PolicyVersion">The policy version of the decision, not negative.</param>
/// <param name="Candidate">The place of the tried value in the candidates of that policy version; -1 when all values in use were served.</param>
/// <param name="Overridden">One bit for each parameter of the space: set where the caller used a value of its own, which is no evidence.</param>
/// <param name="KeyEpoch">The epoch of the signing key, 0 to 255.</param>
/// <exception cref="ModuleConfigurationException">The module's name breaks its rule.</exception>
/// <exception cref="ArgumentOutOfRangeException">Another member is outside its range.</exception>
public sealed record ResultId(
    string Module, ContextKey Context, DateTimeOffset DecidedAt, long Token, long PolicyVersion, int Candidate, uint Overridden, int KeyEpoch)
{
    /// <summary>The most characters a text has beyond the lengths of the module and the context key.</summary>
    public const int MaximumOverhead = 200;

    /// <summary>The module's name.</summary>
    public string Module { get; init => field = ModuleName.Require(value); } = ModuleName.Require(Module);

    /// <summary>The context key.</summary>
    public ContextKey Context { get; init => field = Initialised(value); } = Initialised(Context);

    /// <summary>The time of the decision in UTC, in whole milliseconds, not before 1970.</summary>
    public DateTimeOffset DecidedAt { get; init => field = WholeMilliseconds(value); } = WholeMilliseconds(DecidedAt);

    /// <summary>The policy version of the decision, not negative.</summary>
    public long PolicyVersion { get; init => field = Within(value, 0, long.MaxValue, "policy version"); } =
        Within(PolicyVersion, 0, long.MaxValue, "policy version");

    /// <summary>The place of the tried value in the candidates of that policy version; -1 when all values in use were served.</summary>
    public int Candidate { get; init => field = (int)Within(value, -1, int.MaxValue, "candidate"); } =
        (int)Within(Candidate, -1, int.MaxValue, "candidate");

    /// <summary>The epoch of the signing key, 0 to 255.</summary>
    public int KeyEpoch { get; init => field = (int)Within(value, 0, SigningKeys.MaximumEpoch, "key epoch"); } =
        (int)Within(KeyEpoch, 0, SigningKeys.MaximumEpoch, "key epoch");

    /// <summary>The text of the id: its members and the first 128 bits of their HMAC-SHA256 (RFC 2104), in base64url without padding.</summary>
    /// <param name="contextSigningKey">The 32 bytes that <see cref="SigningKeys.DeriveContextKey"/> gives for this module, context and epoch.</param>
    /// <exception cref="ArgumentException">The key does not have 32 bytes.</exception>
    public string Format(ReadOnlySpan<byte> contextSigningKey)
    {
        Span<char> text = stackalloc char[ResultIdFormat.MaximumTextLength];
        return new string(text[..ResultIdFormat.Write(this, contextSigningKey, text)]);
    }

    /// <summary>
    /// Reads an id without verifying it: enough to find the context that verifies it, never a reason to believe it. Takes any text and
    /// never throws.
    /// </summary>
    /// <param name="text">The text; one that is not exactly what <see cref="Format"/> makes, but for the tag, is refused.</param>
    /// <param name="id">The id, or <c>null</c>.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResultId? id)
    {
        id = text is null ? null : ResultIdFormat.Read(text);
        return id is not null;
    }

    /// <summary>Whether <paramref name="text"/> is the text of <paramref name="id"/> under a key. Takes the same time wherever they differ.</summary>
    /// <param name="text">The text the id was parsed from.</param>
    /// <param name="id">What <see cref="TryParse"/> gave for it.</param>
    /// <param name="contextSigningKey">The 32 bytes that <see cref="SigningKeys.DeriveContextKey"/> gives for the id's module, context and epoch.</param>
    /// <exception cref="ArgumentException">The key does not have 32 bytes.</exception>
    public static bool TryVerify(string text, ResultId id, ReadOnlySpan<byte> contextSigningKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(id);
        Span<char> expected = stackalloc char[ResultIdFormat.MaximumTextLength];
        var length = ResultIdFormat.Write(id, contextSigningKey, expected);
        return ResultIdFormat.AreEqual(text, expected[..length]);
    }

    /// <summary>The key of the slot of this decision and a source; see <see cref="DecisionKey.SlotKey"/>.</summary>
    public ulong SlotKey(FeedbackSource source) => DecisionKey.Of(this).SlotKey(source);

    // The uninitialised key means "default" but is not equal to it; a parsed id must equal the one that was formatted.
    private static ContextKey Initialised(ContextKey context) => context == default ? ContextKey.Default : context;

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(
        Within(time.ToUnixTimeMilliseconds(), 0, ResultIdFormat.LatestMilliseconds, "time of decision in milliseconds since 1970"));

    private static long Within(long value, long minimum, long maximum, string what) => value >= minimum && value <= maximum
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"The {what} of a result id is {minimum} to {maximum}.");
}
