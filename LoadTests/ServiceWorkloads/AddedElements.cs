using System.Collections.Concurrent;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>What is in sets as far as it is known, to be taken out once. Thread-safe.</summary>
internal sealed class AddedElements
{
    private readonly ConcurrentDictionary<string, List<long>> _elements = new(StringComparer.Ordinal);

    public void Add(string set, long element)
    {
        var elements = _elements.GetOrAdd(set, _ => []);
        lock (elements)
        {
            elements.Add(element);
        }
    }

    public int Count(string set) => _elements.TryGetValue(set, out var elements) ? elements.Count : 0;

    /// <param name="choice">Draws which.</param>
    /// <returns>Null where there is none.</returns>
    public long? Take(string set, int choice)
    {
        var elements = _elements.GetOrAdd(set, _ => []);
        lock (elements)
        {
            if (elements.Count == 0)
            {
                return null;
            }

            var place = choice % elements.Count;
            var element = elements[place];
            elements.RemoveAt(place);
            return element;
        }
    }
}
