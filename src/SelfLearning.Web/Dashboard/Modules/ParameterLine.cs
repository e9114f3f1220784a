using System.Globalization;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>A parameter in a line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values.</param>
/// <param name="Default">The value it begins with.</param>
internal sealed record ParameterLine(string Name, string Values, string Default)
{
    private const int MostListed = 6;

    public static ParameterLine Of(ParameterDefinition parameter) => new(
        parameter.Name,
        parameter.Values.Length <= MostListed
            ? string.Join(", ", parameter.Values)
            : string.Create(CultureInfo.InvariantCulture, $"{parameter.Values[0]}, {parameter.Values[1]}, … {parameter.Values[^1]} ({parameter.Values.Length} values)"),
        parameter.Default);
}
