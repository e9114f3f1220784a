using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>A tunable parameter and the columns it is read from.</summary>
/// <param name="Columns">One column, or several that are joined into one categorical parameter with values such as <c>x|y</c>.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Grid">The grid of a number; <c>null</c> to take it from the data.</param>
internal sealed record ParameterColumn(ImmutableArray<string> Columns, ParameterKind Kind = ParameterKind.Categorical, NumberGrid? Grid = null)
{
    /// <summary>The parameter's name: the column's, several joined by a dot; what a parameter's name may not have is an underscore.</summary>
    public string Name => string.Concat(string.Join('.', Columns).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_'));

    /// <summary>The name as it is written on the command line: several columns joined by a plus.</summary>
    public string Text => string.Join('+', Columns);
}
