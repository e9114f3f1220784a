using System.Globalization;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>A cost: feedback less weight times column, at least 0.</summary>
/// <param name="Column">The column, with numbers of 0 or more.</param>
/// <param name="Weight">Above 0.</param>
internal sealed record Penalty(string Column, double Weight)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Column}:{Weight}");
}
