using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>The users and products that a set of stores needs before a duet, made through the service itself.</summary>
internal sealed class SlotUsers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private SlotUsers(string admin, IReadOnlyList<string> tokens) => (Admin, Tokens) = (admin, tokens);

    /// <summary>The admin's token.</summary>
    public string Admin { get; }

    /// <summary>Of the users, by number; they are good on both builds.</summary>
    public IReadOnlyList<string> Tokens { get; }

    public static string Name(int number) => $"gate-user-{number}";

    public static string Password(int number) => $"pass-of-{Name(number)}";

    public static string Sku(int number) => $"GATE-{number}";

    /// <param name="replica">Any that works on these stores.</param>
    /// <exception cref="InvalidRunException">The service refuses.</exception>
    public static async Task<SlotUsers> MakeAsync(Uri replica, string adminPassword, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = replica, Timeout = Deadline };
        var admin = await LogInAsync(http, "admin", adminPassword, cancellationToken);
        var tokens = new string[PairedPlan.Subjects];
        for (var number = 0; number < PairedPlan.Subjects; number++)
        {
            await SendAsync(
                http, HttpMethod.Post, "/users", admin, new { username = Name(number), password = Password(number) }, cancellationToken);
            tokens[number] = await LogInAsync(http, Name(number), Password(number), cancellationToken);
            await SendAsync(
                http, HttpMethod.Put, $"/products/{Sku(number)}", admin, new { name = $"thing {number}", price = 2.5m, stock = 1_000_000 },
                cancellationToken);
        }

        return new SlotUsers(admin, tokens);
    }

    private static async Task<string> LogInAsync(HttpClient http, string username, string password, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(http, HttpMethod.Post, "/login", token: null, new { username, password }, cancellationToken);
        return answer.GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> SendAsync(
        HttpClient http, HttpMethod method, string path, string? token, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidRunException(
                $"{method} {path} was answered {(int)response.StatusCode} before the comparison.",
                "Look at apphost-*.log in the run folder.");
    }
}
