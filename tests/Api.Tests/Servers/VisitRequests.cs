using System.Net.Http.Json;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>The requests of the contract. A POST always has content: without, HttpClient may send it twice.</summary>
internal static class VisitRequests
{
    public static async Task<HttpResponseMessage> PostVisitAsync(this HttpClient client, string page, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/visits/{page}") { Content = JsonContent.Create(new { }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <returns>The count that the visit was answered.</returns>
    public static async Task<long> CountAsync(this HttpClient client, string page, string? key = null)
    {
        using var response = await client.PostVisitAsync(page, key);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<PageVisits>(TestContext.Current.CancellationToken))!.Count;
    }

    /// <returns>The count of the page now.</returns>
    public static async Task<long> ReadCountAsync(this HttpClient client, string page) =>
        (await client.GetFromJsonAsync<PageVisits>($"/visits/{page}", TestContext.Current.CancellationToken))!.Count;
}
