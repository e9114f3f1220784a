using System.Runtime.InteropServices;

namespace SelfLearning.Learning;

/// <summary>The last items that came, at most so many; takes room only for what it holds.</summary>
/// <param name="capacity">How many items stay, 0 or more.</param>
internal sealed class Ring<T>(int capacity)
{
    private readonly List<T> _items = [];
    private int _oldest;

    /// <summary>The number of items held.</summary>
    public int Count => _items.Count;

    /// <summary>The item that came so many before the newest, which is 0.</summary>
    public ref readonly T this[int age] => ref CollectionsMarshal.AsSpan(_items)[PlaceOf(age)];

    /// <summary>Where the item of an age lies, 0 or more and below the capacity, as long as it is held.</summary>
    public int PlaceOf(int age) => (_oldest + _items.Count - 1 - age) % _items.Count;

    /// <summary>Adds an item; the oldest makes room for it.</summary>
    /// <returns>Where it lies, -1 where nothing is kept.</returns>
    public int Add(in T item)
    {
        if (_items.Count < capacity)
        {
            _items.Add(item);
            return _items.Count - 1;
        }

        if (capacity == 0) return -1;
        var place = _oldest;
        _items[place] = item;
        _oldest = (place + 1) % capacity;
        return place;
    }
}
