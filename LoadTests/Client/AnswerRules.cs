using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>What the answers of a service say beside their values.</summary>
internal abstract class AnswerRules
{
    public static AnswerRules OfTheApi { get; } = new ApiRules();

    /// <param name="refusals">The statuses of answers that certainly had no effect.</param>
    public static AnswerRules OfService(IReadOnlyList<int> refusals) => new ServiceRules(refusals);

    /// <param name="status">Of a complete answer that is no success.</param>
    /// <param name="body">Its body.</param>
    public abstract Outcome OfRefusal(int status, ReadOnlySpan<byte> body);

    /// <returns>The generation that answered; null where nobody knows.</returns>
    public abstract string? Answerer(HttpResponseMessage response, Replica asked);

    private sealed class ApiRules : AnswerRules
    {
        public override Outcome OfRefusal(int status, ReadOnlySpan<byte> body) => OutcomeRule.OfRefusal(status, body);

        public override string? Answerer(HttpResponseMessage response, Replica asked) =>
            response.Headers.TryGetValues("Replica", out var names) ? string.Join(',', names) : null;
    }

    /// <summary>It does not say who it is: whoever is asked by its own address answers.</summary>
    private sealed class ServiceRules(IReadOnlyList<int> refusals) : AnswerRules
    {
        public override Outcome OfRefusal(int status, ReadOnlySpan<byte> body) =>
            refusals.Contains(status) ? Outcome.Failed : Outcome.Unknown;

        public override string? Answerer(HttpResponseMessage response, Replica asked) => asked.Generation;
    }
}
