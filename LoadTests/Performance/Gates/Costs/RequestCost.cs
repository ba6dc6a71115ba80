namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>What one kind of request costs a replica, per request.</summary>
/// <param name="Request">Which, as method and route.</param>
/// <param name="RedisCommands">The least of several batches: what happens by itself meanwhile only ever adds.</param>
/// <param name="SqlCommands">The same.</param>
/// <param name="Exceptions">The same; thrown, also those that were caught.</param>
/// <param name="AllocatedBytes">The middle of the batches: a collection may make one of them look cheaper than it is.</param>
/// <param name="ResponseBytes">The middle of the batches, headers included.</param>
internal sealed record RequestCost(
    string Request, double RedisCommands, double SqlCommands, double Exceptions, long AllocatedBytes, long ResponseBytes)
{
    /// <summary>
    /// The share that allocation may grow by, and the bytes of an answer, whose ids and times are as long as they are. Less is never wrong,
    /// of calls neither: reads that come at once share a statement, and on a busy machine two of one request do now and then; and the same
    /// request allocated 3 to 6 % less for the whole life of some processes.
    /// </summary>
    public double Tolerance { get; init; } = CountedRequest.UsualTolerance;

    /// <summary>Each difference from a budget, in words.</summary>
    public IEnumerable<string> Differences(RequestCost budget)
    {
        (string What, double Now, double Before, bool Differs)[] counters =
        [
            ("Redis commands", RedisCommands, budget.RedisCommands, RedisCommands > budget.RedisCommands),
            ("SQL commands", SqlCommands, budget.SqlCommands, SqlCommands > budget.SqlCommands),
            ("exceptions", Exceptions, budget.Exceptions, Exceptions > budget.Exceptions),
            ("bytes allocated", AllocatedBytes, budget.AllocatedBytes, IsBeyond(AllocatedBytes, budget.AllocatedBytes, budget.Tolerance)),
            ("bytes sent", ResponseBytes, budget.ResponseBytes, IsBeyond(ResponseBytes, budget.ResponseBytes, budget.Tolerance)),
        ];
        return counters.Where(counter => counter.Differs)
            .Select(counter => $"{counter.Now:0.##} {counter.What}, its budget is {counter.Before:0.##}");
    }

    public override string ToString() =>
        $"{RedisCommands:0.##} Redis, {SqlCommands:0.##} SQL, {Exceptions:0.##} exceptions, {AllocatedBytes} B allocated, {ResponseBytes}"
            + $" B sent";

    private static bool IsBeyond(long now, long budget, double tolerance) => now > (1 + tolerance) * budget;
}
