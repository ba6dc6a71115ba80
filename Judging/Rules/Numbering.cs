namespace AspireStateless.Judging.Rules;

/// <summary>Numbers names from 0, in the order in which they come.</summary>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _names = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<T> Names => _names;

    public bool Contains(T name) => _numbers.ContainsKey(name);

    /// <returns>The number of a name, given to it when it comes first.</returns>
    public int Of(T name)
    {
        if (_numbers.TryAdd(name, _names.Count))
        {
            _names.Add(name);
        }

        return _numbers[name];
    }
}
