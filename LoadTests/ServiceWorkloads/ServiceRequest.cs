using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Fills a request of a workload file in.</summary>
/// <param name="valueOf">A placeholder's.</param>
internal readonly struct ServiceRequest(RequestTemplate template, Func<string, string> valueOf)
{
    /// <param name="subject">What the history files it under.</param>
    public ApiRequest Of(OperationKind kind, string subject)
    {
        var values = valueOf;
        return new ApiRequest(kind, template.Method, template.Path.Fill(values, Uri.EscapeDataString), subject, AnswerBody.Nothing)
        {
            Body = template.Body is { } body ? body.Template.Fill(values, body.Encode) : null,
            MediaType = template.Body?.MediaType ?? "application/json",
            Headers = template.Headers.Select(header => (header.Name, header.Value.Fill(values))).ToArray(),
            FollowsRedirects = template.FollowsRedirects,
            IsPlain = true,
            // Whatever it does to the service: with content nothing sends it a second time behind the record.
            IsWrite = ServiceKinds.VerbOf(kind) is ServiceVerb.Write or ServiceVerb.Remove,
        };
    }
}
