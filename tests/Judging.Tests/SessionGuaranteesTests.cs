using AspireStateless.Judging.Objects;
using static AspireStateless.Judging.Objects.VersionedOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each history that must be accepted stands beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class SessionGuaranteesTests
{
    [Fact]
    public void A_client_may_read_one_version_twice_and_miss_others() =>
        Accepts(Read(0, 1, 3), Read(2, 3, 3), Read(4, 5, 9), Write(6, 7, 12), Read(8, 9, 12));

    [Fact]
    public void A_client_reads_its_own_writes() =>
        Rejects("read version 4 after it had written version 5", [Write(0, 1, 5), Read(2, 3, 4)]);

    [Fact]
    public void Reads_do_not_go_back() => Rejects("read version 4 after it had read version 5", [Read(0, 1, 5), Read(2, 3, 4)]);

    [Fact]
    public void Writes_follow_each_other() => Rejects("wrote version 4 after it had written version 5", [Write(0, 1, 5), Write(2, 3, 4)]);

    [Fact]
    public void Writes_follow_what_was_read() => Rejects("wrote version 5 after it had read version 5", [Read(0, 1, 5), Write(2, 3, 5)]);

    [Fact]
    public void Operations_at_the_same_time_owe_each_other_nothing() => Accepts(Write(0, 5, 5), Read(5, 9, 4), Read(3, 4, 3));

    [Fact]
    public void The_order_in_which_they_are_given_is_nothing() =>
        Rejects("read version 4 after it had written version 5", [Read(2, 3, 4), Write(0, 1, 5)], 1, 0);

    private static void Accepts(params VersionedOperation[] history) => Assert.Null(SessionGuarantees.Check(history));

    private static void Rejects(string rule, VersionedOperation[] history, int first = 0, int second = 1)
    {
        var found = SessionGuarantees.Check([.. history.Select((operation, place) => operation with { Source = place })]);
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal([first, second], found.Sources);
    }
}
