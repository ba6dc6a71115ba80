using AspireStateless.Control;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>What all replicas of a fake system share.</summary>
internal sealed class FakeStore
{
    private readonly Lock _using = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);

    public bool IsUp
    {
        get;
        set
        {
            (field, UpSince) = (value, MonotonicClock.Now);
        }
    } = true;

    /// <summary>When it was last started, or stopped.</summary>
    public long UpSince { get; private set; }

    public long Visit(string page, string? key)
    {
        lock (_using)
        {
            if (key is not null && _keys.TryGetValue($"{page} {key}", out var first))
            {
                return first;
            }

            var count = _counts[page] = _counts.GetValueOrDefault(page) + 1;
            if (key is not null)
            {
                _keys[$"{page} {key}"] = count;
            }

            return count;
        }
    }

    public long Read(string page)
    {
        lock (_using)
        {
            return _counts.GetValueOrDefault(page);
        }
    }

    public void Write(string page, long count)
    {
        lock (_using)
        {
            _counts[page] = count;
        }
    }

    public bool WasApplied(string page, string key)
    {
        lock (_using)
        {
            return _keys.ContainsKey($"{page} {key}");
        }
    }

    public void Forget()
    {
        lock (_using)
        {
            _counts.Clear();
            _keys.Clear();
        }
    }
}
