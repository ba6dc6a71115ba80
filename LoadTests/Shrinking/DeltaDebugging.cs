namespace AspireStateless.LoadTests.Shrinking;

/// <summary>
/// Finds a smallest failing part of a failing list: without any one of its items it fails no more. The algorithm ddmin of Zeller and
/// Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002. A part is probed once, in the order of the whole.
/// </summary>
/// <param name="fails">Whether a part of the items fails; null where that cannot be found out any more.</param>
internal sealed class DeltaDebugging<T>(Func<IReadOnlyList<T>, Task<bool?>> fails)
{
    private readonly Dictionary<string, bool?> _known = new(StringComparer.Ordinal);
    private IReadOnlyList<T> _items = [];

    /// <param name="items">They fail together.</param>
    public async Task<Shrunk<T>> MinimizeAsync(IReadOnlyList<T> items)
    {
        _items = items;
        _known.Clear();
        int[] failing = [.. Enumerable.Range(0, items.Count)];
        if (failing.Length > 0 && await FailsAsync([]) == true)
        {
            failing = [];
        }

        var parts = 2;
        while (failing.Length > 1)
        {
            var subsets = Split(failing, parts);
            var complements = parts == 2 ? [] : subsets.Select(subset => failing.Except(subset).ToArray());
            if (await FirstFailingAsync(subsets) is { } subset)
            {
                (failing, parts) = (subset, 2);
            }
            else if (await FirstFailingAsync(complements) is { } complement)
            {
                (failing, parts) = (complement, Math.Max(parts - 1, 2));
            }
            else if (parts < failing.Length)
            {
                parts = Math.Min(2 * parts, failing.Length);
            }
            else
            {
                break;
            }
        }

        return new Shrunk<T>([.. failing.Select(index => items[index])], _known.Values.All(known => known is not null), _known.Count);
    }

    private async Task<int[]?> FirstFailingAsync(IEnumerable<int[]> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (await FailsAsync(candidate) == true)
            {
                return candidate;
            }
        }

        return null;
    }

    private async Task<bool?> FailsAsync(int[] indexes)
    {
        var key = string.Join(',', indexes);
        if (!_known.TryGetValue(key, out var known))
        {
            known = await fails([.. indexes.Select(index => _items[index])]);
            _known[key] = known;
        }

        return known;
    }

    /// <summary>As even as can be; none is empty where there are as many items as parts.</summary>
    private static int[][] Split(int[] indexes, int parts) => [.. Enumerable.Range(0, parts)
        .Select(part => indexes[(indexes.Length * part / parts)..(indexes.Length * (part + 1) / parts)])];
}

/// <param name="IsMinimal">Whether every probe was answered: without any one of the items it fails no more.</param>
/// <param name="Probes">Parts that were asked about.</param>
internal sealed record Shrunk<T>(IReadOnlyList<T> Items, bool IsMinimal, int Probes);
