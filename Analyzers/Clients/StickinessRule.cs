using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Clients;

/// <summary>STATE014: something is right only as long as a client meets the same replica.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StickinessRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE014",
        "A client tied to one replica",
        "'{0}' holds only as long as a client meets this replica: a deployment, a crash and a scale in end that",
        "Affinity spreads load unevenly, and breaks whenever a replica goes.");

    private static readonly HashSet<string> AffinityCookies = new(StringComparer.OrdinalIgnoreCase)
    {
        "ARRAffinity", "ARRAffinitySameSite", "AWSALB", "AWSALBCORS", "SERVERID", "sticky", ".Yarp.ReverseProxy.Affinity", "ROUTEID",
    };

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        start.RegisterOperationAction(LookAtConnection, OperationKind.PropertyReference);
        start.RegisterOperationAction(LookAtAffinity, OperationKind.SimpleAssignment, OperationKind.Invocation, OperationKind.Literal);
    }

    private static void LookAtConnection(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        var isConnection = reference.Property switch
        {
            { Name: "Id", ContainingType: var type } => type.Is("Microsoft.AspNetCore.Http.ConnectionInfo"),
            { Name: "ConnectionId", ContainingType: var type } => type.Is("Microsoft.AspNetCore.Http.Features.IHttpConnectionFeature"),
            _ => false,
        };
        if (isConnection && !IsWatched(reference))
        {
            Report(context, reference.Property.ContainingType.Name + "." + reference.Property.Name);
        }
    }

    private static void LookAtAffinity(OperationAnalysisContext context)
    {
        switch (context.Operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Enabled" } property } } assignment
                when property.ContainingType.Name == "SessionAffinityConfig"
                    && assignment.Value.Bare().ConstantValue is { HasValue: true, Value: true }:
                Report(context, "SessionAffinityConfig.Enabled");
                break;
            case IInvocationOperation { TargetMethod.Name: "AddInteractiveServerComponents" or "AddServerSideBlazor" } call:
                context.ReportDiagnostic(Diagnostic.Create(Rule, Places.OfName(call), call.TargetMethod.Name));
                break;
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: string name } } literal
                when AffinityCookies.Contains(name) && IsOfCookie(literal):
                Report(context, name);
                break;
        }
    }

    // For people to read, who look at one process.
    private static bool IsWatched(IOperation reference) => reference.Ancestors().Any(one =>
        one is IInvocationOperation { TargetMethod: { Name: var name, ContainingType: var type } }
        && (name.StartsWith("Log", StringComparison.Ordinal)
            || type.IsIn("Microsoft.Extensions.Logging") || type.IsIn("System.Diagnostics")));

    private static bool IsOfCookie(IOperation name) => name.Ancestors().Take(4).Any(one => one switch
    {
        IInvocationOperation call => IsCookies(call.Receiver()?.Type),
        IPropertyReferenceOperation { Property: var property } => IsCookies(property.ContainingType),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } =>
            IsCookies(property.ContainingType) || property.Name.Contains("Cookie"),
        _ => false,
    });

    private static bool IsCookies(ITypeSymbol? type) => type?.Name.Contains("Cookie") == true;

    private static void Report(OperationAnalysisContext context, string what) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), what));
}
