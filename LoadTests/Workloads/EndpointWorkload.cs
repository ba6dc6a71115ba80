using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Reads through the public endpoint, as a user meets the system: the proxy has to send none to a replica that stops.</summary>
/// <param name="endpoint">Null where there is none: then nothing is sent.</param>
internal sealed class EndpointWorkload(RecordingClient client, RunNames names, Uri? endpoint) : IWorkload
{
    private const string EndpointName = "endpoint";

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        if (endpoint is null)
        {
            return new Completion(Outcome.Failed, due, MonotonicClock.Now);
        }

        var answer = await client.SendAsync(VisitsWorkload.Read(names.Page(operation.Subject)) with
        {
            Kind = OperationKind.Knock,
            To = new Replica(-1, EndpointName, 0, 0, endpoint),
            Client = operation.Client,
            Number = 1,
            Due = due,
            FreshConnection = true,
        });
        return answer.Completion;
    }
}

/// <summary>Draws reads through the public endpoint, each on a new connection.</summary>
internal sealed class EndpointMix(ulong seed) : IMix
{
    private readonly RandomStream _random = RandomStream.Of(seed, "knocks");

    public int Clients => 4;

    public PlannedOperation Next(long due, short? subject) =>
        new(due, _random.Next(Clients), OperationKind.Knock, _random.Next(VisitsMix.Pages));
}
