namespace AspireStateless.Analyzers.Tests.Work;

public sealed class RecurringWorkTests() : RuleTests("STATE012")
{
    private const string Reports = """
        interface IReports { Task SendAsync(string to); Task<int> ReadAsync(string of); }
        """;

    [Fact]
    public Task A_timer_of_each_replica_is_seen() => SeesAsync("""
        class [|Daily|](IReports reports) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromDays(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await reports.SendAsync("everybody");
                }
            }
        }
        """ + Reports);

    [Fact]
    public Task A_loop_that_waits_is_seen() => SeesAsync("""
        class [|Daily|](IReports reports) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await WorkAsync();
                    await Task.Delay(TimeSpan.FromDays(1), stoppingToken);
                }
            }

            private async Task WorkAsync() => await reports.SendAsync("everybody");
        }
        """ + Reports);

    [Fact]
    public Task A_timer_with_a_callback_is_seen() => SeesAsync("""
        class [|Daily|](IReports reports) : IDisposable
        {
            private Timer? _timer;

            public void Start() => _timer = new Timer(_ => reports.SendAsync("everybody"), null, 0, 1000);

            public void Dispose() => _timer?.Dispose();
        }
        """ + Reports);

    [Fact]
    public Task Work_under_a_lease_is_quiet() => IsQuietAsync("""
        interface ILease { Task<bool> TryTakeAsync(); }
        class Daily(IReports reports, ILease lease) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromDays(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    if (await lease.TryTakeAsync())
                    {
                        await reports.SendAsync("everybody");
                    }
                }
            }
        }
        """ + Reports);

    [Fact]
    public Task Work_by_a_part_that_has_the_lease_is_quiet() => IsQuietAsync("""
        class JobLease;
        class Ticker(JobLease lease, IReports reports)
        {
            public Task SendIfLeaderAsync(string to) => lease is null ? Task.CompletedTask : reports.SendAsync(to);
        }
        class Daily(Ticker ticker) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromDays(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await ticker.SendIfLeaderAsync("everybody");
                }
            }
        }
        """ + Reports);

    [Fact]
    public Task Looking_again_and_again_is_quiet() => IsQuietAsync("""
        class Watch(IReports reports) : BackgroundService
        {
            private int _length;

            public int Length => _length;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    _length = await reports.ReadAsync("today");
                }
            }
        }
        """ + Reports);

    [Fact]
    public Task Work_once_at_the_start_is_quiet() => IsQuietAsync("""
        class Hello(IReports reports) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => reports.SendAsync("operator");
        }
        """ + Reports);

    [Fact]
    public Task A_request_that_waits_is_quiet() => IsQuietAsync("""
        class Handler(IReports reports)
        {
            public async Task HandleAsync()
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    await reports.SendAsync("one");
                    await Task.Delay(100);
                }
            }
        }
        """ + Reports);
}
