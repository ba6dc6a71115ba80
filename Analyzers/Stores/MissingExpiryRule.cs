using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>STATE009: what should end never does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MissingExpiryRule() : StateRule(Forgotten, Endless, Taken)
{
    private const string Id = "STATE009";
    private const string Title = "No end of what is written";
    private const string Why = "A replica that dies takes nothing back: what it wrote without an end stays for good.";

    private static readonly DiagnosticDescriptor Forgotten = Described(
        Id,
        Title,
        "'{0}' writes without the expiry that another write of the same key has: the entry stays for good",
        Why);

    private static readonly DiagnosticDescriptor Endless = Described(
        Id,
        Title,
        "'{0}' takes what nobody has yet and for good: whoever dies with it is waited for without end",
        Why);

    private static readonly DiagnosticDescriptor Taken = Described(
        Id,
        Title,
        "'{0}' takes the expiry off an entry: it stays for good",
        Why);

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterSymbolStartAction(
        type =>
        {
            var writes = new ConcurrentBag<(string Key, IInvocationOperation Call)>();
            type.RegisterOperationAction(context => Look(context, writes), OperationKind.Invocation);
            type.RegisterSymbolEndAction(context =>
            {
                var ending = new HashSet<string>(
                    writes.Where(write => Expiry.IsGiven(write.Call)).Select(write => write.Key), StringComparer.Ordinal);
                foreach (var (_, call) in writes.Where(write => ending.Contains(write.Key) && !Expiry.IsGiven(write.Call)))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Forgotten, Places.OfName(call), call.TargetMethod.Name));
                }
            });
        },
        SymbolKind.NamedType);

    private static void Look(OperationAnalysisContext context, ConcurrentBag<(string Key, IInvocationOperation Call)> writes)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Words.WithoutAsync(call.TargetMethod.Name) == "KeyPersist")
        {
            context.ReportDiagnostic(Diagnostic.Create(Taken, Places.OfName(call), call.TargetMethod.Name));
        }
        else if (StoreCalls.IsWrite(call) && Expiry.CanBeGiven(call))
        {
            if (!Expiry.IsGiven(call) && IsOnlyIfFree(call))
            {
                context.ReportDiagnostic(Diagnostic.Create(Endless, Places.OfName(call), call.TargetMethod.Name));
            }
            else if (KeyOf(call) is { } key)
            {
                writes.Add((key, call));
            }
        }
    }

    private static bool IsOnlyIfFree(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Parameter?.Name == "when" && argument.Value.Bare() is IMemberReferenceOperation { Member.Name: "NotExists" });

    /// <returns>What all keys of one kind have in common; null where nothing tells.</returns>
    private static string? KeyOf(IInvocationOperation call) => StoreCalls.KeyOf(call) switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringOperation { Parts: var parts } when parts.FirstOrDefault() is IInterpolatedStringTextOperation text =>
            text.Text.ConstantValue.Value as string,
        IInvocationOperation made => made.TargetMethod.Name,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member.Name,
        _ => null,
    };
}
