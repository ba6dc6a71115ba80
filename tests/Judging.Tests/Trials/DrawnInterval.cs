using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>When one operation of a made-up history ran. Histories are arrays in the order in which their operations took effect.</summary>
/// <param name="Unknown">Its caller does not know its outcome.</param>
/// <param name="Lost">And it never took effect.</param>
internal readonly record struct DrawnInterval(long Start, long End, long Effect, bool Unknown, bool Lost)
{
    /// <summary>What the record says of an operation whose outcome may be unknown.</summary>
    public long RecordedEnd => Unknown ? Attempt.Open : End;

    /// <summary>Few distinct ticks, so that ties and exact touches, where interval rules go wrong, are common.</summary>
    public static DrawnInterval[] Short(RandomStream random, int operations)
    {
        var drawn = new DrawnInterval[operations];
        for (var i = 0; i < operations; i++)
        {
            long start = random.Next(3 * operations);
            var length = random.Next(8);
            var unknown = random.Next(5) == 0;
            drawn[i] = new(start, start + length, start + random.Next(length + 1), unknown, unknown && random.Next(2) == 0);
        }

        drawn.AsSpan().Sort((one, other) => one.Effect.CompareTo(other.Effect));
        return drawn;
    }

    /// <summary>One operation of a long history, by its place: about ten are open at a time, one in a hundred is unknown.</summary>
    public static DrawnInterval Long(RandomStream random, int index)
    {
        var effect = index * 100L;
        var kind = random.Next(200);
        return new(effect - random.Next(1000), effect + random.Next(1000), effect, kind < 2, kind == 0);
    }
}
