using AspireStateless.Judging.Faults;

namespace AspireStateless.LoadTests.Faults;

/// <summary>What a scenario does to the system, before a seed has decided when and to whom.</summary>
internal sealed record FaultRecipe
{
    public required IReadOnlyList<FaultCard> Cards { get; init; }
    public FaultOrder Order { get; init; }

    /// <summary>From the beginning of one fault to that of the next, at least.</summary>
    public TimeSpan LeastGap { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>At most, unless the next has to wait for a store to be back.</summary>
    public TimeSpan MostGap { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether it needs an AppHost whose links can be disturbed.</summary>
    public bool NeedsLinks => Cards.Any(card => card.NeedsLinks);

    /// <summary>What is left of it where some resources are not there.</summary>
    public FaultRecipe OnlyOf(Func<string, bool> isThere) => this with { Cards = [.. Cards.Where(card => isThere(card.Resource))] };

    /// <summary>What is left of it where some kinds cannot be done.</summary>
    public FaultRecipe Without(IReadOnlyCollection<string> kinds) =>
        this with { Cards = [.. Cards.Where(card => !kinds.Contains(card.Kind))] };

    /// <summary>What is left of it for an AppHost whose links cannot be disturbed.</summary>
    public FaultRecipe WithoutLinks => this with { Cards = [.. Cards.Where(card => !card.NeedsLinks)] };
}

/// <summary>In which order cards are dealt.</summary>
internal enum FaultOrder
{
    /// <summary>Shuffled.</summary>
    Shuffled,

    /// <summary>So that each card follows each, itself included, as early as possible: a de Bruijn sequence of order 2.</summary>
    OrderedPairs,

    /// <summary>As they are listed, each on every replica in turn.</summary>
    InTurn,
}

/// <summary>One kind of fault of a recipe.</summary>
internal sealed record FaultCard
{
    /// <summary>The <see cref="Resource"/> of what is done to replicas, whatever the service is called.</summary>
    public const string OfReplicas = "api";
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.3);

    public required string Kind { get; init; }

    /// <summary><c>api</c>, or the store.</summary>
    public required string Resource { get; init; }

    /// <summary>It is dealt at least so often, whatever the seed, if the run is long enough for the least counts of all cards.</summary>
    public int Least { get; init; }

    /// <summary>Its share of what is dealt beyond the least counts.</summary>
    public int Share { get; init; }
    public TimeSpan LeastLasts { get; init; } = Short;
    public TimeSpan MostLasts { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Whether it concerns the link of one replica only, drawn by the seed.</summary>
    public bool OneReplica { get; init; }

    /// <summary>Whether it comes in the middle third: with writes to lose before it, and time to see them missing after it.</summary>
    public bool InTheMiddle { get; init; }
    public FaultTrigger? Trigger { get; init; }

    /// <summary>Whether nothing else is done meanwhile: what fails then was failed by it, and not by what happens beside it.</summary>
    public bool Alone { get; init; }

    /// <summary>
    /// How long nothing is done after one that is alone: what ended for good shows when no other fault excuses it any more.
    /// </summary>
    public TimeSpan QuietAfter { get; init; }

    /// <summary>Draws its parameters; null where it takes none.</summary>
    public Func<RandomStream, FaultSettings>? Settings { get; init; }

    /// <summary>Whether it disturbs a link, or waits for one that is disturbed.</summary>
    public bool NeedsLinks => FaultTraits.IsOfLink(Kind) || Trigger is { WhileAnswerIsHeld: true };

    /// <summary>Whether it takes something away from all replicas.</summary>
    public bool IsOfAll => Resource != OfReplicas && !OneReplica;
}
