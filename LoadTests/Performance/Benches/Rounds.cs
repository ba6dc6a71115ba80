namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>
/// Measures several things by turns, round after round, each round beginning with another: what happens to the machine meanwhile happens to
/// all of them.
/// </summary>
internal static class Rounds
{
    /// <param name="arms">Each gives a rate, above 0.</param>
    /// <returns>Of each arm the rates of its rounds, in their order.</returns>
    public static async Task<IReadOnlyList<double[]>> RunAsync(
        IReadOnlyList<Func<CancellationToken, Task<double>>> arms, int rounds, CancellationToken cancellationToken)
    {
        double[][] rates = [.. arms.Select(_ => new double[rounds])];
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < arms.Count; turn++)
            {
                var arm = (round + turn) % arms.Count;
                rates[arm][round] = await arms[arm](cancellationToken);
            }
        }

        return rates;
    }
}
