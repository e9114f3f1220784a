using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>
/// Collects rows into a <see cref="CellTable"/> in bounded memory. An item is known by the hash of its id. When there are more cells than
/// may be held, half of the hashes are given up, whose items go and do not come back: what stays is a uniform sample of the items.
/// </summary>
/// <param name="source">The data.</param>
/// <param name="mostCells">The cells that may be held.</param>
internal sealed class CellTableBuilder(DataSource source, int mostCells)
{
    /// <summary>The most cells that are held by default.</summary>
    public const int MostCells = 1_000_000;

    /// <summary>The most different settings.</summary>
    public const int MostSettings = 4_096;

    /// <summary>The most contexts.</summary>
    public const int MostContexts = 10_000;

    private readonly SettingIndex _settings = new();
    private readonly Dictionary<string, int> _contexts = new(StringComparer.Ordinal);
    private Dictionary<UInt128, Item> _items = [];
    private Dictionary<(int Item, int Setting), int> _places = [];
    private List<Sum> _sums = [];
    private ulong _threshold = ulong.MaxValue;

    /// <summary>Reads all rows.</summary>
    /// <exception cref="InputException">A row cannot be used.</exception>
    public CellTable Read(Action<double>? progress, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var row in source.Rows(progress, cancellationToken))
        {
            rows++;
            Add(row);
        }

        return Build(rows);
    }

    private void Add(in DataRow row)
    {
        var hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(row.Id.AsSpan()));
        if ((ulong)hash > _threshold) return;
        var item = Find(hash, row);
        var setting = _settings.FindOrAdd(row.Setting.Span);
        if (setting == MostSettings)
            throw Wrong(row, $"the rows have more than {MostSettings} different settings: take fewer parameters or a coarser grid");
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (item, setting), out var isKnown);
        if (!isKnown)
        {
            place = _sums.Count;
            _sums.Add(new Sum(item, setting));
        }

        CollectionsMarshal.AsSpan(_sums)[place].Add(row.Feedback, row.Penalty);
        while (_sums.Count > mostCells) Halve();
    }

    private int Find(UInt128 hash, in DataRow row)
    {
        ref var context = ref CollectionsMarshal.GetValueRefOrAddDefault(_contexts, row.Context, out var isKnown);
        if (!isKnown)
        {
            context = _contexts.Count - 1;
            if (_contexts.Count > MostContexts)
                throw Wrong(row, $"column '{source.Mapping.Context}' has more than {MostContexts} different contexts: take a coarser one");
        }

        ref var item = ref CollectionsMarshal.GetValueRefOrAddDefault(_items, hash, out isKnown);
        if (!isKnown)
        {
            item = new Item(_items.Count - 1, context);
        }
        else if (item.Context != context)
        {
            var other = _contexts.First(pair => pair.Value == _items[hash].Context).Key;
            throw Wrong(
                row, $"column '{source.Mapping.Id}': item '{row.Id}' is in context '{row.Context}' and was in '{other}' before, and an item has one context");
        }

        return item.Number;
    }

    private InputException Wrong(in DataRow row, string rule) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{source.Mapping.File}, line {row.Line}, {rule}."));

    // Keeps the items whose hash is in the lower half of those that are kept, with their numbers closed up.
    private void Halve()
    {
        _threshold /= 2;
        var numbers = new Dictionary<int, int>();
        var items = new Dictionary<UInt128, Item>();
        foreach (var (hash, item) in _items.Where(pair => (ulong)pair.Key <= _threshold).OrderBy(pair => pair.Value.Number))
        {
            numbers.Add(item.Number, items.Count);
            items.Add(hash, item with { Number = items.Count });
        }

        _items = items;
        _sums = [.. _sums.Where(sum => numbers.ContainsKey(sum.Item)).Select(sum => sum with { Item = numbers[sum.Item] })];
        _places = [];
        for (var place = 0; place < _sums.Count; place++) _places.Add((_sums[place].Item, _sums[place].Setting), place);
    }

    private CellTable Build(long rows)
    {
        var sizes = new int[_contexts.Count];
        foreach (var item in _items.Values) sizes[item.Context]++;
        // Contexts all of whose items were given up are not there any more.
        var order = _contexts.Where(pair => sizes[pair.Value] > 0)
            .OrderByDescending(pair => sizes[pair.Value]).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var places = new int[_contexts.Count];
        for (var i = 0; i < order.Count; i++) places[order[i].Value] = i;

        var contextOfItem = new int[_items.Count];
        foreach (var item in _items.Values) contextOfItem[item.Number] = places[item.Context];
        var starts = new int[_items.Count + 1];
        foreach (var sum in _sums) starts[sum.Item + 1]++;
        for (var item = 0; item < _items.Count; item++) starts[item + 1] += starts[item];
        var (next, cells) = (starts.ToArray(), new Cell[_sums.Count]);
        foreach (var sum in _sums) cells[next[sum.Item]++] = sum.Cell;
        return new CellTable(source.Space, [.. order.Select(pair => pair.Key)], _settings, contextOfItem, starts, cells)
        {
            Rows = rows,
            KeptShare = (_threshold + 1.0) / (ulong.MaxValue + 1.0),
        };
    }

    private readonly record struct Item(int Number, int Context);

    private record struct Sum(int Item, int Setting)
    {
        private double _feedback;
        private double _penalty;
        private int _count;

        public readonly Cell Cell => new(Setting, _feedback / _count, _penalty / _count);

        public void Add(double feedback, double penalty)
        {
            _feedback += feedback;
            _penalty += penalty;
            _count++;
        }
    }
}
