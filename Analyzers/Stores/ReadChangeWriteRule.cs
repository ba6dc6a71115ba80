using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>STATE008: a value is read from a store, changed in the process, and written back whatever it is by then.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ReadChangeWriteRule() : StateRule(Unconditional, Dropped)
{
    private const string Id = "STATE008";
    private const string Title = "Read, change, write without a condition";
    private const string Why = "Between reading and writing another replica may have written, and its change is lost.";

    private static readonly DiagnosticDescriptor Unconditional = Described(
        Id,
        Title,
        "'{0}' writes what was made of the answer of '{1}', whatever was written meanwhile: give it a version, or do both in one step",
        Why);

    private static readonly DiagnosticDescriptor Dropped = Described(
        Id,
        Title,
        "'{0}' gets no '{1}' any more: it was looked at before, and may not hold when this is done",
        Why);

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        start.RegisterOperationBlockAction(LookForWrites);
        start.RegisterOperationAction(LookForDropped, OperationKind.With);
    }

    private static void LookForWrites(OperationBlockAnalysisContext context)
    {
        var calls = context.OperationBlocks.All<IInvocationOperation>().ToList();
        var writes = calls.Where(call => (StoreCalls.IsWrite(call) && !Condition.IsOn(call)) || Condition.IsBlindScript(call)).ToList();
        var reads = calls.Where(StoreCalls.IsRead).ToList();
        if (writes.Count == 0 || reads.Count == 0 || calls.Exists(IsTransaction))
        {
            return;
        }

        var values = new Derivation(context.OperationBlocks);
        foreach (var write in writes)
        {
            if (reads.Find(read => read != write && IsOfSame(read, write) && IsWritten(read, write, values)) is { } read)
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(Unconditional, Places.OfName(write), write.TargetMethod.Name, read.TargetMethod.Name));
            }
        }
    }

    private static void LookForDropped(OperationAnalysisContext context)
    {
        var copy = (IWithOperation)context.Operation;
        var dropped = copy.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Where(set => set.Value.IsNothing()).Select(set => (set.Target as IMemberReferenceOperation)?.Member.Name)
            .FirstOrDefault(name => name is not null && Condition.IsNamed(name));
        if (dropped is not null
            && copy.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ReturnType: var answer } method } }
            && answer.IsTask())
        {
            context.ReportDiagnostic(Diagnostic.Create(Dropped, copy.Syntax.GetLocation(), method.Name, dropped));
        }
    }

    private static bool IsTransaction(IInvocationOperation call) =>
        call.TargetMethod.Name is "CreateTransaction" or "AddCondition" or "BeginTransaction" or "BeginTransactionAsync";

    // By the text of the key, which the compiler has bound alike; for a script, whose keys are a list, by what the key is made of.
    private static bool IsOfSame(IInvocationOperation read, IInvocationOperation write)
    {
        var key = StoreCalls.KeyOf(read);
        return Condition.IsBlindScript(write)
            ? SymbolOf(key) is { } symbol && write.Arguments.SelectMany(argument => argument.Descendants())
                .Any(part => SymbolEqualityComparer.Default.Equals(SymbolOf(part), symbol))
            : key is not null && key.Syntax.ToString() == StoreCalls.KeyOf(write)?.Syntax.ToString();
    }

    private static bool IsWritten(IInvocationOperation read, IInvocationOperation write, Derivation values) =>
        write.OwnArguments().Skip(1).Any(argument => values.IsMadeOf(argument.Value, read));

    private static ISymbol? SymbolOf(IOperation? value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
