using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Models;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Elements that come once and leave once: <see cref="ElementSet"/> beside a search.</summary>
internal sealed class ElementTrial : ICheckerTrial
{
    private enum State
    {
        Before,
        In,
        After,
    }

    private readonly Linearizability<SetOperation, int> _search = new(new ElementModel());

    public string Name => "set, element by element";

    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        var state = new State[keys];
        var asked = new State[keys];
        var history = new SetOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var at = DrawnInterval.Long(random, i);
            var key = keyOf[i] = random.Next(keys);
            history[i] = Make(at, i, ref state[key], ref asked[key], writes: random.Next(10) == 0);
        }

        return () => ByKey.Check(history, keyOf, keys, ElementSet.Check).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        var state = State.Before;
        var asked = State.Before;
        var drawn = DrawnInterval.Short(random, 1 + random.Next(8))
            .Select((at, i) => Make(at, i, ref state, ref asked, writes: random.Next(3) == 0)).ToArray();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            ref var changed = ref drawn[random.Next(drawn.Length)];
            changed = changed.Kind < SetOperationKind.Present
                ? changed
                : SetOperation.Read(changed.Start, changed.End, changed.Kind == SetOperationKind.Absent, changed.Source);
        }

        return new(_search.Check(drawn) is null, ElementSet.Check(drawn) is null);
    }

    private static SetOperation Make(DrawnInterval at, int source, ref State state, ref State asked, bool writes)
    {
        if (!writes || asked == State.After || asked != state)
        {
            return SetOperation.Read(at.Start, at.End, state == State.In, source);
        }

        var adds = asked == State.Before;
        asked++;
        state = at.Lost ? state : asked;
        return new(adds ? SetOperationKind.Add : SetOperationKind.Remove, at.Start, at.RecordedEnd, source);
    }
}
