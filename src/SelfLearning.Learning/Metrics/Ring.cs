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
    public T this[int age] => _items[(_oldest + _items.Count - 1 - age) % _items.Count];

    /// <summary>Adds an item; the oldest makes room for it.</summary>
    public void Add(T item)
    {
        if (_items.Count < capacity)
        {
            _items.Add(item);
        }
        else if (capacity > 0)
        {
            _items[_oldest] = item;
            _oldest = (_oldest + 1) % capacity;
        }
    }
}
