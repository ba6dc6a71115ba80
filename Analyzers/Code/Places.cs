using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Code;

/// <summary>Where a diagnostic stands.</summary>
internal static class Places
{
    /// <returns>The name of the method, and not the lines of a chain that lead to it.</returns>
    public static Location OfName(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
            var name => name.GetLocation(),
        }
        : call.Syntax.GetLocation();
}
