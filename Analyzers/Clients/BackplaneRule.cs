using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Clients;

/// <summary>STATE016: SignalR that reaches only the clients of its own process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BackplaneRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE016",
        "SignalR without a backplane",
        "'{0}' reaches the clients of this process alone: add a backplane, as AddStackExchangeRedis or AddAzureSignalR",
        "A message to all is a message to those that are connected here.",
        WellKnownDiagnosticTags.CompilationEnd);

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        var hubs = new ConcurrentBag<IInvocationOperation>();
        var backplanes = new ConcurrentBag<IInvocationOperation>();
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod.Name == "AddSignalR" && call.TargetMethod.ContainingType.IsForeign())
                {
                    hubs.Add(call);
                }
                else if (IsBackplane(call))
                {
                    backplanes.Add(call);
                }
            },
            OperationKind.Invocation);
        start.RegisterCompilationEndAction(context =>
        {
            foreach (var hub in backplanes.IsEmpty ? hubs : [])
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, Places.OfName(hub), hub.TargetMethod.Name));
            }
        });
    }

    // Of a library, on the builder that AddSignalR answers; or a lifetime manager of the service's own.
    private static bool IsBackplane(IInvocationOperation call) =>
        ((call.Receiver()?.Type?.Name ?? "").Contains("SignalRServerBuilder")
            && call.TargetMethod.Name is not ("AddJsonProtocol" or "AddMessagePackProtocol" or "AddHubOptions"))
        || call.TargetMethod.TypeArguments.Any(type => type.Name == "HubLifetimeManager")
        || call.Arguments.All<ITypeOfOperation>().Any(type => type.TypeOperand.Name == "HubLifetimeManager");
}
