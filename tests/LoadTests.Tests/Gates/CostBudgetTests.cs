using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class CostBudgetTests
{
    private static readonly RequestCost Visit = new("POST /visits/{page}", 1, 0, 0, 10_000, 360);
    private static readonly CostBudget Budget = new([Visit]);

    [Fact]
    public void The_same_cost_keeps_its_budget() => Assert.Empty(Differences(Visit));

    [Fact]
    public void One_call_more_is_named() =>
        Assert.Equal(["2 Redis commands, its budget is 1"], Differences(Visit with { RedisCommands = 2 }));

    [Fact]
    public void Fewer_calls_are_no_regression() => Assert.Empty(Differences(Visit with { RedisCommands = 0.94, SqlCommands = 0 }));

    [Fact]
    public void A_call_for_one_request_in_ten_is_seen() => Assert.Single(Differences(Visit with { SqlCommands = 0.1 }));

    [Theory]
    [InlineData(10_200, true)]
    [InlineData(10_201, false)]
    [InlineData(5_000, true)]
    public void Allocation_may_grow_by_two_per_cent_and_shrink(long allocated, bool keeps) =>
        Assert.Equal(keeps, Differences(Visit with { AllocatedBytes = allocated }).Count == 0);

    [Theory]
    [InlineData(10_600, true)]
    [InlineData(10_601, false)]
    public void What_depends_on_which_store_is_first_may_grow_by_as_much_as_its_budget_says(long allocated, bool keeps) =>
        Assert.Equal(keeps, new CostBudget([Visit with { Tolerance = 0.06 }]).Check([Visit with { AllocatedBytes = allocated }])
            .Single().Differences.Count == 0);

    [Fact]
    public void Bytes_may_vary_from_process_to_process_and_calls_may_not()
    {
        Assert.True(Budget.Check([Visit with { AllocatedBytes = 11_000 }]).Single().MayVary);
        Assert.False(Budget.Check([Visit with { AllocatedBytes = 11_000, RedisCommands = 2 }]).Single().MayVary);
        Assert.False(Budget.Check([Visit]).Single().MayVary);
    }

    [Fact]
    public void A_request_without_a_budget_and_a_budget_without_a_request_are_no_pass()
    {
        var checks = Budget.Check([Visit with { Request = "GET /new" }]);
        Assert.Equal(["has no budget", "is not measured any more"], checks.SelectMany(check => check.Differences));
    }

    [Fact]
    public void The_committed_budget_is_of_the_requests_that_are_counted() =>
        Assert.Equal(
            CountedRequests.All.Select(request => (request.Name, request.Tolerance)),
            CostBudget.Read().Requests.Select(cost => (cost.Request, cost.Tolerance)));

    private static IReadOnlyList<string> Differences(RequestCost now) => Budget.Check([now]).Single().Differences;

    [Fact]
    public void A_call_more_in_one_process_is_one_more_and_bytes_are_off_where_they_are_in_all()
    {
        var kept = Budget.Check([Visit]);
        var bytes = Budget.Check([Visit with { AllocatedBytes = 11_000 }]);
        var call = Budget.Check([Visit with { RedisCommands = 2 }]);

        Assert.All([(bytes, kept), (kept, bytes), (kept, kept)], both =>
            Assert.Empty(CostComparison.Both(both.Item1, both.Item2).Single().Differences));
        Assert.Equal(bytes, CostComparison.Both(bytes, bytes));
        Assert.All([(call, kept), (kept, call), (bytes, call), (call, bytes)], both =>
            Assert.Equal(call, CostComparison.Both(both.Item1, both.Item2)));
    }
}
