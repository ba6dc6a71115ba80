using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Tests;

public sealed class ByKeyTests
{
    [Fact]
    public void Each_key_is_judged_by_its_own_operations_in_their_order()
    {
        char[] operations = [.. "a1b2c3"];
        int[] keys = [0, 2, 0, 2, 0, 2];
        var breaks = ByKey.Check(operations, keys, keyCount: 4, of => new RuleBreak(of.ToString()));
        Assert.Equal([(0, "abc"), (2, "123")], breaks.Select(found => (found.Key, found.Rule)));
    }

    [Fact]
    public void Keys_without_a_break_are_not_told_of() =>
        Assert.Empty(ByKey.Check([1, 2, 3], [0, 1, 1], keyCount: 2, _ => null));

    [Fact]
    public void One_thread_finds_what_all_find()
    {
        int[] operations = [.. Enumerable.Range(0, 10_000)];
        int[] keys = [.. operations.Select(operation => operation * 7919 % 1000)];
        static RuleBreak? Odd(ReadOnlySpan<int> of) => of.Length % 2 == 0 && of[0] % 3 == 0 ? new RuleBreak("odd", of[0]) : null;
        var all = ByKey.Check(operations, keys, keyCount: 1000, Odd);
        Assert.NotEmpty(all);
        Assert.Equal(all.Select(found => found.Key), ByKey.Check(operations, keys, 1000, Odd, threads: 1).Select(found => found.Key));
    }

    [Fact]
    public void A_witness_names_no_operation_twice_and_none_that_is_not_there() =>
        Assert.Equal([4, 2], new RuleBreak("rule", 4, -1, 2, 4).Sources);
}
