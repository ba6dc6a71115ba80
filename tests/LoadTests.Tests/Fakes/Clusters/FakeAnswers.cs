using k8s;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>What is sent to a fake cluster's API, and what it answers, by the models of the client.</summary>
internal static class FakeAnswers
{
    /// <summary>Strictly: a word that the model does not know is an error.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return KubernetesYaml.Deserialize<T>(await reader.ReadToEndAsync(), strict: true);
    }

    public static IResult Json(object shown, int code = StatusCodes.Status200OK) =>
        Results.Text(KubernetesJson.Serialize(shown), "application/json", statusCode: code);

    public static IResult Refused(int code, string message) => Said("Failure", message, code);

    // The client's model of it can only be read.
    public static IResult Said(string status, string? message, int code) =>
        Results.Json(new { apiVersion = "v1", kind = "Status", status, message, code }, statusCode: code);
}
