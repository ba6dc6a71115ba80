namespace AspireStateless.Analyzers.Tests.Work;

public sealed class WorkAfterAnswerTests() : RuleTests("STATE011")
{
    private const string Mails = """
        interface IMails { Task SendAsync(string to); }
        """;

    [Fact]
    public Task A_task_that_nobody_waits_for_is_seen() => SeesAsync("""
        class Orders(IMails mails)
        {
            public async Task PlaceAsync(string user)
            {
                await Task.Yield();
                _ = mails.[|SendAsync|](user);
            }
        }
        """ + Mails);

    [Fact]
    public Task A_task_on_the_pool_is_seen() => SeesAsync("""
        class Orders(IMails mails)
        {
            public void Place(string user)
            {
                Task.[|Run|](() => mails.SendAsync(user));
                ThreadPool.[|QueueUserWorkItem|](_ => mails.SendAsync(user));
            }
        }
        """ + Mails);

    [Fact]
    public Task What_a_handler_leaves_is_seen() => SeesAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", async (string user, IMails mails) =>
        {
            await Task.Yield();
            _ = mails.[|SendAsync|](user);
            return "placed";
        });
        app.Run();
        """ + Mails);

    [Fact]
    public Task Work_when_the_answer_is_out_is_seen() => SeesAsync("""
        class Orders(IMails mails)
        {
            public void Place(HttpContext http, string user) => http.Response.[|OnCompleted|](() => mails.SendAsync(user));
        }
        """ + Mails);

    [Fact]
    public Task A_queue_in_memory_is_seen() => SeesAsync("""
        using System.Threading.Channels;
        class Orders(Channel<string> waiting)
        {
            public async Task PlaceAsync(string user) => await waiting.Writer.[|WriteAsync|](user);

            public bool TryPlace(string user) => waiting.Writer.[|TryWrite|](user);
        }
        """);

    [Fact]
    public Task A_task_handed_to_somebody_who_does_not_wait_is_seen() => SeesAsync("""
        class Pending
        {
            private Task? _last;

            public Task? Last => _last;

            public void Begin(Task work) => _last = work;
        }
        class Orders(IMails mails, Pending pending)
        {
            public void Place(string user) => pending.Begin(mails.[|SendAsync|](user));
        }
        """ + Mails);

    [Fact]
    public Task What_is_waited_for_is_quiet() => IsQuietAsync("""
        class Orders(IMails mails)
        {
            public async Task PlaceAsync(string user)
            {
                await mails.SendAsync(user);
                await mails.SendAsync(user).ConfigureAwait(false);
                await Task.Run(() => mails.SendAsync(user));
                List<Task> both = [mails.SendAsync(user)];
                both.Add(mails.SendAsync(user));
                await Task.WhenAll(both);
            }

            public Task AnswerAsync(string user) => mails.SendAsync(user);
        }
        """ + Mails);

    [Fact]
    public Task A_background_service_is_quiet() => IsQuietAsync("""
        class Worker(IMails mails) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Yield();
                _ = mails.SendAsync("operator");
            }
        }
        """ + Mails);

    [Fact]
    public Task What_a_start_begins_is_quiet() => IsQuietAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        _ = Task.Run(() => Console.WriteLine("started"));
        await app.RunAsync();
        """);

    [Fact]
    public Task Counting_when_the_answer_is_out_is_quiet() => IsQuietAsync("""
        class Totals
        {
            private long _answers;

            public void Count(HttpContext http) => http.Response.OnCompleted(() =>
            {
                Interlocked.Increment(ref _answers);
                return Task.CompletedTask;
            });
        }
        """);

    [Fact]
    public Task A_stream_of_one_answer_is_quiet() => IsQuietAsync("""
        using System.Threading.Channels;
        class Feed
        {
            public async IAsyncEnumerable<int> ReadAsync()
            {
                var numbers = Channel.CreateUnbounded<int>();
                numbers.Writer.TryWrite(1);
                numbers.Writer.Complete();
                await foreach (var number in numbers.Reader.ReadAllAsync())
                {
                    yield return number;
                }
            }
        }
        """);
}
