using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Load.Hosts;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>A load host in this process, with copies that wait for operations, and a session that may end before it is told to.</summary>
/// <param name="most">It ends when it is given more than so many operations, and begins no other.</param>
/// <param name="failure">Thrown instead of a session; null for none.</param>
internal sealed class FakeHost(int most = int.MaxValue, Exception? failure = null) : ILoadHost
{
    private int _given;
    private int _ok;
    private int _failed;

    public string Name => "Fake";

    public HostCount Run(HostedOperations operations)
    {
        if (failure is not null)
        {
            throw failure;
        }

        using var ends = new CancellationTokenSource();
        OperationKind[] copies = [.. operations.Kinds.SelectMany(kind => Enumerable.Repeat(kind, HostedOperations.Copies))];
        using var going = new CountdownEvent(copies.Length);
        Array.ForEach(copies, kind => _ = CopyAsync(kind, operations, ends, going));
        going.Wait();
        return new HostCount(Name, _ok, _failed);
    }

    private async Task CopyAsync(OperationKind kind, HostedOperations operations, CancellationTokenSource ends, CountdownEvent going)
    {
        while (await operations.NextAsync(kind, ends.Token) is { } operation)
        {
            if (Interlocked.Increment(ref _given) > most)
            {
                await ends.CancelAsync();
                break;
            }

            var (completion, _) = await operation.CarryOutAsync();
            Interlocked.Increment(ref completion.Outcome == Outcome.Ok ? ref _ok : ref _failed);
        }

        going.Signal();
    }
}
