using System.Collections.Concurrent;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Objects that come into being while the traffic goes on, and end in it. Each is asked for before it exists, on a replica that must not
/// remember the answer; made on another; and asked for and looked for in lists on all of them, right after it was made and after its end.
/// </summary>
internal sealed class LifecyclesWorkload(
    RecordingClient client, KeyedSender sender, ReplicaSet replicas, Accounts accounts, RunNames names) : IWorkload
{
    private readonly Lifecycles _lifecycles = new(names);
    private readonly ConcurrentQueue<ApiRequest> _lasting = new();
    private SessionToken? _admin;

    public async Task PrepareAsync(CancellationToken cancellationToken) => _admin = await accounts.AdminAsync(cancellationToken);

    public ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due) => operation.Subject switch
    {
        LifecyclesMix.Page => BeginAsync(operation, _lifecycles.Page(key), due),
        LifecyclesMix.User => LiveAsUserAsync(operation, key, due),
        _ => SellAsync(operation, key, due),
    };

    public Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) =>
        reader.ReadFromEveryReplicaAsync(_lasting, cancellationToken);

    /// <summary>A product, and an order of it.</summary>
    private async ValueTask<Completion> SellAsync(PlannedOperation operation, long key, long due)
    {
        var product = _lifecycles.Product(_admin!, key);
        var completion = await AskBeforeAsync(operation, product, due);
        if (await MakeAsync(operation, product))
        {
            await BeginAsync(operation, _lifecycles.Order(_admin!, key), due: 0);
        }

        return completion;
    }

    /// <summary>A user, a session of theirs, and a line of their cart, which end one after the other.</summary>
    private async ValueTask<Completion> LiveAsUserAsync(PlannedOperation operation, long key, long due)
    {
        var user = _lifecycles.User(_admin!, key);
        var completion = await AskBeforeAsync(operation, user, due);
        var (session, token) = _lifecycles.Session(key);
        if (await MakeAsync(operation, user) && await MakeAsync(operation, session))
        {
            var line = _lifecycles.CartLine(token()!, key);
            await AskBeforeAsync(operation, line, due: 0);
            if (await MakeAsync(operation, line))
            {
                await EndAsync(operation, line);
            }

            await EndAsync(operation, session);
        }

        return completion;
    }

    private async ValueTask<Completion> BeginAsync(PlannedOperation operation, Lifecycle life, long due)
    {
        var completion = await AskBeforeAsync(operation, life, due);
        await MakeAsync(operation, life);
        return completion;
    }

    private async Task<Completion> AskBeforeAsync(PlannedOperation operation, Lifecycle life, long due)
    {
        var (completion, _) = await sender.SendOnceAsync(Plain(operation), life.AskBefore!.Value with { Due = due });
        if (life.List is { } list)
        {
            await sender.SendOnceAsync(Plain(operation), list);
        }

        return completion;
    }

    /// <summary>
    /// Makes an object, while somebody asks for it, and looks for it everywhere, also where nobody knows whether it was made.
    /// </summary>
    /// <returns>Whether it was.</returns>
    private async Task<bool> MakeAsync(PlannedOperation operation, Lifecycle life)
    {
        var meanwhile = life.AskBefore is { } ask ? sender.SendOnceAsync(Plain(operation), ask).AsTask() : Task.CompletedTask;
        var (_, made) = await sender.SendOnceAsync(operation, life.Create);
        ApiRequest[] asks = [];
        if (made.Outcome != Outcome.Failed)
        {
            asks = [.. life.Ask(made.Reading)];
            await SendEverywhereAsync(operation, life.List is { } list ? [.. asks, list] : asks);
        }

        await meanwhile;
        if (made.Outcome != Outcome.Ok)
        {
            return false;
        }

        if (life.End is null)
        {
            Array.ForEach(asks, _lasting.Enqueue);
        }

        return true;
    }

    private async Task EndAsync(PlannedOperation operation, Lifecycle life)
    {
        await sender.SendOnceAsync(operation, life.End!());
        await SendEverywhereAsync(operation, life.Ask(default));
    }

    /// <summary>Only what changes something is given up half-way.</summary>
    private static PlannedOperation Plain(PlannedOperation operation) => operation with { Delivery = Delivery.None };

    private async Task SendEverywhereAsync(PlannedOperation operation, IEnumerable<ApiRequest> requests)
    {
        foreach (var request in requests)
        {
            foreach (var replica in replicas.Serving)
            {
                await client.SendAsync(request with { To = replica, Client = operation.Client, Number = 1 });
            }
        }
    }
}
