using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tokens;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// User 0's token 0 of generation 0, and user 1's token 1 of generation 1, both issued from 0 to 9. Each history that must be accepted
/// stands beside its nearest neighbour that must not.
/// </summary>
public sealed class TokenMatrixTests
{
    private const int LoginSource = 100;
    private static readonly TokenIssue[] Issues =
    [
        new(0, 9, Owner: 0, Issuer: 0, LoginSource),
        new(0, 9, Owner: 1, Issuer: 1, LoginSource + 1),
    ];


    [Fact]
    public void A_token_is_good_for_its_owner_wherever_it_is_shown() => Accepts([], Good(10, verifier: 0), Good(10, verifier: 1));

    [Fact]
    public void A_token_that_is_taken_for_somebody_elses_is_found() =>
        Rejects("taken for one of user 1", [], [Good(10, verifier: 1) with { Owner = 1 }], LoginSource, 10);

    [Fact]
    public void A_token_that_one_replica_does_not_know_is_found() =>
        Rejects("nothing had ended it", [], [Good(10, verifier: 0), Bad(20, verifier: 1)], LoginSource, 20);

    [Fact]
    public void A_token_may_be_rejected_when_its_lifetime_may_have_ended() => Accepts([], Bad(20, verifier: 1) with { AliveUntil = 21 });

    [Fact]
    public void A_token_may_be_rejected_from_the_start_of_a_logout() =>
        Accepts([TokenEnd.OfToken(21, 40, token: 0)], Bad(20, verifier: 1), Good(18, verifier: 0));

    [Fact]
    public void A_token_is_not_rejected_before_its_logout_was_sent() =>
        Rejects("nothing had ended it", [TokenEnd.OfToken(22, 40, token: 0)], [Bad(20, verifier: 1)], LoginSource, 20);

    [Fact]
    public void Somebody_elses_logout_is_no_reason() =>
        Rejects("nothing had ended it", [TokenEnd.OfToken(15, 16, token: 1)], [Bad(20, verifier: 1)], LoginSource, 20);

    [Fact]
    public void A_logout_of_unknown_outcome_may_have_ended_a_token_or_not()
    {
        var unknown = TokenEnd.OfToken(11, Attempt.Open, token: 0);
        Accepts([unknown], Good(20, verifier: 1));
        Accepts([unknown], Bad(20, verifier: 1));
    }

    [Fact]
    public void A_token_is_good_nowhere_after_an_acknowledged_logout()
    {
        Accepts([TokenEnd.OfToken(11, 20, token: 0, source: 50)], Good(20, verifier: 1));
        Rejects("after its end", [TokenEnd.OfToken(11, 19, token: 0, source: 50)], [Good(20, verifier: 1)], 50, 20);
    }

    [Fact]
    public void A_change_of_password_ends_the_tokens_that_were_there() =>
        Rejects("after its end", [TokenEnd.OfUser(10, 19, user: 0, source: 50)], [Good(20, verifier: 1)], 50, 20);

    [Fact]
    public void A_change_of_password_beside_the_login_may_end_the_token_or_not()
    {
        var beside = TokenEnd.OfUser(9, 19, user: 0);
        Accepts([beside], Good(20, verifier: 1));
        Accepts([beside], Bad(20, verifier: 1));
    }

    [Fact]
    public void A_change_of_password_that_has_not_ended_the_token_ends_it_no_more() =>
        Rejects("nothing had ended it", [TokenEnd.OfUser(9, 19, user: 0)], [Good(20, verifier: 1), Bad(30, verifier: 1)], LoginSource, 30);

    [Fact]
    public void A_change_of_password_before_the_login_is_no_reason() =>
        Rejects("nothing had ended it", [TokenEnd.OfUser(-9, -1, user: 0)], [Bad(20, verifier: 1)], LoginSource, 20);

    [Fact]
    public void A_token_that_was_rejected_does_not_come_back() =>
        Rejects(
            "after it had been rejected",
            [TokenEnd.OfToken(11, Attempt.Open, token: 0)],
            [Bad(20, verifier: 0), Good(22, verifier: 1)],
            20,
            22);

    [Fact]
    public void The_matrix_counts_who_met_whose_tokens()
    {
        TokenUse[] uses = [Good(10, verifier: 1), Good(12, verifier: 1), Good(14, verifier: 0), Bad(16, verifier: 2)];
        var matrix = TokenMatrix.Of(Issues, [], uses, generations: 3);
        Assert.Equal((2, 0), (matrix[0, 1].Accepted, matrix[0, 1].Wrong));
        Assert.Equal((0, 1, 1), (matrix[0, 2].Accepted, matrix[0, 2].Rejected, matrix[0, 2].Wrong));
        Assert.Equal(3, matrix.Exercised);
    }

    [Fact]
    public void One_rule_broken_often_between_two_generations_is_told_once() =>
        Assert.Equal(2, TokenMatrix.Of(Issues, [], [Bad(10, 1), Bad(12, 1), Bad(14, 2)], 3).Breaks.Count);

    private static TokenUse Good(long start, int verifier) =>
        new(start, start + 1, Attempt.Open, 0, verifier, 0, Accepted: true, (int)start);

    private static TokenUse Bad(long start, int verifier) => Good(start, verifier) with { Accepted = false };

    private static void Accepts(TokenEnd[] ends, params TokenUse[] uses) => Assert.Empty(TokenMatrix.Of(Issues, ends, uses, 3).Breaks);

    private static void Rejects(string rule, TokenEnd[] ends, TokenUse[] uses, params int[] witness)
    {
        var found = Assert.Single(TokenMatrix.Of(Issues, ends, uses, 3).Breaks);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal(witness, found.Sources);
    }
}
