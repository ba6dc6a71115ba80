using AspireStateless.Api.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.Api.Tests;

/// <summary>A client that does not wait for the end of its request.</summary>
public sealed class GoneClientTests(HostPair hosts) : IClassFixture<HostPair>
{
    [Fact]
    public async Task A_problem_that_nobody_is_left_to_read_is_no_error_of_the_service()
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        context.Response.Body = new MemoryStream();
        var problems = hosts.Part<IProblemDetailsService>();

        Assert.True(await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = 503 } }));
    }
}
