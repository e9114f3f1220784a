using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace SelfLearning.Learning;

/// <summary>Reads the outcomes that <see cref="OutcomeBatch"/> wrote; anything else is refused with a <see cref="MetricsException"/>.</summary>
/// <param name="bytes">The outcomes.</param>
/// <param name="isCheck">Whether they are only to be refused or not: then errors and details are not made.</param>
internal ref struct OutcomeReader(ReadOnlySpan<byte> bytes, bool isCheck)
{
    private const int LongestUtf8 = 3;

    private readonly List<string> _names = [];
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly bool _isCheck = isCheck;
    private int _at;
    private long _time;
    private long _policyVersion = -1;
    private int _keyEpoch = -1;

    /// <summary>The next outcome.</summary>
    public EndedOperation Next()
    {
        var flags = Byte();
        var status = (OperationStatus)(flags & OutcomeBatchFormat.StatusMask);
        Require(status is >= OperationStatus.Success and <= OperationStatus.Partial && flags < OutcomeBatchFormat.HasPolicy << 1, "flags");
        var step = Number(ulong.MaxValue, "time");
        _time = unchecked(_time + ((long)(step >> 1) ^ -(long)(step & 1)));
        Require(_time is >= 0 and <= ResultIdFormat.LatestMilliseconds, "time");
        var token = Int64();
        if (Has(flags, OutcomeBatchFormat.HasPolicy))
        {
            _policyVersion = (long)Number(long.MaxValue, "policy version");
            _keyEpoch = Byte();
        }

        Require(_keyEpoch >= 0, "policy version");
        var outcome = new EndedOperation
        {
            Decision = new Decision(
                _time,
                token,
                _policyVersion,
                (int)((long)Number(int.MaxValue + 1UL, "candidate") - 1),
                Has(flags, OutcomeBatchFormat.HasOverridden) ? (uint)Number(uint.MaxValue, "overridden parameters") : 0,
                _keyEpoch),
            Operation = Name(),
            Status = status,
            DurationMs = BitConverter.Int64BitsToDouble(Int64()),
            Quality = Has(flags, OutcomeBatchFormat.HasQuality) ? BitConverter.Int64BitsToDouble(Int64()) : null,
            Error = Has(flags, OutcomeBatchFormat.HasError) ? Text(OutcomeBatch.MaximumText, "error") : null,
            Details = Has(flags, OutcomeBatchFormat.HasDetails) ? Details() : null,
        };
        Require(outcome.DurationMs >= 0 && double.IsFinite(outcome.DurationMs), "duration");
        Require(outcome.Quality is null or (>= 0 and <= 1), "quality");
        return outcome;
    }

    /// <summary>Refuses a batch with more in it than its outcomes.</summary>
    public readonly void RequireEnd() => Require(_at == _bytes.Length, "end");

    private static bool Has(byte flags, byte flag) => (flags & flag) != 0;

    private static void Require(bool holds, string member)
    {
        if (!holds) throw ReceivedOutcomes.Refused($"the {member} of an outcome in it cannot be");
    }

    private ImmutableDictionary<string, string>? Details()
    {
        var count = Number(OutcomeBatch.MaximumDetails, "number of details");
        var details = _isCheck ? null : ImmutableDictionary.CreateBuilder<string, string>();
        for (var i = 0UL; i < count; i++)
        {
            var name = Text(OutcomeBatch.MaximumDetailName, "name of a detail");
            var value = Text(OutcomeBatch.MaximumText, "value of a detail");
            if (details is not null) details[name!] = value!;
        }

        return details?.ToImmutable();
    }

    private string Name()
    {
        var place = (int)Number((ulong)_names.Count, "operation name");
        if (place < _names.Count) return _names[place];
        var name = Encoding.UTF8.GetString(Utf8Text(OutcomeBatch.MaximumName, "operation name"));
        Require(name.Length > 0, "operation name");
        _names.Add(name);
        return name;
    }

    private string? Text(int limit, string member)
    {
        var text = Utf8Text(limit, member);
        return _isCheck ? null : Encoding.UTF8.GetString(text);
    }

    private ReadOnlySpan<byte> Utf8Text(int limit, string member)
    {
        var length = (int)Number((ulong)(limit * LongestUtf8), member);
        Require(length <= _bytes.Length - _at, member);
        var text = _bytes.Slice(_at, length);
        _at += length;
        Require(Utf8.IsValid(text) && Encoding.UTF8.GetCharCount(text) <= limit, member);
        return text;
    }

    private byte Byte()
    {
        Require(_at < _bytes.Length, "length");
        return _bytes[_at++];
    }

    private long Int64()
    {
        Require(_bytes.Length - _at >= sizeof(long), "length");
        var value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[_at..]);
        _at += sizeof(long);
        return value;
    }

    private ulong Number(ulong maximum, string member)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var group = Byte();
            // The tenth group has one bit left.
            if (shift == 63 && group > 1) break;
            value |= (ulong)(group & 0x7F) << shift;
            if (group >= 0x80) continue;
            Require(value <= maximum, member);
            return value;
        }

        throw ReceivedOutcomes.Refused($"the {member} of an outcome in it cannot be");
    }
}
