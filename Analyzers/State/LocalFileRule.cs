using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>STATE006: a file that outlives the request that writes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LocalFileRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE006",
        "A local file as state",
        "'{0}' leaves a file on this machine that no other replica can read: keep it in a store, or delete it before the request ends",
        "The next request may be answered by another machine, and a replacement starts with an empty disk.");

    private static readonly string[] Writes = ["Write", "Append", "Create", "OpenWrite", "Copy", "Move", "Replace"];

    private static readonly HashSet<string> LookingModes = new(StringComparer.Ordinal) { "Open", "Truncate" };

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationBlockAction(context =>
    {
        // What a start writes, it writes before there are requests.
        var isStartup = Startup.IsIn(context.OwningSymbol);
        var writers = context.OperationBlocks.All<IOperation>()
            .Where(operation => IsWrite(operation) && !(isStartup && operation.Function() is null)).ToList();
        if (writers.Count > 0 && !context.OperationBlocks.All<IOperation>().Any(Deletes))
        {
            writers.ForEach(writer => context.ReportDiagnostic(Diagnostic.Create(Rule, writer.Syntax.GetLocation(), NameOf(writer))));
        }
    });

    private static bool IsWrite(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { IsStatic: true } method } when method.ContainingType.Is("System.IO.File") =>
            Array.Exists(Writes, write => method.Name.StartsWith(write, StringComparison.Ordinal)),
        IInvocationOperation { TargetMethod: { Name: "CreateDirectory" or "CreateTempSubdirectory" } method } =>
            method.ContainingType.Is("System.IO.Directory"),
        IObjectCreationOperation creation when creation.Type.Is("System.IO.FileStream") => creation.Arguments.Any(IsWritingMode),
        IObjectCreationOperation creation when creation.Type.Is("System.IO.StreamWriter") =>
            creation.Arguments.FirstOrDefault()?.Value.Type?.SpecialType == SpecialType.System_String,
        _ => false,
    };

    private static bool IsWritingMode(IArgumentOperation argument) =>
        argument.Value.Bare() is IFieldReferenceOperation { Field: var mode } && mode.ContainingType.Is("System.IO.FileMode")
        && !LookingModes.Contains(mode.Name);

    // As a file of one request is: gone at its end, by itself or by the one who made it.
    private static bool Deletes(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Delete" } method } => method.ContainingType.IsIn("System.IO"),
        IFieldReferenceOperation { Field: { Name: "DeleteOnClose" } } => true,
        _ => false,
    };

    private static string NameOf(IOperation writer) => writer switch
    {
        IInvocationOperation call => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        _ => $"new {writer.Type?.Name}",
    };
}
