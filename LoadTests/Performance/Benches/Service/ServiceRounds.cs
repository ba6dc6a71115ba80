namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>Measures loads by turns, after a round that is discarded: in it code is compiled and connections are opened.</summary>
internal static class ServiceRounds
{
    /// <param name="loads">Owned: they are disposed here.</param>
    /// <returns>Of each load the rates of its rounds.</returns>
    public static async Task<IReadOnlyList<double[]>> RunAsync(
        IReadOnlyList<ServiceLoad> loads, BenchSize size, CancellationToken cancellationToken)
    {
        try
        {
            var length = TimeSpan.FromSeconds(size.Seconds);
            foreach (var load in loads)
            {
                await load.WarmUpAsync(length, cancellationToken);
            }

            return await Rounds.RunAsync(loads, size.Rounds, load => load.MeasureAsync(length, cancellationToken));
        }
        finally
        {
            foreach (var load in loads)
            {
                load.Dispose();
            }
        }
    }
}
