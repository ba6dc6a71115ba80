using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Work;

/// <summary>STATE015: a request that changes something is sent again, and nobody can tell that it is the same.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RetryRule() : StateRule(Rule)
{
    internal const string Id = "STATE015";

    private static readonly DiagnosticDescriptor Rule = Described(
        Id,
        "A retry without an operation key",
        "'{0}' is tried again without a key that names the operation: where the first try took effect, it is done twice",
        "A failure does not say that nothing was done.");

    private static readonly ImmutableHashSet<string> KeyWords = Words.Set("Idempotency Idempotent Operation Dedup Deduplication");

    private static readonly HashSet<string> ChangingRequests = new(StringComparer.Ordinal)
    {
        "PostAsync", "PostAsJsonAsync", "PatchAsync", "PatchAsJsonAsync",
    };

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationAction(
        context =>
        {
            var call = (IInvocationOperation)context.Operation;
            if (IsUnsafeHandler(call) || (IsTriedAgain(call) && (LosesKey(call) || IsKeylessRequest(call))))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, Places.OfName(call), call.TargetMethod.Name));
            }
        },
        OperationKind.Invocation);

    // The standard handler repeats every method, POST as well, unless it is told not to.
    private static bool IsUnsafeHandler(IInvocationOperation call) => call.TargetMethod.Name == "AddStandardResilienceHandler"
        && !call.OwnArguments().All<IInvocationOperation>().Concat(Chained(call))
            .Any(inner => inner.TargetMethod.Name is "DisableForUnsafeHttpMethods" or "DisableFor");

    private static IEnumerable<IInvocationOperation> Chained(IInvocationOperation call) => call.Ancestors()
        .TakeWhile(one => one is IInvocationOperation or IArgumentOperation or IConversionOperation)
        .All<IInvocationOperation>();

    /// <summary>Whether a loop goes on after the call has failed.</summary>
    private static bool IsTriedAgain(IInvocationOperation call) => call.Ancestors().OfType<ITryOperation>().FirstOrDefault() is { } attempt
        && attempt.Body.Descendants().Contains(call) && attempt.IsRepeated() && attempt.Catches.Any(GoesOn);

    private static bool GoesOn(ICatchClauseOperation failure) =>
        !failure.Handler.Operations.Any(step => step is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break }
            or IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation);

    // The caller had one, and it is left out of the next try or of all.
    private static bool LosesKey(IInvocationOperation call) => call.OwnArguments().Any(argument =>
        (IsKey(argument.Parameter!.Name) || IsKey(argument.Parameter.Type.Name)) && CanBeNothing(argument.Value.Bare()));

    private static bool CanBeNothing(IOperation value) => value.IsNothing()
        || (value is IConditionalOperation choice
            && (CanBeNothing(choice.WhenTrue.Bare()) || (choice.WhenFalse is { } other && CanBeNothing(other.Bare()))));

    private static bool IsKeylessRequest(IInvocationOperation call) => ChangingRequests.Contains(call.TargetMethod.Name)
        && (call.Receiver()?.Type).IsA("System.Net.Http.HttpClient")
        && call.Ancestors().Last().Descendants().All(part => part.ConstantValue is not { HasValue: true, Value: string text }
            || text.IndexOf("Idempotency", StringComparison.OrdinalIgnoreCase) < 0);

    private static bool IsKey(string name) => Words.HasAny(name, KeyWords);
}
