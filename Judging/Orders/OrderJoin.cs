namespace AspireStateless.Judging.Orders;

/// <summary>Lays what was asked for beside what the store has, by key.</summary>
/// <remarks>
/// Both come nearly in the order of time, so most attempts find their order near the last one that was found; only what is left over is
/// looked up. Two orders of one key then show as one that is left over.
/// </remarks>
internal sealed class OrderJoin(SalesRecord record)
{
    private const int Near = 16;
    private readonly bool[] _exists = new bool[record.Attempts.Length];

    /// <summary>Per order of the store the attempt that it came from; -1 while none is known.</summary>
    public int[] AttemptOf { get; } = new int[record.Orders.Length];

    public RuleBreak? Check()
    {
        if (MatchNear() < AttemptOf.Length)
        {
            MatchRest();
        }

        return CheckMatched() ?? CheckAcknowledged() ?? CheckLeftOver() ?? CheckCarts();
    }

    /// <returns>How many orders were found.</returns>
    private int MatchNear()
    {
        AttemptOf.AsSpan().Fill(-1);
        var found = 0;
        for (int i = 0, last = -1; i < record.Attempts.Length; i++)
        {
            var place = FindNear(record.Attempts[i].Key, last);
            if (place >= 0)
            {
                (AttemptOf[place], _exists[i], last) = (i, true, place);
                found++;
            }
        }

        return found;
    }

    private void MatchRest()
    {
        var left = new Dictionary<int, int>();
        for (var place = 0; place < AttemptOf.Length; place++)
        {
            if (AttemptOf[place] < 0)
            {
                left.TryAdd(record.Orders[place].Key, place);
            }
        }

        for (var i = 0; i < _exists.Length; i++)
        {
            if (!_exists[i] && left.TryGetValue(record.Attempts[i].Key, out var place))
            {
                (AttemptOf[place], _exists[i]) = (i, true);
            }
        }
    }

    private int FindNear(int key, int last)
    {
        for (var distance = 1; distance <= Near; distance++)
        {
            if (Holds(last + distance, key))
            {
                return last + distance;
            }

            if (Holds(last - distance, key))
            {
                return last - distance;
            }
        }

        return -1;
    }

    private bool Holds(int place, int key) =>
        (uint)place < (uint)AttemptOf.Length && record.Orders[place].Key == key && AttemptOf[place] < 0;

    private RuleBreak? CheckMatched()
    {
        for (var place = 0; place < AttemptOf.Length; place++)
        {
            if (AttemptOf[place] is >= 0 and var i
                && Compare(in record.Attempts[i], record.Orders[place].Id, OrderHashes.Of(record.LinesOf(place))) is { } rule)
            {
                return new(rule, record.Attempts[i].Source);
            }
        }

        return null;
    }

    private static string? Compare(in OrderAttempt attempt, long order, OrderHashes holds)
    {
        if (attempt.Answer == OrderAnswer.SoldOut)
        {
            return $"Order {order} exists, and was answered to be sold out";
        }

        if (attempt.Content != 0 && attempt.Content != holds.Content)
        {
            return $"Order {order} does not hold what was asked for";
        }

        if (attempt.Answer == OrderAnswer.Unknown)
        {
            return null;
        }

        return attempt.OrderId != order ? $"Order {attempt.OrderId} was acknowledged, and order {order} has its key"
            : attempt.Units != holds.Units ? $"Order {order} does not hold the units that were acknowledged"
            : null;
    }

    private RuleBreak? CheckAcknowledged()
    {
        for (var i = 0; i < _exists.Length; i++)
        {
            ref readonly var attempt = ref record.Attempts[i];
            if (!_exists[i] && attempt.Answer == OrderAnswer.Acknowledged)
            {
                return new($"Order {attempt.OrderId} was acknowledged and does not exist", attempt.Source);
            }
        }

        return null;
    }

    private RuleBreak? CheckLeftOver()
    {
        var left = AttemptOf.AsSpan().IndexOf(-1);
        if (left < 0)
        {
            return null;
        }

        var order = record.Orders[left];
        for (var place = 0; place < AttemptOf.Length; place++)
        {
            if (AttemptOf[place] is >= 0 and var attempt && record.Orders[place].Key == order.Key)
            {
                return new($"Orders {record.Orders[place].Id} and {order.Id} have one key", record.Attempts[attempt].Source);
            }
        }

        return new($"Order {order.Id} exists, and nobody asked for it");
    }

    private RuleBreak? CheckCarts()
    {
        var taken = new Dictionary<(int User, long Version), int>();
        foreach (var cart in record.Carts)
        {
            if (!taken.TryAdd((cart.User, cart.Version), cart.Order))
            {
                var other = taken[(cart.User, cart.Version)];
                return new(
                    $"Orders {record.Orders[other].Id} and {record.Orders[cart.Order].Id} took one cart, version {cart.Version}",
                    record.Attempts[AttemptOf[other]].Source,
                    record.Attempts[AttemptOf[cart.Order]].Source);
            }
        }

        return null;
    }
}
