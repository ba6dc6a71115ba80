using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Promises;
using static AspireStateless.Judging.Histories.OperationKind;

namespace AspireStateless.LoadTests.Performance.Benches.Judges;

/// <summary>Records of correct services, of a known size and about one kind of object each.</summary>
internal static class SimulatedRuns
{
    public const int Requests = 1_000_000;
    private const int Objects = 1000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    /// <summary>One in ten is a read, one in a hundred has no answer.</summary>
    /// <param name="killed">The store that is killed half-way; null for none.</param>
    /// <param name="requests">How many there are.</param>
    public static RunRecord Visits(int pages, string? killed = null, int requests = Requests)
    {
        var counts = new long[pages];
        return Each(pages, (run, n, page) =>
        {
            if (killed is not null && run.Count == requests / 2)
            {
                run.Kill(killed);
            }

            var drawn = run.Random.Next(100);
            var (reads, unanswered) = (drawn < 10, drawn == 99);
            counts[n] += reads || (unanswered && run.Random.Next(2) == 0) ? 0 : 1;
            run.Add(
                reads ? ReadVisits : Visit, page, key: reads ? 0 : run.Count + 1, value: counts[n],
                outcome: unanswered ? Outcome.Unknown : Outcome.Ok);
        }, requests);
    }

    /// <summary>Half of them write one of three fields.</summary>
    public static RunRecord Sessions()
    {
        var (fields, versions) = (new long[3 * Objects], new long[Objects]);
        return Each(Objects, (run, n, session) =>
        {
            var (writes, field) = (run.Random.Next(2) == 0, run.Random.Next(3));
            var write = writes ? (4L * (run.Count + 1)) + field : 0;
            fields[(3 * n) + field] = writes ? write : fields[(3 * n) + field];
            versions[n] += writes ? 1 : 0;
            run.Add(
                writes ? WriteSession : ReadSession, session, argument: write, version: 1 + versions[n],
                value: fields[3 * n], detail: fields[(3 * n) + 1], extra: fields[(3 * n) + 2]);
        });
    }

    /// <summary>Half of them change the quantity of one of five products.</summary>
    public static RunRecord Carts()
    {
        CartContent[] carts = [.. Enumerable.Range(0, Objects).Select(_ => new CartContent())];
        var versions = new long[Objects];
        return Each(Objects, (run, n, user) =>
        {
            var (changes, product, quantity) = (run.Random.Next(2) == 0, run.Random.Next(5), run.Random.Next(10));
            _ = changes ? carts[n].Set(product, quantity) : 0;
            versions[n] += changes ? 1 : 0;
            run.Add(
                changes ? ChangeCart : ReadCart, user, key: changes ? run.Count + 1 : 0, version: versions[n],
                argument: changes ? CartLine.Of(product, quantity) : 0, detail: (long)carts[n].Hash);
        });
    }

    /// <summary>One in ten writes a name.</summary>
    public static RunRecord Catalog()
    {
        var (names, versions) = (new long[Objects], new long[Objects]);
        return Each(Objects, (run, n, product) =>
        {
            var writes = run.Random.Next(10) == 0;
            names[n] = writes ? run.Count + 1 : names[n];
            versions[n] += writes ? 1 : 0;
            run.Add(
                writes ? WriteProduct : ReadProduct, product, argument: writes ? names[n] : 0, value: names[n], version: versions[n]);
        });
    }

    /// <summary>Half of them are orders of a few products, the others the list of all orders in the end.</summary>
    public static RunRecord Orders()
    {
        var run = new SimulatedRun();
        var products = run.Names(8, n => $"S{n}");
        int[] users = run.Names(Objects, n => $"u{n}"), sessions = run.Names(Objects, n => $"u{n}-s");
        var sold = new long[products.Length];
        Array.ForEach(products, product => run.Add(Stocked, product, value: Requests));
        var orders = new List<Attempt>();
        while (run.Count < Requests / 2)
        {
            var (n, user, units) = (run.Random.Next(products.Length), run.Random.Next(Objects), 1 + run.Random.Next(3));
            sold[n] += units;
            orders.Add(run.Add(
                PlaceOrder, products[n], sessions[user], key: run.Count + 1, argument: units, value: sold[n] - units + 1,
                detail: sold[n], version: run.Count + 1));
        }

        run.Wait(Lifetime);
        orders.ForEach(order => run.Add(
            ListedOrder, order.Subject, users[order.Actor - sessions[0]], argument: order.Argument, value: order.Value,
            detail: order.Detail, version: order.Version, byHarness: true));
        for (var n = 0; n < products.Length; n++)
        {
            run.Add(ListOrders, products[n], byHarness: true);
            run.Add(ReadProduct, products[n], detail: Requests - sold[n], byHarness: true);
        }

        return run.Record;
    }

    /// <summary>Sessions that are used, end by a logout or else by themselves, and are asked for again.</summary>
    public static RunRecord Lives(bool logsOut)
    {
        const int steps = 20, last = 16;
        const ushort ok = 200, gone = 401;
        var run = new SimulatedRun();
        run.Promise(Lifetime, cap: 60 * Lifetime);
        while (run.Count < Requests)
        {
            var sessions = run.Names(Objects, n => $"u{n}-t{run.Count}");
            for (var step = 0; step < steps; step++)
            {
                run.Wait(step == last && !logsOut ? 2 * Lifetime : default);
                var isOver = step > last || (step == last && !logsOut);
                var kind = step == 0 ? LogIn : step == last && logsOut ? LogOut : ReadData;
                Array.ForEach(sessions, session => run.Add(
                    kind, session, kind == LogIn ? 0 : session, outcome: isOver ? Outcome.Failed : Outcome.Ok, status: isOver ? gone : ok));
            }
        }

        return run.Record;
    }

    /// <summary>Each tick is in two answers of a hundred; every thousandth has a new leader.</summary>
    public static RunRecord Jobs()
    {
        const int listed = 100;
        var run = new SimulatedRun();
        var subject = run.Names(1, _ => "ticks")[0];
        for (var after = 0; run.Count < Requests; after += listed / 2)
        {
            run.Add(ListTicks, subject, argument: after, value: listed);
            for (var tick = after + 1; tick <= after + listed; tick++)
            {
                run.Add(
                    ReadTick, subject, key: after + 1, value: tick, version: 1 + (tick / 1000), detail: tick, extra: tick,
                    byHarness: true);
            }
        }

        return run.Record;
    }

    /// <summary>Requests about one of some objects each.</summary>
    /// <param name="add">Given the object's place and the number of its name.</param>
    private static RunRecord Each(int objects, Action<SimulatedRun, int, int> add, int requests = Requests)
    {
        var run = new SimulatedRun();
        var names = run.Names(objects, n => $"object-{n}");
        while (run.Count < requests)
        {
            var n = run.Random.Next(objects);
            add(run, n, names[n]);
        }

        return run.Record;
    }
}
