using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>Lays what was asked for beside what the store has, by user and key.</summary>
/// <remarks>
/// Both come nearly in the order of time, so most attempts find their order near the last one that was found; only what is left over is
/// looked up. Two orders of one key then show as one that is left over.
/// </remarks>
internal sealed class OrderJoin(SalesRecord record)
{
    private const int Near = 16;

    /// <summary>Per order of the store the attempt that it came from; -1 while none is known.</summary>
    public int[] AttemptOf { get; } = new int[record.Orders.Length];

    public RuleBreak? Check()
    {
        OrderHashes hashes = null!;
        Parallel.Invoke(Match, () => hashes = OrderHashes.Of(record));
        return CheckMatched(hashes) ?? CheckAcknowledged() ?? CheckOrders();
    }

    private void Match()
    {
        AttemptOf.AsSpan().Fill(-1);
        var left = new List<int>();
        for (int i = 0, last = -1; i < record.Attempts.Length; i++)
        {
            int place = FindNear(in record.Attempts[i], last);
            if (place < 0)
            {
                left.Add(i);
                continue;
            }

            (AttemptOf[place], last) = (i, place);
        }

        var orders = new Dictionary<(int User, long Key), int>();
        for (int place = 0; place < AttemptOf.Length; place++)
        {
            if (AttemptOf[place] < 0)
            {
                orders.TryAdd((record.Orders[place].User, record.Orders[place].Key), place);
            }
        }

        foreach (int i in orders.Count == 0 ? [] : left)
        {
            if (orders.TryGetValue((record.Attempts[i].User, record.Attempts[i].Key), out int place))
            {
                AttemptOf[place] = i;
            }
        }
    }

    private int FindNear(in OrderAttempt attempt, int last)
    {
        for (int distance = 1; distance <= Near; distance++)
        {
            if (Holds(last + distance, in attempt))
            {
                return last + distance;
            }

            if (Holds(last - distance, in attempt))
            {
                return last - distance;
            }
        }

        return -1;
    }

    private bool Holds(int place, in OrderAttempt attempt) =>
        (uint)place < (uint)AttemptOf.Length
        && record.Orders[place].Key == attempt.Key
        && record.Orders[place].User == attempt.User
        && AttemptOf[place] < 0;

    private RuleBreak? CheckMatched(OrderHashes hashes)
    {
        for (int place = 0; place < AttemptOf.Length; place++)
        {
            if (AttemptOf[place] is >= 0 and var i
                && Compare(in record.Attempts[i], in record.Orders[place], hashes.Content[place], hashes.Units[place]) is { } rule)
            {
                return new(rule, record.Attempts[i].Source);
            }
        }

        return null;
    }

    private RuleBreak? CheckAcknowledged()
    {
        bool[] exists = new bool[record.Attempts.Length];
        foreach (int i in AttemptOf)
        {
            if (i >= 0)
            {
                exists[i] = true;
            }
        }

        for (int i = 0; i < exists.Length; i++)
        {
            ref readonly var attempt = ref record.Attempts[i];
            if (!exists[i] && attempt.Answer == OrderAnswer.Acknowledged)
            {
                return new($"Order {attempt.OrderId} was acknowledged and does not exist", attempt.Source);
            }
        }

        return null;
    }

    private static string? Compare(in OrderAttempt attempt, in StoredOrder order, ulong content, ulong units)
    {
        if (attempt.Answer == OrderAnswer.SoldOut)
        {
            return $"Order {order.Id} exists, and was answered to be sold out";
        }

        if (attempt.Content != 0 && attempt.Content != content)
        {
            return $"Order {order.Id} does not hold what was asked for";
        }

        if (attempt.Answer == OrderAnswer.Unknown)
        {
            return null;
        }

        return attempt.OrderId != order.Id ? $"Order {attempt.OrderId} was acknowledged, and order {order.Id} has its key"
            : attempt.Units != units ? $"Order {order.Id} does not hold the units that were acknowledged"
            : null;
    }

    private RuleBreak? CheckOrders()
    {
        var carts = new Dictionary<(int User, long Version), int>();
        for (int i = 0; i < AttemptOf.Length; i++)
        {
            ref readonly var order = ref record.Orders[i];
            if (AttemptOf[i] < 0)
            {
                return LeftOver(in order);
            }

            if (order.CartVersion != 0 && !carts.TryAdd((order.User, order.CartVersion), i))
            {
                int other = carts[(order.User, order.CartVersion)];
                return new(
                    $"Orders {record.Orders[other].Id} and {order.Id} took one cart, version {order.CartVersion}",
                    record.Attempts[AttemptOf[other]].Source,
                    record.Attempts[AttemptOf[i]].Source);
            }
        }

        return null;
    }

    private RuleBreak LeftOver(in StoredOrder order)
    {
        for (int place = 0; place < AttemptOf.Length; place++)
        {
            ref readonly var other = ref record.Orders[place];
            if (AttemptOf[place] is >= 0 and var attempt && other.User == order.User && other.Key == order.Key)
            {
                return new($"Orders {other.Id} and {order.Id} have one key", record.Attempts[attempt].Source);
            }
        }

        return new($"Order {order.Id} exists, and nobody asked for it");
    }
}
