using System.Text;
using SelfLearning.Demo.Input;

namespace SelfLearning.Demo.Tests.Input;

public class ContentTypesTests
{
    [Theory]
    [InlineData("/a/package.JSON", "json")]
    [InlineData("Microsoft.Common.targets", "xml")]
    [InlineData("readme.md", "text")]
    [InlineData("Program.cs", "code")]
    [InlineData("System.Private.CoreLib.dll", "dll")]
    [InlineData("libclrjit.so", "so")]
    [InlineData("a.pdb", "pdb")]
    [InlineData("blazor.js", "js")]
    [InlineData("logo.png", "image")]
    [InlineData("x.1.0.0.nupkg", "zip")]
    [InlineData("x.tar.gz", "gz")]
    public void A_known_extension_decides(string path, string expected) => Assert.Equal(expected, ContentTypes.ByExtension(path));

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("data.unheardof")]
    public void An_unknown_extension_decides_nothing(string path) => Assert.Null(ContentTypes.ByExtension(path));

    [Fact]
    public void Without_an_extension_the_first_bytes_decide()
    {
        Assert.Equal("image", ContentTypes.ByHead([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]));
        Assert.Equal("zip", ContentTypes.ByHead([0x50, 0x4B, 3, 4, 20]));
        Assert.Equal("gz", ContentTypes.ByHead([0x1F, 0x8B, 8]));
        Assert.Equal("so", ContentTypes.ByHead([0x7F, 0x45, 0x4C, 0x46, 2]));
        Assert.Equal("dll", ContentTypes.ByHead([0x4D, 0x5A, 0x90, 0]));
        Assert.Equal("xml", ContentTypes.ByHead(Encoding.UTF8.GetBytes("\uFEFF<?xml version='1.0'?>")));
        Assert.Equal("text", ContentTypes.ByHead(Encoding.UTF8.GetBytes("Übung macht den Meister\n")));
        Assert.Equal("other", ContentTypes.ByHead([0, 1, 2, 3]));
        Assert.Equal("other", ContentTypes.ByHead([0xC3, 0x28, 0xC3, 0x28, 0xC3, 0x28]));
        Assert.Equal("other", ContentTypes.ByHead([]));
    }

    [Fact]
    public void Text_that_is_cut_inside_a_character_is_text()
    {
        var text = Encoding.UTF8.GetBytes("aaaa€");

        Assert.Equal("text", ContentTypes.ByHead(text.AsSpan(0, text.Length - 1)));
    }

    [Theory]
    [InlineData("json"), InlineData("xml"), InlineData("text"), InlineData("other")]
    public void A_content_type_is_its_own_context_key(string type) => Assert.Equal(type, ContextKey.Encode(type).Text);
}
