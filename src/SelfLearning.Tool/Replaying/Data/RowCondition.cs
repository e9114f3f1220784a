namespace SelfLearning.Tool.Replaying.Data;

/// <summary>What a row must fulfil to count: a column that has a text, or has not.</summary>
internal sealed record RowCondition(string Column, string Value, bool IsEqual)
{
    /// <summary>Whether a row with this text in the column counts.</summary>
    public bool Accepts(string text) => string.Equals(text, Value, StringComparison.Ordinal) == IsEqual;

    /// <inheritdoc/>
    public override string ToString() => $"{Column}{(IsEqual ? "=" : "!=")}{Value}";
}
