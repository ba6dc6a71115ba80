using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>What a load host is to carry out.</summary>
/// <param name="Operations">How many operations there are, counted from 0.</param>
/// <param name="Duration">From the first due time to the last.</param>
/// <param name="Kind">Of the n-th operation.</param>
/// <param name="Due">The tick at which the n-th operation is due.</param>
/// <param name="Send">Carries the n-th operation out; does not throw.</param>
internal sealed record LoadJob(
    int Operations, TimeSpan Duration, Func<int, OperationKind> Kind, Func<int, long> Due, Func<int, ValueTask<Completion>> Send);
