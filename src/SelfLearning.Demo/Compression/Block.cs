namespace SelfLearning.Demo.Compression;

/// <summary>A piece of a real file.</summary>
/// <param name="ContentType">What kind of file it is from; the context key.</param>
/// <param name="Data">The bytes, at most 64 KB; not changed by anyone.</param>
public sealed record Block(string ContentType, byte[] Data);
