using System.Diagnostics;

namespace AspireStateless.Judging.Models;

/// <summary>
/// Decides for any object whether a history of it is linearizable, by trying the orders of its operations (Wing and Gong, "Testing and
/// verifying concurrent objects", 1993) and each set of placed operations with each state only once (Lowe, "Testing for linearizability",
/// 2017). Exponential at worst, so it has a time limit; with few operations at a time it is quick whatever their number. Objects are judged
/// one by one (<see cref="ByKey"/>), which is exact.
/// </summary>
/// <param name="model">The object.</param>
/// <param name="limit">For one history; ten seconds unless given.</param>
internal sealed class Linearizability<TOperation, TState>(IModel<TOperation, TState> model, TimeSpan? limit = null)
    where TOperation : IOperation
    where TState : IEquatable<TState>
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(10);

    // A look at the clock costs as much as some steps.
    private const int StepsBetweenLooks = 1024;

    /// <param name="operations">Of one object, in any order.</param>
    /// <returns>Null where there is an order that explains every answer; else the operation that no order explains, and those placed last
    /// before it.</returns>
    /// <exception cref="UndecidedException">The time limit was reached.</exception>
    public RuleBreak? Check(ReadOnlySpan<TOperation> operations)
    {
        var events = EventList.Of(operations);
        var seen = new HashSet<(PlacedSet Placed, TState State)>();
        var order = new Stack<(int Operation, TState Before, PlacedSet Placed)>();
        var (state, placed) = (model.Initial, PlacedSet.Empty(operations.Length));
        var (deepest, blocked) = (-1, Array.Empty<int>());
        var begun = Stopwatch.GetTimestamp();
        long steps = 0;
        for (var at = events.First; events.HasEnds;)
        {
            if (++steps % StepsBetweenLooks == 0 && Stopwatch.GetElapsedTime(begun) > (limit ?? UsualLimit))
            {
                throw new UndecidedException(
                    $"{operations.Length} operations on one object could not be decided within {(limit ?? UsualLimit).TotalSeconds} s");
            }

            var operation = events.OperationAt(at);
            if (!events.IsEnd(at))
            {
                if (model.Step(in operations[operation], state, out var after) && placed.With(operation) is var next
                    && seen.Add((next, after)))
                {
                    order.Push((operation, state, placed));
                    (state, placed) = (after, next);
                    events.Take(operation);
                    at = events.First;
                    continue;
                }

                at = events.Next(at);
                continue;
            }

            // It has ended, so it has to stand before all that follows, and it cannot: another of those before it has to move.
            if (order.Count > deepest)
            {
                (deepest, blocked) = (order.Count, [operation, .. order.Take(MostWitnesses - 1).Select(earlier => earlier.Operation)]);
            }

            if (!order.TryPop(out var last))
            {
                var sources = new List<int>();
                foreach (var witness in blocked)
                {
                    sources.Add(operations[witness].Source);
                }

                return new RuleBreak("No order of the operations explains an answer", [.. sources]);
            }

            (state, placed) = (last.Before, last.Placed);
            events.PutBack(last.Operation);
            at = events.Next(last.Operation);
        }

        return null;
    }

    private const int MostWitnesses = 4;
}

/// <summary>Which operations of a history stand in an order already.</summary>
internal sealed class PlacedSet(ulong[] words, int hash) : IEquatable<PlacedSet>
{
    private const int Bits = 64;
    private readonly ulong[] _words = words;
    private readonly int _hash = hash;

    public static PlacedSet Empty(int operations) => new(new ulong[(operations + Bits - 1) / Bits], hash: 0);

    public PlacedSet With(int operation)
    {
        ulong[] placed = [.. _words];
        placed[operation / Bits] |= 1UL << (operation % Bits);
        return new PlacedSet(placed, _hash ^ HashCode.Combine(operation));
    }

    public bool Equals(PlacedSet? other) => other is not null && _hash == other._hash && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as PlacedSet);

    public override int GetHashCode() => _hash;
}
