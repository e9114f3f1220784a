using System.Globalization;
using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.CommandLine;

/// <summary>Reads the parts of a <see cref="DataMapping"/> as they are written on the command line.</summary>
/// <remarks>All throw an <see cref="InputException"/> that names the option, the text and the form.</remarks>
internal static class MappingText
{
    /// <summary><c>COL[:KIND[:MIN:MAX:STEP]]</c>, with <c>a+b</c> for joined columns.</summary>
    public static ParameterColumn Parameter(string text)
    {
        const string Form = "COL, COL:KIND or COL:KIND:MIN:MAX:STEP";
        var parts = text.Split(':');
        if (parts.Length is not (1 or 2 or 5) || parts[0].Split('+').Any(string.IsNullOrEmpty)) throw Wrong("--parameter", text, Form);
        var kind = ParameterKind.Categorical;
        if (parts.Length > 1 && !(char.IsAsciiLetter(parts[1].FirstOrDefault()) && Enum.TryParse(parts[1], true, out kind)))
            throw new InputException($"--parameter '{text}': the kind '{parts[1]}' is none of categorical, integer, real, boolean.");
        var column = new ParameterColumn([.. parts[0].Split('+')], kind);
        if (column.Columns.Length > 1 && kind != ParameterKind.Categorical)
            throw new InputException($"--parameter '{text}': joined columns are categorical, not {parts[1]}.");
        if (parts.Length < 5) return column;
        if (kind is not (ParameterKind.Integer or ParameterKind.Real))
            throw new InputException($"--parameter '{text}': only an integer or a real has bounds and a step.");
        var grid = new NumberGrid(Number("--parameter", text, parts[2]), Number("--parameter", text, parts[3]), Number("--parameter", text, parts[4]));
        if (grid.Step <= 0 || grid.Minimum >= grid.Maximum)
            throw new InputException($"--parameter '{text}': the minimum must be below the maximum, and the step above 0.");
        if (kind == ParameterKind.Integer && (grid.Minimum % 1 != 0 || grid.Maximum % 1 != 0 || grid.Step % 1 != 0))
            throw new InputException($"--parameter '{text}': bounds and step of an integer are whole numbers.");
        return column with { Grid = grid };
    }

    /// <summary><c>FILE:COL</c>.</summary>
    public static JoinedFile Join(string text)
    {
        var (file, column) = Cut("--join", text, text.LastIndexOf(':'), 1, "FILE:COL");
        return new JoinedFile(file, column);
    }

    /// <summary><c>COL=VALUE</c> or <c>COL!=VALUE</c>.</summary>
    public static RowCondition Condition(string text)
    {
        const string Form = "COL=VALUE or COL!=VALUE";
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var isNot = equals > 0 && text[equals - 1] == '!';
        var (column, value) = isNot ? Cut("--where", text, equals - 1, 2, Form) : Cut("--where", text, equals, 1, Form);
        return new RowCondition(column, value, !isNot);
    }

    /// <summary><c>COL:WEIGHT</c>.</summary>
    public static Penalty Penalty(string text)
    {
        var (column, weight) = Cut("--penalty", text, text.LastIndexOf(':'), 1, "COL:WEIGHT");
        return Number("--penalty", text, weight) is var number and > 0
            ? new Penalty(column, (double)number)
            : throw new InputException($"--penalty '{text}': the weight must be above 0.");
    }

    /// <summary><c>PARAM=VALUE</c>.</summary>
    public static ParameterValue Default(string text)
    {
        var (parameter, value) = Cut("--default", text, text.IndexOf('=', StringComparison.Ordinal), 1, "PARAM=VALUE");
        return new ParameterValue(parameter, value);
    }

    private static (string Left, string Right) Cut(string option, string text, int place, int length, string form) =>
        place > 0 ? (text[..place], text[(place + length)..]) : throw Wrong(option, text, form);

    private static decimal Number(string option, string text, string part) =>
        decimal.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException($"{option} '{text}': '{part}' is not a number.");

    private static InputException Wrong(string option, string text, string form) => new($"{option} '{text}' is not of the form {form}.");
}
