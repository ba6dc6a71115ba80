namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>Measures loads by turns, after a round that is discarded: in it code is compiled and connections are opened.</summary>
internal static class ServiceRounds
{
    /// <param name="loads">Owned: they are disposed here.</param>
    /// <returns>Of each load the rates of its rounds.</returns>
    public static Task<IReadOnlyList<double[]>> RunAsync(
        IReadOnlyList<ServiceLoad> loads, BenchSize size, CancellationToken cancellationToken) =>
        RunAsync(loads, size, load => load.MeasureAsync(size.Turn, cancellationToken), cancellationToken);

    /// <inheritdoc cref="RunAsync(IReadOnlyList{ServiceLoad}, BenchSize, CancellationToken)"/>
    /// <param name="measure">A turn of a load, and what is asked for beside its rate.</param>
    public static async Task<IReadOnlyList<T[]>> RunAsync<T>(
        IReadOnlyList<ServiceLoad> loads, BenchSize size, Func<ServiceLoad, Task<T>> measure, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var load in loads)
            {
                await load.WarmUpAsync(size.Turn, cancellationToken);
            }

            return await Rounds.RunAsync(loads, size.Rounds, measure);
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
