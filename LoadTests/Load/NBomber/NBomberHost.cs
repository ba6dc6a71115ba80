using System.Threading.Channels;
using AspireStateless.Judging.Rules;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Scenarios;
using NBomber.CSharp;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace AspireStateless.LoadTests.Load.NBomber;

/// <summary>
/// NBomber as host of the operations: one of its scenarios for each kind, whose copies wait until the pacer gives them an operation. So
/// arrivals, warm-up and record stay ours, and NBomber is told each latency from the due time, which its own clock leaves out.
/// </summary>
/// <remarks>An operation is a step of its scenario: the last turn of a copy, in which there is none left, is not counted.</remarks>
internal sealed class NBomberHost : ILoadHost
{
    private const string Name = "NBomber";
    private const string StepName = "operation";
    private const double NanosecondsPerMillisecond = 1e6;

    // It makes its copies before it begins, and ends when it is told to; by itself only if nobody does.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CopiesEnd = TimeSpan.FromSeconds(5);
    private readonly LoadJob _job;
    private readonly Dictionary<OperationKind, Channel<Turn>> _turns;
    private readonly TaskCompletionSource _takes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<NodeStats>? _session;
    private int _begun;

    public NBomberHost(LoadJob job)
    {
        _job = job;
        _turns = Enumerable.Range(0, job.Operations).Select(job.Kind).Distinct()
            .ToDictionary(kind => kind, _ => Channel.CreateUnbounded<Turn>());
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // It blocks until its session is over.
        _session = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(_takes.Task, _session).WaitAsync(cancellationToken) == _session)
        {
            await _session;
            throw new InvalidRunException(
                "NBomber ended before the traffic began.", "Look at what it printed; organisations need a licence for it.");
        }
    }

    public async ValueTask<Completion> CarryOutAsync(int operation)
    {
        var turn = new Turn(operation);
        await _turns[_job.Kind(operation)].Writer.WriteAsync(turn);
        return await turn.Done.Task;
    }

    public async Task<HostCount> StopAsync()
    {
        foreach (var turns in _turns.Values)
        {
            turns.Writer.TryComplete();
        }

        // In some versions a scenario is among its own steps, under a name of NBomber's.
        StepStats[] operations = [.. (await _session!).ScenarioStats
            .SelectMany(scenario => scenario.StepStats)
            .Where(step => step.StepName == StepName)];
        return new HostCount(Name, operations.Sum(step => (long)step.Ok.Request.Count), operations.Sum(
            step => (long)step.Fail.Request.Count));
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await StopAsync();
        }
    }

    private NodeStats Run()
    {
        try
        {
            return NBomberRunner
                .RegisterScenarios([.. _turns.Keys.Select(Make)])
                .WithoutReports()
                .DisplayConsoleMetrics(false)
                .WithScenarioCompletionTimeout(CopiesEnd)
                .Run();
        }
        finally
        {
            // Whoever waits for an operation that it has not carried out would wait for ever.
            foreach (var turns in _turns.Values)
            {
                turns.Writer.TryComplete();
                while (turns.Reader.TryRead(out var turn))
                {
                    turn.Done.TrySetException(new InvalidOperationException("NBomber ended before the traffic did."));
                }
            }
        }
    }

    // A broken service fails more often than NBomber's own limit, and to go on then is what a chaos run is for.
    private ScenarioProps Make(OperationKind kind) =>
        Scenario.Create(kind.ToString(), context => CarryOutNextAsync(_turns[kind].Reader, context))
        .WithoutWarmUp()
        .WithMaxFailCount(int.MaxValue)
        .WithRestartIterationOnFail(false)
        .WithLoadSimulations(Simulation.KeepConstant(copies: OpenLoop.InFlight, during: _job.Duration + Grace));

    private async Task<IResponse> CarryOutNextAsync(ChannelReader<Turn> turns, IScenarioContext context)
    {
        if (Interlocked.Increment(ref _begun) == OpenLoop.InFlight * _turns.Count)
        {
            _takes.TrySetResult();
        }

        Turn turn;
        try
        {
            turn = await turns.ReadAsync(context.ScenarioCancellationToken);
        }
        catch (ChannelClosedException)
        {
            context.StopCurrentTest("the traffic is over");
            // A copy that has ended is begun anew until NBomber has stopped them all.
            await Task.Delay(Timeout.Infinite, context.ScenarioCancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Response.Ok();
        }

        return await Step.Run(StepName, context, async () =>
        {
            var completion = await _job.Send(turn.Operation);
            turn.Done.SetResult(completion);
            double latency = (completion.Done - _job.Due(turn.Operation)) / NanosecondsPerMillisecond;
            string code = completion.Outcome.ToString();
            return completion.Outcome == Outcome.Ok
                ? Response.Ok<object>(statusCode: code, customLatencyMs: latency)
                : Response.Fail<object>(statusCode: code, customLatencyMs: latency);
        });
    }

    private sealed record Turn(int Operation)
    {
        public TaskCompletionSource<Completion> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
