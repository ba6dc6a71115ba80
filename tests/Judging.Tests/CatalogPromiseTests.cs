using AspireStateless.Judging.Catalog;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class CatalogPromiseTests
{
    private const string Sku = "K0";
    private static readonly CatalogPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(3, Right().Injected(Promise));

    [Fact]
    public void A_reader_who_meets_what_was_before_his_own_write_is_found() =>
        Assert.NotEmpty(Right().Add(OperationKind.ReadProduct, Sku, 60, 70, Shows(0, 0, 1)).Broken(Promise));

    [Fact]
    public void Another_reader_may_be_answered_from_a_cache() =>
        Assert.Empty(Right().Add(OperationKind.ReadProduct, Sku, 60, 70, attempt => Shows(0, 0, 1)(attempt) with { Client = 2 })
            .Broken(Promise));

    [Fact]
    public void Of_two_reads_of_one_client_at_once_either_may_be_the_older() =>
        Assert.Empty(Right()
            .Add(OperationKind.WriteProduct, Sku, 60, 70, attempt => Shows(8, 8, 3)(attempt) with { Client = 2 })
            .Add(OperationKind.ReadProduct, Sku, 60, 70, Shows(0, 8, 3))
            .Add(OperationKind.ReadProduct, Sku, 65, 75, Shows(0, 4, 2))
            .Broken(Promise));

    [Fact]
    public void A_write_that_is_answered_with_another_name_is_found() =>
        Assert.NotEmpty(Right().Add(OperationKind.WriteProduct, Sku, 60, 70, Shows(8, 4, 3)).Broken(Promise));

    [Fact]
    public void A_name_is_never_seen_before_it_was_sent() =>
        Assert.NotEmpty(Right()
            .Add(OperationKind.ReadProduct, Sku, 60, 70, Shows(0, 8, 3))
            .Add(OperationKind.WriteProduct, Sku, 80, 90, attempt => Lost(attempt) with { Argument = 8 })
            .Broken(Promise));

    [Fact]
    public void A_write_without_an_answer_may_be_seen_later() =>
        Assert.Empty(Right()
            .Add(OperationKind.WriteProduct, Sku, 60, 70, attempt => Lost(attempt) with { Argument = 8 })
            .Add(OperationKind.ReadProduct, Sku, 80, 90, Shows(0, 4, 2))
            .Add(OperationKind.ReadProduct, Sku, 100, 110, Shows(0, 8, 3), replica: B)
            .Broken(Promise));

    [Fact]
    public void Reads_of_what_never_changes_are_no_evidence() =>
        Assert.Equal(0, new RecordBuilder()
            .Add(OperationKind.ReadProduct, Sku, 0, 10, Shows(0, 0, 1))
            .Add(OperationKind.ReadProduct, Sku, 20, 30, Shows(0, 0, 1), replica: B)
            .Count(Promise, Evidence.GuardedReads));

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var run = new RecordBuilder();
            long version = 1, name = 0;
            foreach (var step in RandomSteps.Draw(random, 60))
            {
                var read = random.Next(2) == 0;
                long number = (step.Place + 1) * 4;
                if (!read && step.TakesEffect)
                {
                    (version, name) = (version + 1, number);
                }

                var client = random.Next(3);
                var shows = Shows(number, name, version);
                run.Add(read ? OperationKind.ReadProduct : OperationKind.WriteProduct, Sku, step.Start, step.End, attempt =>
                    (step.IsLost ? Lost(shows(attempt)) : shows(attempt)) with { Client = client });
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    private static RecordBuilder Right() => new RecordBuilder()
        .Add(OperationKind.ReadProduct, Sku, 0, 10, attempt => Shows(0, 0, 1)(attempt) with { Client = 2 })
        .Add(OperationKind.WriteProduct, Sku, 20, 30, Shows(4, 4, 2))
        .Add(OperationKind.ReadProduct, Sku, 40, 50, Shows(0, 4, 2), replica: B);

    private static Func<Attempt, Attempt> Shows(long written, long name, long version) =>
        attempt => attempt with { Argument = written, Value = name, Version = version };
}
