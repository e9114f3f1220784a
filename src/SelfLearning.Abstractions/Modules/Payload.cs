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
    /// <param name="value">The object.</param>
    /// <param name="options">How it is written as JSON, should it leave the process.</param>
    /// <param name="sizeLimit">The most bytes of JSON it may have then.</param>
    public static Payload Of<T>(T value, JsonSerializerOptions options, int sizeLimit = int.MaxValue) =>
        new(value, () => Written(value, options, sizeLimit), null);

    /// <summary>Wraps JSON text that came from elsewhere.</summary>
    public static Payload OfJson(byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new Payload(null, null, utf8);
    }

    /// <summary>The bytes of JSON it came as; 0 for an object that never left the process.</summary>
    public int ReceivedBytes => _toJson is null ? _json!.Length : 0;

    /// <summary>The JSON form; made once.</summary>
    /// <exception cref="ModuleProcessingException">It has more bytes than allowed.</exception>
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

    private static byte[] Written<T>(T value, JsonSerializerOptions options, int sizeLimit)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, options);
        return json.Length <= sizeLimit ? json : throw new ModuleProcessingException(
            $"A {typeof(T).Name} of {json.Length:N0} bytes of JSON was not sent: the limit is {sizeLimit:N0}. Pass large data by reference (a path, a URL, "
            + "a blob name), or raise the limit.");
    }
}
