using System.Net.Http.Json;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>GET /operations/{key} says what the store knows, and changes nothing.</summary>
public sealed class OperationsTests(Stores stores) : IDisposable
{
    private readonly ApiHost _host = new(stores);

    private HttpClient Client => field ??= _host.CreateClient();

    [Fact]
    public async Task A_counted_visit_is_applied()
    {
        var page = Pages.New();
        await Client.CountAsync(page, "key-1");

        Assert.Equal(new("key-1", $"/visits/{page}", Applied: true), await AskAsync("key-1", page));
    }

    [Fact]
    public async Task A_key_that_was_never_sent_is_not_applied_and_asking_does_not_apply_it()
    {
        var page = Pages.New();

        Assert.False((await AskAsync("key-1", page)).Applied);
        Assert.False((await AskAsync("key-1", page)).Applied);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task A_key_belongs_to_the_path_it_was_sent_to()
    {
        await Client.CountAsync(Pages.New(), "key-1");

        Assert.False((await AskAsync("key-1", Pages.New())).Applied);
    }

    public void Dispose() => _host.Dispose();

    private async Task<Operation> AskAsync(string key, string page) =>
        (await Client.GetFromJsonAsync<Operation>($"/operations/{key}?path=/visits/{page}", TestContext.Current.CancellationToken))!;
}
