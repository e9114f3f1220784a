using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>Tables without vertical lines.</summary>
internal static class Tables
{
    /// <summary>Writes a table below its title.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">What its numbers are.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="texts">How many of the first columns hold words; numbers stand at the right.</param>
    public static void Write(IAnsiConsole console, string title, IReadOnlyList<string> columns, IEnumerable<string[]> rows, int texts = 1)
    {
        console.WriteLine(title);
        var table = new Table().Border(TableBorder.Horizontal);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i])).NoWrap().Padding(0, 0);
            table.AddColumn(i < texts ? column : column.RightAligned());
        }

        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
        console.WriteLine();
    }
}
