using AspireStateless.Api.Storage.Postgres;
using Npgsql;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>Each class of SQLSTATE is the store's business or a fault of our own statement; what nobody knows is the store's.</summary>
public sealed class PostgresFailureTests
{
    [Theory]
    // Away: the breaker opens.
    [InlineData("08006", true, true)]
    [InlineData("28P01", true, true)]
    [InlineData("28000", true, true)]
    [InlineData("3D000", true, true)]
    [InlineData("53300", true, true)]
    [InlineData("53100", true, true)]
    [InlineData("57P03", true, true)]
    [InlineData("57014", true, true)]
    [InlineData("58030", true, true)]
    [InlineData("F0000", true, true)]
    [InlineData("ZZ123", true, true)]
    // Refuses this call.
    [InlineData("25006", true, false)]
    [InlineData("26000", true, false)]
    [InlineData("40001", true, false)]
    [InlineData("40P01", true, false)]
    [InlineData("42501", true, false)]
    [InlineData("42P01", true, false)]
    [InlineData("42703", true, false)]
    [InlineData("55P03", true, false)]
    [InlineData("72000", true, false)]
    [InlineData("XX001", true, false)]
    // Ours.
    [InlineData("0A000", false, false)]
    [InlineData("21000", false, false)]
    [InlineData("22003", false, false)]
    [InlineData("23505", false, false)]
    [InlineData("42601", false, false)]
    [InlineData("P0001", false, false)]
    public void A_class_of_errors_is_decided_once(string state, bool ofStore, bool outage)
    {
        var error = new PostgresException("no", "ERROR", "ERROR", state);

        Assert.Equal((ofStore, outage), (PostgresFailure.IsOfStore(error), PostgresFailure.IsOutage(error)));
    }

    [Theory]
    // An error rolls back; the end of a session may come after the commit.
    [InlineData("ERROR", "40001", true)]
    [InlineData("ERROR", "53100", true)]
    [InlineData("ERROR", "40003", false)]
    [InlineData("FATAL", "57P01", false)]
    [InlineData("FATAL", "25P04", false)]
    [InlineData("PANIC", "XX000", false)]
    public void What_was_sent_was_certainly_not_done_where_the_server_says_so(string severity, string state, bool definite) =>
        Assert.Equal(definite, PostgresFailure.Classify(new PostgresException("no", severity, severity, state), sent: true).Definite);

    [Fact]
    public void What_was_not_sent_was_certainly_not_done() =>
        Assert.True(PostgresFailure.Classify(new PostgresException("no", "FATAL", "FATAL", "28P01"), sent: false).Definite);
}
