using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Work;

/// <summary>STATE011: work that a request leaves to the process, and that dies with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class WorkAfterAnswerRule() : StateRule(Rule)
{
    internal const string Id = "STATE011";

    private static readonly DiagnosticDescriptor Rule = Described(
        Id,
        "Work after the answer",
        "'{0}' leaves work to this process that the answer does not wait for: a stop or a crash loses it",
        "What was answered has to be done, or written down where another replica takes it up.");

    private static readonly HashSet<string> Starters = new(StringComparer.Ordinal)
    {
        "QueueUserWorkItem", "UnsafeQueueUserWorkItem", "StartNew", "Run", "ContinueWith",
    };

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationAction(
        context =>
        {
            var call = (IInvocationOperation)context.Operation;
            if (!IsBackground(call, context.ContainingSymbol) && (IsLeft(call) || IsStarted(call) || IsQueued(call) || IsCompletion(call)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, Places.OfName(call), call.TargetMethod.Name));
            }
        },
        OperationKind.Invocation);

    // What works without requests ends with its host, by its own rules.
    private static bool IsBackground(IInvocationOperation call, ISymbol owner) =>
        owner.ContainingType.IsA("Microsoft.Extensions.Hosting.IHostedService") || (Startup.IsIn(owner) && call.Function() is null);

    /// <summary>Whether somebody who could wait for it does not.</summary>
    private static bool IsLeft(IInvocationOperation call) => call.TargetMethod.ReturnType.IsTask() && !IsOfPool(call)
        && !call.IsAwaited() && (call.IsDropped() ? CouldWait(call) : IsHandedOver(call));

    private static bool IsStarted(IInvocationOperation call) => IsOfPool(call) && Starters.Contains(call.TargetMethod.Name)
        && call.IsDropped() && !call.IsAwaited();

    private static bool IsQueued(IInvocationOperation call) => call.TargetMethod.Name is "TryWrite" or "WriteAsync"
        && (call.Instance?.Type).Is("System.Threading.Channels.ChannelWriter")
        && !call.Instance!.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation);

    private static bool IsCompletion(IInvocationOperation call) => call.TargetMethod.Name == "OnCompleted"
        && call.TargetMethod.ContainingType.Is("Microsoft.AspNetCore.Http.HttpResponse")
        && call.Arguments.All<IInvocationOperation>().Any(inner => inner.TargetMethod.ReturnType.IsTask()
            && !inner.TargetMethod.ContainingType.IsTask());

    private static bool IsOfPool(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "Task" or "TaskFactory" or "ThreadPool" } type && type.IsIn("System.Threading");

    // In a method that is awaited itself; what answers nothing has no way to wait.
    private static bool CouldWait(IInvocationOperation call) => call.Function() switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.ReturnType.IsTask(),
        ILocalFunctionOperation local => local.Symbol.ReturnType.IsTask(),
        _ => OwnerOf(call) is { ReturnType: var answer } && answer.IsTask(),
    };

    // To somebody who answers nothing, and so has not waited when it returns.
    private static bool IsHandedOver(IInvocationOperation call) =>
        call.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ReturnsVoid: true } taker } }
        && taker.HasSource();

    private static IMethodSymbol? OwnerOf(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) as IMethodSymbol;
}
