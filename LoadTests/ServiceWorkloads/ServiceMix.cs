using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Draws the operations of one promise of a workload file.</summary>
internal sealed class ServiceMix(FilePromise promise, ulong seed) : IMix
{
    public const int ClientsOfAPromise = 16;

    // Clients who meet at a few subjects, each long enough for several to write to it.
    private const int AtATime = 8;
    private const int OperationsOfASet = 40;

    // For each operation, about: a read that returns more comes more seldom, so that a record does not grow with its square.
    private const int ElementsRead = 100;
    private readonly RandomStream _kinds = RandomStream.Of(seed, $"{promise.Name}.kinds");
    private readonly RandomStream _names = RandomStream.Of(seed, $"{promise.Name}.names");
    private readonly RandomStream _twists = RandomStream.Of(seed, $"{promise.Name}.twists");
    private int _drawn;
    private int _writes;

    public int Clients => ClientsOfAPromise;

    public PlannedOperation Next(long due, short? subject)
    {
        var verb = Draw(_kinds.Next(100));
        verb = verb == ServiceVerb.Read && Grows && _kinds.Next(ElementsRead + Elements) >= ElementsRead ? ServiceVerb.Write : verb;
        _writes += verb == ServiceVerb.Write ? 1 : 0;
        var twist = Twist(verb);
        var newest = NewestSubject(_drawn++);
        var client = _names.Next(Clients);
        return new PlannedOperation(
            due, client, ServiceKinds.Of(promise.Definition.Place, verb), subject ?? newest + _names.Next(AtATime), _names.Next(1000),
            twist);
    }

    // With each operation of its clients: nothing is ever taken out, and it does not begin anew.
    private bool Grows => promise.Scope != PromiseScope.Subject && promise.Request(ServiceVerb.Remove) is null
        && promise.Definition.Kind is PromiseKind.Set or PromiseKind.Once;

    /// <summary>In each of its objects, about.</summary>
    private int Elements => promise.Scope == PromiseScope.Client ? _writes / Clients : _writes;

    private ServiceVerb Draw(int percent)
    {
        var writes = promise.Definition.Kind switch
        {
            PromiseKind.Counter => 80,
            PromiseKind.Register => 40,
            PromiseKind.Set => 35,
            PromiseKind.Once => 60,
            PromiseKind.Units => 80,
            PromiseKind.Token => 12,
            _ => 100,
        };
        var removes = promise.Request(ServiceVerb.Remove) is null ? 0 : promise.Definition.Kind == PromiseKind.Token ? 8 : 15;
        return percent < writes || promise.Request(ServiceVerb.Read) is null ? ServiceVerb.Write
            : percent < writes + removes ? ServiceVerb.Remove
            : ServiceVerb.Read;
    }

    /// <summary>Those that are repeated, and those whose client hangs up.</summary>
    private Delivery Twist(ServiceVerb verb)
    {
        var drawn = Twists.Draw(_twists);
        return verb == ServiceVerb.Read || promise.Shape.YieldsTokens ? Delivery.None
            : promise.Request(verb)!.Uses("operation") ? drawn
            : drawn & Delivery.Abandon;
    }

    /// <summary>What grows with each operation begins anew after some of them.</summary>
    private int NewestSubject(int drawn) => promise.Definition.Kind switch
    {
        PromiseKind.Set or PromiseKind.Once => drawn / OperationsOfASet,
        // Half as many tries again as there are units.
        PromiseKind.Units => 2 * drawn / (3 * promise.Definition.Units),
        _ => 0,
    };
}
