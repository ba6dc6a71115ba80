namespace AspireStateless.Judging.Tests.Trials;

internal static class CheckerTrials
{
    /// <summary>One of each; a trial is used by one thread at a time.</summary>
    public static IReadOnlyList<ICheckerTrial> Create() =>
    [
        new RegisterTrial(),
        new CartTrial(),
        new ElementTrial(),
        new SalesTrial(),
        new GuaranteesTrial(),
        new IncrementsTrial(),
        new TicksTrial(),
        new TokensTrial(),
        new ExpiryTrial(),
    ];
}
