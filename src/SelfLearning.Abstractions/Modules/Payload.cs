using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SelfLearning;

/// <summary>
/// A request or a result on its way. Inside a process it carries the object by reference; between processes it is UTF-8 JSON.
/// No type is ever created by a name from the wire: the receiver says which type it expects.
/// </summary>
[Immutable]
public sealed class Payload
{
    private readonly object? _value;
    private readonly Func<byte[]>? _toJson;
    private byte[]? _json;

    private Payload(object? value, Func<byte[]>? toJson, byte[]? json) => (_value, _toJson, _json) = (value, toJson, json);

    /// <summary>Wraps an object.</summary>
    public static Payload Of<T>(T value, JsonSerializerOptions options) =>
        new(value, () => JsonSerializer.SerializeToUtf8Bytes(value, options), null);

    /// <summary>Wraps JSON text that came from elsewhere.</summary>
    public static Payload OfJson(byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new Payload(null, null, utf8);
    }

    /// <summary>The JSON form; made once.</summary>
    /// <exception cref="NotSupportedException">The object has no JSON form.</exception>
    public byte[] ToJson() => _json ??= _toJson!();

    /// <summary>Reads the payload as a <typeparamref name="T"/>.</summary>
    /// <param name="options">How JSON is read.</param>
    /// <param name="value">The object.</param>
    /// <param name="error">Why it cannot be read.</param>
    public bool TryRead<T>(JsonSerializerOptions options, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? error)
        where T : notnull
    {
        (value, error) = (default, null);
        if (_value is T direct)
        {
            value = direct;
            return true;
        }

        if (_toJson is not null)
        {
            error = _value is null ? "it is null" : $"it is a {_value.GetType().Name}";
            return false;
        }

        try
        {
            value = JsonSerializer.Deserialize<T>(_json, options);
            error = value is null ? "it is null" : null;
            return value is not null;
        }
        catch (JsonException exception)
        {
            error = $"its JSON does not fit ({exception.Message})";
            return false;
        }
    }
}
