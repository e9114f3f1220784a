using System.CommandLine.Parsing;

namespace SelfLearning.Tool.CommandLine;

/// <summary>What a value of an option must be, said the same way by every command.</summary>
internal static class OptionRule
{
    /// <summary>Adds an error that names the option, the value and the rule where the value given breaks it.</summary>
    /// <param name="result">The option as it was given.</param>
    /// <param name="isValid">Whether a text keeps the rule.</param>
    /// <param name="rule">The rule, as in "a whole number from 1 to 10".</param>
    public static void Check(OptionResult result, Func<string, bool> isValid, string rule)
    {
        if (result.Tokens is [var token] && !isValid(token.Value)) result.AddError($"{result.Option.Name} '{token.Value}' is not {rule}.");
    }
}
