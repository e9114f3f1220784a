namespace SelfLearning.Learning;

/// <summary>Reads bytes that begin with a format version, and says what is wrong with them.</summary>
internal static class PoolBytes
{
    /// <summary>Reads all of the bytes.</summary>
    /// <exception cref="AdaptationException">They are damaged or of a newer version.</exception>
    public static T Read<T>(byte[] bytes, byte version, string what, Func<BinaryReader, T> read)
    {
        if (bytes[0] != version)
        {
            throw new AdaptationException(
                $"The {what} cannot be read: it has format {bytes[0]}, and this version reads format {version}. Run the version that wrote it. Nothing was changed.");
        }

        try
        {
            using var stream = new MemoryStream(bytes, 1, bytes.Length - 1);
            using var reader = new BinaryReader(stream);
            var result = read(reader);
            return stream.Position == stream.Length ? result : throw new FormatException($"{stream.Length - stream.Position} bytes are left over");
        }
        catch (Exception exception) when (exception is FormatException or EndOfStreamException)
        {
            throw new AdaptationException(
                $"The {what} cannot be read: {exception.Message}. It is damaged: restore a backup, or delete the record to begin anew.", exception);
        }
    }
}
