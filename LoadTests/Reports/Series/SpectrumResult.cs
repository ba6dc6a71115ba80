namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>
/// Times of answered operations at quantiles that come ever closer to 1: from the due time, from the send, and how late they were sent.
/// The gap between the first two is what an operation waited for the harness. Milliseconds.
/// </summary>
/// <param name="Count">Answered operations.</param>
/// <param name="Quantiles">1 - 10^(-n/10) for n from 0, as far as there are samples; the last is 1, the longest.</param>
internal sealed record SpectrumResult(int Count, double[] Quantiles, double?[] Due, double?[] Sent, double?[] Late)
{
    private const int StepsPerDecade = 10;

    public static SpectrumResult Of(IReadOnlyList<ClientOperation> operations)
    {
        var answered = operations.Where(operation => operation.Outcome == Outcome.Ok).ToList();
        var due = new SortedTimes(answered.Select(operation => operation.Done - operation.Due));
        var sent = new SortedTimes(answered.Select(operation => operation.Done - operation.Sent));
        var late = new SortedTimes(answered.Select(operation => operation.Sent - operation.Due));
        var steps = answered.Count == 0 ? 0 : (int)(Math.Log10(answered.Count) * StepsPerDecade) + 1;
        double[] quantiles = [.. Enumerable.Range(0, steps).Select(n => Math.Round(1 - Math.Pow(10, -n / (double)StepsPerDecade), 6)), 1];
        return new SpectrumResult(answered.Count, quantiles, At(due), At(sent), At(late));

        double?[] At(SortedTimes times) => [.. quantiles.Select(times.Ms)];
    }
}
