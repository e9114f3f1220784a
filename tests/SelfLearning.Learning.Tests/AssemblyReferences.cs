using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SelfLearning.Learning.Tests;

/// <summary>What a compiled assembly refers to directly, read from its metadata.</summary>
public static class AssemblyReferences
{
    /// <summary>The names of the assemblies it refers to.</summary>
    public static IReadOnlyList<string> Assemblies(string path) => Read(path, reader =>
        [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))]);

    /// <summary>The members it refers to, as <c>Namespace.Type.Member/number of parameters</c>.</summary>
    public static IReadOnlyList<string> Members(string path) => Read(path, reader =>
        [.. reader.MemberReferences.Select(handle => Name(reader, reader.GetMemberReference(handle))).OfType<string>()]);

    private static IReadOnlyList<string> Read(string path, Func<MetadataReader, IReadOnlyList<string>> read)
    {
        using var file = new PEReader(File.OpenRead(path));
        return read(file.GetMetadataReader());
    }

    // Members of constructed generic types have a type specification as parent; none of those is looked for.
    private static string? Name(MetadataReader reader, MemberReference member)
    {
        if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method) return null;
        var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
        var signature = reader.GetBlobReader(member.Signature);
        if (signature.ReadSignatureHeader().IsGeneric) signature.ReadCompressedInteger();
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(member.Name)}/{signature.ReadCompressedInteger()}";
    }
}
