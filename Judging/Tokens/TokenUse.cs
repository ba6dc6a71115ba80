using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Tokens;

/// <summary>One request that showed a token and was answered either way.</summary>
/// <param name="AliveUntil">The session behind the token, if nothing ended it, certainly lives to this tick.</param>
/// <param name="Token">A number for the token, from 0.</param>
/// <param name="Verifier">A number for the generation that answered, from 0.</param>
/// <param name="Owner">Whom the answer took the sender for; of no meaning where the token was rejected.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenUse(
    long Start, long End, long AliveUntil, int Token, int Verifier, int Owner, bool Accepted, int Source) : IOperation
{
    public bool IsOptional => false;
}

/// <summary>A login that was answered with a token.</summary>
/// <param name="Owner">A number for the user, from 0.</param>
/// <param name="Issuer">A number for the generation that answered, from 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenIssue(long Start, long End, int Owner, int Issuer, int Source);

/// <summary>A logout, which ends one token, or a change of password, which ends all that the user had then.</summary>
/// <param name="End"><see cref="Histories.Attempt.Open"/> where the outcome is unknown.</param>
/// <param name="Token">The token; -1 where it is all of a user's.</param>
/// <param name="User">The user; of no meaning for a single token.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenEnd(long Start, long End, int Token, int User, int Source) : IOperation
{
    public bool IsOptional => End == Histories.Attempt.Open;

    public static TokenEnd OfToken(long start, long end, int token, int source = -1) => new(start, end, token, -1, source);

    public static TokenEnd OfUser(long start, long end, int user, int source = -1) => new(start, end, -1, user, source);
}
