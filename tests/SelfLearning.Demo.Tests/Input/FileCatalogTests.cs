using SelfLearning.Demo.Input;

namespace SelfLearning.Demo.Tests.Input;

public class FileCatalogTests
{
    [Fact]
    public void Files_are_found_in_all_folders_by_content_type_and_in_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "b.json", "z/a.json", "deep/er/notes.md", "a.json" }) folder.Write(name, new byte[2_000]);

        var catalog = FileCatalog.Find([folder.Path], null, default);

        Assert.Equal(["json", "text"], catalog.ContentTypes);
        Assert.Equal(
            ["a.json", "b.json", "z/a.json"],
            catalog.Files["json"].Select(f => Path.GetRelativePath(folder.Path, f.Path).Replace('\\', '/')));
    }

    [Fact]
    public void Small_files_hidden_folders_and_the_data_folder_are_left_out()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kept.json", new byte[FileCatalog.MinimumFileLength]);
        folder.Write("small.json", new byte[FileCatalog.MinimumFileLength - 1]);
        folder.Write(".git/objects.json", new byte[5_000]);
        folder.Write("data/demo/selflearning.db", new byte[5_000]);

        var catalog = FileCatalog.Find([folder.Path], Path.Combine(folder.Path, "data", "demo"), default);

        Assert.Equal("kept.json", Path.GetFileName(Assert.Single(catalog.Files.SelectMany(f => f.Value)).Path));
    }

    [Fact]
    public void A_file_in_two_named_folders_is_one_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in/a.json", new byte[2_000]);

        var catalog = FileCatalog.Find([folder.Path, Path.Combine(folder.Path, "in")], null, default);

        Assert.Single(catalog.Files["json"]);
    }

    [Fact]
    public void An_empty_folder_is_an_error_that_names_it_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<InputException>(() => FileCatalog.Find([folder.Path], null, default));

        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("--path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "nothing");

        Assert.Contains(missing, Assert.Throws<InputException>(
            () => FileCatalog.Find([missing], null, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_files_are_remembered_than_the_limit()
    {
        var files = Enumerable.Range(0, FileCatalog.MaximumFiles + 5).Select(i => ("json", new InputFile($"{i:D6}", 5_000)));

        var catalog = FileCatalog.Of(files);

        Assert.True(catalog.IsCut);
        Assert.Equal(FileCatalog.MaximumFiles, catalog.Files["json"].Length);
    }
}
