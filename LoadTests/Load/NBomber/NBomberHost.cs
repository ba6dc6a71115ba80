using AspireStateless.LoadTests.Load.Hosts;
using NBomber.CSharp;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using Serilog;

namespace AspireStateless.LoadTests.Load.NBomber;

/// <summary>
/// NBomber as host of the operations: one of its scenarios for each kind, whose copies wait until the pacer gives them an operation. So
/// arrivals, warm-up and record stay ours, and NBomber is told each latency from the due time, which its own clock leaves out.
/// </summary>
/// <remarks>An operation is a step of its scenario: the last turn of a copy, in which there is none left, is not counted.</remarks>
internal sealed class NBomberHost : ILoadHost
{
    private const string StepName = "operation";

    // It makes its copies before it begins, and ends when it is told to; by itself only if nobody does.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CopiesEnd = TimeSpan.FromSeconds(5);

    public string Name => "NBomber";

    public HostCount Run(HostedOperations operations)
    {
        // A logger that writes nowhere: its own leaves files in the working directory, without reports too. Its console says what is wrong.
        var statistics = NBomberRunner
            .RegisterScenarios([.. operations.Kinds.Select(kind => Make(kind, operations))])
            .WithoutReports()
            .WithLoggerConfig(() => new LoggerConfiguration())
            .DisplayConsoleMetrics(false)
            .WithScenarioCompletionTimeout(CopiesEnd)
            .Run();

        // In some versions a scenario is among its own steps, under a name of NBomber's.
        StepStats[] steps = [.. statistics.ScenarioStats
            .SelectMany(scenario => scenario.StepStats)
            .Where(step => step.StepName == StepName)];
        return new HostCount(Name, steps.Sum(step => (long)step.Ok.Request.Count), steps.Sum(step => (long)step.Fail.Request.Count));
    }

    // A broken service fails more often than NBomber's own limit, and to go on then is what a chaos run is for.
    private static ScenarioProps Make(OperationKind kind, HostedOperations operations) =>
        Scenario.Create(kind.ToString(), context => CarryOutNextAsync(kind, operations, context))
        .WithoutWarmUp()
        .WithMaxFailCount(int.MaxValue)
        .WithRestartIterationOnFail(false)
        .WithLoadSimulations(Simulation.KeepConstant(copies: HostedOperations.Copies, during: operations.Duration + Grace));

    private static async Task<IResponse> CarryOutNextAsync(OperationKind kind, HostedOperations operations, IScenarioContext context)
    {
        var ends = context.ScenarioCancellationToken;
        if (await operations.NextAsync(kind, ends) is not { } operation)
        {
            if (!ends.IsCancellationRequested)
            {
                context.StopCurrentTest("the traffic is over");
            }

            // A copy that returns is begun anew until NBomber has stopped them all.
            await Task.Delay(Timeout.Infinite, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Response.Ok();
        }

        return await Step.Run(StepName, context, async () =>
        {
            var (completion, latency) = await operation.CarryOutAsync();
            var code = completion.Outcome.ToString();
            return completion.Outcome == Outcome.Ok
                ? Response.Ok<object>(statusCode: code, customLatencyMs: latency.TotalMilliseconds)
                : Response.Fail<object>(statusCode: code, customLatencyMs: latency.TotalMilliseconds);
        });
    }
}
