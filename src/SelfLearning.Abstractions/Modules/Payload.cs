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
    private readonly Writer? _write;
    private readonly JsonSerializerOptions? _options;
    private readonly int _sizeLimit;
    private object? _value;
    private byte[]? _json;

    private Payload(object? value, Writer? write, JsonSerializerOptions? options, int sizeLimit, byte[]? json) =>
        (_value, _write, _options, _sizeLimit, _json) = (value, write, options, sizeLimit, json);

    private delegate byte[] Writer(object? value, JsonSerializerOptions options, int sizeLimit);

    /// <summary>Wraps an object. A <see cref="JsonElement"/> is JSON of a type that only the receiver knows.</summary>
    /// <param name="value">The object.</param>
    /// <param name="options">How it is written as JSON, should it leave the process.</param>
    /// <param name="sizeLimit">The most bytes of JSON it may have then.</param>
    public static Payload Of<T>(T value, JsonSerializerOptions options, int sizeLimit = int.MaxValue) => typeof(T) == typeof(JsonElement)
        ? OfJson(WriterOf<T>.Instance(value, options, sizeLimit))
        : new(value, WriterOf<T>.Instance, options, sizeLimit, null);

    /// <summary>Wraps JSON text that came from elsewhere.</summary>
    public static Payload OfJson(byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new Payload(null, null, null, int.MaxValue, utf8);
    }

    /// <summary>The bytes of JSON it came as; 0 for an object that never left the process.</summary>
    public int ReceivedBytes => _write is null ? _json!.Length : 0;

    /// <summary>The JSON form; made once.</summary>
    /// <exception cref="ModuleProcessingException">It has more bytes than allowed.</exception>
    /// <exception cref="NotSupportedException">The object has no JSON form.</exception>
    public byte[] ToJson() => _json ??= _write!(_value, _options!, _sizeLimit);

    /// <summary>Reads the payload as a <typeparamref name="T"/>, which may be <see cref="JsonElement"/> whatever was wrapped.</summary>
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

        if (_write is not null && typeof(T) != typeof(JsonElement))
        {
            error = _value is null ? "it is null" : $"it is a {_value.GetType().Name}";
            return false;
        }

        try
        {
            value = JsonSerializer.Deserialize<T>(ToJson(), options);
            error = value is null ? "it is null" : null;
            // The module grain reads it to find the context, and the context to run the module.
            if (_write is null) _value = value;
            return value is not null;
        }
        catch (JsonException exception)
        {
            error = $"its JSON does not fit ({exception.Message})";
            return false;
        }
    }

    // One for each type and not for each payload: most payloads never leave the process.
    private static class WriterOf<T>
    {
        public static readonly Writer Instance = (value, options, sizeLimit) =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes((T)value!, options);
            return json.Length <= sizeLimit ? json : throw new ModuleProcessingException(
                $"A {typeof(T).Name} of {json.Length:N0} bytes of JSON was not sent: the limit is {sizeLimit:N0}. Pass large data by reference (a path, a URL, "
                + "a blob name), or raise the limit.");
        };
    }
}
