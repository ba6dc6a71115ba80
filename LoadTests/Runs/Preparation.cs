using System.Text.Json;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Runs;

/// <summary>After the steady state is reached: learns the service's options and makes what the traffic needs.</summary>
internal static class Preparation
{
    /// <exception cref="LoadTests.Failures.InvalidRunException">The service does not give it.</exception>
    public static async Task CarryOutAsync(RunSession session, CancellationToken cancellationToken)
    {
        var options = session.Context.Service is null ? await OptionsAsync(session.Context, cancellationToken) : ServiceOptions.Unknown;
        session.Context.Options = options;
        session.Log.Write(new RunEvent(RunEventType.Options, MonotonicClock.Now)
        {
            Details = JsonSerializer.SerializeToElement(options, JsonSerializerOptions.Web),
        });
        foreach (var workload in session.InUse)
        {
            await workload.PrepareAsync(cancellationToken);
        }
    }

    private static async Task<ServiceOptions> OptionsAsync(WorkloadContext context, CancellationToken cancellationToken)
    {
        ServiceOptions? options = null;
        await context.Accounts.MustAsync(
            // A service that tells none is told apart later.
            new ApiRequest(OperationKind.Prepare, HttpMethod.Get, "/replica", "options", body => AnswerBody.Parse(body, answer =>
            {
                options = answer.GetProperty("options").Deserialize<ServiceOptions>(JsonSerializerOptions.Web);
                return default;
            }) ?? default(Reading)),
            alreadyDone: 404,
            cancellationToken);
        return options ?? ServiceOptions.Unknown;
    }
}
