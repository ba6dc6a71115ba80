using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tests;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>What a planned operation is in a record of requests.</summary>
public sealed class ClientOperationTests
{
    private static readonly Attempt First = AttemptBuilder.Visit(key: 1, start: 10, end: 20, count: 1) with { Due = 5 };

    [Fact]
    public void A_retry_belongs_to_the_operation_that_it_repeats()
    {
        var operation = Only(PlannedRun.Unanswered(First), First with { Number = 2, Start = 30, End = 40 });
        Assert.Equal((Outcome.Ok, 2, 5L, 10L, 40L), (operation.Outcome, operation.Attempts, operation.Due, operation.Sent, operation.Done));
    }

    [Fact]
    public void A_retry_that_certainly_failed_leaves_the_outcome_unknown()
    {
        var operation = Only(PlannedRun.Unanswered(First), PlannedRun.Refused(First with { Number = 2, Start = 30, End = 40 }, 503));
        Assert.Equal((OperationFate.Unknown, 40L), (operation.Fate, operation.Done));
    }

    [Fact]
    public void A_duplicate_of_what_was_acknowledged_changes_nothing()
    {
        var operation = Only(First, PlannedRun.Unanswered(First with { Number = 2, Start = 30, End = 40 }));
        Assert.Equal((Outcome.Ok, 1, 20L), (operation.Outcome, operation.Attempts, operation.Done));
    }

    [Fact]
    public void What_follows_in_an_operation_of_several_requests_has_no_due_time_and_is_left_out()
    {
        Assert.Single(ClientOperation.Of(
            AttemptBuilder.HistoryOf(First, First with { Due = 0, Kind = OperationKind.ReadVisits, Start = 30 })));
    }

    [Fact]
    public void Requests_of_one_client_that_were_due_at_once_are_operations_of_their_own()
    {
        var read = First with { Kind = OperationKind.ReadVisits, Key = 0 };
        Assert.Equal(3, ClientOperation.Of(AttemptBuilder.HistoryOf(First, read, read)).Count);
    }

    [Fact]
    public void A_second_login_for_one_change_of_a_password_is_no_operation_of_its_own()
    {
        var login = First with { Kind = OperationKind.LogIn, Key = 0 };
        Assert.Single(ClientOperation.Of(AttemptBuilder.HistoryOf(login, login with { Subject = 2 })));
    }

    [Fact]
    public void What_the_harness_asks_is_no_operation_of_the_plan()
    {
        Assert.Empty(ClientOperation.Of(AttemptBuilder.HistoryOf(First with { Client = -1 })));
    }

    [Theory]
    [InlineData(409, OperationFate.Refused)]
    [InlineData(401, OperationFate.Refused)]
    [InlineData(429, OperationFate.Failed)]
    [InlineData(503, OperationFate.Failed)]
    [InlineData(0, OperationFate.Failed)]
    public void An_answer_that_the_contract_gives_is_no_failure_of_the_service(int status, object fate)
    {
        Assert.Equal((OperationFate)fate, ClientOperation.FateOf(Outcome.Failed, status));
    }

    private static ClientOperation Only(params Attempt[] attempts) => Assert.Single(ClientOperation.Of(AttemptBuilder.HistoryOf(attempts)));
}
