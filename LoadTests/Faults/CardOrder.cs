namespace AspireStateless.LoadTests.Faults;

/// <summary>Which cards of a recipe are dealt, and in which order.</summary>
internal static class CardOrder
{
    /// <param name="count">How many; 1 or more.</param>
    public static IReadOnlyList<FaultCard> Of(FaultRecipe recipe, int count, int replicas, RandomStream random) => recipe.Order switch
    {
        FaultOrder.OrderedPairs => OrderedPairs(recipe.Cards, count, random),
        FaultOrder.InTurn => [.. Enumerable.Range(0, count).Select(place => recipe.Cards[place / replicas % recipe.Cards.Count])],
        _ => Shuffled(recipe.Cards, count, random),
    };

    private static FaultCard[] Shuffled(IReadOnlyList<FaultCard> cards, int count, RandomStream random)
    {
        // The first of each card before the second of any, so that a short run has as many kinds as it can.
        var deck = Enumerable.Range(0, cards.Max(card => card.Least))
            .SelectMany(round => cards.Where(card => card.Least > round))
            .Take(count)
            .ToList();
        var extra = new int[cards.Count];
        while (deck.Count < count && cards.Any(card => card.Share > 0))
        {
            // The one that is furthest below its share.
            var next = Enumerable.Range(0, cards.Count).Where(card => cards[card].Share > 0)
                .MinBy(card => (extra[card] + 1.0) / cards[card].Share);
            extra[next]++;
            deck.Add(cards[next]);
        }

        FaultCard[] shuffled = [.. deck];
        random.Shuffle<FaultCard>(shuffled);
        MoveToTheMiddle(shuffled, random);
        return shuffled;
    }

    private static void MoveToTheMiddle(FaultCard[] deck, RandomStream random)
    {
        var third = deck.Length / 3;
        for (var i = 0; i < deck.Length; i++)
        {
            if (deck[i].InTheMiddle && (i < third || i >= Math.Max(third + 1, 2 * third)))
            {
                var place = third + random.Next(Math.Max(1, third));
                (deck[i], deck[place]) = (deck[place], deck[i]);
            }
        }
    }

    /// <summary>
    /// The de Bruijn sequence of order 2 over the cards, named in an order of the seed's: the Lyndon words of one and two letters, one
    /// after another (Fredricksen and Maiorana, "Necklaces of beads in k colors and k-ary de Bruijn sequences", 1978).
    /// </summary>
    private static FaultCard[] OrderedPairs(IReadOnlyList<FaultCard> cards, int count, RandomStream random)
    {
        FaultCard[] letters = [.. cards];
        random.Shuffle<FaultCard>(letters);
        var sequence = Enumerable.Range(0, letters.Length)
            .SelectMany(first => Enumerable.Range(first + 1, letters.Length - first - 1).SelectMany(second => new[] { first, second })
                .Prepend(first))
            .ToList();
        return [.. Enumerable.Range(0, count).Select(place => letters[sequence[place % sequence.Count]])];
    }
}
