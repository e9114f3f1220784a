using SelfLearning.Tool.CommandLine;
using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.Data;

/// <summary>Mappings of small files with the columns id, feedback and others.</summary>
internal static class Mappings
{
    /// <summary>A mapping with the parameters as they are written on the command line.</summary>
    public static DataMapping Of(TemporaryFile file, params string[] parameters) =>
        new(file.Path, [.. parameters.Select(MappingText.Parameter)], "feedback") { Id = "id" };

    public static DataSource Open(this DataMapping mapping) => DataSource.Open(mapping, null, CancellationToken.None);

    /// <summary>The rows with their settings as texts.</summary>
    public static List<(string Context, string Setting, double Feedback, double Penalty, string Id)> Read(this DataSource source)
    {
        var rows = new List<(string, string, double, double, string)>();
        foreach (var row in source.Rows(null, CancellationToken.None))
            rows.Add((row.Context, string.Join(' ', row.Setting.ToArray().Select((place, j) => source.Space[j].Values[place])), row.Feedback, row.Penalty, row.Id));
        return rows;
    }
}
