using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Models;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Registers with unique values: <see cref="UniqueRegister"/> beside a search.</summary>
internal sealed class RegisterTrial : ICheckerTrial
{
    private readonly Linearizability<RegisterOperation, long> _search = new(new RegisterModel());

    public string Name => "unique-value register";

    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        var held = new long[keys];
        var history = new RegisterOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var at = DrawnInterval.Long(random, i);
            var key = keyOf[i] = random.Next(keys);
            if (random.Next(2) == 0)
            {
                history[i] = RegisterOperation.Read(at.Start, at.End, held[key], i);
                continue;
            }

            history[i] = RegisterOperation.Write(at.Start, at.RecordedEnd, i + 1, i);
            held[key] = at.Lost ? held[key] : i + 1;
        }

        return () => ByKey.Check(history, keyOf, keys, UniqueRegister.Check).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        var drawn = Draw(random);
        return new(_search.Check(drawn) is null, UniqueRegister.Check(drawn) is null);
    }

    private static RegisterOperation[] Draw(RandomStream random)
    {
        long held = 0;
        var drawn = DrawnInterval.Short(random, 1 + random.Next(8)).Select((at, i) =>
        {
            if (random.Next(2) == 0)
            {
                return RegisterOperation.Read(at.Start, at.End, held, i);
            }

            held = at.Lost ? held : i + 1;
            return RegisterOperation.Write(at.Start, at.RecordedEnd, i + 1, i);
        }).ToArray();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            ref var changed = ref drawn[random.Next(drawn.Length)];
            changed = changed.IsWrite ? changed : changed with { Value = random.Next(drawn.Length + 1) };
        }

        return drawn;
    }
}
