using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A user who is logged in, with the client that carries their token.</summary>
internal sealed record LoggedIn(string Name, string Token)
{
    public const string Password = "correct horse battery";
}

/// <summary>The requests of accounts and sessions.</summary>
internal static class AccountRequests
{
    public static string NewName() => "user-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Signs a new user up and logs them in.</summary>
    public static async Task<LoggedIn> EnterAsync(this HttpClient client, string? location = null)
    {
        var name = NewName();
        using var signedUp = await client.PostAsJsonAsync(
            "/users", new { username = name, password = LoggedIn.Password }, TestContext.Current.CancellationToken);
        signedUp.EnsureSuccessStatusCode();
        return await client.LogInAsync(name, LoggedIn.Password, location);
    }

    public static Task<LoggedIn> EnterAsAdminAsync(this HttpClient client) => client.LogInAsync("admin", Stores.AdminPassword);

    public static async Task<LoggedIn> LogInAsync(this HttpClient client, string name, string password, string? location = null)
    {
        using var response = await client.PostLoginAsync(name, password, location);
        response.EnsureSuccessStatusCode();
        var login = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        return new(name, (string)login!["token"]!);
    }

    public static Task<HttpResponseMessage> PostLoginAsync(this HttpClient client, string name, string password, string? location = null) =>
        client.PostAsJsonAsync("/login", new { username = name, password, location }, TestContext.Current.CancellationToken);

    /// <summary>Sends a request with a user's token; a body is sent as JSON.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        LoggedIn user,
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Always content where something may change: without, HttpClient may send it twice.
        if (method != HttpMethod.Get)
        {
            request.Content = JsonContent.Create(body ?? new { });
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request that must succeed.</summary>
    /// <returns>Its answer.</returns>
    public static async Task<JsonObject> CallAsync(
        this HttpClient client,
        LoggedIn user,
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers)
    {
        using var response = await client.SendAsync(user, method, path, body, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public static Task<JsonObject> ReadSessionAsync(this HttpClient client, LoggedIn user) =>
        client.CallAsync(user, HttpMethod.Get, "/session");

    /// <summary>Sets fields of the session; null takes one out.</summary>
    public static Task<JsonObject> PatchSessionAsync(this HttpClient client, LoggedIn user, params (string Name, string? Value)[] fields) =>
        client.CallAsync(
            user, HttpMethod.Patch, "/session", new { fields = fields.ToDictionary(field => field.Name, field => field.Value) });

    /// <returns>Whether the token is good here.</returns>
    public static async Task<bool> IsGoodAsync(this HttpClient client, LoggedIn user)
    {
        using var response = await client.SendAsync(user, HttpMethod.Get, "/session");
        return response.IsSuccessStatusCode;
    }
}
