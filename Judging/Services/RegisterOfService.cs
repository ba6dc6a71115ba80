using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// What was written last is what is read: a linearizable register, whose written values are all different; 0 stands for none.
/// </summary>
internal sealed class RegisterOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    public override string Statement => "what was written last is what is read";

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random) =>
    [
        .. SpoilARead("a write that was forgotten", run, attempt => attempt with { Value = 0 }),
        .. SpoilARead("a value that nobody wrote", run, attempt => attempt with { Value = long.MaxValue }),
    ];

    protected override IEnumerable<Violation> Check(RunRecord run) =>
        ByKey.Check(Operations(run.History), run.History.TextCount, UniqueRegister.Check)
            .Select(broken => Describe(run.History.Text(broken.Key), broken));

    private IEnumerable<(int Key, RegisterOperation Operation)> Operations(History history)
    {
        foreach (var operation in OperationMerge.Of(history.Attempts, Write, Read).Operations.ToArray())
        {
            var attempt = history.Attempts[operation.Attempt];
            if (operation.Kind == Read && attempt.Foreign == 0)
            {
                yield return (
                    operation.Subject, RegisterOperation.Read(operation.Start, operation.End, operation.Value, operation.Attempt));
            }
            else if (operation.Kind == Write && operation.Outcome != Outcome.Failed)
            {
                yield return (
                    operation.Subject, RegisterOperation.Write(operation.Start, operation.End, attempt.Argument, operation.Attempt));
            }
        }
    }
}
