using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Clients with versions: <see cref="SessionGuarantees"/> beside a comparison of everything with everything.</summary>
internal sealed class GuaranteesTrial : ICheckerTrial
{
    public string Name => "session guarantees";

    /// <summary>A key is one client on one key of the service.</summary>
    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        var versions = new long[keys];
        var history = new VersionedOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var key = keyOf[i] = random.Next(keys);
            history[i] = Make(DrawnInterval.Long(random, i), i, random, ref versions[key]);
        }

        return () => ByKey.Check(history, keyOf, keys, SessionGuarantees.Check).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        long version = 0;
        var drawn = DrawnInterval.Short(random, 1 + random.Next(8)).Select((at, i) => Make(at, i, random, ref version)).ToArray();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            ref var changed = ref drawn[random.Next(drawn.Length)];
            changed = changed with { Version = changed.Version + random.Next(3) - 1 };
        }

        return new(drawn.All(one => drawn.All(other => Follows(one, other))), SessionGuarantees.Check(drawn) is null);
    }

    private static VersionedOperation Make(DrawnInterval at, int source, RandomStream random, ref long version) => random.Next(3) == 0
        ? VersionedOperation.Write(at.Start, at.End, ++version, source)
        : VersionedOperation.Read(at.Start, at.End, version, source);

    private static bool Follows(VersionedOperation one, VersionedOperation other) =>
        one.End >= other.Start || (other.IsWrite ? one.Version < other.Version : one.Version <= other.Version);
}
