using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Jobs;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Ticks of jobs: <see cref="TickSequence"/> beside a comparison of everything with everything.</summary>
internal sealed class TicksTrial : ICheckerTrial
{
    public string Name => "ticks of a job";

    /// <summary>Every tick is read twice, and a key is a job.</summary>
    public Func<bool> Right(int operations, int keys)
    {
        var history = new TickReading[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var tick = i / keys / 2;
            keyOf[i] = i % keys;
            history[i] = new(tick + 1, tick / 10, [tick / 3, tick / 2, tick < 100 ? -1 : tick], i);
        }

        return () => ByKey.Check(history, keyOf, keys, readings => TickSequence.Check(readings)).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        var answers = 1 + random.Next(2);
        var ticks = 1 + random.Next(4);
        var drawn = new List<TickReading>();
        for (var answer = 0; answer < answers; answer++)
        {
            for (var tick = 1; tick <= ticks - answer; tick++)
            {
                drawn.Add(new(tick, tick / 2, [tick - 1, tick / 2], answer));
            }
        }

        for (var changes = random.Next(3); changes > 0; changes--)
        {
            Spoil(drawn, random);
        }

        random.Shuffle<TickReading>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn));
        return new(IsRight(drawn), TickSequence.Check([.. drawn]) is null);
    }

    private static void Spoil(List<TickReading> readings, RandomStream random)
    {
        if (readings.Count == 0)
        {
            return;
        }

        var place = random.Next(readings.Count);
        var reading = readings[place];
        switch (random.Next(5))
        {
            case 0:
                readings.RemoveAt(place);
                break;
            case 1:
                readings.Add(reading with { Source = random.Next(3) });
                break;
            case 2:
                readings[place] = reading with { Token = reading.Token + random.Next(3) - 1 };
                break;
            case 3:
                readings[place] = reading with { Counts = [reading.Counts[0] + random.Next(3) - 1, reading.Counts[1]] };
                break;
            default:
                readings[place] = reading with { Number = reading.Number + random.Next(3) - 1 };
                break;
        }
    }

    private static bool IsRight(List<TickReading> readings)
    {
        var last = readings.Count == 0 ? 0 : readings.Max(reading => reading.Number);
        var complete = readings.All(reading => reading.Number >= 1)
            && Enumerable.Range(1, (int)Math.Max(0, last)).All(number => readings.Exists(reading => reading.Number == number));
        var once = readings.Distinct().Count() == readings.Count
            && readings.GroupBy(reading => (reading.Number, reading.Source)).All(same => same.Count() == 1);
        return complete && once && readings.All(one => readings.All(other => Agree(one, other)));
    }

    private static bool Agree(TickReading one, TickReading other)
    {
        var same = one.Token == other.Token && one.Counts.SequenceEqual(other.Counts);
        var grown = one.Token <= other.Token && one.Counts.Zip(other.Counts).All(count => count.First <= count.Second);
        return one.Number == other.Number ? same : one.Number > other.Number || grown;
    }
}
