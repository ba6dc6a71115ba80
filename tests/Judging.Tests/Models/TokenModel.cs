using AspireStateless.Judging.Models;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Tests.Models;

internal enum TokenStepKind : byte
{
    Issue,

    /// <summary>Of the token, or of all of its user's; also of one that has not been issued yet, which changes nothing.</summary>
    End,

    Accepted,
    Rejected,
}

/// <summary>What happened to one token.</summary>
internal readonly record struct TokenStep(long Start, long End, TokenStepKind Kind, bool IsOptional, int Source = -1) : IOperation;

/// <summary>Good from its issue on, until it is ended; then never again.</summary>
internal sealed class TokenModel : IModel<TokenStep, int>
{
    private const int NotIssued = 0;
    private const int Good = 1;
    private const int Ended = 2;

    public int Initial => NotIssued;

    public bool Step(in TokenStep operation, int before, out int after)
    {
        (after, var legal) = operation.Kind switch
        {
            TokenStepKind.Issue => (Good, true),
            TokenStepKind.End => (before == Good ? Ended : before, true),
            TokenStepKind.Accepted => (before, before == Good),
            _ => (before, before == Ended),
        };
        return legal;
    }
}
