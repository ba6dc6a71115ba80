namespace AspireStateless.Judging.Rules;

/// <summary>A broken rule with the few operations that prove it.</summary>
/// <param name="Rule">One sentence that names the numbers, and no key.</param>
/// <param name="Sources">What <see cref="IOperation.Source"/> says of one to four operations; none twice, and none below 0.</param>
internal sealed record RuleBreak(string Rule, params int[] Sources)
{
    public int[] Sources { get; } = [.. Sources.Where(source => source >= 0).Distinct()];

    /// <summary>The key whose operations break the rule; -1 where the rule is about all of them.</summary>
    public int Key { get; init; } = -1;
}

/// <summary>A search reached its time limit: it has found nothing wrong, and nothing proven.</summary>
internal sealed class UndecidedException(string message) : Exception(message);
