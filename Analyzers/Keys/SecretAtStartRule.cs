using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Keys;

/// <summary>STATE005: a signing key or a secret that the process makes for itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SecretAtStartRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE005",
        "A secret made at start",
        "'{0}' is made by this process: no other replica, and no later life of this one, accepts what is signed with it",
        "A secret that replicas share comes from configuration or from a store.");

    private static readonly ImmutableHashSet<string> SecretWords =
        Words.Set("Key Keys Secret Signing Salt Pepper Rsa Ecdsa Hmac Credentials");

    private static readonly HashSet<string> KeyTypes = new(StringComparer.Ordinal)
    {
        "SymmetricSecurityKey", "RsaSecurityKey", "ECDsaSecurityKey", "SigningCredentials",
    };

    private static readonly HashSet<string> Algorithms = new(StringComparer.Ordinal) { "RSA", "ECDsa", "DSA", "ECDiffieHellman", "Aes" };

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationAction(
        context =>
        {
            if (IsRandom(context.Operation) && GoalOf(context.Operation, context.ContainingSymbol) is { } goal)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), goal));
            }
        },
        OperationKind.Invocation,
        OperationKind.ObjectCreation);

    private static bool IsRandom(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType: var type, Name: var name } } =>
            (type.Is("System.Security.Cryptography.RandomNumberGenerator") && name.StartsWith("Get", StringComparison.Ordinal))
            || (type.Is("System.Guid") && name is "NewGuid" or "CreateVersion7")
            || (name == "Create" && Algorithms.Contains(type.Name) && type.IsIn("System.Security.Cryptography") && !IsImported(operation)),
        IObjectCreationOperation { Type: { } type, Arguments.Length: 0 } =>
            type.Name.StartsWith("HMAC", StringComparison.Ordinal) && type.IsIn("System.Security.Cryptography"),
        _ => false,
    };

    // An algorithm is made empty and filled with a key that comes from elsewhere.
    private static bool IsImported(IOperation algorithm) => algorithm.Syntax.SyntaxTree.GetRoot().DescendantTokens()
        .Any(token => token.ValueText.StartsWith("Import", StringComparison.Ordinal) || token.ValueText == "FromXmlString");

    /// <returns>The key, the field or the setting that the value becomes; null where it is none that stays.</returns>
    private static string? GoalOf(IOperation random, ISymbol owner)
    {
        string? key = null;
        foreach (var one in random.Ancestors())
        {
            switch (one)
            {
                case IObjectCreationOperation { Type.Name: var name } when KeyTypes.Contains(name):
                    key ??= name;
                    break;
                case IVariableDeclaratorOperation:
                    return key is not null && IsStart(random, owner) ? key : null;
                case IFieldInitializerOperation initializer:
                    return NameOf(initializer.InitializedFields.FirstOrDefault(), key);
                case IPropertyInitializerOperation initializer:
                    return NameOf(initializer.InitializedProperties.FirstOrDefault(), key);
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } }
                    when member is IFieldSymbol || IsStart(random, owner):
                    return NameOf(member, key);
            }
        }

        return key is not null && IsStart(random, owner) ? key : null;
    }

    private static string? NameOf(ISymbol? member, string? key) =>
        member is not null && (key is not null || Words.HasAny(member.Name, SecretWords)) ? member.Name : null;

    // A key that one request makes and hands out is its own.
    private static bool IsStart(IOperation random, ISymbol owner) =>
        Startup.IsIn(owner) && !random.Ancestors().OfType<IAnonymousFunctionOperation>().Any(Startup.IsHandler);
}
