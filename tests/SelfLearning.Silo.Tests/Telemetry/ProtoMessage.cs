using System.Buffers.Binary;
using System.Text;

namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>A message of protocol buffers, read by the numbers of its fields.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes; rest.Length > 0;)
        {
            var tag = Varint(ref rest);
            var (number, content) = (0ul, ReadOnlyMemory<byte>.Empty);
            switch (tag & 7)
            {
                case 0:
                    number = Varint(ref rest);
                    break;
                case 1:
                    number = BinaryPrimitives.ReadUInt64LittleEndian(rest.Span);
                    rest = rest[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref rest);
                    (content, rest) = (rest[..length], rest[length..]);
                    break;
                case 5:
                    number = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
                    rest = rest[4..];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is none of protocol buffers.");
            }

            _fields.Add(((int)(tag >> 3), number, content));
        }
    }

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.Where(entry => entry.Field == field).Select(entry => new ProtoMessage(entry.Bytes));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    public bool Has(int field) => _fields.Exists(entry => entry.Field == field);

    public ulong Number(int field) => _fields.Find(entry => entry.Field == field).Number;

    /// <summary>Attributes, which are pairs of a key and a value of several types.</summary>
    public Dictionary<string, object> Attributes(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair => ValueOf(pair.Messages(2).Single()));

    private static object ValueOf(ProtoMessage value) =>
        value.Has(1) ? value.Text(1) : value.Has(2) ? value.Number(2) != 0 : value.Has(3) ? (long)value.Number(3) : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)) : "";

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = rest.Span[0];
            rest = rest[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private ReadOnlyMemory<byte> Bytes(int field) => _fields.Find(entry => entry.Field == field).Bytes;
}
