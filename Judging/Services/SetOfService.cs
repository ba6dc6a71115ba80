using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// What was added is there until it is removed, and nothing else is. Each element is added at most once, and removed at most once; a read
/// is followed in the record by the elements that it returned.
/// </summary>
internal sealed class SetOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    public override string Statement => "what was added is there until it is removed, and nothing else is";

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var attempts = run.History.Attempts;
        var removed = attempts.Where(attempt => attempt.Kind == Remove).Select(Place).ToHashSet();
        var added = Merged(run.History, Write).ToDictionary(add => Place(attempts[add.Attempt]), add => add.End);
        var readAt = Answered(run, Read).ToDictionary(
            index => (attempts[index].Subject, attempts[index].Key), index => attempts[index].Start);
        var elements = Answered(run, Element);

        // Only where it had to be there: its addition was over when the read began, and nobody took it out.
        bool HadToBeThere(Attempt element) => !removed.Contains(Place(element))
            && added.GetValueOrDefault(Place(element), Attempt.Open) < readAt.GetValueOrDefault((element.Subject, element.Key));
        return
        [
            .. Spoil("an element that was lost", run, random, elements.FindAll(index => HadToBeThere(attempts[index])),
                attempt => attempt with { Kind = OperationKind.None }, (lost, other) => other.Subject == lost.Subject),
            .. Spoil("an element that nobody added", run, random, elements,
                attempt => attempt with { Value = long.MaxValue }, (changed, other) => other.Subject == changed.Subject),
        ];
    }

    protected override IEnumerable<Violation> Check(RunRecord run)
    {
        var history = run.History;
        var keys = new Dictionary<(int Subject, long Element), int>();
        List<(int Key, SetOperation Operation)> operations = [.. Operations(history, keys)];
        (int Subject, long Element)[] names = [.. keys.Keys];
        return ByKey.Check(operations, keys.Count, ElementSet.Check)
            .Select(broken => Describe($"{history.Text(names[broken.Key].Subject)}, element {names[broken.Key].Element}", broken));
    }

    private static (int Subject, long Element) Place(Attempt attempt) =>
        (attempt.Subject, ServiceKinds.VerbOf(attempt.Kind) == ServiceVerb.Element ? attempt.Value : attempt.Argument);

    private IEnumerable<(int Key, SetOperation Operation)> Operations(History history, Dictionary<(int Subject, long Element), int> keys)
    {
        var shown = history.Attempts.Where(attempt => attempt.Kind == Element)
            .GroupBy(attempt => (attempt.Subject, attempt.Key))
            .ToDictionary(read => read.Key, read => read.Select(attempt => attempt.Value).ToHashSet());
        var known = history.Attempts.Where(attempt => attempt.Kind == Write || attempt.Kind == Element)
            .Select(Place).Distinct().ToLookup(place => place.Subject, place => place.Element);
        foreach (var add in Merged(history, Write))
        {
            yield return (KeyOf(Place(history.Attempts[add.Attempt])), SetOperation.Add(add.Start, add.End, add.Attempt));
        }

        foreach (var remove in Merged(history, Remove))
        {
            yield return (KeyOf(Place(history.Attempts[remove.Attempt])), SetOperation.Remove(remove.Start, remove.End, remove.Attempt));
        }

        foreach (var i in history.Find(attempt => attempt.Kind == Read && attempt is { Outcome: Outcome.Ok, Foreign: 0 }))
        {
            var read = history.Attempts[i];
            var present = shown.GetValueOrDefault((read.Subject, read.Key));
            foreach (var element in known[read.Subject])
            {
                yield return (
                    KeyOf((read.Subject, element)), SetOperation.Read(read.Start, read.End, present?.Contains(element) == true, i));
            }
        }

        int KeyOf((int Subject, long Element) place)
        {
            if (!keys.TryGetValue(place, out var key))
            {
                keys[place] = key = keys.Count;
            }

            return key;
        }
    }
}
