using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Keys;

/// <summary>STATE004: cookies and tokens that only the process can read that made them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class KeyRingRule() : StateRule(OwnRing, NoRing)
{
    private const string Id = "STATE004";
    private const string Title = "A key ring that replicas do not share";
    private const string Why = "What one replica protects, another can only read with the same keys.";

    private static readonly DiagnosticDescriptor OwnRing = Described(
        Id,
        Title,
        "'{0}' keeps keys that no other replica has: what it protects can be read nowhere else, and after a replacement by nobody",
        Why);

    private static readonly DiagnosticDescriptor NoRing = Described(
        Id,
        Title,
        "'{0}' protects with a key ring that nothing here persists for all replicas: persist it in a store, as PersistKeysToDbContext does",
        Why,
        WellKnownDiagnosticTags.CompilationEnd);

    private static readonly HashSet<string> Protecting = new(StringComparer.Ordinal)
    {
        "AddDataProtection", "AddAntiforgery", "AddCookie", "AddBearerToken", "AddSession", "AddIdentity", "AddIdentityCookies",
        "AddIdentityApiEndpoints",
    };

    private static readonly HashSet<string> LocalFolders = new(StringComparer.Ordinal)
    {
        "GetTempPath", "GetFolderPath", "BaseDirectory", "ContentRootPath", "CurrentDirectory", "GetCurrentDirectory",
        "CreateTempSubdirectory",
    };

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        var protecting = new ConcurrentBag<IInvocationOperation>();
        var isShared = false;
        start.RegisterOperationAction(
            context =>
            {
                switch (context.Operation)
                {
                    case IInvocationOperation call when IsOwnRing(call):
                        context.ReportDiagnostic(Diagnostic.Create(OwnRing, Places.OfName(call), call.TargetMethod.Name));
                        break;
                    case IInvocationOperation call
                        when Protecting.Contains(call.TargetMethod.Name) && call.TargetMethod.ContainingType.IsForeign():
                        protecting.Add(call);
                        break;
                    case IObjectCreationOperation { Type: { Name: "EphemeralDataProtectionProvider" } type } creation:
                        context.ReportDiagnostic(Diagnostic.Create(OwnRing, creation.Syntax.GetLocation(), type.Name));
                        break;
                }

                // Only ever set: operations are looked at side by side.
                if (SharesRing(context.Operation))
                {
                    isShared = true;
                }
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation,
            OperationKind.SimpleAssignment);
        start.RegisterCompilationEndAction(context =>
        {
            foreach (var call in isShared ? [] : protecting)
            {
                context.ReportDiagnostic(Diagnostic.Create(NoRing, Places.OfName(call), call.TargetMethod.Name));
            }
        });
    }

    private static bool IsOwnRing(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "UseEphemeralDataProtectionProvider" or "PersistKeysToRegistry" } => true,
        { Name: "Create", ContainingType.Name: "DataProtectionProvider" } => true,
        { Name: "PersistKeysToFileSystem" } => call.Arguments.Any(IsLocalFolder),
        _ => false,
    };

    private static bool IsLocalFolder(IArgumentOperation folder) => folder.Descendants().Any(part => part switch
    {
        IInvocationOperation inner => LocalFolders.Contains(inner.TargetMethod.Name),
        IPropertyReferenceOperation property => LocalFolders.Contains(property.Property.Name),
        _ => false,
    });

    // By a library, by a repository of the service's own, or by a key manager of its own.
    private static bool SharesRing(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: var name, TypeArguments: var types } } =>
            (name.StartsWith("PersistKeysTo", StringComparison.Ordinal) && name != "PersistKeysToRegistry")
            || types.Any(type => type.Name is "IXmlRepository" or "IKeyManager"),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "XmlRepository" } } => true,
        _ => false,
    };
}
