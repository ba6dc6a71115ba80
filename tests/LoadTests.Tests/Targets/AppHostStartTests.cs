using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Targets;

/// <summary>What the output of an AppHost says about its start.</summary>
public sealed class AppHostStartTests
{
    private readonly AppHostStart _start = new(replicas: 3);

    [Fact]
    public void It_names_what_is_up_in_the_order_in_which_it_came_up()
    {
        Assert.StartsWith("… ", _start.Progress, StringComparison.Ordinal);
        Read("postgres is healthy: tcp://localhost:5432", "redis is healthy: tcp://localhost:6379",
            "postgres is healthy: tcp://localhost:5432");
        Assert.StartsWith("postgres, redis … ", _start.Progress, StringComparison.Ordinal);
        Assert.EndsWith(" s", _start.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public void Replicas_are_a_number_once_all_of_them_run()
    {
        Read("redis is healthy: tcp://localhost:6379", "api is healthy, 3 replicas: http://localhost:5080");
        Assert.StartsWith("redis … ", _start.Progress, StringComparison.Ordinal);
        _start.End();
        Assert.StartsWith("redis, 3 replicas … ", _start.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_healthy_once_all_replicas_are()
    {
        Read("redis is healthy: tcp://localhost:6379");
        Assert.False(_start.Healthy.IsCompleted);
        Read("api is healthy, 3 replicas: http://localhost:5080");
        Assert.True(_start.Healthy.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_sentence_of_a_log_names_nothing()
    {
        Read("fail: a check says that nothing is healthy", "Health check redis is Healthy");
        Assert.StartsWith("… ", _start.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public void It_knows_the_link_to_the_dashboard()
    {
        Read("info: Aspire.Hosting.DistributedApplication[0]", "      Login to the dashboard at http://127.0.0.1:41235/login?t=abc");
        Assert.Equal("http://127.0.0.1:41235/login?t=abc", _start.DashboardLink);
    }

    private void Read(params string[] lines)
    {
        foreach (var line in lines)
        {
            _start.Read(line);
        }
    }
}
