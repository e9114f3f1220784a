namespace SelfLearning.Tool.Replaying.Data;

/// <summary>Settings as the report writes them.</summary>
internal static class SettingTexts
{
    /// <summary>The value of each parameter, by its name, in the order of the space.</summary>
    /// <param name="space">The parameters.</param>
    /// <param name="setting">For each of them the place of its value.</param>
    public static IReadOnlyDictionary<string, string> Texts(this ParameterSpace space, ReadOnlySpan<int> setting)
    {
        var texts = new Dictionary<string, string>();
        for (var j = 0; j < setting.Length; j++) texts[space[j].Name] = space[j].Values[setting[j]];
        return texts;
    }
}
