using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>STATE010: an entry of a store ends at a time by the clock of the process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class OwnClockRule() : StateRule(Rule)
{
    internal const string Id = "STATE010";

    private static readonly DiagnosticDescriptor Rule = Described(
        Id,
        "An expiry by the clock of the process",
        "'{0}' ends the entry by the clock of this process, which is not that of the store: say how long, not until when",
        "Clocks of replicas differ, and step; a duration is counted by the store, which has one clock for all.");

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationBlockAction(context =>
    {
        var ends = context.OperationBlocks.All<IOperation>()
            .Select(EndOf).Where(end => end.Value is not null).ToList();
        if (ends.Count == 0)
        {
            return;
        }

        var values = new Derivation(context.OperationBlocks);
        foreach (var (name, value) in ends.Where(end => Expiry.IsByOwnClock(end.Value!, values)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, value!.Syntax.GetLocation(), name));
        }
    });

    private static (string Name, IOperation? Value) EndOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "AbsoluteExpiration" } property } } assignment
            when property.ContainingType.Name == "DistributedCacheEntryOptions" => (property.Name, assignment.Value),
        IInvocationOperation { TargetMethod.Name: "SetAbsoluteExpiration" } call
            when (call.Receiver()?.Type).IsA("Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions") =>
            (call.TargetMethod.Name, call.OwnArguments().FirstOrDefault()?.Value),
        IInvocationOperation { TargetMethod.ContainingType: var type } call
            when type.IsIn("StackExchange.Redis") && Expiry.Given(call) is { } given && IsTime(given) => (call.TargetMethod.Name, given),
        _ => default,
    };

    private static bool IsTime(IOperation value) =>
        value.DescendantsAndSelf().Any(part => part.Type.Is("System.DateTime") || part.Type.Is("System.DateTimeOffset"));
}
