using System.Text;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// One of the independent streams of random numbers that a seed drives. SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014), written out here so that a seed gives the same plan on every version of .NET.
/// </summary>
internal sealed class RandomStream(ulong state)
{
    private ulong _state = state;

    /// <summary>The stream with a name: adding another name does not change this one.</summary>
    public static RandomStream Of(ulong seed, string name)
    {
        var hash = 14695981039346656037; // FNV-1a, 64 bits.
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return new RandomStream(Mix(seed) ^ hash);
    }

    public ulong NextUInt64() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <returns>At least 0, below 1.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <returns>At least 0, below <paramref name="exclusive"/>.</returns>
    public int Next(int exclusive) => (int)((UInt128)NextUInt64() * (ulong)exclusive >> 64);

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + (NextDouble() * (most - least));

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The finalizer alone: 64 bits of which each depends on every one of the given.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
