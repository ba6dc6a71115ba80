using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class OutcomeRuleTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public void What_the_contract_decides_before_any_effect_is_failed(int status) =>
        Assert.Equal(Outcome.Failed, OutcomeRule.OfRefusal(status, []));

    [Theory]
    [InlineData("""{"type":"x","definite":true}""", Outcome.Failed)]
    [InlineData("""{"type":"x","definite":false}""", Outcome.Unknown)]
    [InlineData("""{"type":"x"}""", Outcome.Unknown)]
    [InlineData("not json", Outcome.Unknown)]
    [InlineData("", Outcome.Unknown)]
    public void Unavailable_is_failed_only_if_it_says_that_nothing_happened(string body, object outcome)
    {
        Assert.Equal(outcome, OutcomeRule.OfRefusal(503, System.Text.Encoding.UTF8.GetBytes(body)));
        Assert.Equal(outcome, OutcomeRule.OfRefusal(429, System.Text.Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(302)]
    public void Any_other_refusal_is_unknown_even_if_it_claims_to_be_definite(int status) =>
        Assert.Equal(Outcome.Unknown, OutcomeRule.OfRefusal(status, """{"definite":true}"""u8));

    [Fact]
    public void A_connection_that_was_refused_is_failed() =>
        Assert.Equal(Outcome.Failed, OutcomeRule.OfFailure(new HttpRequestException(HttpRequestError.ConnectionError)));

    [Fact]
    public void A_connection_that_broke_is_unknown()
    {
        Assert.Equal(Outcome.Unknown, OutcomeRule.OfFailure(new HttpRequestException(HttpRequestError.ResponseEnded)));
        Assert.Equal(Outcome.Unknown, OutcomeRule.OfFailure(new HttpRequestException("reset", new IOException())));
        Assert.Equal(Outcome.Unknown, OutcomeRule.OfFailure(new HttpIOException(HttpRequestError.ResponseEnded)));
    }

    [Fact]
    public void A_deadline_that_passed_is_unknown() =>
        Assert.Equal(Outcome.Unknown, OutcomeRule.OfFailure(new OperationCanceledException()));
}
