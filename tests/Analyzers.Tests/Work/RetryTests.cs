namespace AspireStateless.Analyzers.Tests.Work;

public sealed class RetryTests() : RuleTests("STATE015")
{
    private const string Handler = """
        class RetryOptions { public void DisableForUnsafeHttpMethods() { } }
        class ResilienceOptions { public RetryOptions Retry { get; } = new(); }
        static class Resilience
        {
            public static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
            public static IHttpClientBuilder AddStandardResilienceHandler(
                this IHttpClientBuilder builder, Action<ResilienceOptions> configure) => builder;
        }
        """;

    [Fact]
    public Task A_second_try_without_the_key_is_seen() => SeesAsync("""
        record IdempotencyKey(string Value);
        interface IVisits { Task<long> CountAsync(string page, IdempotencyKey? key); }
        class Retrying(IVisits visits)
        {
            public async Task<long> CountAsync(string page, IdempotencyKey? key)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await visits.[|CountAsync|](page, attempt == 0 ? key : null);
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_second_try_with_the_key_is_quiet() => IsQuietAsync("""
        record IdempotencyKey(string Value);
        interface IVisits { Task<long> CountAsync(string page, IdempotencyKey? key); }
        class Retrying(IVisits visits)
        {
            public async Task<long> CountAsync(string page, IdempotencyKey key)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await visits.CountAsync(page, key);
                    }
                    catch (TimeoutException) when (attempt < 3)
                    {
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_POST_that_is_sent_again_is_seen() => SeesAsync("""
        class Payments(HttpClient client)
        {
            public async Task PayAsync(decimal amount)
            {
                while (true)
                {
                    try
                    {
                        await client.[|PostAsJsonAsync|]("/payments", amount);
                        return;
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_POST_with_a_key_is_quiet() => IsQuietAsync("""
        class Payments(HttpClient client)
        {
            public async Task PayAsync(decimal amount)
            {
                client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
                while (true)
                {
                    try
                    {
                        await client.PostAsJsonAsync("/payments", amount);
                        return;
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_GET_that_is_sent_again_is_quiet() => IsQuietAsync("""
        class Prices(HttpClient client)
        {
            public async Task<string> ReadAsync()
            {
                while (true)
                {
                    try
                    {
                        return await client.GetStringAsync("/prices");
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_failure_that_ends_the_loop_is_quiet() => IsQuietAsync("""
        class Payments(HttpClient client)
        {
            public async Task PayAsync(decimal[] amounts)
            {
                foreach (var amount in amounts)
                {
                    try
                    {
                        await client.PostAsJsonAsync("/payments", amount);
                    }
                    catch (HttpRequestException)
                    {
                        throw;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task The_standard_handler_repeats_every_method() => SeesAsync("""
        static class Startup
        {
            public static void AddClient(IServiceCollection services) =>
                services.AddHttpClient("payments").[|AddStandardResilienceHandler|]();
        }
        """ + Handler);

    [Fact]
    public Task The_standard_handler_for_safe_methods_is_quiet() => IsQuietAsync("""
        static class Startup
        {
            public static void AddClient(IServiceCollection services) => services.AddHttpClient("payments")
                .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
        }
        """ + Handler);
}
