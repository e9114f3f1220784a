using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>The feedback of every item under the settings it was measured with.</summary>
internal sealed class CellTable
{
    private readonly SettingDistance _distance;
    private readonly int[] _contexts;
    private readonly int[] _starts;
    private readonly Cell[] _cells;

    /// <summary>A table.</summary>
    /// <param name="space">The parameters.</param>
    /// <param name="contexts">The texts of the contexts.</param>
    /// <param name="settings">The settings of the data.</param>
    /// <param name="contextOfItem">The place of each item's context.</param>
    /// <param name="starts">The place of each item's first cell, and the number of cells at the end.</param>
    /// <param name="cells">The cells item by item, those of an item in the order of the file.</param>
    public CellTable(
        ParameterSpace space, ImmutableArray<string> contexts, SettingIndex settings, int[] contextOfItem, int[] starts, Cell[] cells)
    {
        (Space, Contexts, Settings, _contexts, _starts, _cells) = (space, contexts, settings, contextOfItem, starts, cells);
        _distance = new SettingDistance(space);
        Default = [.. space.Parameters.Select(parameter => parameter.IndexOf(parameter.Default))];
        ItemsOf = [.. contexts.Select(_ => new List<int>())];
        for (var item = 0; item < contextOfItem.Length; item++) ItemsOf[contextOfItem[item]].Add(item);
    }

    /// <summary>The parameters.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The texts of the contexts, those with most items first.</summary>
    public ImmutableArray<string> Contexts { get; }

    /// <summary>The settings of the data.</summary>
    public SettingIndex Settings { get; }

    /// <summary>The place of each parameter's default value.</summary>
    public ImmutableArray<int> Default { get; }

    /// <summary>The items of each context.</summary>
    public ImmutableArray<List<int>> ItemsOf { get; }

    /// <summary>The number of items.</summary>
    public int Items => _contexts.Length;

    /// <summary>The number of cells.</summary>
    public int Count => _cells.Length;

    /// <summary>Rows that were read.</summary>
    public long Rows { get; init; }

    /// <summary>The share of the items that was kept.</summary>
    public double KeptShare { get; init; } = 1;

    /// <summary>The place of an item's context.</summary>
    public int ContextOf(int item) => _contexts[item];

    /// <summary>The cells of an item.</summary>
    public ReadOnlySpan<Cell> CellsOf(int item) => _cells.AsSpan(_starts[item].._starts[item + 1]);

    /// <summary>The cell that answers for a setting: the item's own, or that of its nearest measured setting, of equally near ones the first in the file.</summary>
    /// <param name="item">The item.</param>
    /// <param name="setting">The place of each parameter's value.</param>
    /// <param name="isNeighbour">Whether the item lacks the setting.</param>
    public Cell Serve(int item, ReadOnlySpan<int> setting, out bool isNeighbour)
    {
        var cells = CellsOf(item);
        var number = Settings.Find(setting);
        isNeighbour = false;
        if (number >= 0)
        {
            foreach (ref readonly var cell in cells)
                if (cell.Setting == number) return cell;
        }

        isNeighbour = true;
        var (nearest, least) = (cells[0], double.PositiveInfinity);
        foreach (ref readonly var cell in cells)
        {
            var distance = _distance.Between(setting, Settings[cell.Setting]);
            if (SettingDistance.IsNearer(distance, least)) (nearest, least) = (cell, distance);
        }

        return nearest;
    }

    /// <summary>The texts of a setting's values by parameter.</summary>
    public IReadOnlyDictionary<string, string> Texts(ReadOnlySpan<int> setting)
    {
        var texts = new Dictionary<string, string>();
        for (var j = 0; j < setting.Length; j++) texts[Space[j].Name] = Space[j].Values[setting[j]];
        return texts;
    }
}
