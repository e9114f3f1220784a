using System.Runtime.InteropServices;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>Numbers settings (one value for each parameter) in the order in which they are first seen.</summary>
internal sealed class SettingIndex
{
    // A place is below 1,001 and so fits into a character.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int[]> _settings = [];

    /// <summary>How many there are.</summary>
    public int Count => _settings.Count;

    /// <summary>The place of each parameter's value.</summary>
    public ReadOnlySpan<int> this[int number] => _settings[number];

    /// <summary>The text that stands for a setting.</summary>
    public static string Key(ReadOnlySpan<int> setting)
    {
        Span<char> key = stackalloc char[setting.Length];
        return Write(setting, key).ToString();
    }

    /// <summary>The number of a setting, or -1 when it was never seen.</summary>
    public int Find(ReadOnlySpan<int> setting)
    {
        Span<char> key = stackalloc char[setting.Length];
        return _numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Write(setting, key), out var number) ? number : -1;
    }

    /// <summary>The number of a setting, a new one when it was never seen.</summary>
    public int FindOrAdd(ReadOnlySpan<int> setting)
    {
        Span<char> key = stackalloc char[setting.Length];
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _numbers.GetAlternateLookup<ReadOnlySpan<char>>(), Write(setting, key), out var isKnown);
        if (isKnown) return number;
        _settings.Add(setting.ToArray());
        return number = _settings.Count - 1;
    }

    private static ReadOnlySpan<char> Write(ReadOnlySpan<int> setting, Span<char> key)
    {
        for (var j = 0; j < setting.Length; j++) key[j] = (char)setting[j];
        return key;
    }
}
