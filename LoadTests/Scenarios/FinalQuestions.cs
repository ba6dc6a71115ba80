using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>
/// Asks the healed system what became of the visits of unknown outcome, and then every replica for every page. Nothing is redone.
/// </summary>
internal static class FinalQuestions
{
    private const int MostTries = 5;
    private const int AtATime = 8;

    public static async Task AskAsync(RunSession session, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        var serving = session.Replicas.Serving;
        await Parallel.ForEachAsync(session.Workload.Unknown, options, async (visit, _) =>
            await UntilOkAsync(serving, (int)(visit.Key % serving.Length), replica => session.Workload.AskAsync(visit.Page, visit.Key, replica)));

        var reads = session.Plan.Pages.SelectMany(page => serving.Select(replica => (page, replica)));
        await Parallel.ForEachAsync(reads, options, async (read, _) =>
            await UntilOkAsync([read.replica], 0, replica =>
                session.Workload.ReadAsync(session.Workload.Page(read.page), replica, VisitsWorkload.Harness)));
    }

    private static async Task UntilOkAsync(Replica[] replicas, int first, Func<Replica, ValueTask<ApiAnswer>> ask)
    {
        for (int i = 0; i < MostTries; i++)
        {
            var answer = await ask(replicas[(first + i) % replicas.Length]);
            if (answer.Outcome == Outcome.Ok)
            {
                return;
            }
        }
    }
}
