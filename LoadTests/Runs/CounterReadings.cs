using System.Text.Json;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Runs;

/// <summary>
/// After the traffic, and before its processes are replaced: asks each how many requests it ended. A run that opens no session of the admin
/// for its traffic opens none for this: it would be in the record, and is judged there.
/// </summary>
internal static class CounterReadings
{
    // Nobody records who asks for these: the AppHost does, and the harness while it waits for a replica.
    private static readonly string[] Unrecorded = ["/health", "/alive", "/replica/counters"];

    public static async Task TakeAsync(RunSession session, CancellationToken cancellationToken)
    {
        if (session.Context.Accounts.OpenedAdmin is not { } admin)
        {
            return;
        }

        foreach (var replica in session.Replicas.Serving)
        {
            long? ended = null;
            var at = MonotonicClock.Now;
            var counters = new ApiRequest(
                OperationKind.Prepare, HttpMethod.Get, "/replica/counters", "counters", body => AnswerBody.Parse(body, answer =>
                {
                    ended = answer.GetProperty("requests").EnumerateArray()
                        .Where(request => !Unrecorded.Contains(request.GetProperty("route").GetString()))
                        .Sum(request => request.GetProperty("count").GetInt64());
                    return default;
                }));
            await session.Client.SendAsync(counters with { Session = admin, To = replica, Number = 1 }, cancellationToken);
            if (ended is { } count)
            {
                session.Log.Write(new RunEvent(RunEventType.Counted, at)
                {
                    Instance = replica.Instance,
                    Pid = replica.Pid,
                    StartTicks = replica.StartTicks,
                    Details = JsonSerializer.SerializeToElement(count),
                });
            }
        }
    }
}
