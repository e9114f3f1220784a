using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>
/// Options of one named SQLite grain storage.
/// </summary>
public sealed class SqliteGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>
    /// The default value of <see cref="Path"/>.
    /// </summary>
    public const string DefaultPath = "data/selflearning.db";

    /// <summary>
    /// Gets or sets the database file. A relative path is relative to the content root of the host (the current directory
    /// where there is no host). The file and its folder are created when they do not exist.
    /// </summary>
    /// <value><see cref="DefaultPath"/> by default.</value>
    public string Path { get; set; } = DefaultPath;

    /// <summary>
    /// Gets or sets the serializer of the states.
    /// </summary>
    /// <value>
    /// By default the <see cref="IGrainStorageSerializer"/> registered under the name of the storage, else the one registered without a name.
    /// </value>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = default!;
}
