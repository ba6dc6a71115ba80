using System.Text.Json;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Jobs;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Reads the ticks of the recurring job, the last few again and again: none may change or go.</summary>
internal sealed class JobsWorkload(
    RecordingClient client, KeyedSender sender, Accounts accounts, string run, Func<ServiceOptions> options) : IWorkload
{
    private const string Subject = "ticks";
    private const int ReadAgain = 5;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // For a job of a longer period the end of the run does not wait.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private int _client = -1;
    private SessionToken? _admin;
    private long _before;
    private long _last;
    private long _answers;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await accounts.AdminAsync(cancellationToken);

        // Ticks of the time before this run are nobody's business here.
        var ticks = new List<Tick>();
        do
        {
            _before = ticks.Count > 0 ? ticks[^1].Shown.Value : _before;
            await accounts.MustAsync(List(_before, ticks) with { Kind = OperationKind.Prepare }, alreadyDone: 0, cancellationToken);
        }
        while (ticks.Count > 0);
        _last = _before;
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        Volatile.Write(ref _client, operation.Client);
        return await LookAsync(operation, due);
    }

    /// <summary>Looks until there is another tick, now that nothing keeps the job from it: one that has ended for good has none.</summary>
    public async Task SettleAsync(bool atOnce)
    {
        var limit = MonotonicClock.Span(MissingTicks.LimitOf(options()));
        if (atOnce || _client < 0 || options().JobPeriod <= TimeSpan.Zero || limit > LongestWait)
        {
            return;
        }

        var (known, begun) = (Volatile.Read(ref _last), MonotonicClock.Now);
        while (Volatile.Read(ref _last) == known && MonotonicClock.Span(MonotonicClock.Now - begun) < limit + (10 * LookEvery))
        {
            await LookAsync(new PlannedOperation(due: 0, _client, OperationKind.ListTicks, subject: 0), due: 0);
            await Task.Delay(LookEvery);
        }
    }

    public async Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken)
    {
        for (long after = _before, more = 1; more > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ticks = new List<Tick>();
            var answer = await reader.AskAsync(List(after, ticks));
            Record(answer.Outcome, ticks);
            more = answer.Outcome == Outcome.Ok ? ticks.Count : 0;
            after = ticks.Count > 0 ? ticks[^1].Shown.Value : after;
        }
    }

    private async ValueTask<Completion> LookAsync(PlannedOperation operation, long due)
    {
        var ticks = new List<Tick>();
        var (completion, _) = await sender.SendOnceAsync(
            operation, List(Math.Max(_before, Volatile.Read(ref _last) - ReadAgain), ticks) with { Due = due });
        Record(completion.Outcome, ticks);
        return completion;
    }

    private void Record(Outcome outcome, List<Tick> ticks)
    {
        if (outcome != Outcome.Ok)
        {
            return;
        }

        var answer = Interlocked.Increment(ref _answers);
        foreach (var tick in ticks)
        {
            client.Record(List(0, []) with { Kind = OperationKind.ReadTick, Key = answer }, tick.Shown, tick.Writer);
        }

        if (ticks.Count > 0)
        {
            Volatile.Write(ref _last, Math.Max(Volatile.Read(ref _last), ticks[^1].Shown.Value));
            client.Progress.Leader = ticks[^1].Writer is { } writer ? GenerationName.Instance(writer) : null;
        }
    }

    private ApiRequest List(long after, List<Tick> ticks) => new(
        OperationKind.ListTicks, HttpMethod.Get, $"/jobs/visits/ticks?after={after}", Subject, body => AnswerBody.Parse(body, answer =>
        {
            ticks.Clear();
            ticks.AddRange(answer.EnumerateArray().Select(Read));
            return new Reading(ticks.Count);
        }))
    {
        Argument = after,
        Session = _admin,
    };

    private Tick Read(JsonElement tick)
    {
        long sum = 0, visits = 0;
        foreach (var page in tick.GetProperty("pages").EnumerateObject())
        {
            var count = page.Value.GetInt64();
            sum += (long)RandomStream.Of((ulong)count, page.Name).NextUInt64();
            visits += page.Name.StartsWith(run, StringComparison.Ordinal) ? count : 0;
        }

        var writer = tick.TryGetProperty("replica", out var replica) ? replica.GetString() : null;
        return new(
            new Reading(tick.GetProperty("tick").GetInt64(), tick.GetProperty("token").GetInt64(), sum, visits),
            string.IsNullOrEmpty(writer) ? null : writer);
    }

    /// <param name="Writer">The replica that wrote it; null where the service does not say, as an older build does not.</param>
    private readonly record struct Tick(Reading Shown, string? Writer);
}

/// <summary>Reads what the recurring job has done.</summary>
internal sealed class JobsMix : IMix
{
    public int Clients => 2;

    public PlannedOperation Next(long due, short? subject) =>
        new(due, client: (int)(due & 1), OperationKind.ListTicks, subject: 0);
}
