using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Histories;
using static AspireStateless.Judging.Expiry.SessionOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Sessions of 100 ticks, 10 more at most, and 300 in all, by clocks that are 5 apart at most. Each history that must be accepted stands
/// beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class ExpiryWindowsTests
{
    private static readonly ExpiryRule Rule = new(Lifetime: 100, Slack: 10, Cap: 300, Epsilon: 5);

    [Fact]
    public void A_session_is_there_within_its_lifetime() => Decides(Open(0, 1), Touch(80, 94));

    [Fact]
    public void A_session_that_is_missing_within_its_lifetime_is_lost() => Rejects("missing within", [Open(0, 1), Missed(80, 94)], 0, 1);

    [Fact]
    public void A_session_is_gone_when_lifetime_and_slack_are_over() => Decides(Open(0, 1), Missed(117, 120));

    [Fact]
    public void A_session_that_is_found_when_its_lifetime_is_over_is_rejected() =>
        Rejects("after its lifetime", [Open(0, 1), Touch(117, 120)], 0, 1);

    [Fact]
    public void Between_the_two_either_is_right()
    {
        Accepts(Open(0, 1), Touch(90, 95));
        Accepts(Open(0, 1), Missed(90, 95));
        Accepts(Open(0, 1), Touch(116, 120));
        Accepts(Open(0, 1), Missed(116, 120));
        Assert.Equal(0, ExpiryWindows.Check([Open(0, 1), Missed(116, 120)], Rule).Decisive);
    }

    [Fact]
    public void A_touch_begins_the_lifetime_anew() =>
        Rejects("missing within", [Open(0, 1), Touch(80, 90), Missed(160, 174)], 1, 2);

    [Fact]
    public void A_touch_of_unknown_outcome_may_have_begun_it_anew()
    {
        Accepts(Open(0, 1), Touch(80, Attempt.Open), Touch(200, 210));
        Accepts(Open(0, 1), Touch(80, Attempt.Open), Missed(116, 120));
    }

    [Fact]
    public void One_touch_of_unknown_outcome_does_not_keep_a_session_for_two_lifetimes() =>
        Rejects("after its lifetime", [Open(0, 1), Touch(80, Attempt.Open), Touch(240, 250)], 1, 2);

    [Fact]
    public void Two_that_find_a_dead_session_do_not_prove_each_other() =>
        Rejects("after its lifetime", [Open(0, 1), Touch(200, 220), Touch(210, 230)], 0, 1);

    [Fact]
    public void A_touch_moves_nothing_beyond_the_cap()
    {
        SessionOperation[] busy = [Open(0, 1), Touch(80, 90), Touch(160, 170), Touch(240, 250)];
        Accepts([.. busy, Missed(294, 296)]);
        Rejects("missing within", [.. busy, Missed(290, 294)], 3, 4);
        Accepts([.. busy, Touch(306, 310)]);
        Rejects("after its lifetime", [.. busy, Touch(307, 310)], 3, 4);
    }

    [Fact]
    public void A_session_may_be_gone_from_the_start_of_a_logout() => Accepts(Open(0, 1), Delete(50, Attempt.Open), Missed(40, 50));

    [Fact]
    public void A_session_is_found_nowhere_after_its_logout() =>
        Rejects("had been ended", [Open(0, 1), Delete(50, 60), Touch(61, 62)], 1, 2);

    [Fact]
    public void A_session_that_was_missing_does_not_come_back() =>
        Rejects("had been missing", [Open(0, 1), Delete(50, Attempt.Open), Missed(60, 61), Touch(62, 63)], 2, 3);

    [Fact]
    public void Nothing_is_known_of_a_session_that_nobody_opened() =>
        Assert.Throws<ArgumentException>(() => ExpiryWindows.Check([Touch(0, 1)], Rule));

    private static void Accepts(params SessionOperation[] history) => Assert.Null(ExpiryWindows.Check(history, Rule).Broken);

    private static void Decides(params SessionOperation[] history)
    {
        var result = ExpiryWindows.Check(history, Rule);
        Assert.Null(result.Broken);
        Assert.Equal(1, result.Decisive);
    }

    private static void Rejects(string rule, SessionOperation[] history, params int[] witness)
    {
        var found = ExpiryWindows.Check([.. history.Select((operation, place) => operation with { Source = place })], Rule).Broken;
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal(witness, found.Sources);
    }
}
