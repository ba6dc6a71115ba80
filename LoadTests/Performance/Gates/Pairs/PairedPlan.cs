using AspireStateless.LoadTests.Load.Arrivals;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>
/// What is sent in one pair, and when: a pure function of the seed. Each arrival goes to both sides at the same time, one right after the
/// other, and a coin decides which is first.
/// </summary>
internal sealed class PairedPlan
{
    /// <summary>Users and pages and products that the requests are about.</summary>
    public const int Subjects = 16;

    /// <summary>Requests a second, to each side: together with the stores and this program less than half of two cores.</summary>
    public const double Rate = 300;
    public static readonly TimeSpan Measured = TimeSpan.FromSeconds(7);
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    // Of a hundred requests, in this order. Most are visits, so that the median is one kind's.
    private static readonly (PairedRequestKind Kind, int Share)[] Mix =
    [
        (PairedRequestKind.Visit, 70),
        (PairedRequestKind.ReadVisits, 10),
        (PairedRequestKind.ReadSession, 10),
        (PairedRequestKind.PutIntoCart, 5),
        (PairedRequestKind.ReadProduct, 5),
    ];

    private readonly bool[] _candidateFirst;
    private readonly PairedRequest[] _requests;

    /// <param name="pair">Every pair has arrivals and coins of its own.</param>
    public PairedPlan(ulong seed, int pair)
    {
        Pair = pair;
        // The warm-up at double rate: what is called is compiled, and connections are open, before it counts.
        long[] warmUp = [.. new ConstantSchedule(2 * Rate).DueTimes(WarmUp)];
        long[] measured = [.. new PoissonSchedule(Rate, seed, $"gate.arrivals.{pair}").DueTimes(Measured)];
        var from = MonotonicClock.Nanoseconds(WarmUp);
        long[] arrivals = [.. warmUp, .. measured.Select(due => due + from)];
        Due = [.. arrivals.SelectMany(due => new[] { due, due })];
        var coins = RandomStream.Of(seed, $"gate.order.{pair}");
        var kinds = RandomStream.Of(seed, $"gate.kinds.{pair}");
        _candidateFirst = [.. arrivals.Select(_ => coins.Next(2) == 0)];
        _requests = [.. arrivals.Select(_ => new PairedRequest(Draw(kinds), kinds.Next(Subjects)))];
        // A coin for every other pair, and the other place for the next: each side has each as often.
        CandidateSlot = (RandomStream.Of(seed, $"gate.slot.{pair / 2}").Next(2) + pair) % 2;
    }

    public int Pair { get; }

    /// <summary>Nanoseconds from the start of the pair; two and two are the same.</summary>
    public long[] Due { get; }

    /// <summary>Which of the two sets of stores the candidate works on, 0 or 1.</summary>
    public int CandidateSlot { get; }

    /// <summary>Where the n-th due time belongs.</summary>
    public Side SideOf(int n) => _candidateFirst[n / 2] == (n % 2 == 0) ? Side.Candidate : Side.Baseline;

    /// <summary>What is sent at the n-th due time; the same to both sides.</summary>
    public PairedRequest RequestOf(int n) => _requests[n / 2];

    private static PairedRequestKind Draw(RandomStream random)
    {
        var left = random.Next(Mix.Sum(part => part.Share));
        return Mix.First(part => (left -= part.Share) < 0).Kind;
    }
}

/// <param name="Subject">Number of its page, user or product.</param>
internal readonly record struct PairedRequest(PairedRequestKind Kind, int Subject);

internal enum PairedRequestKind
{
    Visit,
    ReadVisits,
    ReadSession,
    PutIntoCart,
    ReadProduct,
}
